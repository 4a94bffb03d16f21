"""Signs of a check done for show (走过场): too fast, photos seen before or too old, notes copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules, bands
from storage.self_checks.state import SelfCheckState, load
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.reviews import NoteDigest, PhotoBand
from storage.tables.self_checks import Evidence, SelfCheck
from storage.tables.system import AuditRow

_CANDIDATES = 2000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign at a question; `question` "" is the whole form. `enterprise`, `other`: where the same is.

    `seconds`: how long the form took; `taken_on`: the day a photo says it was taken.
    """

    reason: str
    question: str = ""
    enterprise: str = ""
    other: str = ""
    seconds: int = 0
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Photo:
    id: int
    question: str
    original: str
    likeness: str
    taken_at: datetime | None


async def signs(db: AsyncConnection, rules: ReviewRules, self_check_id: int) -> tuple[Sign, ...]:
    """Signs of a check done for show, a line each: found again, so that they can be shown to an officer.

    The caller has checked the right to see the form.
    """
    self_check = await load(db, self_check_id)
    return (
        *await _fast(db, rules, self_check),
        *await _same_photos(db, rules, self_check_id),
        *await _old_photos(db, self_check_id),
        *await _copied(db, self_check_id),
    )


# Instants come from the audit trail: an answer's own one changes with every note.
_span = select(func.min(AuditRow.at), func.max(AuditRow.at)).where(
    AuditRow.subject == "self_check", AuditRow.subject_id == bindparam("id"), AuditRow.action == "answer"
)


# Taken over from the form of another campaign, where each was read and answered before.
_carried = select(func.count()).where(
    AuditRow.subject == "self_check", AuditRow.subject_id == bindparam("id"), AuditRow.action == "carry"
)


_handed = select(SelfCheck.submissions, SelfCheck.reasons).where(SelfCheck.id == bindparam("id"))


async def _fast(db: AsyncConnection, rules: ReviewRules, self_check: SelfCheckState) -> list[Sign]:
    """The first time a form is handed in; afterwards what it was then, as answers changed since look new."""
    submissions, reasons = (await db.execute(_handed, {"id": self_check.id})).one()
    if submissions > 1:
        return [Sign("fast")] if reasons.get("fast") else []
    first, last = (await db.execute(_span, {"id": self_check.id})).one()
    if first is None:
        return []
    carried = (await db.execute(_carried, {"id": self_check.id})).scalar_one()
    asked = len(self_check.answers) - int(carried)
    failures = sum(answer.verdict == "fail" for answer in self_check.answers.values())
    seconds = (last - first).total_seconds()
    if not rules.is_fast(seconds, asked, failures):
        return []
    return [Sign("fast", seconds=int(seconds))]


async def list_photos(db: AsyncConnection, self_check_id: int) -> list[_Photo]:
    rows = await db.execute(
        select(
            Evidence.id, Evidence.question, Evidence.original_sha256, Evidence.likeness, Evidence.taken_at
        ).where(
            Evidence.self_check_id == self_check_id,
            Evidence.kind == "photo",
            Evidence.stage.in_(("answer", "before", "after")),
            Evidence.removed_at.is_(None),
        )
    )
    return [_Photo(row[0], row[1], row[2], row[3] or "", row[4]) for row in rows]


def _others() -> Any:
    """Photos of other forms with their places, to be compared with."""
    return (
        select(
            Evidence.self_check_id,
            Evidence.question,
            Evidence.original_sha256,
            Evidence.likeness,
            Enterprise.name,
        )
        .join(SelfCheck, SelfCheck.id == Evidence.self_check_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(Evidence.removed_at.is_(None), Evidence.kind == "photo")
        .limit(_CANDIDATES)
    )


async def _same_photos(db: AsyncConnection, rules: ReviewRules, self_check_id: int) -> list[Sign]:
    """Photos that are in another form too, by their bytes or nearly; last time's own form does not count."""
    photos = await list_photos(db, self_check_id)
    if not photos:
        return []
    telling = {photo.id: photo for photo in photos if photo.likeness and not rules.is_plain(photo.likeness)}
    keys = {band for photo in telling.values() for band in bands(photo.likeness)}
    near = select(PhotoBand.evidence_id).where(PhotoBand.band.in_(sorted(keys)))
    known = (
        await db.execute(
            _others().where(
                or_(
                    Evidence.original_sha256.in_(sorted({photo.original for photo in photos})),
                    Evidence.id.in_(near),
                )
            )
        )
    ).all()
    own = (
        await db.execute(select(SelfCheck.enterprise_id).where(SelfCheck.id == self_check_id))
    ).scalar_one()
    mine = {row[0] for row in await db.execute(select(SelfCheck.id).where(SelfCheck.enterprise_id == own))}
    found = []
    for photo in photos:
        for other_id, question, original, likeness, enterprise in known:
            elsewhere = other_id not in mine or (other_id == self_check_id and question != photo.question)
            like = photo.id in telling and likeness and rules.is_like(photo.likeness, likeness)
            if elsewhere and (original == photo.original or like):
                outside = "" if other_id == self_check_id else enterprise
                found.append(Sign("same_photo", photo.question, outside, question))
                break
    return found[:_SHOWN]


_start = (
    select(Campaign.start_on, Campaign.zone)
    .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    .where(SelfCheck.id == bindparam("id"))
)


async def _old_photos(db: AsyncConnection, self_check_id: int) -> list[Sign]:
    start_on, zone = (await db.execute(_start, {"id": self_check_id})).one()
    since = datetime.combine(start_on, time(), ZoneInfo(zone))
    return [
        Sign("old_photo", photo.question, taken_at=photo.taken_at)
        for photo in await list_photos(db, self_check_id)
        if photo.taken_at is not None and photo.taken_at < since
    ][:_SHOWN]


async def _copied(db: AsyncConnection, self_check_id: int) -> list[Sign]:
    """Notes that stand in another enterprise's form word for word."""
    of = select(SelfCheck.enterprise_id).where(SelfCheck.id == self_check_id).scalar_subquery()
    digests = {
        row[0]: row[1]
        for row in await db.execute(
            select(NoteDigest.digest, NoteDigest.question).where(NoteDigest.self_check_id == self_check_id)
        )
    }
    if not digests:
        return []
    rows = await db.execute(
        select(NoteDigest.digest, func.min(Enterprise.name), func.min(NoteDigest.question))
        .join(SelfCheck, SelfCheck.id == NoteDigest.self_check_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(NoteDigest.digest.in_(sorted(digests)), SelfCheck.enterprise_id != of)
        .group_by(NoteDigest.digest)
        .order_by(NoteDigest.digest)
    )
    return [Sign("copied_note", digests[digest], name, question) for digest, name, question in rows][:_SHOWN]
