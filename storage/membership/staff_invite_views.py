"""Read models of invites to an office. No query lives here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewStaffInvite:
    """An invite just made; `secret`, the payload of a deep link (`s_…`), is never to be seen again."""

    id: int
    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffInviteLine:
    """An invite that still works."""

    id: int
    jurisdiction_id: int
    jurisdiction_name: str
    role: str
    department: str
    name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffPeek:
    """The seat an invite leads to. `joined`: the person asking has used it already."""

    jurisdiction_id: int
    jurisdiction_name: str
    role: str
    department: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Seated:
    """A person who has their seat."""

    person_id: int
    staff_id: int
    jurisdiction_id: int
