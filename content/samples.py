"""Types of the demonstration's samples (demo.yaml): places, people, one enterprise already registered."""

from __future__ import annotations

from datetime import date

from content.model import Frozen


class SamplePlace(Frozen):
    """A place; the first is where the campaign is open."""

    code: str
    name: str
    parent: str | None = None


class SampleEnterprise(Frozen):
    """An enterprise, registered with its profile filled in. `facts` beside those of its industry."""

    name: str
    credit_code: str
    industry: str
    place: str
    headcount: int
    address: str
    facts: dict[str, bool | int]


class SamplePerson(Frozen):
    """A person with a chat; without an enterprise, somebody new."""

    name: str
    enterprise: SampleEnterprise | None = None


class SampleMark(Frozen):
    """A day of the campaign with a label on the page: where a phase begins, or a duty is due."""

    label: str
    phase: str | None = None
    duty: str | None = None


class Samples(Frozen):
    """What a demonstration begins with. `open_from`: from this day on, the campaign began this month."""

    pack: str
    open_from: int
    places: tuple[SamplePlace, ...]
    people: tuple[SamplePerson, ...]
    marks: tuple[SampleMark, ...] = ()

    def start_on(self, today: date) -> date:
        """The first of this month or of the last, so that the self-check phase is current."""
        first = today.replace(day=1)
        if today.day >= self.open_from:
            return first
        return (
            first.replace(year=first.year - 1, month=12)
            if first.month == 1
            else first.replace(month=first.month - 1)
        )
