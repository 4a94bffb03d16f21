"""Lines of a digest: the facts of one reminder that still holds, a type for each kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from content.model.base import Text
from content.model.facts import Fact
from storage.campaigns.places import CampaignName


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder that still holds. `due_on` is a whole local day.

    `campaign`: which one it is about, where its enterprise (or, of an office, its reader) is in several.
    """

    id: int
    digest_id: int
    rule: str
    subject_id: int
    due_on: date
    enterprise_id: int
    enterprise: str
    campaign: CampaignName | None = field(default=None, kw_only=True)

    @property
    def what(self) -> tuple[object, ...]:
        """The key of a reminder's subject; planned for yesterday too, a digest would have it twice."""
        return (type(self), self.subject_id, self.campaign.id if self.campaign else 0)


@dataclass(frozen=True, slots=True)
class CheckLine(Line):
    """A self-check not handed in. `total` 0: not begun; `answered` of `total` rows of the form are done."""

    answered: int
    total: int
    grace_until: date | None


@dataclass(frozen=True, slots=True)
class RecheckLine(Line):
    """A form handed back by a review and not handed in again."""


@dataclass(frozen=True, slots=True)
class FixLine(Line):
    """A rectification not done. `is_contact`: the reader acts for the enterprise (no guest, no office)."""

    fault: Text
    measure: str
    responsible: str
    first_due_on: date
    is_contact: bool
    wanted_on: date | None = None
    """The day asked for by an extension that is not decided yet."""


@dataclass(frozen=True, slots=True)
class PhotoLine(Line):
    """A photo that is owed by a day. `title`: what its question is about."""

    title: Text


@dataclass(frozen=True, slots=True)
class EscalationLine(Line):
    """A task somebody of an office has to decide: what was found, where it is about a finding, and the day
    that is over. `due_on` is the day it became a task.
    """

    kind: str
    fault: Text | None
    over_on: date | None
    wanted_on: date | None = None
    """The day asked for by an extension that is not decided yet."""


@dataclass(frozen=True, slots=True)
class UpkeepLine(Line):
    """A recurring date of the enterprise."""

    kind: str
    last_on: date


@dataclass(frozen=True, slots=True)
class VisitLine(Line):
    """A visit of the reader's department. `state`: planned or open; `due_on`: its day."""

    state: str


@dataclass(frozen=True, slots=True)
class OwnDutyLine(Line):
    """A duty a plan gives an enterprise by a day, not done yet; several where they are due on one day."""

    titles: tuple[Text, ...]

    @property
    def what(self) -> tuple[object, ...]:
        """The subject's key includes the day."""
        return (OwnDutyLine, self.subject_id, self.campaign.id if self.campaign else 0, self.due_on)


@dataclass(frozen=True, slots=True)
class DutyLine(Line):
    """A duty an office of the reader owes; it has no enterprise."""

    title: Text

    @property
    def what(self) -> tuple[object, ...]:
        """The subject's key includes the month."""
        return (DutyLine, self.subject_id, self.campaign.id if self.campaign else 0, self.due_on)


@dataclass(frozen=True, slots=True)
class FactLine(Line):
    """A count for the reader's office; `subject_id` is its place. It has no enterprise."""

    fact: Fact
    place: str
    several: bool
    """Whether that place takes part in several open campaigns."""

    @property
    def what(self) -> tuple[object, ...]:
        """The subject's key includes the kind of fact and the campaign."""
        return (FactLine, self.subject_id, self.fact.about, self.fact.campaign_id)
