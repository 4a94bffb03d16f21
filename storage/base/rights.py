"""The one table of rights: which role of which department may do what. Whether a place is one's own is asked
in `staff`; rights over one's own enterprise are in `people.contacts`. What is not in the table is nobody's
right.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from storage.base.audit import Actor
from storage.base.errors import NotAllowed

ROLES: Final = ("viewer", "inspector", "head")
DEPARTMENTS: Final = ("safety", "health", "labour", "union", "town")
"""应急/安监, 卫健, 人社, 工会, 镇街."""

_ALL = frozenset(DEPARTMENTS)
_LEAD = frozenset({"safety", "health", "town"})
"""Departments that run a campaign: 安监 by the plans, 卫健 since 2018 (domain 1.4), the town where it is."""
_ADVISE = frozenset({"health", "labour", "union"})
_ORDER = _ALL - {"union"}
"""Departments of the government. A union may ask for rectification, but gives no orders."""
_NO: frozenset[str] = frozenset()

# right: departments in which a viewer, an inspector, a head has it.
_TABLE: Final[dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]] = {
    "office.see": (_ALL, _ALL, _ALL),
    "enterprise.see": (_ALL, _ALL, _ALL),
    "enterprise.call": (_NO, _ALL, _ALL),  # telephone numbers
    "enterprise.keep": (_NO, _LEAD, _LEAD),
    "enterprise.erase": (_NO, _NO, _LEAD),
    "campaign.see": (_ALL, _ALL, _ALL),
    "campaign.open": (_NO, _NO, _LEAD),
    "campaign.close": (_NO, _NO, _LEAD),
    "office.phone": (_NO, _NO, _LEAD),  # the number that enterprises are given
    "office.papers": (_NO, _NO, _LEAD),  # how its papers are signed and numbered
    "office.rank": (_NO, _NO, _LEAD),  # whether the places below are ranked
    "campaign.move": (_NO, _NO, _LEAD),
    "office.remind": (_NO, _NO, _LEAD),  # which facts the office's digest tells, and when
    "jurisdiction.keep": (_NO, _NO, _NO),  # the command line's alone
    "staff.see": (_ALL, _ALL, _ALL),
    "staff.invite": (_NO, _NO, _ALL),
    "staff.revoke": (_NO, _NO, _ALL),
    "audit.see": (_NO, _NO, _ALL),
    "duty.mark": (_NO, _ALL, _ALL),
    "circular.send": (_NO, _NO, _LEAD),  # to the offices below
    "meeting.call": (_NO, _LEAD, _LEAD),  # joint meetings: calling, minutes, points decided
    "extension.see": (_ALL, _ALL, _ALL),
    "extension.decide": (_NO, _LEAD, _LEAD),
    "review.see": (_ALL, _ALL, _ALL),
    "review.do": (_NO, _LEAD, _LEAD),
    "review.advise": (_NO, _ADVISE, _ADVISE),  # of the rows that the plan gives one's department
    "review.confirm": (_NO, _NO, _LEAD),  # what needs two, and taking a case from who has it
    "place.expose": (_NO, _LEAD, _LEAD),  # 曝光地区, where the plan names places
    "place.confirm": (_NO, _NO, _LEAD),
    "escalation.see": (_ALL, _ALL, _ALL),
    "escalation.decide": (_NO, _LEAD, _LEAD),
    "inspection.see": (_ALL, _ALL, _ALL),  # visits that were made
    "inspection.do": (_NO, _ALL, _ALL),  # of rows that are not its department's: for reviewers
    "inspection.order": (_NO, _ORDER, _ORDER),  # 责令限期整改
    "incident.keep": (_NO, _ALL, _ALL),  # accidents: record, inquiry, the four things to show
    "ledger.export": (_NO, _ALL, _ALL),
    "summary.see": (_ALL, _ALL, _ALL),
    "summary.write": (_NO, _LEAD, _LEAD),
    "summary.file": (_NO, _NO, _LEAD),
    "notice.see": (_ALL, _ALL, _ALL),
    "notice.write": (_NO, _ALL, _ALL),
    "notice.release": (_NO, _NO, _ALL),
    "notice.manage": (_NO, _NO, _LEAD),  # other people's notices: pause, stop, correct, withdraw
    # Only of reports that one's own department holds (see reports_access), figures too.
    "report.read": (_NO, _ALL, _ALL),
    "report.answer": (_NO, _ALL, _ALL),
    "report.hand_on": (_NO, _ALL, _ALL),
    "report.inspect": (_NO, _ALL, _ALL),
    "report.close": (_NO, _ALL, _ALL),
    "report.spam": (_NO, _NO, _ALL),
    # That a named enterprise was reported: for people who may open those reports, and of those alone.
    "report.named": (_NO, _ALL, _ALL),
    "report.statistics": (_NO, _ALL, _ALL),
}
RIGHTS: Final = tuple(_TABLE)
ON_ENTERPRISES: Final = frozenset(
    {
        "enterprise.keep",
        "enterprise.erase",
        "extension.decide",
        "review.do",
        "review.advise",
        "review.confirm",
        "escalation.decide",
        "inspection.do",
        "incident.keep",
        "summary.write",
        "notice.write",
        "notice.release",
        "notice.manage",
        "report.inspect",
    }
)
"""Rights to act on an enterprise: nobody may use them on an enterprise they act for themselves (回避,
`staff.require`)."""


def allows(right: str, role: str, department: str) -> bool:
    """Whether a seat of that role and department has the right, in its place and below.

    Raises:
        KeyError: there is no such right.
    """
    column = _TABLE[right]
    return role in ROLES and department in column[ROLES.index(role)]


def holders(right: str) -> dict[str, frozenset[str]]:
    """The departments in which each role has a right; roles without it are left out.

    Raises:
        KeyError: there is no such right.
    """
    return {role: departments for role, departments in zip(ROLES, _TABLE[right], strict=True) if departments}


def keeps_staff_of(own: str, department: str) -> bool:
    """Whether a head of department `own` may invite and revoke people of `department`: the departments that
    run campaigns may for the whole office, others for their own department."""
    return own in _LEAD or own == department


def is_operator(actor: Actor) -> bool:
    """Whether the actor is the command line or the system, which have every right everywhere."""
    return actor.kind in ("cli", "system")


def require_operator(actor: Actor) -> None:
    """Refuse every actor but the command line and the system.

    Raises:
        NotAllowed: a person in the chat.
    """
    if not is_operator(actor):
        raise NotAllowed


def require_person(actor: Actor) -> int:
    """The id of the person who acts.

    Raises:
        NotAllowed: not a person.
    """
    if actor.kind != "person" or actor.person_id is None:
        raise NotAllowed
    return actor.person_id


@cache
def seats_with(right: str) -> list[str]:
    """`role:department` of every seat that has a right, as SQL compares them.

    Raises:
        KeyError: there is no such right.
    """
    return [f"{role}:{kind}" for role, kinds in holders(right).items() for kind in sorted(kinds)]
