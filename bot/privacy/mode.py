"""Whether the update being handled is private: part of reporting, or of looking a report up."""

from __future__ import annotations

from contextvars import ContextVar

from content.receipts import looks_like_receipt

PRIVATE_GROUPS = frozenset({"ReportSG", "ReceiptSG"})
"""State groups nothing of which is ever written."""

ENTRANCE_COMMANDS = ("/report", "/receipt")
ENTRANCE_BUTTONS = ("go:report", "go:receipt")
PAGES_WITHIN = ("/help", "/privacy")
"""Commands that are answered within a private conversation: what was written stays."""

_private: ContextVar[bool] = ContextVar("private", default=False)
set_private = _private.set
reset_private = _private.reset


def is_private() -> bool:
    """Whether what is being handled must leave no trace."""
    return _private.get()


async def is_ordinary(*_: object) -> bool:
    """A filter of routers: not private."""
    return not _private.get()


def is_entrance(text: str, data: str) -> bool:
    """Whether a typed `text` or the `data` of a button begins a private conversation."""
    command, payload = _command(text)
    return (
        command in ENTRANCE_COMMANDS
        or (command == "/start" and payload.startswith("r_"))
        or data.startswith(ENTRANCE_BUTTONS)
        or looks_like_receipt(text)
    )


def is_exit(text: str, data: str) -> bool:
    """Whether a typed `text` or the `data` of a button leads out of a private conversation."""
    if is_entrance(text, data) or _command(text)[0] in PAGES_WITHIN:
        return False
    return text.startswith("/") or data.startswith("go:")


def _command(text: str) -> tuple[str, str]:
    """The command a text begins with, in small letters and without the bot's name, and what follows."""
    first, _, rest = text.strip().partition(" ")
    return (first.partition("@")[0].lower() if first.startswith("/") else "", rest.strip())
