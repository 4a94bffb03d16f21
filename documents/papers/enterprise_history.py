"""The record of an enterprise (一企一档) as a PDF to print: its data, and all events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from documents.papers.history_words import HistoryWords
from documents.sheets import safe_name
from documents.typesetting import typeset
from storage.base.audit import Actor
from storage.base.database import Database
from storage.enterprises import registry
from storage.enterprises.registry import EnterpriseView
from storage.history import reading
from storage.offices import staff

MOST = 500
"""Characters of each text a person wrote."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and the number of events on it."""

    data: bytes
    file_name: str
    enterprise: str
    total: int


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "history.typ").read_bytes()


async def history_pdf(
    database: Database,
    actor: Actor,
    enterprise_id: int,
    *,
    words: HistoryWords,
    today: date,
) -> Printed:
    """Everything its reader may know of an enterprise. Telephone numbers are for who may call.

    Raises:
        NotFound, NotAllowed: see `storage.history.reading.reader_of`. FontProblem.
    """
    say = words.head
    async with database.read() as db:
        history = await reading.read_all(db, actor, enterprise_id)
        unit = await registry.get_enterprise(db, enterprise_id)
        may_call = history.reader == "owner" or await staff.may(
            db, actor, "enterprise.call", unit.jurisdiction_id
        )
    given = {
        "title": say("history-title"),
        "state": say("history-reader-owner" if history.reader == "owner" else "history-reader-office"),
        "printed": say("history-printed", day=today),
        "fields": _fields(unit, words, may_call=may_call),
        "heads": (say("history-column-day"), say("history-column-said")),
        "rows": [(words.day(event).isoformat(), words.say(event)) for event in history.events],
        "none": say("history-none"),
        "foot": say("history-foot"),
    }
    data = await typeset(_template(), given)
    name = safe_name(say("history-file", enterprise=unit.name))
    return Printed(data, f"{name}.pdf", unit.name, history.total)


def _fields(unit: EnterpriseView, words: HistoryWords, *, may_call: bool) -> tuple[tuple[str, ...], ...]:
    """Heads with their values, two in a row; a third value asks for the whole row."""
    industry = words.library.industries.get(unit.industry)
    named = industry.name.say(words.language) if industry else unit.industry
    fields: list[tuple[str, ...]] = [
        (words.head("history-field-name"), unit.name, "wide"),
        (words.head("history-field-code"), unit.credit_code),
        (words.head("history-field-place"), unit.jurisdiction_name),
        (words.head("history-field-industry"), named),
        (words.head("history-field-headcount"), str(unit.headcount)),
        (words.head("history-field-address"), unit.address or "—", "wide"),
    ]
    if may_call:
        fields.append((words.head("history-field-phone"), unit.phone or "—", "wide"))
    return tuple(fields)
