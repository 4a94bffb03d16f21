"""Explains for each contact of an enterprise and each of its subjects the state of the last reminder, or why
there is none. Reads only; the answer holds at the moment of asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal

from sqlalchemy import Row, String, and_, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import after_quiet
from content.calendar.workdays import Works, is_workday
from content.model.library import Library
from content.model.reminder_kinds import KINDS, About
from content.model.reminders import ReminderRule, planned_days
from content.registry import complete
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rights import require_operator
from storage.campaigns.opening import list_at
from storage.campaigns.running import FORM_DUTY
from storage.membership.reminder_access import ACCESS
from storage.offices.jurisdictions import zone_of
from storage.outbox.queue import ahead_of
from storage.reminders import own_duties
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.enterprises import Enterprise, Upkeep
from storage.tables.findings import Finding, Rectification
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, Person
from storage.tables.reminders import Digest, Reminder, ReminderMute
from storage.tables.self_checks import OwedPhoto, SelfCheck

Answer = Literal[
    "sent",
    "moot",
    "refused",
    "unreachable",
    "muted",
    "sending",
    "retry",
    "night",
    "queued",
    "waiting",
    "put-off",
    "not-due",
    "done",
    "no-day",
    "missed",
]
NotReminded = Literal["closed", "no-campaign", "not-planned", "nothing"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A subject of reminders of an enterprise; `due_on` None: no day is set. `is_done`: nothing is left to
    do."""

    about: About
    subject_id: int
    campaign_id: int | None
    due_on: date | None
    is_done: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ReminderAnswer:
    """State of one rule and one subject, for one contact. `answer`:

    sent (`at`, or `day` where the message is no longer kept), moot (it no longer held on `day`), refused
    (`reason`: Telegram's), unreachable (`at`: since), muted (不再提醒, `at`), sending, retry (`at`,
    `reason`), night (`at`: until when), queued (`ahead` are sent before it), waiting (for the digest of
    `day`), put-off (until `day`, 明天再提醒), not-due (the first is on `day`), done, no-day (none is set),
    missed (on `day` nothing was planned for this contact: joined later, was unreachable then, or it became
    due later).
    `next_on`: the next day on which it is said, if it still holds then.
    """

    rule: str
    thing: Thing
    answer: Answer
    at: datetime | None = None
    day: date | None = None
    reason: str = ""
    ahead: int = 0
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactReminders:
    """A contact with the state of each reminder, in the order of the content's rules."""

    contact_id: int
    name: str
    role: str
    answers: tuple[ReminderAnswer, ...]


@dataclass(frozen=True, slots=True)
class WhyReminders:
    """`reasons`: what keeps the whole enterprise from being reminded now: it is closed, no campaign is open
    at its place, today is not planned yet, or it has nothing to be reminded of."""

    enterprise_id: int
    enterprise: str
    reasons: tuple[NotReminded, ...]
    contacts: tuple[ContactReminders, ...]


async def why(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    enterprise_id: int,
    zone: tzinfo | None = None,
    works: Works = is_workday,
) -> WhyReminders:
    """The state of the reminders of an enterprise at each of its contacts. `zone`: of places without one.

    Raises:
        NotFound: no such enterprise. NotAllowed: a person in the chat.
    """
    require_operator(actor)
    query = select(Enterprise.name, Enterprise.state, Enterprise.jurisdiction_id)
    enterprise = (await db.execute(query.where(Enterprise.id == enterprise_id))).one_or_none()
    if enterprise is None:
        raise NotFound
    zone = await zone_of(db, enterprise.jurisdiction_id, zone)
    today = now.astimezone(zone).date()
    campaigns = [one for one in await list_at(db, enterprise.jurisdiction_id) if one.is_open]
    ids = [one.id for one in campaigns]
    things = [thing for find in THINGS.values() for thing in await find(db, enterprise_id, ids)]
    planned = select(func.min(func.coalesce(Campaign.planned_on, date.min))).where(Campaign.id.in_(ids))
    planned_on = (await db.execute(planned)).scalar() if ids else None
    is_planned = planned_on is not None and planned_on >= today
    reasons: dict[NotReminded, bool] = {
        "closed": enterprise.state != "active",
        "no-campaign": not campaigns,
        "not-planned": bool(campaigns) and not is_planned,
        "nothing": not any(not one.is_done for one in things),
    }
    rules = [rule for rule in library.reminders if "contacts" in rule.to]
    asked = [(rule, one) for rule in rules for one in things if _fits(rule, one)]
    columns = (Contact.id, Contact.person_id, Contact.name, Contact.role, Person.unreachable_at)
    contacts = await db.execute(
        select(*columns)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.enterprise_id == enterprise_id)
        .order_by(Contact.id)
    )
    rows = contacts.all()
    people = [row.person_id for row in rows]
    lasts = await _last(db, people, [_subject(*one) for one in asked])
    mutes = await _muted(db, people)
    ahead = await _ahead(db, (said for last in lasts.values() for said in last.values()))
    found = []
    for row in rows:
        last, muted = lasts.get(row.person_id, {}), mutes.get(row.person_id, {})
        answers = []
        for rule, thing in asked:
            subject = _subject(rule, thing)
            coming = _coming(rule, thing, today, is_planned=is_planned, works=works)
            said = next((last[one] for one in last if one[:3] == subject and _is_of(one[3], thing)), None)
            if said is not None and coming.is_of(said):
                answers.append(_of_row(coming, said, now, zone, ahead, row.unreachable_at))
            else:
                answers.append(coming.answer(muted.get(subject), row.unreachable_at))
        found.append(ContactReminders(row.id, row.name, row.role, tuple(answers)))
    return WhyReminders(
        enterprise_id,
        enterprise.name,
        tuple(reason for reason, is_so in reasons.items() if is_so),
        tuple(found),
    )


def _fits(rule: ReminderRule, thing: Thing) -> bool:
    return thing.about == rule.about and (not rule.kinds or thing.kind in rule.kinds)


def _subject(rule: ReminderRule, thing: Thing) -> tuple[str, str, int]:
    return rule.code, ACCESS[rule.about].subject, thing.subject_id


def _is_of(campaign_id: int | None, thing: Thing) -> bool:
    return thing.campaign_id is None or campaign_id == thing.campaign_id


@dataclass(frozen=True, slots=True)
class _Coming:
    """A rule about a thing, and the days on which it reminds of it: those that are over, those to come."""

    rule: ReminderRule
    thing: Thing
    past: tuple[date, ...]
    ahead: tuple[date, ...]

    @property
    def next_on(self) -> date | None:
        """The next day on which it reminds, if it is not done by then."""
        return next(iter(self.ahead), None)

    def is_of(self, said: Row[Any]) -> bool:
        """Whether what was said is about the thing as it is now."""
        return said.state in ("waiting", "queued") or (
            not self.thing.is_done and self.thing.due_on == said.due_on
        )

    def answer(self, muted_at: datetime | None, unreachable_at: datetime | None) -> ReminderAnswer:
        """The reason why nothing was sent, nor is about to be."""
        code, thing = self.rule.code, self.thing
        if thing.is_done:
            return ReminderAnswer(code, thing, "done")
        if thing.due_on is None:
            return ReminderAnswer(code, thing, "no-day")
        if muted_at is not None:
            return ReminderAnswer(code, thing, "muted", at=muted_at)
        if unreachable_at is not None:
            return ReminderAnswer(code, thing, "unreachable", at=unreachable_at, next_on=self.next_on)
        if self.past:
            return ReminderAnswer(code, thing, "missed", day=self.past[-1], next_on=self.next_on)
        return ReminderAnswer(code, thing, "not-due", day=self.next_on)


def _coming(rule: ReminderRule, thing: Thing, today: date, *, is_planned: bool, works: Works) -> _Coming:
    days = planned_days(rule, thing.due_on, works) if thing.due_on is not None else ()
    over = today if is_planned else today - timedelta(days=1)
    return _Coming(
        rule, thing, tuple(day for day in days if day <= over), tuple(day for day in days if day > over)
    )


def _of_row(
    coming: _Coming,
    said: Row[Any],
    now: datetime,
    zone: tzinfo,
    ahead: Mapping[int, int],
    unreachable_at: datetime | None,
) -> ReminderAnswer:
    """The state of the last reminder."""

    def answer(which: Answer, **more: Any) -> ReminderAnswer:
        return ReminderAnswer(coming.rule.code, coming.thing, which, next_on=coming.next_on, **more)

    today = now.astimezone(zone).date()
    if said.state == "sent":
        return answer("sent", at=said.sent_at, day=said.day or said.planned_on)
    if said.row_state == "failed":
        return answer("refused", reason=said.problem or "")
    if said.row_state == "unreachable" or unreachable_at is not None:
        return answer("unreachable", at=unreachable_at)
    if said.state == "moot":
        return answer("moot", day=said.planned_on)
    if said.state == "waiting":
        return answer("put-off" if said.planned_on > today else "waiting", day=max(said.planned_on, today))
    if said.row_state == "sending":
        return answer("sending")
    if (morning := after_quiet(now, zone)) != now:
        return answer("night", at=morning)
    if said.not_before is not None and said.not_before > now:
        return answer("retry", at=said.not_before, reason=said.problem or "")
    return answer("queued", ahead=ahead.get(said.row_id, 0))


async def _last(
    db: AsyncConnection, people: Sequence[int], subjects: Sequence[tuple[str, str, int]]
) -> dict[int, dict[tuple[str, str, int, int | None], Row[Any]]]:
    """The last reminder of each rule, subject and campaign, with the row of its digest, by person."""
    if not subjects:
        return {}
    of = (Reminder.person_id, Reminder.rule, Reminder.subject, Reminder.subject_id, Reminder.campaign_id)
    latest = func.row_number().over(
        partition_by=of, order_by=(Reminder.planned_on.desc(), Reminder.id.desc())
    )
    chosen = (
        select(Reminder.__table__, latest.label("place"))
        .where(
            Reminder.person_id.in_(people),
            or_(
                *(
                    and_(Reminder.rule == rule, Reminder.subject == subject, Reminder.subject_id == id_)
                    for rule, subject, id_ in subjects
                )
            ),
        )
        .subquery()
    )
    query = (
        select(
            chosen.c.rule,
            chosen.c.subject,
            chosen.c.subject_id,
            chosen.c.campaign_id,
            chosen.c.state,
            chosen.c.planned_on,
            chosen.c.due_on,
            Digest.day,
            OutboxRow.id.label("row_id"),
            OutboxRow.state.label("row_state"),
            OutboxRow.priority,
            OutboxRow.not_before,
            OutboxRow.sent_at,
            OutboxRow.problem,
            chosen.c.person_id,
        )
        .outerjoin(Digest, Digest.id == chosen.c.digest_id)
        .outerjoin(OutboxRow, OutboxRow.dedupe_key == literal("digest:") + cast(Digest.id, String))
        .where(chosen.c.place == 1)
    )
    found: dict[int, dict[tuple[str, str, int, int | None], Row[Any]]] = defaultdict(dict)
    for row in (await db.execute(query)).all():
        found[row.person_id][row.rule, row.subject, row.subject_id, row.campaign_id] = row
    return found


async def _ahead(db: AsyncConnection, rows: Iterable[Row[Any]]) -> dict[int, int]:
    """The number of rows that leave before each waiting row of the outbox, by row. One query."""
    waiting = {row.row_id: row for row in rows if row.row_state in ("pending", "retry")}
    if not waiting:
        return {}
    counts = [ahead_of(row.row_id, row.priority, row.not_before) for row in waiting.values()]
    return dict(zip(waiting, (await db.execute(select(*counts))).one(), strict=True))


async def _muted(
    db: AsyncConnection, people: Sequence[int]
) -> dict[int, dict[tuple[str, str, int], datetime]]:
    columns = (ReminderMute.rule, ReminderMute.subject, ReminderMute.subject_id)
    query = select(*columns, ReminderMute.muted_at, ReminderMute.person_id)
    found: dict[int, dict[tuple[str, str, int], datetime]] = defaultdict(dict)
    for row in await db.execute(query.where(ReminderMute.person_id.in_(people))):
        found[row.person_id][row.rule, row.subject, row.subject_id] = row.muted_at
    return found


# --- what an enterprise may be reminded of


async def _forms(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    query = (
        select(CampaignDuty.campaign_id, CampaignDuty.due_on, SelfCheck.state, SelfCheck.recheck_on)
        .outerjoin(
            SelfCheck,
            and_(SelfCheck.campaign_id == CampaignDuty.campaign_id, SelfCheck.enterprise_id == enterprise_id),
        )
        .where(CampaignDuty.code == FORM_DUTY, CampaignDuty.campaign_id.in_(campaign_ids))
        .order_by(CampaignDuty.campaign_id)
    )
    return [
        Thing(
            "self_check",
            enterprise_id,
            row.campaign_id,
            row.due_on,
            is_done=row.state not in (None, "draft") or row.recheck_on is not None,
        )
        for row in await db.execute(query)
    ]


async def _rechecks(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    query = select(SelfCheck.id, SelfCheck.campaign_id, SelfCheck.recheck_on, SelfCheck.state).where(
        SelfCheck.enterprise_id == enterprise_id,
        SelfCheck.campaign_id.in_(campaign_ids),
        SelfCheck.recheck_on.is_not(None),
    )
    return [
        Thing("recheck", row.id, row.campaign_id, row.recheck_on, is_done=row.state != "draft")
        for row in await db.execute(query.order_by(SelfCheck.id))
    ]


async def _fixes(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    query = (
        select(Finding.id, SelfCheck.campaign_id, Rectification.due_on)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .join(Rectification, Rectification.finding_id == Finding.id)
        .where(
            Finding.enterprise_id == enterprise_id,
            Finding.state == "open",
            Rectification.state == "open",
            SelfCheck.campaign_id.in_(campaign_ids),
        )
        .order_by(Finding.id)
    )
    return [
        Thing("rectification", row.id, row.campaign_id, row.due_on) for row in (await db.execute(query)).all()
    ]


async def _photos(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    query = (
        select(OwedPhoto.id, SelfCheck.campaign_id, OwedPhoto.due_on)
        .join(SelfCheck, SelfCheck.id == OwedPhoto.self_check_id)
        .where(
            OwedPhoto.enterprise_id == enterprise_id,
            OwedPhoto.state == "open",
            SelfCheck.campaign_id.in_(campaign_ids),
        )
        .order_by(OwedPhoto.id)
    )
    return [Thing("photo", row.id, row.campaign_id, row.due_on) for row in (await db.execute(query)).all()]


async def _upkeeps(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    query = select(Upkeep.id, Upkeep.due_on, Upkeep.kind).where(
        Upkeep.enterprise_id == enterprise_id, Upkeep.state == "active"
    )
    rows = (await db.execute(query.order_by(Upkeep.id))).all() if campaign_ids else ()
    return [Thing("upkeep", row.id, None, row.due_on, kind=row.kind) for row in rows]


async def _own_duties(db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]) -> list[Thing]:
    found = await own_duties.list_dated(db, enterprise_id, campaign_ids)
    return [Thing("own_duty", enterprise_id, one.campaign_id, one.due_on, one.is_done) for one in found]


THINGS: Mapping[About, Callable[[AsyncConnection, int, Sequence[int]], Awaitable[list[Thing]]]] = complete(
    "storage.reminders.why.THINGS",
    [about for about, kind in KINDS.items() if "contacts" in kind.hearers],
    {
        "self_check": _forms,
        "recheck": _rechecks,
        "rectification": _fixes,
        "photo": _photos,
        "upkeep": _upkeeps,
        "own_duty": _own_duties,
    },
)
"""Query of each kind of thing an enterprise can be reminded of in these open campaigns."""
