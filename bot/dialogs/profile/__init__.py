"""The short profile: five screens that decide which questions apply, and their result."""

from bot.dialogs.profile.windows import make_dialog

__all__ = ["make_dialog"]
