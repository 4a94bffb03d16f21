"""Planning: the rows of `reminders` that a rule makes on a day, by set-based SQL. When to plan is decided
elsewhere.

Written as SQL and not with expressions: the same on both databases, and its joins stand in the order in which
they are cheap (SQLite keeps that order for CROSS JOIN, PostgreSQL is told to). Each query begins with what is
due.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Boolean, Date, String, TextClause, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reminder_kinds import About, Hearer, planned_as
from content.model.reminders import ReminderRule, Wanted
from content.registry import complete
from storage.base.rights import seats_with
from storage.base.schema import Instant
from storage.campaigns.running import FORM_DUTY, RUNNING
from storage.membership.reminder_access import ACCESS, OFFICE_RIGHT
from storage.reminders import own_duties

# Every campaign that is planned, with its place and all below it: an enterprise is in all that cover it.
_COVERED = """
covered (campaign_id, place) AS (
    SELECT k.id, k.jurisdiction_id FROM campaigns k WHERE k.id IN :campaigns
    UNION ALL
    SELECT covered.campaign_id, j.id FROM covered JOIN jurisdictions j ON j.parent_id = covered.place
)"""

# Every place with one open campaign: its own (the newest), else that of the one above. An enterprise's own
# dates are reminded of once, in however many campaigns it is.
_SERVED = f"""
served (place, campaign_id) AS (
    SELECT j.id, (SELECT max(k.id) FROM campaigns k WHERE k.jurisdiction_id = j.id AND {RUNNING})
    FROM jurisdictions j WHERE j.parent_id IS NULL
    UNION ALL
    SELECT j.id, coalesce(
        (SELECT max(k.id) FROM campaigns k WHERE k.jurisdiction_id = j.id AND {RUNNING}),
        served.campaign_id)
    FROM served JOIN jurisdictions j ON j.parent_id = served.place
)"""

# The readers of due reminders as an office: those of the nearest place, its own or above, where somebody has
# the right who does not act for that enterprise, and did not (回避).
_OFFICES = """
lines (place, above, depth) AS (
    SELECT DISTINCT due.jurisdiction_id, due.jurisdiction_id, 0 FROM due
    UNION ALL
    SELECT lines.place, j.parent_id, lines.depth + 1
    FROM lines JOIN jurisdictions j ON j.id = lines.above WHERE j.parent_id IS NOT NULL
),
able AS (
    SELECT DISTINCT due.subject_id, lines.depth, s.person_id, s.department
    FROM due JOIN lines ON lines.place = due.jurisdiction_id
    JOIN staff s ON s.jurisdiction_id = lines.above AND s.revoked_at IS NULL
    WHERE s.role || ':' || s.department IN :seats
      AND NOT EXISTS (SELECT 1 FROM contacts t JOIN enterprises b ON b.id = t.enterprise_id
                      WHERE t.person_id = s.person_id
                      AND (b.id = due.enterprise_id OR b.merged_into = due.enterprise_id))
      AND NOT EXISTS (SELECT 1 FROM former_contacts t JOIN enterprises b ON b.id = t.enterprise_id
                      WHERE t.person_id = s.person_id
                      AND (b.id = due.enterprise_id OR b.merged_into = due.enterprise_id))
),
nearest AS (SELECT able.subject_id, min(able.depth) AS depth FROM able GROUP BY able.subject_id)"""

# The readers of due visits: of each department that makes one, those of the nearest place with such a seat.
_OFFICERS = """
making (subject_id, department) AS (
    SELECT due.subject_id, i.department FROM due JOIN inspections i ON i.id = due.subject_id
    UNION
    SELECT due.subject_id, d.department
    FROM due JOIN inspection_departments d ON d.inspection_id = due.subject_id
),
going AS (
    SELECT able.subject_id, able.department, able.depth, able.person_id
    FROM able JOIN making ON making.subject_id = able.subject_id AND making.department = able.department
),
first_going AS (
    SELECT going.subject_id, going.department, min(going.depth) AS depth
    FROM going GROUP BY going.subject_id, going.department
)"""

_DAYS_OF = "w.due_on, w.planned_on, w.days, w.urgent, w.near"
_LISTED = ("due", "midnight")
_ALL = ("due", "planned", "days", "urgent", "midnight", "near")
"""Columns that listing and writing use of a day."""


_OWN = ":own_duties"


@dataclass(frozen=True, slots=True)
class Due:
    """The SQL by which a kind is looked up, w being the days of a rule.

    `tables`: where from, in the order to look at them: from the days to what is due on them; `tables_by_id`:
    the same from what is known to be due. `where`: what is due. `subject_id`, `campaign_id` and `place`: the
    columns that say what is reminded of, in which campaign, at which place. `places`: the table of places it
    needs. `is_of_campaign`: the same subject is reminded of in each of its campaigns by itself.
    """

    tables: tuple[str, ...]
    tables_by_id: tuple[str, ...]
    where: str
    subject_id: str
    campaign_id: str
    place: str = "e.jurisdiction_id"
    places: str = ""
    is_of_campaign: bool = False

    def query(self, columns: str, tables: Sequence[str]) -> str:
        """A query of the due subjects, with these columns."""
        return f"""
        SELECT {columns}
        FROM {" CROSS JOIN ".join(tables)}
        WHERE {self.where.replace(_OWN, own_duties.as_sql())}"""


DUE: Mapping[About, Due] = complete(
    "storage.reminders.planning.DUE",
    planned_as("due"),
    {
        "self_check": Due(
            tables=("wanted w", "campaign_duties d", "covered s", "enterprises e"),
            tables_by_id=("enterprises e", "covered s", "campaign_duties d", "wanted w"),
            where=f"""d.code = '{FORM_DUTY}' AND d.due_on = w.due_on AND d.campaign_id IN :campaigns
          AND s.campaign_id = d.campaign_id AND e.jurisdiction_id = s.place AND e.state = 'active'
          AND NOT EXISTS (SELECT 1 FROM self_checks c WHERE c.campaign_id = d.campaign_id
                          AND c.enterprise_id = e.id
                          AND (c.state <> 'draft' OR c.recheck_on IS NOT NULL))""",
            subject_id="e.id",
            campaign_id="d.campaign_id",
            places=_COVERED,
            is_of_campaign=True,
        ),
        "recheck": Due(
            tables=("wanted w", "self_checks c", "enterprises e"),
            tables_by_id=("self_checks c", "wanted w", "enterprises e"),
            where="""c.recheck_on = w.due_on AND c.state = 'draft' AND c.campaign_id IN :campaigns
          AND e.id = c.enterprise_id AND e.state = 'active'""",
            subject_id="c.id",
            campaign_id="c.campaign_id",
        ),
        "rectification": Due(
            tables=("wanted w", "rectifications r", "findings f", "self_checks c", "enterprises e"),
            tables_by_id=("findings f", "rectifications r", "wanted w", "self_checks c", "enterprises e"),
            where="""r.state = 'open' AND r.due_on = w.due_on AND r.planned_at < w.midnight
          AND f.id = r.finding_id AND f.state = 'open'
          AND c.id = f.self_check_id AND c.campaign_id IN :campaigns
          AND e.id = r.enterprise_id AND e.state = 'active'""",
            subject_id="f.id",
            campaign_id="c.campaign_id",
        ),
        "photo": Due(
            tables=("wanted w", "owed_photos o", "self_checks c", "enterprises e"),
            tables_by_id=("owed_photos o", "wanted w", "self_checks c", "enterprises e"),
            where="""o.state = 'open' AND o.due_on = w.due_on AND o.promised_at < w.midnight
          AND c.id = o.self_check_id AND c.campaign_id IN :campaigns
          AND e.id = o.enterprise_id AND e.state = 'active'""",
            subject_id="o.id",
            campaign_id="c.campaign_id",
        ),
        "escalation": Due(
            tables=("wanted w", "escalations x", "self_checks c", "enterprises e"),
            tables_by_id=("escalations x", "wanted w", "self_checks c", "enterprises e"),
            where="""x.made_on = w.due_on AND x.state = 'open'
          AND c.id = x.self_check_id AND c.campaign_id IN :campaigns
          AND e.id = x.enterprise_id AND e.state = 'active'""",
            subject_id="x.id",
            campaign_id="c.campaign_id",
            place="x.jurisdiction_id",
        ),
        "inspection": Due(
            tables=("wanted w", "inspections i", "enterprises e", "served s"),
            tables_by_id=("inspections i", "wanted w", "enterprises e", "served s"),
            where="""i.planned_on = w.due_on AND i.state IN ('planned', 'open')
          AND e.id = i.enterprise_id AND e.state = 'active'
          AND s.place = e.jurisdiction_id AND coalesce(i.campaign_id, s.campaign_id) IN :campaigns""",
            subject_id="i.id",
            campaign_id="coalesce(i.campaign_id, s.campaign_id) AS campaign_id",
            place="i.jurisdiction_id",
            places=_SERVED,
        ),
        "own_duty": Due(
            tables=("wanted w", "campaign_duties d", "campaigns k", "covered s", "enterprises e"),
            tables_by_id=("enterprises e", "covered s", "campaigns k", "campaign_duties d", "wanted w"),
            where=f"""d.due_on = w.due_on AND d.campaign_id IN :campaigns AND k.id = d.campaign_id
          AND ({_OWN}) AND s.campaign_id = d.campaign_id AND e.jurisdiction_id = s.place
          AND e.state = 'active'
          AND NOT EXISTS (SELECT 1 FROM duty_records r WHERE r.campaign_id = d.campaign_id
                          AND r.code = d.code AND r.enterprise_id = e.id AND r.removed_at IS NULL
                          AND r.state <> 'returned')""",
            subject_id="e.id",
            campaign_id="d.campaign_id",
            places=_COVERED,
            is_of_campaign=True,
        ),
        "upkeep": Due(
            tables=("wanted w", "upkeeps u", "enterprises e", "served s"),
            tables_by_id=("upkeeps u", "wanted w", "enterprises e", "served s"),
            where="""u.state = 'active' AND u.due_on = w.due_on AND u.kind IN :kinds
          AND u.changed_at < w.midnight AND e.id = u.enterprise_id AND e.state = 'active'
          AND s.place = e.jurisdiction_id AND s.campaign_id IN :campaigns""",
            subject_id="u.id",
            campaign_id="s.campaign_id",
            places=_SERVED,
        ),
    },
)

_HEARD: Mapping[Hearer, str] = complete(
    "storage.reminders.planning._HEARD",
    get_args(Hearer),
    {
        "contacts": """SELECT due.*, c.person_id FROM due
            JOIN contacts c ON c.enterprise_id = due.enterprise_id""",
        "guests": "SELECT due.*, g.person_id FROM due JOIN finding_guests g ON g.finding_id = due.subject_id",
        "office": """SELECT due.*, a.person_id FROM due JOIN nearest n ON n.subject_id = due.subject_id
            JOIN able a ON a.subject_id = n.subject_id AND a.depth = n.depth""",
        "officers": """SELECT DISTINCT due.*, g.person_id FROM due JOIN first_going n
            ON n.subject_id = due.subject_id
            JOIN going g ON g.subject_id = n.subject_id AND g.department = n.department
            AND g.depth = n.depth""",
    },
)

ONE_BY_ONE = "LIMIT 1 OFFSET 0"
"""End of an EXISTS: PostgreSQL then looks it up for each row by index. Left to itself it joins, and with old
statistics joins a day's reminders with all those of the rule: a hundred times thousands."""

# One row for each (rule, subject, campaign, day, person). Where the due day has moved by less
# than the rule's gap, what was said for the old day ("three days left") is not said again for the new one.
_INTO = """
INSERT INTO reminders (rule, subject, subject_id, campaign_id, person_id, planned_on, due_on, days, urgent,
                       state, created_at)"""
_LINES = f"""
SELECT :rule, :subject, h.subject_id, h.campaign_id, h.person_id, h.planned_on, h.due_on, h.days, h.urgent,
       'waiting', :now
FROM heard h JOIN people p ON p.id = h.person_id
WHERE p.unreachable_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM reminder_mutes m WHERE m.person_id = h.person_id AND m.rule = :rule
                  AND m.subject = :subject AND m.subject_id = h.subject_id {ONE_BY_ONE})
  AND NOT EXISTS (SELECT 1 FROM reminders x WHERE x.rule = :rule AND x.subject = :subject
                  AND x.subject_id = h.subject_id AND x.person_id = h.person_id AND x.days = h.days SAME
                  AND x.planned_on > h.near AND x.planned_on < h.planned_on AND x.state <> 'moot'
                  {ONE_BY_ONE})
ON CONFLICT DO NOTHING"""


_Bound = tuple[TextClause, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Task:
    """A rule on the days it falls on, for campaigns whose days are counted in `zone`."""

    rule: ReminderRule
    wanted: tuple[Wanted, ...]
    campaigns: tuple[int, ...]
    zone: str


async def list_due(db: AsyncConnection, tasks: Sequence[Task]) -> list[tuple[Task, list[int]]]:
    """Ids of the subjects each task may have to remind of, in order, where there are any. Reads only.

    All tasks are of the same campaigns, and asked in one query: on most days most rules fall on nothing, and
    asking costs more than looking.
    """
    found: dict[int, list[int]] = {}
    asked = [task for task in tasks if task.wanted]
    if not asked:
        return []
    sizes = tuple((task.rule.about, len(task.wanted), len(task.rule.kinds)) for task in asked)
    campaigns = asked[0].campaigns
    statement, names = _listing(sizes, len(campaigns))
    values = _listed("campaigns", campaigns)
    for place, task in enumerate(asked):
        values |= _listed(f"kinds{place}", task.rule.kinds)
        values |= _days(task, _LISTED, f"_{place}")
    rows = await db.execute(statement, {name: values[name] for name in names})
    for place, subject_id in rows:
        found.setdefault(place, []).append(subject_id)
    return [(asked[place], ids) for place, ids in found.items()]


async def remind(db: AsyncConnection, now: datetime, task: Task, subjects: Sequence[int]) -> int:
    """Write the reminders of these subjects, as far as that is not done; return how many. Idempotent."""
    rule = task.rule
    seats = seats_with(ACCESS[rule.about].right or OFFICE_RIGHT)
    sizes = (len(task.wanted), len(task.campaigns), len(rule.kinds), len(seats))
    statement, names = _inserting(rule.about, rule.to, *sizes)
    values = _days(task, _ALL) | {"rule": rule.code, "subject": ACCESS[rule.about].subject, "now": now}
    for name, listed in (("campaigns", task.campaigns), ("kinds", rule.kinds), ("seats", seats)):
        values |= _listed(name, listed)
    values["ids"] = list(subjects)
    return int((await db.execute(statement, {name: values[name] for name in names})).rowcount)


@lru_cache(maxsize=64)
def _listing(asked: tuple[tuple[About, int, int], ...], campaigns: int) -> _Bound:
    """A query for rules about such subjects, each with so many days and kinds."""
    tables: list[str] = []
    queries: list[str] = []
    tables.extend(dict.fromkeys(DUE[about].places for about, *_ in asked if DUE[about].places))
    for place, (about, days, kinds) in enumerate(asked):
        tables.append(_wanted(days, _LISTED, f"_{place}"))
        due = DUE[about]
        query = due.query(
            f"{place} AS place, {due.subject_id} AS subject_id",
            [one.replace("wanted w", f"wanted_{place} w") for one in due.tables],
        )
        queries.append(query.replace(":kinds", _list(f"kinds{place}", kinds)))
    listed = "\nUNION\n".join(queries)
    sql = f"WITH RECURSIVE {', '.join(tables)}{listed}\nORDER BY 1, 2"
    return _bound(sql.replace(":campaigns", _list("campaigns", campaigns)))


@lru_cache(maxsize=64)
def _inserting(
    about: About, to: tuple[Hearer, ...], days: int, campaigns: int, kinds: int, seats: int
) -> _Bound:
    due = DUE[about]
    ids = f"{due.subject_id} AS subject_id, {due.campaign_id}, e.id AS enterprise_id, {due.place}"
    query = due.query(f"{_DAYS_OF}, {ids}", due.tables_by_id)
    heard = "\nUNION\n".join(_HEARD[hearer] for hearer in to)
    offices = f"{_OFFICES}," if {"office", "officers"} & set(to) else ""
    offices += f"{_OFFICERS}," if "officers" in to else ""
    places = f",{due.places}" if due.places else ""
    lines = _LINES.replace("SAME", "AND x.campaign_id = h.campaign_id" if due.is_of_campaign else "")
    sql = f"""{_INTO}
WITH RECURSIVE {_wanted(days, _ALL)}{places},
due AS ({query} AND {due.subject_id} IN :ids),{offices}
heard AS ({heard}){lines}"""
    for name, size in (("campaigns", campaigns), ("kinds", kinds), ("seats", seats)):
        sql = sql.replace(f":{name}", _list(name, size))
    return _bound(sql)


def _list(name: str, size: int) -> str:
    """The parameters of a short list, each by its own name: SQLAlchemy need not write them in each time."""
    return f"({', '.join(f':{name}_{number}' for number in range(size)) or 'NULL'})"


def _listed(name: str, values: Sequence[Any]) -> dict[str, Any]:
    return {f"{name}_{number}": value for number, value in enumerate(values)}


_KINDS: dict[str, Any] = {
    **dict.fromkeys(("rule", "subject", "kinds", "seats"), String()),
    **dict.fromkeys(("days", "campaigns", "ids"), BigInteger()),
    **dict.fromkeys(("due", "planned", "near"), Date()),
    **dict.fromkeys(("now", "midnight"), Instant()),
    "urgent": Boolean(),
}
_COLUMNS = {"due": "due_on", "planned": "planned_on"}
_PARAMETER = re.compile(r"(?<!:):(([a-z]+)[0-9_]*)\b")


def _wanted(days: int, wants: tuple[str, ...], suffix: str = "") -> str:
    """The table of the days of a rule, with the values of each."""
    rows = (", ".join(f":{name}{number}{suffix}" for name in wants) for number in range(days))
    columns = ", ".join(_COLUMNS.get(name, name) for name in wants)
    return f"wanted{suffix} ({columns}) AS (VALUES {', '.join(f'({row})' for row in rows)})"


def _days(task: Task, wants: tuple[str, ...], suffix: str = "") -> dict[str, Any]:
    """The parameters of that table."""
    zone = ZoneInfo(task.zone)
    values: dict[str, Any] = {}
    for number, day in enumerate(task.wanted):
        known = {
            "due": day.due_on,
            "planned": day.planned_on,
            "days": day.days,
            "urgent": day.urgent,
            "midnight": datetime.combine(day.planned_on, time(), zone),
            "near": day.planned_on - timedelta(days=task.rule.gap),
        }
        values |= {f"{name}{number}{suffix}": known[name] for name in wants}
    return values


def _bound(sql: str) -> _Bound:
    """The statement with the types of its parameters, so that both databases take them, and their names."""
    named = dict(_PARAMETER.findall(sql))
    binds = [bindparam(name, type_=_KINDS[kind], expanding=kind == "ids") for name, kind in named.items()]
    return text(sql).bindparams(*binds), frozenset(named)
