"""Pickers of what a window asks people to type, as data: a day, a number, a sum, an hour. The page in a
browser offers the phone's own pickers for them beside the text box; in Telegram nothing comes of it.

What was picked is sent as typed text, so that understanding and checking it stay where they are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from aiogram_dialog import DialogManager
from aiogram_dialog.api.entities import NewMessage

from bot.app import context_of

Kind = Literal["day", "number", "sum", "hour"]
"""Kinds of pickers; a sum is of yuan, and may have two decimals."""
Bound = int | Callable[[DialogManager], int | None] | None


@dataclass(frozen=True, slots=True)
class Picker:
    """One picker. `least`, `most` and `value` are in the form that it picks, empty for none."""

    kind: Kind
    label: str
    least: str = ""
    most: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Pickers:
    """The pickers of a window. What they picked makes one text, with `between` between two of them, and
    `after` behind the last where more is to be typed."""

    fields: tuple[Picker, ...]
    between: str = " "
    after: str = ""
    voice: bool = False
    """Whether the window takes a voice message, which the phone's recorder makes."""

    def data(self) -> dict[str, Any]:
        """As it is stored with the window, and as the page reads it."""
        fields = [{name: said for name, said in asdict(one).items() if said} for one in self.fields]
        joined = {"between": self.between, "after": self.after} if fields else {}
        return {"fields": fields, **joined, **({"voice": True} if self.voice else {})}


Picking = Callable[[DialogManager], Awaitable[Pickers]]
"""Makes the pickers of a window, as it stands."""


@dataclass
class Shown(NewMessage):
    """A window to be shown, with what it asks for."""

    pickers: Pickers | None = None


showing: ContextVar[Pickers | None] = ContextVar("showing", default=None)
"""The pickers of the window being shown."""


def a_day(least: date | None = None, most: date | None = None, label: str = "picker-day") -> Picking:
    """A day within these bounds."""

    async def made(manager: DialogManager) -> Pickers:
        return Pickers((day_picker(manager, label, least, most),))

    return made


def day_picker(
    manager: DialogManager, label: str, least: date | None = None, most: date | None = None
) -> Picker:
    """The picker of a day; `label`: its key in the catalog."""
    said = context_of(manager).say(label)
    return Picker("day", said, least.isoformat() if least else "", most.isoformat() if most else "")


def a_number(least: Bound = 0, most: Bound = None, label: str = "picker-number") -> Picking:
    """A whole number within these bounds, those included."""

    async def made(manager: DialogManager) -> Pickers:
        said = context_of(manager).say(label)
        return Pickers((Picker("number", said, _bound(least, manager), _bound(most, manager)),))

    return made


def a_sum(most_fen: int | None = None) -> Picking:
    """A sum of yuan, up to so many fen."""

    async def made(manager: DialogManager) -> Pickers:
        most = "" if most_fen is None else str(most_fen // 100)
        return Pickers((Picker("sum", context_of(manager).say("picker-sum"), "0", most),))

    return made


def an_hour(after: str = "") -> Picking:
    """A time of the day."""

    async def made(manager: DialogManager) -> Pickers:
        return Pickers((Picker("hour", context_of(manager).say("picker-hour")),), after=after)

    return made


def _bound(bound: Bound, manager: DialogManager) -> str:
    found = bound(manager) if callable(bound) else bound
    return "" if found is None else str(found)
