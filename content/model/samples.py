"""Types of the demonstration's samples (demo.yaml): places, people, enterprises, days with labels."""

from __future__ import annotations

from datetime import date, timedelta

from content.model.base import Frozen


class SamplePlace(Frozen):
    """A place; the first is where the campaign is open. `level` as in storage.offices.jurisdictions."""

    code: str
    name: str
    level: str
    parent: str | None = None


class SampleFault(Frozen):
    """A question that failed, planned with its usual measure. `due_in`: days from today; below 0 overdue."""

    question: str
    responsible: str
    yuan: int
    due_in: int


class SampleListed(Frozen):
    """An enterprise on the office's list. Nobody has registered it yet; whom to telephone there."""

    name: str
    credit_code: str
    industry: str
    place: str
    headcount: int
    address: str
    contact_name: str = ""
    phone: str = ""


class SampleEnterprise(SampleListed):
    """An enterprise, registered with its profile filled in. `facts` beside those of its industry.

    `days_ago` it registered and answered the first `answered` questions, or all and handed the form in.
    """

    facts: dict[str, bool | int]
    days_ago: int = 0
    answered: int = 0
    faults: tuple[SampleFault, ...] = ()
    handed_in: bool = False


class SampleSeat(Frozen):
    """A seat in the office of a place; `role` and `department` as in storage.base.rights."""

    place: str
    role: str
    department: str


class SamplePerson(Frozen):
    """A person with a chat; without an enterprise or a seat, somebody new."""

    name: str
    enterprise: SampleEnterprise | None = None
    seat: SampleSeat | None = None


class SampleMark(Frozen):
    """A day of the campaign with a label on the page: where a phase begins, or a duty is due."""

    label: str
    phase: str | None = None
    duty: str | None = None


class Samples(Frozen):
    """Initial data of a demonstration.

    `open_from`: from this day of a month on, the campaign began last month; before, in the month before that.
    """

    pack: str
    open_from: int
    places: tuple[SamplePlace, ...]
    people: tuple[SamplePerson, ...]
    listed: tuple[SampleListed, ...] = ()
    marks: tuple[SampleMark, ...] = ()

    def start_on(self, today: date) -> date:
        """The first of the last month or of the one before, so that the self-check phase has run for
        a while."""
        last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        if today.day >= self.open_from:
            return last
        return (last - timedelta(days=1)).replace(day=1)
