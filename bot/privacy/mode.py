"""Whether the update being handled is private: part of reporting, or of looking a report up."""

from __future__ import annotations

from bot.privacy.intents import is_private_intent, private
from content.typed.receipts import is_receipt_like

PRIVATE_GROUPS = frozenset({"ReportSG", "ReceiptSG"})
"""State groups of which nothing is ever written."""

PAGES_BEFORE = frozenset({"HomeSG:more", "HomeSG:privacy", "HomeSG:anonymity"})
"""Windows with the button of a report, and those that tell of reports. A person in them usually goes on to
report: they are shown and not written."""

ENTRANCE_COMMANDS = ("/report", "/receipt")
ENTRANCE_BUTTONS = ("go:report", "go:receipt")
PAGES_WITHIN = ("/help", "/privacy", "/language")
"""Commands answered within a private conversation; the draft stays."""
HELD_BUTTONS = "go:held:"
"""Buttons of the question about a held message (`bot.privacy.held`)."""

PRESSED = "pressed"
"""Key by which an ordinary update passes on the private one that follows from it: a typed number that was a
button's."""
SEPARATOR = "\x1d"
"""Between the id of a window and its button, in callback data (aiogram-dialog's `CB_SEP`)."""

set_private = private.set
reset_private = private.reset


def is_private() -> bool:
    """Whether the current update must leave no trace."""
    return private.get()


def is_entrance(text: str, data: str) -> bool:
    """Whether a typed `text` or the `data` of a button begins a private conversation."""
    command, payload = _command(text)
    return (
        command in ENTRANCE_COMMANDS
        or (command == "/start" and payload.startswith("r_"))
        or data.startswith(ENTRANCE_BUTTONS)
        or is_receipt_like(text)
    )


def is_exit(text: str, data: str) -> bool:
    """Whether a typed `text` or the `data` of a button leads out of a private conversation."""
    if is_entrance(text, data) or _command(text)[0] in PAGES_WITHIN:
        return False
    return is_command(text) or data.startswith("go:")


def is_command(text: str) -> bool:
    """Whether a typed text is a command."""
    return text.startswith("/")


def is_private_button(data: str) -> bool:
    """Whether the `data` of a button belongs to a private window, open or gone."""
    intent, separator, _ = data.partition(SEPARATOR)
    return bool(separator) and is_private_intent(intent)


def _command(text: str) -> tuple[str, str]:
    """The command of a text, in small letters and without the bot's name, and the rest."""
    first, _, rest = text.strip().partition(" ")
    return (first.partition("@")[0].lower() if first.startswith("/") else "", rest.strip())
