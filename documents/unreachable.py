"""The list of enterprises that a notice did not reach, to be telephoned, as XLSX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from content.catalog import Catalog
from documents.sheets import Column, list_of, safe_name

WHY = {
    "unregistered": "calls-why-unregistered",
    "blocked": "calls-why-blocked",
    "failed": "calls-why-failed",
    "stopped": "calls-why-stopped",
}
"""Keys of the reasons an enterprise was not reached."""


@dataclass(frozen=True, slots=True)
class Call:
    """An enterprise to telephone; `why`: unregistered, blocked, failed, stopped."""

    name: str
    place: str
    industry: str
    contact: str
    phone: str
    why: str


def make_call_list(catalog: Catalog, language: str, title: str, day: date, calls: Iterable[Call]) -> bytes:
    """The list of `calls` for the notice called `title`, as of a local day; written row by row.

    The last column is left empty for what came of the call.
    """

    def say(key: str) -> str:
        return catalog.say(key, language)

    columns: tuple[Column[Call], ...] = (
        Column("calls-head-name", 34, lambda call: call.name),
        Column("calls-head-place", 16, lambda call: call.place),
        Column("calls-head-industry", 18, lambda call: call.industry),
        Column("calls-head-contact", 12, lambda call: call.contact),
        Column("calls-head-phone", 18, lambda call: call.phone),
        Column("calls-head-why", 16, lambda call: say(WHY[call.why])),
        Column("calls-head-result", 24, lambda call: ""),
    )
    heading = catalog.say("calls-title", language, title=title, day=day)
    return list_of(say("calls-sheet"), heading, columns, calls, say)


def file_name(catalog: Catalog, language: str, title: str, day: date) -> str:
    """The file's name; characters that file systems refuse are left out."""
    return f"{catalog.say('calls-file', language, title=safe_name(title), day=day)}.xlsx"
