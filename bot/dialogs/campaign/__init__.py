"""Campaigns in an office: opened from a plan with a look at what will be sent, their days moved, closed."""

from bot.dialogs.campaign.windows import make_dialog

__all__ = ["make_dialog"]
