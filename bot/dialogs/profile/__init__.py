"""The short profile: five screens that decide what does not apply, and what they came to."""

from bot.dialogs.profile.windows import make_dialog

__all__ = ["make_dialog"]
