"""The person's devices on the page: a link for a further one, the PIN it asks for, ending all of them."""

from bot.dialogs.devices.windows import make_dialog

__all__ = ["make_dialog"]
