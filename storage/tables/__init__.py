"""Table definitions, one module a noun. Importing the package makes the metadata complete."""

from storage.base.schema import Base
from storage.tables import (
    campaigns,
    enterprises,
    exchange,
    finding_states,
    findings,
    inspections,
    measures,
    notices,
    nudges,
    offices,
    outbox,
    people,
    progress_triggers,
    reminders,
    reports,
    reviews,
    self_checks,
    signed,
    statistics,
    system,
    web,
)

__all__ = [
    "campaigns",
    "enterprises",
    "exchange",
    "finding_states",
    "findings",
    "inspections",
    "measures",
    "notices",
    "nudges",
    "offices",
    "outbox",
    "people",
    "progress_triggers",
    "reminders",
    "reports",
    "reviews",
    "self_checks",
    "signed",
    "statistics",
    "system",
    "web",
]

metadata = Base.metadata
