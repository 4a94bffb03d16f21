"""Reviews of an office: the queue, a case item by item, the verdict, rectifications."""

from bot.dialogs.review.windows import make_dialog, make_verify_dialog

__all__ = ["make_dialog", "make_verify_dialog"]
