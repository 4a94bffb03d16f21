"""Open rectifications, soonest first; completed ones wait for the review. Texts in tasks.ftl."""

from bot.dialogs.tasks.windows import make_dialog

__all__ = ["make_dialog"]
