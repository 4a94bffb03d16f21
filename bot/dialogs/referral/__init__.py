"""Tasks handed up to authorities outside the installation: the paper, and the answer that comes back."""

from bot.dialogs.referral.windows import make_dialog

__all__ = ["make_dialog"]
