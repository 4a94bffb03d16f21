"""States of dialogs about exchange between offices, each group with a typed starter (T5)."""

from __future__ import annotations

import secrets

from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog import DialogManager, ShowMode, StartMode


class RecordSG(StatesGroup):
    """Records of a duty done, with files; records handed in to an office."""

    one = State()
    day = State()
    reason = State()
    handed_in = State()
    answered = State()
    reported = State()


class OwnDutiesSG(StatesGroup):
    """Duties of the enterprise besides its form."""

    list = State()
    one = State()


class CircularSG(StatesGroup):
    """Circulars of an office: those to offices below, and those received."""

    list = State()
    one = State()
    answer = State()
    sent = State()
    answers = State()
    recall = State()
    kind = State()
    text = State()
    whom = State()
    day = State()
    confirm = State()


class ReadinessSG(StatesGroup):
    """Preparation for inspectors (迎检准备): of an office, of an enterprise."""

    office = State()
    own = State()


class MeetingSG(StatesGroup):
    """Joint meetings: called, answered, held, with points decided."""

    list = State()
    one = State()
    who = State()
    day = State()
    clock = State()
    agenda = State()
    whom = State()
    confirm = State()
    attendance = State()
    minutes = State()
    points = State()
    party = State()
    due = State()


class IncidentSG(StatesGroup):
    """Accidents: numbers and first aid, the record, who was told, the four things to show."""

    first = State()
    aid = State()
    list = State()
    own = State()
    one = State()
    text = State()
    when = State()
    people = State()
    told = State()
    told_at = State()
    points = State()
    point = State()


async def start_record(
    manager: DialogManager, record_id: int, notice: str = "", show: ShowMode | None = None
) -> None:
    """One record, as its writer or the office above sees it; `notice` is a catalog key shown above it."""
    given = {"id": record_id, "notice": notice}
    await manager.start(RecordSG.one, given, mode=StartMode.RESET_STACK, show_mode=show)


async def start_handed_in(manager: DialogManager, notice: str = "") -> None:
    """Start the records handed in to an office that wait for an answer; `notice` is a catalog key shown above
    it."""
    await manager.start(RecordSG.handed_in, {"notice": notice}, mode=StartMode.RESET_STACK)


async def start_own_duties(manager: DialogManager, item: str = "") -> None:
    """Start the duties of an enterprise, or one of them as the list's button carries it."""
    state = OwnDutiesSG.one if item else OwnDutiesSG.list
    await manager.start(state, {"item": item}, mode=StartMode.RESET_STACK)


async def start_circulars(
    manager: DialogManager, notice: str = "", chosen: int | None = None, *, sent: bool = False
) -> None:
    """Start the circulars received, or one of them, or one that was `sent`; `notice` is a catalog key."""
    state = CircularSG.list if chosen is None else CircularSG.answers if sent else CircularSG.one
    await manager.start(state, {"notice": notice, "id": chosen}, mode=StartMode.RESET_STACK)


async def start_meetings(
    manager: DialogManager, notice: str = "", chosen: int | None = None, of: str = ""
) -> None:
    """Start the joint meetings, or one of them; `notice` is a catalog key, `of` the duty that a new one is
    to do, as the list of duties names it."""
    state = MeetingSG.list if chosen is None else MeetingSG.one
    await manager.start(state, {"notice": notice, "id": chosen, "of": of}, mode=StartMode.RESET_STACK)


async def start_happened(manager: DialogManager, item: str = "") -> None:
    """Start with telephone numbers and first aid: something has happened, at one's own enterprise or, for an
    office, at the enterprise `item`. The token lets the record be made once."""
    given = {"token": secrets.token_hex(8), "enterprise": int(item) if item else 0}
    await manager.start(IncidentSG.first, given, mode=StartMode.RESET_STACK)


async def start_incident(manager: DialogManager, chosen: int, notice: str = "") -> None:
    """Start one accident; `notice` is a catalog key shown above it."""
    await manager.start(IncidentSG.one, {"id": chosen, "notice": notice}, mode=StartMode.RESET_STACK)


async def start_incidents(manager: DialogManager) -> None:
    """Start the accidents of an office's place and below."""
    await manager.start(IncidentSG.list, mode=StartMode.RESET_STACK)


async def start_readiness(manager: DialogManager) -> None:
    """Show what inspectors ask of the office."""
    await manager.start(ReadinessSG.office, mode=StartMode.RESET_STACK)


async def start_own_readiness(manager: DialogManager) -> None:
    """Show what inspectors ask of the enterprise."""
    await manager.start(ReadinessSG.own, mode=StartMode.RESET_STACK)
