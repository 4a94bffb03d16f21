"""The office's home: the state of its place and below, and the way to everything an office does."""

from bot.dialogs.office import duties, extensions, inviting, joining, people, rules, units
from bot.dialogs.office.windows import make_dialog

__all__ = ["duties", "extensions", "inviting", "joining", "make_dialog", "people", "rules", "units"]
