"""All tables, imported once so that metadata is complete (migrations, tests)."""

from storage import (
    audit,
    campaigns,
    dialog_states,
    enterprises,
    evidence,
    findings,
    forms,
    invites,
    jurisdictions,
    leases,
    outbox,
    people,
    rectifications,
    self_checks,
)
from storage.base import Base

__all__ = [
    "audit",
    "campaigns",
    "dialog_states",
    "enterprises",
    "evidence",
    "findings",
    "forms",
    "invites",
    "jurisdictions",
    "leases",
    "outbox",
    "people",
    "rectifications",
    "self_checks",
]

metadata = Base.metadata
