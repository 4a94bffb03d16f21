"""定期提醒: the enterprise's own recurring dates: when each is due next, done today, set, stopped."""

from bot.dialogs.upkeep.windows import make_dialog

__all__ = ["make_dialog"]
