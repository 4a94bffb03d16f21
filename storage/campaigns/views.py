"""Read models of campaigns: lines, days, the one an enterprise is in. No query lives here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from content.calendar.rules import spans_years


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """A phase's days, the end day included; both None: not set."""

    code: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class DutyDates:
    """A duty's due day and the last day it is still taken; None: not set."""

    code: str
    due_on: date | None
    grace_until: date | None


def over(phases: Sequence[PhaseDates], duties: Sequence[DutyDates], today: date) -> tuple[str, ...]:
    """Codes of the phases and duties whose last day is before today (local)."""
    ends = [(phase.code, phase.ends_on) for phase in phases]
    ends += [(duty.code, duty.grace_until or duty.due_on) for duty in duties]
    return tuple(code for code, last in ends if last is not None and last < today)


@dataclass(frozen=True)
class ByHand:
    """Days set by hand before a campaign is opened: of phases, and due days of duties; None: left open."""

    phases: Mapping[str, tuple[date, date] | None] = field(default_factory=dict)
    duties: Mapping[str, date | None] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """The form stored in the audit trail; empty where no day was set."""
        found: dict[str, Any] = {
            code: span and [one.isoformat() for one in span] for code, span in self.phases.items()
        }
        found |= {code: day and [day.isoformat()] for code, day in self.duties.items()}
        return {"by_hand": found} if found else {}


AS_PLANNED = ByHand()


@dataclass(frozen=True, slots=True)
class Opened:
    """A campaign just opened. `past`: codes of phases and duties whose last day is over: a warning."""

    id: int
    form_digest: str
    past: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A campaign as it would be opened. `zone`: IANA name; `past` as in `Opened`."""

    jurisdiction_name: str
    zone: str
    phases: tuple[PhaseDates, ...]
    duties: tuple[DutyDates, ...]
    past: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in a list."""

    id: int
    pack: str
    jurisdiction: str
    """Code of the place."""
    jurisdiction_name: str
    start_on: date
    state: str
    opened_at: datetime
    closed_on: date | None
    """The local day it ended, where that is known."""


@dataclass(frozen=True, slots=True)
class CampaignView(CampaignLine):
    """A campaign with all its days."""

    jurisdiction_id: int
    form_digest: str
    zone: str
    close_reason: str
    """The reason it ended; empty for an open one, and where no reason was given."""
    phases: tuple[PhaseDates, ...]
    duties: tuple[DutyDates, ...]

    @property
    def spans_years(self) -> bool:
        """Whether its days lie in more than one year."""
        return _span_years(self.phases, *(one.due_on for one in self.duties))


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign an enterprise or office is in. `due_on`, `grace_until`: when the form is to be handed in.

    `zone`: IANA name of the time zone of its days; `jurisdiction_id`: the place it was opened in;
    `closed_on`: of one that an office looks back at, the day it ended.
    """

    id: int
    pack: str
    form_digest: str
    jurisdiction_name: str
    phases: tuple[PhaseDates, ...]
    due_on: date | None
    grace_until: date | None
    zone: str
    jurisdiction_id: int
    state: str
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether the campaign is open."""
        return self.state == "open"

    @property
    def spans_years(self) -> bool:
        """Whether its days lie in more than one year."""
        return _span_years(self.phases, self.due_on)


def _span_years(phases: Sequence[PhaseDates], *days: date | None) -> bool:
    return spans_years([*(day for one in phases for day in (one.starts_on, one.ends_on)), *days])
