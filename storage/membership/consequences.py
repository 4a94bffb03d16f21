"""Follow-ups of a change in a person's or an enterprise's place or rights: what moves along, and what ends.

Called after the change, in its transaction. Queued messages to a person who may no longer read them are
removed, by the same rule as the operation they ask for (`staff.require`); the person who has to act instead
is told. A case goes back into the queue at once, with the name of its last reviewer. Messages about reports
name no enterprise, so none moves with one. Enterprises moved and merged: `transfers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.zone import installation_zone
from storage.membership import reminder_access
from storage.notices import release
from storage.offices import jurisdictions, plan_rights, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import Slot
from storage.tables.enterprises import Enterprise, Invite
from storage.tables.findings import Finding, FindingGuest
from storage.tables.notices import NoticeCopy, NoticeTarget
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow, about_one, read_by_right
from storage.tables.people import Contact
from storage.tables.reviews import Review
from storage.tables.self_checks import SelfCheck

_UNSENT = ("pending", "retry", "failed")
_REPORTS, _NOTICES, _HANDED_UP = "reports", "notice", "handed-up"
"""Topics in the outbox."""


@dataclass
class _Rule:
    """A right to read or act on something, queried once for all people and enterprises."""

    db: AsyncConnection
    known: dict[tuple[Any, ...], bool] = field(default_factory=dict)

    async def may(
        self, person_id: int, right: str | None, place_id: int, enterprise_id: int | None, campaign: int
    ) -> bool:
        """Whether a person has a right (None: any seat) over a place, and over an enterprise there.
        `campaign`: see `staff.require`."""
        key = (person_id, right, place_id, enterprise_id, campaign)
        if key not in self.known:
            of = () if enterprise_id is None else (enterprise_id,)
            self.known[key] = (
                bool(await staff.reaching(self.db, person_id, place_id))
                if right is None
                else await staff.may(
                    self.db, Actor("person", person_id), right, place_id, of=of, campaign=campaign
                )
            )
        return self.known[key]


async def settle(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    *,
    people: Collection[int] = (),
    enterprises: Collection[int] = (),
    zone: tzinfo | None = None,
    tell: bool = True,
) -> int:
    """Bring all that waits for these people, and about these enterprises, in line with what they may see
    and do now; return how many cases went back. `tell`: the offices of those cases hear of it."""
    rule = _Rule(db)
    await _take_back(db, now, rule, people, enterprises)
    await reminder_access.drop(db, people, enterprises)
    return await release_cases(db, actor, now, people, enterprises, zone=zone, tell=tell, rule=rule)


# --- what is queued ---------------------------------------------------------------------------------------


async def take_back_claimed(db: AsyncConnection, now: datetime, ids: Collection[int]) -> frozenset[int]:
    """Remove those of these rows, claimed for sending, whose readers have lost the right they need; tell who
    has to act instead; return their ids.

    A message may be queued in the same moment in which its reader's seat ends: neither of the two
    transactions sees the other, so that what has ended is looked at once more before anything leaves.
    """
    if not ids:
        return frozenset()
    query: Any = select(OutboxRow.__table__).where(OutboxRow.id.in_(list(ids)), OutboxRow.needs.is_not(None))
    rows = (await db.execute(query)).all()
    places = await _places(db, {row.enterprise_id for row in rows if row.enterprise_id is not None})
    rule = _Rule(db)
    lost = [row for row in rows if not await _has_right(rule, row, places)]
    await _remove(db, now, lost, places, ("sending",))
    return frozenset(row.id for row in lost)


async def _take_back(
    db: AsyncConnection, now: datetime, rule: _Rule, people: Collection[int], enterprises: Collection[int]
) -> None:
    rows = await _waiting(db, people, enterprises)
    about = {row.enterprise_id for row in rows if row.enterprise_id is not None}
    places = await _places(db, about)
    own = await _own(db, about)
    lost = [row for row in rows if not await _may_read(rule, row, places, own, people)]
    await _remove(db, now, lost, places, _UNSENT)


async def _remove(
    db: AsyncConnection,
    now: datetime,
    lost: Sequence[Any],
    places: Mapping[int, int],
    states: tuple[str, ...],
) -> None:
    if not lost:
        return
    ids = [row.id for row in lost]
    await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.state.in_(states)))
    said: dict[str, Any] = {}
    for row in lost:
        if row.text_key == "outbox-notice-release":
            (count, notice_id) = row.values["count"], row.button["id"]
            await release.ask_for_release(db, now, notice_id, count, installation_zone(db))
        if row.state != "failed" and row.needs and row.topic in (None, _HANDED_UP):
            key = row.dedupe_key.split(":", 2)
            if key[0] == "office":
                said.setdefault(key[2].rpartition(":")[0], row)
    for what, row in said.items():  # the cause that waited for somebody: once for each
        await _tell_instead(db, now, what, row, places)


async def _waiting(db: AsyncConnection, people: Collection[int], enterprises: Collection[int]) -> list[Any]:
    query: Any = select(OutboxRow.__table__)
    found: dict[int, Any] = {}
    for given, is_open, column in (
        (people, read_by_right, OutboxRow.person_id),
        (enterprises, about_one, OutboxRow.enterprise_id),
    ):
        if given:
            rows = await db.execute(query.where(is_open, column.in_(list(given))))
            found |= {row.id: row for row in rows}
    return [found[one] for one in sorted(found)]


async def _places(db: AsyncConnection, enterprises: Collection[int]) -> dict[int, int]:
    """The place of each active one of these enterprises, by id."""
    query = select(Enterprise.id, Enterprise.jurisdiction_id).where(
        Enterprise.id.in_(list(enterprises)), Enterprise.state == "active"
    )
    return {row[0]: row[1] for row in await db.execute(query)} if enterprises else {}


async def _own(db: AsyncConnection, enterprises: Collection[int]) -> frozenset[tuple[int, int]]:
    """(enterprise, person): who acts for them, or is responsible for a finding there."""
    if not enterprises:
        return frozenset()
    acts = select(Contact.enterprise_id, Contact.person_id).where(
        Contact.enterprise_id.in_(list(enterprises))
    )
    guest = (
        select(Finding.enterprise_id, FindingGuest.person_id)
        .join(FindingGuest, FindingGuest.finding_id == Finding.id)
        .where(Finding.enterprise_id.in_(list(enterprises)))
    )
    return frozenset((row[0], row[1]) for row in await db.execute(acts.union(guest)))


async def _may_read(
    rule: _Rule,
    row: Any,
    places: Mapping[int, int],
    own: frozenset[tuple[int, int]],
    people: Collection[int],
) -> bool:
    if row.topic == _REPORTS:  # numbers only, told again at the next batch by who may read what then
        return row.person_id not in people
    if row.office_id is None:
        return (row.enterprise_id, row.person_id) in own
    return await _has_right(rule, row, places)


async def _has_right(rule: _Rule, row: Any, places: Mapping[int, int]) -> bool:
    """Whether the reader of a message to an office has the right that it needs."""
    if row.enterprise_id is not None and row.enterprise_id not in places:
        return False  # closed: no office is asked about it
    place = row.office_id if row.enterprise_id is None else places[row.enterprise_id]
    campaign = await plan_rights.campaign_of(rule.db, row.self_check_id)
    return await rule.may(row.person_id, row.needs, place, row.enterprise_id, campaign)


async def _tell_instead(
    db: AsyncConnection, now: datetime, what: str, row: Any, places: Mapping[int, int]
) -> None:
    """Tell the people who have the right now; those who were told already are not told again."""
    place = row.office_id
    if row.enterprise_id is not None:
        if row.enterprise_id not in places:
            return
        here = places[row.enterprise_id]
        line = {one.id for one in await jurisdictions.above(db, here)}
        place = place if place in line else here
    decided_by = None
    if row.text_key == "outbox-review-second":
        waiting = (Review.self_check_id == row.self_check_id, Review.state == "second")
        decided_by = (await db.execute(select(Review.reviewer_id).where(*waiting))).scalar()
    await office_mail.tell(
        db,
        now,
        place_id=place,
        right=row.needs,
        what=what,
        text_key=row.text_key,
        values=row.values,
        button=row.button,
        topic=row.topic,
        topic_id=row.topic_id,
        at=Slot(row.priority, max(now, row.not_before)),
        about=row.enterprise_id,
        self_check_id=row.self_check_id,
        second_to=decided_by,
    )


# --- cases ------------------------------------------------------------------------------------------------


async def release_cases(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    people: Collection[int] = (),
    enterprises: Collection[int] = (),
    *,
    zone: tzinfo | None = None,
    tell: bool = True,
    rule: _Rule | None = None,
) -> int:
    """Put cases back into the queue whose reviewer may not go on with them; return how many."""
    rule = rule or _Rule(db)
    query = (
        select(
            Review.id,
            Review.self_check_id,
            Review.reviewer_id,
            SelfCheck.enterprise_id,
            SelfCheck.campaign_id,
            Enterprise.jurisdiction_id,
            Enterprise.state,
        )
        .join(SelfCheck, SelfCheck.id == Review.self_check_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(
            Review.state == "open",
            Review.reviewer_id.is_not(None),
            or_(
                Review.reviewer_id.in_(list(people)),
                SelfCheck.enterprise_id.in_(list(enterprises)),
            ),
        )
        .order_by(Review.id)
    )
    lost = []
    for row in (await db.execute(query)).all():
        of = (row.reviewer_id, "review.do", row.jurisdiction_id, row.enterprise_id, row.campaign_id)
        if row.state != "active" or not await rule.may(*of):
            lost.append(row)
    if not lost:
        return 0
    ids = [row.id for row in lost]
    checks = [row.self_check_id for row in lost]
    await db.execute(
        update(Review).where(Review.id.in_(ids)).values(had_by=Review.reviewer_id, reviewer_id=None)
    )
    await db.execute(
        update(SelfCheck)
        .where(SelfCheck.id.in_(checks), SelfCheck.state == "in_review")
        .values(state="submitted", revision=SelfCheck.revision + 1)
    )
    for row in lost:
        detail = {"self_check": row.self_check_id, "had_by": row.reviewer_id}
        await audit.write(db, actor, now, "give-back", "review", row.id, detail)
    if tell:
        await _tell_released(db, now, [row for row in lost if row.state == "active"], zone)
    return len(lost)


async def release_barred(db: AsyncConnection, now: datetime) -> int:
    """Put cases back into the queue that somebody took whose department reviews no whole forms by the
    campaign's plan as it is read now; return how many. A plan may change while nobody's seat does, and with
    the first seat of a safety office 卫健 gives opinions only (`plan_rights`)."""
    of = (
        select(Review.reviewer_id)
        .join(Staff, Staff.person_id == Review.reviewer_id)
        .where(Review.state == "open", Staff.revoked_at.is_(None), Staff.department != "safety")
    )
    reviewers = [one for one in (await db.execute(of.distinct())).scalars() if one is not None]
    return await release_cases(db, Actor("system"), now, reviewers) if reviewers else 0


async def _tell_released(
    db: AsyncConnection, now: datetime, lost: Sequence[Any], zone: tzinfo | None
) -> None:
    """Tell the offices of those cases, once for each campaign, place and reviewer that had some."""
    many = Counter((row.jurisdiction_id, row.reviewer_id, row.campaign_id) for row in lost)
    names = select(Staff.person_id, func.max(Staff.name)).where(
        Staff.person_id.in_([reviewer for _, reviewer, _ in many])
    )
    called = {row[0]: row[1] for row in await db.execute(names.group_by(Staff.person_id))}
    for (place_id, reviewer_id, campaign_id), count in many.items():
        name = called.get(reviewer_id) or ""
        await office_mail.tell(
            db,
            now,
            place_id=place_id,
            right="review.do",
            what=f"cases-back-{place_id}-{reviewer_id}-{campaign_id}-{int(now.timestamp())}",
            text_key="outbox-cases-back",
            values={"name": name, "named": "yes" if name else "no", "count": count},
            button={"kind": "office", "id": 0},
            zone=zone,
            besides=[reviewer_id],
            campaign=campaign_id,
        )


# --- an enterprise is closed, somebody leaves -------------------------------------------------------------


async def closed(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, *, zone: tzinfo | None = None
) -> None:
    """After an enterprise was closed: nothing that was queued about it goes out, nobody works on it."""
    await db.execute(delete(OutboxRow).where(about_one, OutboxRow.enterprise_id == enterprise_id))
    await settle(db, actor, now, enterprises=[enterprise_id], zone=zone, tell=False)


async def left(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    person_id: int,
    enterprise_id: int,
    *,
    zone: tzinfo | None = None,
) -> None:
    """After somebody stopped acting for an enterprise: remove queued messages about it to them, cancel
    its notices to them, and end the invites they made."""
    await db.execute(
        update(Invite)
        .where(
            Invite.enterprise_id == enterprise_id,
            Invite.created_by == person_id,
            Invite.kind != "enterprise",
            Invite.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    await _keep_notices_from(db, person_id)
    await settle(db, actor, now, people=[person_id], zone=zone)


async def _keep_notices_from(db: AsyncConnection, person_id: int) -> None:
    """Cancel copies of notices on their way to a person who no longer acts for any enterprise the notice is
    for."""
    is_for = exists().where(
        NoticeTarget.notice_id == NoticeCopy.notice_id,
        NoticeTarget.enterprise_id == Contact.enterprise_id,
        Contact.person_id == person_id,
    )
    copies = select(NoticeCopy.id).where(
        NoticeCopy.person_id == person_id, NoticeCopy.state.in_(("queued", "out")), ~is_for
    )
    ids = list((await db.execute(copies)).scalars())
    if not ids:
        return
    await db.execute(
        delete(OutboxRow).where(
            OutboxRow.topic == _NOTICES,
            OutboxRow.topic_id.in_(ids),
            OutboxRow.state.in_(("pending", "retry")),
            OutboxRow.message_ids.is_(None),
        )
    )
    on_the_way = exists().where(
        OutboxRow.topic == _NOTICES,
        OutboxRow.topic_id == NoticeCopy.id,
        OutboxRow.state.in_(("pending", "retry", "sending")),
    )
    await db.execute(
        update(NoticeCopy)
        .where(NoticeCopy.id.in_(ids), ~on_the_way)
        .values(state="unreachable", problem="left")
    )
