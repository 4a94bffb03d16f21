"""State of dialogs in memory only: drafts, guesses, new codes. Nothing here is ever written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from aiogram_dialog import Dialog, DialogManager

from storage.base.memory import Recent


class Guesses:
    """Wrong codes by account: after `limit` different ones within `span` nothing more is looked up."""

    def __init__(self, limit: int = 5, span: timedelta = timedelta(minutes=15)) -> None:
        self.limit = limit
        self.span = span
        self._wrong: Recent[int, dict[str, datetime]] = Recent()

    def wait(self, account: int, now: datetime) -> timedelta | None:
        """The time until the account may try again; None: now. `now` in UTC."""
        recent = sorted(at for at in (self._wrong.get(account) or {}).values() if at + self.span > now)
        return recent[-self.limit] + self.span - now if len(recent) >= self.limit else None

    def wrong(self, account: int, code: str, now: datetime) -> None:
        """Count a wrong code; the same one again counts once."""
        kept = {one: at for one, at in (self._wrong.get(account) or {}).items() if at + self.span > now}
        self._wrong.put(account, {code: now} | kept)


@dataclass
class Memory:
    """State of one dialog. `drafts` by who fills them in, `codes` by invite id."""

    drafts: Recent[Any, dict[str, Any]] = field(default_factory=Recent)
    guesses: Guesses = field(default_factory=Guesses)
    codes: Recent[int, str] = field(default_factory=Recent)


class RememberingDialog(Dialog):
    """A dialog with a memory of its own, gone with the process."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.memory = Memory()


def memory_of(manager: DialogManager) -> Memory:
    """The memory of the dialog that is open."""
    dialog: Any = manager  # the protocol does not name what every manager has
    return cast("RememberingDialog", dialog.dialog()).memory
