"""Whether the update being handled is private: part of reporting, or of looking a report up."""

from __future__ import annotations

from contextvars import ContextVar

PRIVATE_GROUPS = frozenset({"ReportSG", "ReceiptSG"})
"""State groups nothing of which is ever written."""

ENTRANCE_COMMANDS = ("/report", "/receipt")
ENTRANCE_LINK = "/start r_"
ENTRANCE_BUTTONS = ("go:report:", "go:receipt:")

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
    command = text.split(maxsplit=1)[0].partition("@")[0].lower() if text.strip() else ""
    return (
        command in ENTRANCE_COMMANDS
        or (command == "/start" and text.split(maxsplit=1)[1:2] != [] and _payload(text).startswith("r_"))
        or data.startswith(ENTRANCE_BUTTONS)
    )


def is_exit(text: str, data: str) -> bool:
    """Whether a typed `text` or the `data` of a button leads out of a private conversation."""
    return not is_entrance(text, data) and (text.startswith("/") or data.startswith("go:"))


def _payload(text: str) -> str:
    return text.split(maxsplit=1)[1].strip()
