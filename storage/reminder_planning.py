"""Planning: which rows of `reminders` a rule makes on which day, by set-based SQL. When to plan is not here.

Written out as SQL and not with expressions: the same on both databases, and its joins stand in the order in
which they are cheap (SQLite keeps that order for CROSS JOIN, PostgreSQL is told to). Each query begins with
what is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Boolean, Date, String, TextClause, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reminders import ReminderRule, Wanted
from storage.base import Instant
from storage.campaign_tables import FORM_DUTY
from storage.rights import holders

SUBJECTS = {"self_check": "enterprise", "rectification": "finding", "upkeep": "upkeep"}
"""What `reminders.subject` says, by what a rule is about."""

OFFICE_RIGHT = "extension.decide"
"""Who hears of an enterprise's overdue rectifications: those who decide about their days."""

# Every place with the open campaign its enterprises are in: its own (the newest), else that of the one above.
_SERVED = """
served (place, campaign_id) AS (
    SELECT j.id, (SELECT max(k.id) FROM campaigns k WHERE k.jurisdiction_id = j.id AND k.state = 'open')
    FROM jurisdictions j WHERE j.parent_id IS NULL
    UNION ALL
    SELECT j.id, coalesce(
        (SELECT max(k.id) FROM campaigns k WHERE k.jurisdiction_id = j.id AND k.state = 'open'),
        served.campaign_id)
    FROM served JOIN jurisdictions j ON j.parent_id = served.place
)"""

# Every place with the nearest one, itself or above, in whose office somebody has the right.
_OFFICES = """
offices (place, office) AS (
    SELECT j.id, (SELECT max(s.jurisdiction_id) FROM staff s WHERE s.jurisdiction_id = j.id
                  AND s.revoked_at IS NULL AND s.role || ':' || s.department IN :seats)
    FROM jurisdictions j WHERE j.parent_id IS NULL
    UNION ALL
    SELECT j.id, coalesce(
        (SELECT max(s.jurisdiction_id) FROM staff s WHERE s.jurisdiction_id = j.id
         AND s.revoked_at IS NULL AND s.role || ':' || s.department IN :seats),
        offices.office)
    FROM offices JOIN jurisdictions j ON j.parent_id = offices.place
)"""

_DUE_COLUMNS = "w.due_on, w.planned_on, w.days, w.urgent, w.near"

# What is due, by what the rule is about; `{tables}` in the order to look at them: from the days to what is
# due on them, or from what is known to be due.
_DUE = {
    "self_check": f"""
        SELECT {_DUE_COLUMNS}, e.id AS subject_id, d.campaign_id, e.id AS enterprise_id, e.jurisdiction_id
        FROM {{tables}}
        WHERE d.code = '{FORM_DUTY}' AND d.due_on = w.due_on AND d.campaign_id IN :campaigns
          AND s.campaign_id = d.campaign_id AND e.jurisdiction_id = s.place AND e.state = 'active'
          AND NOT EXISTS (SELECT 1 FROM self_checks c WHERE c.campaign_id = d.campaign_id
                          AND c.enterprise_id = e.id AND c.state <> 'draft')""",
    "rectification": f"""
        SELECT {_DUE_COLUMNS}, f.id AS subject_id, c.campaign_id, e.id AS enterprise_id, e.jurisdiction_id
        FROM {{tables}}
        WHERE r.state = 'open' AND r.due_on = w.due_on AND r.planned_at < w.midnight
          AND f.id = r.finding_id AND f.state = 'open'
          AND c.id = f.self_check_id AND c.campaign_id IN :campaigns
          AND e.id = r.enterprise_id AND e.state = 'active'""",
    "upkeep": f"""
        SELECT {_DUE_COLUMNS}, u.id AS subject_id, s.campaign_id, e.id AS enterprise_id, e.jurisdiction_id
        FROM {{tables}}
        WHERE u.state = 'active' AND u.due_on = w.due_on AND u.kind IN :kinds AND u.changed_at < w.midnight
          AND e.id = u.enterprise_id AND e.state = 'active'
          AND s.place = e.jurisdiction_id AND s.campaign_id IN :campaigns""",
}
_TABLES = {
    "self_check": ("wanted w", "campaign_duties d", "served s", "enterprises e"),
    "rectification": ("wanted w", "rectifications r", "findings f", "self_checks c", "enterprises e"),
    "upkeep": ("wanted w", "upkeeps u", "enterprises e", "served s"),
}
_TABLES_BY_ID = {
    "self_check": ("enterprises e", "served s", "campaign_duties d", "wanted w"),
    "rectification": ("findings f", "rectifications r", "wanted w", "self_checks c", "enterprises e"),
    "upkeep": ("upkeeps u", "wanted w", "enterprises e", "served s"),
}
_ID = {"self_check": "e.id", "rectification": "f.id", "upkeep": "u.id"}

_HEARD = {
    "contacts": "SELECT due.*, c.person_id FROM due JOIN contacts c ON c.enterprise_id = due.enterprise_id",
    "guests": "SELECT due.*, g.person_id FROM due JOIN finding_guests g ON g.finding_id = due.subject_id",
    "office": """SELECT due.*, s.person_id FROM due JOIN offices o ON o.place = due.jurisdiction_id
        JOIN staff s ON s.jurisdiction_id = o.office AND s.revoked_at IS NULL
        WHERE s.role || ':' || s.department IN :seats""",
}

# One for each (rule, subject, day, person), whoever planned it. Where the due day has moved by less than the
# rule's gap, what was said for the old day ("three days left") is not said once more for the new one.
_INSERT = """
INSERT INTO reminders (rule, subject, subject_id, campaign_id, person_id, planned_on, due_on, days, urgent,
                       state, created_at)
SELECT :rule, :subject, h.subject_id, h.campaign_id, h.person_id, h.planned_on, h.due_on, h.days, h.urgent,
       'waiting', :now
FROM heard h JOIN people p ON p.id = h.person_id
WHERE p.unreachable_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM reminder_mutes m WHERE m.person_id = h.person_id AND m.rule = :rule
                  AND m.subject = :subject AND m.subject_id = h.subject_id)
  AND NOT EXISTS (SELECT 1 FROM reminders x WHERE x.rule = :rule AND x.subject = :subject
                  AND x.subject_id = h.subject_id AND x.person_id = h.person_id AND x.days = h.days
                  AND x.planned_on > h.near AND x.planned_on < h.planned_on AND x.state <> 'moot')
ON CONFLICT DO NOTHING"""


_Bound = tuple[TextClause, frozenset[str]]


# PostgreSQL cannot know how few of the open rows are due on a day that a rule falls on: left to itself it
# reads all of them, 1,400,000 for 100.
_IN_ORDER = text("""
    SELECT set_config('join_collapse_limit', '1', true), set_config('enable_hashjoin', 'off', true),
           set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true),
           set_config('jit', 'off', true)""")


async def keep_order(db: AsyncConnection) -> None:
    """Have PostgreSQL join in the order written and by indexes, to the end of this transaction."""
    if db.dialect.name == "postgresql":
        await db.execute(_IN_ORDER)


@dataclass(frozen=True, slots=True)
class Task:
    """A rule on the days it falls on, for campaigns whose days are counted in `zone`."""

    rule: ReminderRule
    wanted: tuple[Wanted, ...]
    campaigns: tuple[int, ...]
    zone: str


async def list_due(db: AsyncConnection, task: Task) -> list[int]:
    """Ids of the subjects a task may have to remind of, in order. Reads only."""
    statement, names = _listing(task.rule.about, len(task.wanted))
    return list((await db.execute(statement, _values(task, names))).scalars())


async def remind(db: AsyncConnection, now: datetime, task: Task, subjects: Sequence[int]) -> int:
    """Write the reminders of these subjects, as far as that is not done; how many. Idempotent."""
    statement, names = _inserting(task.rule.about, task.rule.to, len(task.wanted))
    named = {"rule": task.rule.code, "subject": SUBJECTS[task.rule.about], "now": now, "ids": list(subjects)}
    return int((await db.execute(statement, _values(task, names, **named))).rowcount)


@cache
def _listing(about: str, days: int) -> _Bound:
    tables = " CROSS JOIN ".join(_TABLES[about])
    return _bound(
        f"WITH RECURSIVE {_wanted(days)}{_places(about)}"
        f"\nSELECT DISTINCT due.subject_id FROM ({_DUE[about].format(tables=tables)}) AS due"
        "\nORDER BY due.subject_id",
        days,
    )


@cache
def _inserting(about: str, to: tuple[str, ...], days: int) -> _Bound:
    tables = " CROSS JOIN ".join(_TABLES_BY_ID[about])
    due = f"{_DUE[about].format(tables=tables)}\n          AND {_ID[about]} IN :ids"
    heard = "\nUNION\n".join(_HEARD[hearer] for hearer in to)
    offices = f",{_OFFICES}" if "office" in to else ""
    tables_of = f"{_wanted(days)}{_places(about)}{offices},\ndue AS ({due}),\nheard AS ({heard})"
    return _bound(f"WITH RECURSIVE {tables_of}{_INSERT}", days)


def _places(about: str) -> str:
    return f",{_SERVED}" if about in ("self_check", "upkeep") else ""


def _wanted(days: int) -> str:
    row = "(:due{0}, :planned{0}, :days{0}, :urgent{0}, :midnight{0}, :near{0})"
    rows = ", ".join(row.format(number) for number in range(days))
    return f"wanted (due_on, planned_on, days, urgent, midnight, near) AS (VALUES {rows})"


def _bound(sql: str, days: int) -> _Bound:
    """The statement with the types of its parameters, so that both databases take them, and their names."""
    kinds: dict[str, Any] = {"rule": String(), "subject": String(), "now": Instant()}
    lists: dict[str, Any] = {
        "campaigns": BigInteger(),
        "ids": BigInteger(),
        "kinds": String(),
        "seats": String(),
    }
    for number in range(days):
        kinds |= {f"{name}{number}": Date() for name in ("due", "planned", "near")}
        kinds |= {
            f"days{number}": BigInteger(),
            f"urgent{number}": Boolean(),
            f"midnight{number}": Instant(),
        }
    binds = [bindparam(name, type_=kind) for name, kind in kinds.items() if f":{name}" in sql]
    binds += [
        bindparam(name, type_=kind, expanding=True) for name, kind in lists.items() if f":{name}" in sql
    ]
    return text(sql).bindparams(*binds), frozenset(bind.key for bind in binds)


def _values(task: Task, names: frozenset[str], **named: Any) -> dict[str, Any]:
    """The values of the parameters that the statement has."""
    zone = ZoneInfo(task.zone)
    values: dict[str, Any] = {"campaigns": list(task.campaigns), "kinds": list(task.rule.kinds), **named}
    values["seats"] = seats_with(OFFICE_RIGHT)
    for number, day in enumerate(task.wanted):
        values |= {
            f"due{number}": day.due_on,
            f"planned{number}": day.planned_on,
            f"days{number}": day.days,
            f"urgent{number}": day.urgent,
            f"midnight{number}": datetime.combine(day.planned_on, time(), zone),
            f"near{number}": day.planned_on - timedelta(days=task.rule.gap),
        }
    return {name: value for name, value in values.items() if name in names}


@cache
def seats_with(right: str) -> list[str]:
    """`role:department` of every seat that has a right, as SQL compares them.

    Raises:
        KeyError: there is no such right.
    """
    return [f"{role}:{kind}" for role, kinds in holders(right).items() for kind in sorted(kinds)]
