"""Joint meetings: called, answered, held; minutes; points decided."""

from bot.dialogs.meeting.windows import make_dialog

__all__ = ["make_dialog"]
