"""All tables, imported once so that metadata is complete (migrations, tests)."""

from storage import (
    audit,
    campaigns,
    dialog_states,
    duties,
    enterprises,
    evidence,
    extensions,
    findings,
    forms,
    invites,
    jurisdictions,
    leases,
    notices,
    outbox,
    people,
    rectifications,
    reminders,
    reports,
    self_checks,
    staff,
    staff_invites,
    upkeeps,
)
from storage.base import Base

__all__ = [
    "audit",
    "campaigns",
    "dialog_states",
    "duties",
    "enterprises",
    "evidence",
    "extensions",
    "findings",
    "forms",
    "invites",
    "jurisdictions",
    "leases",
    "notices",
    "outbox",
    "people",
    "rectifications",
    "reminders",
    "reports",
    "self_checks",
    "staff",
    "staff_invites",
    "upkeeps",
]

metadata = Base.metadata
