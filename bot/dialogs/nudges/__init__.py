"""未读提示: addresses at which a person is told that something waits: given, confirmed, removed."""

from bot.dialogs.nudges.windows import make_dialog

__all__ = ["make_dialog"]
