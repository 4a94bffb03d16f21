"""Open rectifications, soonest first; those done wait for the review. Texts in tasks.ftl."""

from bot.dialogs.tasks.windows import make_dialog

__all__ = ["make_dialog"]
