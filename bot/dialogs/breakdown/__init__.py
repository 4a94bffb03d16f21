"""The breakdown of a campaign: by the places below, by industry, hazard and check item, to the enterprise."""

from bot.dialogs.breakdown.windows import make_dialog

__all__ = ["make_dialog"]
