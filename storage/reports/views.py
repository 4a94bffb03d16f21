"""Read models of anonymous reports for offices; sealed parts are still sealed. No query lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SealedText:
    """A sealed message, as `Keyring.words` takes it."""

    key_id: str
    key_office: bytes = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedPhoto:
    """A photo; its body is in `ReportFiles` under `name`."""

    name: str = field(repr=False)
    key_id: str
    key_office: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A report in an office's list. `mine`: the actor accepted it. Nothing of its content."""

    id: int
    case_number: str
    category: str
    urgent: bool
    state: str
    result: str | None
    received_on: date
    answered_on: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message of an opened report. `author`: worker, office, note."""

    author: str
    day: date
    text: SealedText
    photos: tuple[SealedPhoto, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A report as its office sees it. `holders`: (place id, name, department); `by`: the actor's own ones.

    `alike`: case numbers, of those the actor may see, with the same text or a photo in common; `same_place`:
    how many others the actor may see about the same enterprise.
    """

    id: int
    case_number: str
    category: str
    urgent: bool
    state: str
    result: str | None
    received_on: date
    accepted_on: date | None
    answered_on: date | None
    closed_on: date | None
    handler_id: int | None
    jurisdiction_id: int
    has_enterprise: bool
    holders: tuple[tuple[int, str, str], ...]
    by: tuple[tuple[int, str], ...]
    alike: tuple[str, ...]
    same_place: int
    messages: tuple[CaseMessage, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of reports: open, of these to be accepted and over a limit; and closed."""

    open: int
    waiting: int
    overdue: int
    closed: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of an office's list, and how many there are."""

    lines: tuple[CaseLine, ...]
    counts: Counts
