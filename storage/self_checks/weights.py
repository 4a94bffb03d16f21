"""Weights of forms in the review queue: hazards, failures, lateness, and signs of a check done for show."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules, bands
from storage.base.database import upsert
from storage.self_checks.signs import list_photos, signs
from storage.self_checks.state import SelfCheckState, load
from storage.tables.campaigns import Campaign
from storage.tables.finding_states import overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.reviews import NoteDigest, PhotoBand
from storage.tables.self_checks import SelfCheck

_LOOK_BACK = timedelta(days=14)


async def assess(
    db: AsyncConnection, rules: ReviewRules, self_check_id: int, today: date
) -> tuple[int, dict[str, int]]:
    """Weigh a form that was handed in; store and return the reasons. Idempotent.

    `today`: the local day. Reports are not among the reasons: they are never written beside an enterprise.
    """
    self_check = await load(db, self_check_id)
    await _remember(db, rules, self_check)
    counts = _failures(self_check) | {"lapsed": _lapsed(self_check, today)}
    counted = self_check.tally
    counts["mostly_na"] = int(counted.na * rules.na_one_in > counted.total)
    counts |= await _late(db, self_check_id, today)
    for sign in await signs(db, rules, self_check_id):
        counts[sign.reason] = counts.get(sign.reason, 0) + 1
    counts = {reason: count for reason, count in counts.items() if count}
    risk = rules.risk(counts)
    await db.execute(
        update(SelfCheck).where(SelfCheck.id == self_check_id).values(priority=-risk, reasons=counts)
    )
    return risk, counts


_fallen_due = (
    select(Finding.self_check_id)
    .join(Rectification, Rectification.finding_id == Finding.id)
    .where(
        overdue(),
        Rectification.due_on >= bindparam("since", type_=Date()),
    )
)


_to_weigh = select(SelfCheck.id, SelfCheck.reasons).where(
    SelfCheck.id.in_(_fallen_due), SelfCheck.state.in_(("submitted", "in_review"))
)


async def has_late(db: AsyncConnection, today: date) -> bool:
    """Whether `refresh_late` has anything to do. Reads only."""
    rows = await db.execute(_to_weigh, {"since": today - _LOOK_BACK, "today": today})
    for self_check_id, reasons in rows.all():
        late = await _late(db, self_check_id, today)
        if any(reasons.get(name, 0) != count for name, count in late.items()):
            return True
    return False


async def refresh_late(db: AsyncConnection, rules: ReviewRules, today: date) -> int:
    """Weigh again the forms that wait for a review and whose rectifications went past their day lately;
    return how many.

    Work grows with what fell due in the last days, not with what exists.
    """
    rows = (await db.execute(_to_weigh, {"since": today - _LOOK_BACK, "today": today})).all()
    weighed = 0
    for self_check_id, reasons in rows:
        late = await _late(db, self_check_id, today)
        if all(reasons.get(name, 0) == count for name, count in late.items()):
            continue
        counts = {name: count for name, count in {**reasons, **late}.items() if count}
        await db.execute(
            update(SelfCheck)
            .where(SelfCheck.id == self_check_id)
            .values(priority=-rules.risk(counts), reasons=counts)
        )
        weighed += 1
    return weighed


def _failures(self_check: SelfCheckState) -> dict[str, int]:
    """Counts of the enterprise's hazards and of answers that do not pass."""
    counts = {name: int(bool(self_check.facts.get(name))) for name in ("high_toxic", "severe")}
    failed = [code for code, answer in self_check.answers.items() if answer.verdict == "fail"]
    stopping = sum(self_check.form.by_code[code][1].stop is not None for code in failed)
    return {**counts, "stop_work": stopping, "failure": len(failed) - stopping}


def _lapsed(self_check: SelfCheckState, today: date) -> int:
    """Count the answers other than 不符合 although the recurring action is overdue."""
    return sum(
        answer.verdict != "fail" and self_check.overdue(code, today) is not None
        for code, answer in self_check.answers.items()
    )


_late_rows = (
    select(
        Rectification.state,
        Rectification.due_on,
        Rectification.done_at,
        Rectification.rejections,
        Campaign.zone,
    )
    .join(Finding, Finding.id == Rectification.finding_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .where(Finding.self_check_id == bindparam("id"), Finding.state == "open")
)


async def _late(db: AsyncConnection, self_check_id: int, today: date) -> dict[str, int]:
    """Counts of a form: findings that were ever late, rectified since or not, and rejections."""
    once = rejected = 0
    for state, due_on, done_at, rejections, zone in (
        await db.execute(_late_rows, {"id": self_check_id})
    ).all():
        ended = today if state == "open" else done_at.astimezone(ZoneInfo(zone)).date() if done_at else due_on
        once += ended > due_on
        rejected += rejections
    return {"overdue": once, "rejected": rejected}


async def _remember(db: AsyncConnection, rules: ReviewRules, self_check: SelfCheckState) -> None:
    """Store the data that later forms are compared with: bands of photos, digests of notes."""
    new = [
        {"evidence_id": photo.id, "band": band}
        for photo in await list_photos(db, self_check.id)
        if photo.likeness and not rules.is_plain(photo.likeness)
        for band in bands(photo.likeness)
    ]
    await _insert(db, PhotoBand, new, ("evidence_id", "band"))
    notes = [
        {"self_check_id": self_check.id, "question": code, "digest": digest}
        for code, line in self_check.lines.items()
        if (digest := note_digest(f"{line.reason}{line.note}", rules.copied_signs))
    ]
    await db.execute(delete(NoteDigest).where(NoteDigest.self_check_id == self_check.id))
    await _insert(db, NoteDigest, notes, ("self_check_id", "question"))


async def _insert(
    db: AsyncConnection, table: Any, rows: Sequence[dict[str, Any]], key: Iterable[str]
) -> None:
    if rows:
        await db.execute(
            upsert(db, table).values(list(rows)).on_conflict_do_nothing(index_elements=list(key))
        )


def note_digest(text: str, least: int) -> str:
    """A digest that equal notes share whatever their spaces and punctuation; "" for one shorter than `least`
    characters."""
    kept = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(sign)[0] in "LN"
    )
    return hashlib.sha256(kept.encode()).hexdigest()[:32] if len(kept) >= least else ""
