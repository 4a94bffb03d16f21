# ruff: noqa: S608  all of our own making
"""A city filled in one of three ways with a row of nearly everything, by set-based SQL.

No keys are checked and no triggers run meanwhile: what is kept of progress is counted once at the end.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Date, String, cast, event, func, insert, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from content import loader
from content.rules import build_form
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.schema import Instant
from storage.campaigns import opening, progress
from storage.offices import jurisdictions
from storage.tables import metadata, progress_triggers
from storage.tables.statistics import CampaignProgress, GroupProgress, PlaceProgress, StandingProgress

FILLINGS: Final = ("even", "huge", "overdue")
"""even: as many enterprises in every town; huge: nine in ten of them in one; overdue: every rectification is
past its day, an escalation over each enterprise."""
CLI = Actor("cli")
NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
TODAY = date(2026, 11, 2)
OPENED = datetime(2026, 9, 1, 2, tzinfo=UTC)
TOWNS = 100
ITEMS = 14
"""Findings, rectifications and answers of an enterprise."""
HEAD, TOWN_HEAD = 1, 2
"""People at the head of the city's office and of the first town's."""
OWNERS = 1000
"""Added to an enterprise's id: its owner."""


@dataclass(frozen=True)
class Filled:
    """The filled campaign, the city, the town that is looked at (the huge one, if there is one)."""

    campaign_id: int
    top: int
    town: int
    enterprises: int


_of_one: dict[str, Any] = {"every": 1}
_some: dict[str, Any] = {"every": 20}
_few: dict[str, Any] = {"every": 100}
_file = {"kind": "photo", "mime": "image/jpeg", "size": 3, "sha256": "0" * 64}


def _tables(filling: str) -> dict[str, dict[str, Any]]:
    """Tables in the order they are filled; `every`: one row for every so many enterprises; `of`: places,
    one row for each; the others are columns, `$` before what differs from row to row."""
    escalated: dict[str, Any] = {"every": 1 if filling == "overdue" else 20}
    return {
        "evidence": {"every": 1, "question": "Q01.1", "stage": "answer", **_file},
        "photo_bands": {**_of_one, "band": "00000"},
        "note_digests": {**_of_one, "question": "Q01.1"},
        "posters": _of_one,
        "upkeeps": {**_some, "kind": "training", "every_months": 12},
        "invites": {**_some, "kind": "enterprise", "expires_at": NOW + timedelta(days=9)},
        "join_requests": _few,
        "former_contacts": _few,
        "owed_photos": {**_some, "question": "Q01.1", "state": "open"},
        "signed_copies": {**_some, "self_check_id": "$enterprise", "paper": "form", "submission": 1, **_file},
        "reviews": {
            "every": 10, "round": 1, "submission": 1, "state": "open", "reviewer_id": "$officer"},
        "review_items": {"every": 10, "question": "Q01.1", "verdict": "agree"},
        "review_questions": {"every": 10, "question": "Q01.1", "text": "?"},
        "department_opinions": {
            **_some, "question": "Q01.1", "department": "health", "submission": 1, "verdict": "agree"},
        "extensions": {"every": 10, "state": "asked", "reason": "晚"},
        "escalations": {**escalated, "kind": "overdue", "finding_id": "$finding", "made_on": TODAY},
        "measures": {"every": 100, "kind": "suspend", "reason": "停"},
        "resumptions": {"every": 100, "state": "asked", "text": "复产", "asked_at": NOW},
        "resumption_photos": {"every": 100, "mime": "image/jpeg"},
        "inspections": {
            "every": 10, "department": "safety", "state": "done", "campaign_id": "$campaign",
            "form_digest": "$form", "done_on": TODAY, "industry": "shoes", "done_at": NOW, "begun_at": NOW},
        "inspection_officers": {"every": 10, "department": "safety", "person_id": "$officer", "name": "王"},
        "inspection_departments": {"every": 100, "department": "health"},
        "inspection_answers": {"every": 10, "question": "Q01.1", "verdict": "fail"},
        "inspection_files": {"every": 100, "question": "Q01.1", **_file},
        "incidents": {**_few, "by_enterprise": True},
        "incident_tellings": {**_few, "party": "safety"},
        "incident_points": {**_few, "code": "causes"},
        "incident_files": {**_few, **_file},
        "duty_records": {**_some, "code": "roster", "state": "sent", "sent_at": NOW, "sendings": 1},
        "duty_files": {**_some, **_file},
        "duty_marks": {"of": "places", "code": "enterprise"},
        "finding_guests": {**_some, "name": "李"},
        "finding_comments": {**_some, "text": "好"},
        "notices": {
            "of": "places", "state": "sent", "title": "通知", "body": "内容", "author_id": "$officer",
            "audience": "$audience", "confirmed_at": NOW},
        "notice_targets": {**_of_one, "reach": "reachable", "notice_id": "$first"},
        "notice_copies": {**_of_one, "state": "sent", "notice_id": "$first", "sent_at": NOW},
        "notice_files": {
            "of": "places", "position": 1, "kind": "photo", "file_id": "f", "unique_id": "u"},
        "notice_templates": {"of": "places", "body": "内容"},
        "referrals": {**_few, "authority": "县卫生健康局", "wanted": "suspend", "reason": "不改",
                      "escalation_id": "$enterprise", "state": "withdrawn"},
        "referral_files": {**_few, "part": "paper", **_file},
        "circulars": {"of": "places", "kind": "report", "text": "通报", "jurisdiction_id": "$top"},
        "circular_copies": {"of": "places", "jurisdiction_id": "$town"},
        "circular_files": {"of": "places", **_file},
        "meetings": {"of": "places", "place": "会议室", "agenda": "一", "jurisdiction_id": "$top"},
        "meeting_guests": {"of": "places", "department": "", "jurisdiction_id": "$town"},
        "meeting_points": {"of": "places", "text": "查", "jurisdiction_id": "$town"},
        "place_exposures": {"of": "places", "office_id": "$top", "place_id": "$town", "state": "dropped",
                            "reason": "慢"},
        "summaries": {"of": "places", "kind": "month", "period_on": "$period"},
        "summary_cases": {"of": "places"},
        "spot_checks": {"of": "places", "seed": "0" * 32, "among": 9, "self_checks": "$ids"},
        "staff_invites": {"of": "places", "role": "viewer", "department": "safety",
                          "expires_at": NOW + timedelta(days=9)},
        "audit": {
            "every": 1, "actor": "person", "person_id": "$officer", "action": "review-claim",
            "subject": "enterprise"},
        "outbox": {
            "every": 1, "text_key": "outbox-notice", "state": "sent", "sent_at": NOW,
            "person_id": "$owner", "dedupe_key": "$key"},
        "digests": {**_of_one, "day": TODAY - timedelta(days=1), "zone": "Asia/Shanghai"},
        "reminders": {
            **_of_one, "rule": "rectification", "subject": "finding", "days": -7, "state": "sent",
            "subject_id": "$finding"},
        "reminder_mutes": {**_few, "rule": "rectification", "subject": "finding"},
        "nudge_addresses": {**_few, "kind": "email"},
        "web_inboxes": {**_few, "address": "$account", "message_id": 1, "version": 1},
        "web_messages": {**_few, "address": "$account", "message_id": 1, "version": 1, "sha256": "0" * 64},
        "web_sessions": _few,
        "web_pins": _few,
        "report_hotlines": {"of": "places", "jurisdiction_id": "$town"},
        "office_rules": {"of": "places", "rule": "joins", "is_on": True, "first": 1, "again": 7},
        "place_days": {"of": "places", "day": TODAY},
    }  # fmt: skip


@dataclass
class _Filler:
    """Inserts into one table after the other."""

    db: AsyncConnection
    filled: Filled
    form: str

    async def fill(self, name: str, given: Mapping[str, Any]) -> None:
        """The rows of a table: for every `every`th enterprise, beginning with the first, or every place."""
        table, of_places = metadata.tables[name], "of" in given
        places = metadata.tables["jurisdictions"]
        one: Any = places.c if of_places else metadata.tables["enterprises"].c
        place = one.id if of_places else one.jurisdiction_id
        wanted = [
            column
            for column in table.columns
            if column.name in given
            or (column.name == "id" and column.primary_key)
            or not (column.nullable or column.default is not None or column.server_default is not None)
        ]
        values = [self._value(column, given.get(column.name), one, place) for column in wanted]
        rows = select(*(value.label(column.name) for value, column in zip(values, wanted, strict=True)))
        if not of_places:
            rows = rows.where(one.id % given["every"] == 1 % given["every"])
        await self.db.execute(insert(table).from_select([column.name for column in wanted], rows))

    def _value(self, column: Any, given: Any, one: Any, place: Any) -> Any:
        made = self.filled
        named = {
            "enterprise": one.id,
            "finding": (one.id - 1) * ITEMS + 1,
            "owner": one.id + OWNERS,
            "account": one.id + OWNERS,
            "officer": literal(HEAD) + one.id % 2,
            "campaign": literal(made.campaign_id),
            "top": literal(made.top),
            "town": place,
            "first": literal(1),
            "form": literal(self.form),
            "key": cast(one.id, String),
            "audience": literal({"place": made.top}, column.type),
            "ids": literal([1, 2, 3], column.type),
            "period": literal(TODAY.replace(day=1), Date()),
        }
        if isinstance(given, str) and given.startswith("$"):
            return named[given[1:]]
        if given is not None:
            return literal(given, column.type)
        name = column.name
        if name == "id":
            return one.id
        if isinstance(column.type, Instant):
            return literal(OPENED, column.type)
        if isinstance(column.type, Date):
            return literal(TODAY, column.type)
        if name == "finding_id":
            return named["finding"]
        if name == "campaign_id":
            return named["campaign"]
        if name in ("jurisdiction_id", "place_id", "office_id"):
            return place
        if name == "person_id" or name.endswith("_by") or name == "account_id":
            return named["owner"]
        if name == "form_digest":
            return named["form"]
        if isinstance(column.type, String):
            return cast(one.id, String)
        return one.id


async def furnish(url: str, enterprises: int, filling: str) -> Filled:
    """Fill a database that has its tables and no rows."""
    made = await _furnish(url, enterprises, filling)
    database = Database(url)
    try:
        await _analyse(database)
        await _count(database)
        await _analyse(database)
    finally:
        await database.close()
    return made


async def _analyse(database: Database) -> None:
    """Refresh PostgreSQL's statistics as autovacuum does within minutes, so that it plans by them."""
    if not database.is_sqlite:
        async with database.begin() as db:
            await db.execute(text("ANALYZE"))


async def _furnish(url: str, enterprises: int, filling: str) -> Filled:
    database = Database(url)
    library = loader.load()
    async with database.begin() as db:
        top = (await jurisdictions.add(db, CLI, OPENED, "city", "柳州市", level="city")).id
        towns = [
            (await jurisdictions.add(db, CLI, OPENED, f"t{n}", f"第{n}镇", "city", level="town")).id
            for n in range(TOWNS)
        ]
        opened = await opening.open_campaign(db, CLI, OPENED, library, "yangzhou", top, date(2026, 9, 1))
        digest = (await db.execute(text("SELECT form_digest FROM campaigns"))).scalar_one()
    await database.close()
    made = Filled(opened.id, top, towns[0], enterprises)
    codes = list(build_form(library, library.packs["yangzhou"]).by_code)[:ITEMS]
    async with _bare(url) as db:
        filler = _Filler(db, made, digest)
        for statement in _base(made, digest, codes, filling, on_postgres=db.dialect.name == "postgresql"):
            await db.execute(text(statement))
        for name, given in _tables(filling).items():
            try:
                await filler.fill(name, given)
            except Exception as error:
                raise AssertionError(f"{name}: {error}") from error
        for statement in _after(filling):
            await db.execute(text(statement))
        await db.commit()
    return made


def _base(made: Filled, digest: str, codes: list[str], filling: str, *, on_postgres: bool) -> list[str]:
    """The enterprises, their people, forms, answers, findings and rectifications."""
    a_day, an_instant = ("DATE ", "TIMESTAMP WITH TIME ZONE ") if on_postgres else ("", "")
    as_json = "::json" if on_postgres else ""
    first = made.town
    town = f"{first} + (n.i - 1) % {TOWNS}"
    if filling == "huge":
        town = f"CASE WHEN n.i % 10 = 0 THEN {first} + (n.i / 10) % {TOWNS} ELSE {first} END"
    # an opened form lacks nothing; of ten forms one is a draft, two are with a reviewer or reviewed
    state = (
        "CASE n.i % 10 WHEN 0 THEN 'draft' WHEN 1 THEN 'in_review' WHEN 2 THEN 'reviewed'"
        " ELSE 'submitted' END"
    )
    due = "CASE n.i % 90 " + " ".join(
        f"WHEN {day} THEN {a_day}'{TODAY + timedelta(days=60 + day if filling != 'overdue' else -1 - day)}'"
        for day in range(90)
    )
    due += " END"
    code = f"CASE n.i % {ITEMS} " + " ".join(f"WHEN {n} THEN '{one}'" for n, one in enumerate(codes)) + " END"
    at = f"{an_instant}'{OPENED:%Y-%m-%d %H:%M:%S}.000000{'+00' if on_postgres else ''}'"
    many, each = (
        f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT n.i + 1 FROM n WHERE n.i < {count})"
        for count in (made.enterprises, made.enterprises * ITEMS)
    )
    owner = f"1 + (n.i - 1) / {ITEMS}"
    phases = f"{made.campaign_id}"
    return [
        "DELETE FROM audit",
        f"""INSERT INTO people (id, account_id, language, created_at)
        VALUES ({HEAD}, {HEAD}, 'zh', {at}), ({TOWN_HEAD}, {TOWN_HEAD}, 'zh', {at})""",
        f"""INSERT INTO staff (id, person_id, jurisdiction_id, role, department, name, joined_at)
        VALUES (1, {HEAD}, {made.top}, 'head', 'safety', '周', {at}),
               (2, {TOWN_HEAD}, {first}, 'head', 'safety', '李', {at})""",
        f"""INSERT INTO enterprises (id, jurisdiction_id, name, credit_code, industry, address, contact_name,
            phone, headcount, facts, hazards, state, registered_at)
        {many} SELECT n.i, {town}, '第' || n.i || '厂', '91320000' || (1000000000 + n.i),
            CASE n.i % 4 WHEN 0 THEN 'shoes' WHEN 1 THEN 'furniture' WHEN 2 THEN 'stone' ELSE 'battery' END,
            '', '王', '13800000000', 8, '{{}}', (CASE n.i % 3 WHEN 0 THEN '["苯"]' WHEN 1 THEN '["矽尘"]'
            ELSE '["苯","甲苯"]' END){as_json}, 'active', {at} FROM n""",
        f"""INSERT INTO people (id, account_id, language, enterprise_id, created_at)
        {many} SELECT n.i + {OWNERS}, n.i + {OWNERS}, 'zh', n.i, {at} FROM n""",
        f"""INSERT INTO accounts (id, person_id, channel, address, created_at)
        {many} SELECT n.i + {OWNERS}, n.i + {OWNERS}, 'telegram', 700000000 + n.i, {at} FROM n""",
        f"""INSERT INTO contacts (id, enterprise_id, person_id, name, role, joined_at)
        {many} SELECT n.i, n.i, n.i + {OWNERS}, 'P', 'owner', {at} FROM n WHERE n.i % 20 <> 7""",
        f"""INSERT INTO self_checks (id, campaign_id, enterprise_id, form_digest, industry, facts, state,
            revision, started_at, submitted_at, submitted_by, submissions, number, priority, reasons,
            by_office)
        {many} SELECT n.i, {phases}, n.i, '{digest}', 'shoes', '{{}}', {state}, 1, {at},
            CASE n.i % 10 WHEN 0 THEN NULL ELSE {at} END, n.i + {OWNERS}, 1, 'YZ-' || n.i,
            0 - (n.i * 79 % 97), '{{}}', false FROM n WHERE n.i % 20 NOT IN (7, 17)""",
        f"""INSERT INTO answers (id, self_check_id, question, verdict, reason, note, answered_by, answered_at)
        {each} SELECT n.i, {owner}, {code}, 'fail', '', '', {owner} + {OWNERS}, {at} FROM n
        WHERE ({owner}) % 20 NOT IN (7, 17)""",
        f"""INSERT INTO findings (id, enterprise_id, self_check_id, question, state, found_at, found_by)
        {each} SELECT n.i, {owner}, {owner}, {code}, 'open', {at}, {owner} + {OWNERS} FROM n
        WHERE ({owner}) % 20 NOT IN (7, 17)""",
        f"""INSERT INTO rectifications (id, finding_id, enterprise_id, kind, state, measure, responsible,
            funds_fen, due_on, first_due_on, beyond_reason, planned_by, planned_at, done_at)
        {each} SELECT n.i, n.i, {owner}, 'plan', CASE WHEN n.i % 40 = 3 THEN 'done' ELSE 'open' END,
            '更换局部排风罩', '王师傅', 120000, {due}, {due}, '', {owner} + {OWNERS}, {at},
            CASE WHEN n.i % 40 = 3 THEN {at} END FROM n WHERE ({owner}) % 20 NOT IN (7, 17)""",
    ]  # fmt: skip


def _after(filling: str) -> list[str]:
    """Statements that make rows differ."""
    return [
        "UPDATE escalations SET state = 'decided', decision = 'suspend' WHERE id % 400 = 1",
        "UPDATE escalations SET state = 'decided', decision = 'exposure' WHERE id % 400 = 201",
        "UPDATE reviews SET state = 'decided', verdict = 'agree' WHERE id % 20 = 11",
        "UPDATE notices SET state = 'draft' WHERE id % 4000 = 2001",
        "UPDATE inspections SET state = 'planned', done_on = NULL, done_at = NULL WHERE id % 100 = 51",
        "UPDATE outbox SET state = 'pending' WHERE id % 1000 = 501",
        *(["UPDATE escalations SET raised = 1 WHERE id % 7 = 0"] if filling == "overdue" else []),
    ]


async def _count(database: Database) -> None:
    """Count everybody into what overviews rest on."""
    everybody = select(metadata.tables["enterprises"].c.id.label("enterprise_id")).subquery()
    async with database.begin() as db:
        await db.execute(text("DELETE FROM progress_marks"))
        await db.execute(insert(CampaignProgress).from_select(progress._COLUMNS, progress.counted(everybody)))
        kept = CampaignProgress
        names = ["campaign_id", "jurisdiction_id", *progress._ALL]
        sums = select(
            kept.campaign_id,
            kept.jurisdiction_id,
            *(func.sum(getattr(kept, name)).label(name) for name in progress._ALL),
        ).group_by(kept.campaign_id, kept.jurisdiction_id)
        await db.execute(insert(PlaceProgress).from_select(names, sums))
        keys = [kept.campaign_id, kept.jurisdiction_id, kept.industry, kept.hazards]
        groups = select(*keys, *(func.sum(one).label(one.name) for one in progress.of_group(kept)))
        names = [*(one.key for one in keys), *progress.OF_GROUPS]
        await db.execute(insert(GroupProgress).from_select(names, groups.group_by(*keys)))
        of = [kept.campaign_id, kept.jurisdiction_id, *progress.standing_of(kept)]
        sums = select(*of, *(func.sum(getattr(kept, name)).label(name) for name in progress.OF_STANDINGS))
        names = ["campaign_id", "jurisdiction_id", *progress.STANDING, *progress.OF_STANDINGS]
        unlabelled = (one.element if one.name == "unfixed" else one for one in of)
        await db.execute(insert(StandingProgress).from_select(names, sums.group_by(*unlabelled)))


@asynccontextmanager
async def _bare(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection that checks no keys and runs no triggers."""
    engine = create_async_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine.sync_engine, "connect")
        def _connect(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")

    try:
        async with engine.connect() as db:
            if db.dialect.name == "sqlite":
                triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'progress%'"
                for name in (await db.execute(text(triggers))).scalars().all():
                    await db.execute(text(f'DROP TRIGGER "{name}"'))
            else:
                await db.execute(text("SET session_replication_role = replica"))
            yield db
            if db.dialect.name == "sqlite":
                for statement in progress_triggers.statements("sqlite"):
                    await db.execute(text(statement))
            await db.commit()
    finally:
        await engine.dispose()
