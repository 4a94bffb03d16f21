"""An office reviews what was handed in: the queue, a case item by item, the verdict, what was put right."""

from bot.dialogs.review.windows import make_dialog, make_verify_dialog

__all__ = ["make_dialog", "make_verify_dialog"]
