"""Offers an enterprise's answer from its form of another open campaign, where the same is asked.

Nothing is copied by itself: a person looks at it and taps. The photos go along by reference: the same stored
bytes belong to both forms, and each keeps them when they are removed from the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.rules import Verdict
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.campaigns.places import CampaignName
from storage.campaigns.running import running
from storage.self_checks import answers, attachments
from storage.self_checks.state import Line, SelfCheckState, load
from storage.tables.campaigns import Campaign
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import Answer, Evidence, SelfCheck

WITHIN = timedelta(days=90)
"""Age up to which an answer is offered: a fact of spring may not hold in autumn."""


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """An answer of another form of the enterprise. `line`: all of it; `answered_at`: UTC."""

    self_check_id: int
    campaign: CampaignName
    verdict: Verdict
    line: Line
    answered_at: datetime

    @property
    def digest(self) -> str:
        """Identifies exactly this answer with its note and files, for the button that takes it over."""
        said = (self.self_check_id, self.answered_at.isoformat(), self.line.files, self.line.voices)
        words = (self.verdict, self.line.reason, self.line.note, self.line.done, self.line.total)
        return hashlib.sha256(repr((said, words, self.line.dated_on)).encode()).hexdigest()[:10]

    def fits(self, self_check: SelfCheckState, question: str) -> bool:
        """Whether it answers all that is asked here: a 不符合 needs its finding, counts need to be given."""
        item, asked = self_check.form.by_code[question]
        counted = not (item.numbers and asked.numbers) or self.verdict == "na"
        workers = int(self_check.facts.get("n_workers", 0))
        agrees = self.line.total is not None and (not workers or self.line.total == workers)
        return self.verdict != "fail" and (counted or agrees)


_candidates = (
    select(SelfCheck.id, Campaign.id, Campaign.pack, Jurisdiction.name, Answer.answered_at)
    .join(SelfCheck, SelfCheck.id == Answer.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
    .where(
        SelfCheck.enterprise_id == bindparam("enterprise"),
        SelfCheck.id != bindparam("own"),
        Answer.question == bindparam("question"),
        Answer.verdict.is_not(None),
        Answer.answered_at > bindparam("since", type_=Answer.answered_at.type),
        running(),
    )
    .order_by(Answer.answered_at.desc(), Answer.id.desc())
)


async def find(
    db: AsyncConnection, self_check: SelfCheckState, question: str, now: datetime
) -> OtherAnswer | None:
    """The latest answer to a question, asked in the same words, in another open campaign, given WITHIN.

    The caller has checked who may see the form.
    """
    rows = await db.execute(
        _candidates,
        {
            "enterprise": self_check.enterprise_id,
            "own": self_check.id,
            "question": question,
            "since": now - WITHIN,
        },
    )
    asked = self_check.form.by_code[question][1]
    for id_, campaign_id, pack, place, answered_at in rows.all():
        other = await load(db, id_)
        line = other.line(question)
        known = other.form.by_code.get(question)
        if known is None or question not in other.answers or line.verdict in (None, "owed"):
            continue
        if (known[1].text, known[1].passes) == (asked.text, asked.passes):
            verdict = other.answers[question].verdict
            return OtherAnswer(id_, CampaignName(campaign_id, pack, place), verdict, line, answered_at)
    return None


async def take_over(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    digest: str,
    today: date,
) -> SelfCheckState | None:
    """Answer a question as in the other campaign: verdict, reason, counts, day, note and files.

    None, and nothing is done, where it was answered here meanwhile, or what stands there is not what `digest`
    names, or does not fit (`OtherAnswer.fits`).

    Raises:
        Stale: the question does not apply. Locked, NotAllowed, NotFound: see `take`. Invalid: `text-long`:
        the notes of both together.
    """
    self_check = await answers.hold(db, actor, self_check_id, question)
    found = await find(db, self_check, question, now)
    before = self_check.line(question)
    if before.verdict is not None or found is None or found.digest != digest:
        return None
    if not found.fits(self_check, question):
        return None
    item, asked = self_check.form.by_code[question]
    counts = (found.line.done, found.line.total) if item.numbers and asked.numbers else (None, None)
    at, line = found.self_check_id, found.line
    await answers.record(
        db,
        actor,
        now,
        self_check_id,
        question,
        found.verdict,
        reason=line.reason,
        done=counts[0],
        total=counts[1],
        carried_from=at,
    )
    if line.note and line.note not in before.note:
        await answers.add_note(db, actor, now, self_check_id, question, line.note)
    if line.dated_on is not None and asked.dated is not None:
        await answers.set_date(db, actor, now, self_check_id, question, line.dated_on, today)
    await _bring_files(db, actor, now, at, self_check_id, question)
    return await load(db, self_check_id)


_FILE = (
    *("kind", "sha256", "original_sha256", "mime", "size", "pages", "preview_sha256"),
    *("width", "height", "taken_at", "likeness"),
)


async def _bring_files(
    db: AsyncConnection, actor: Actor, now: datetime, source: int, target: int, question: str
) -> None:
    """Copy the files of the other answer, as far as they find room, by reference: the bytes are stored
    once."""
    room = attachments.MAX_FILES - await attachments.count(db, target, question, "answer")
    if room <= 0:
        return
    here = (
        select(Evidence.original_sha256)
        .where(
            Evidence.self_check_id == target,
            Evidence.question == question,
            Evidence.stage == "answer",
            Evidence.removed_at.is_(None),
        )
        .scalar_subquery()
    )
    chosen = (
        select(
            literal(target),
            literal(question),
            literal("answer"),
            *(getattr(Evidence, name) for name in _FILE),
            literal(actor.person_id),
            literal(now, Evidence.added_at.type),
        )
        .where(
            Evidence.self_check_id == source,
            Evidence.question == question,
            Evidence.stage == "answer",
            Evidence.removed_at.is_(None),
            Evidence.original_sha256.not_in(here),
        )
        .order_by(Evidence.id)
        .limit(room)
    )
    columns = ["self_check_id", "question", "stage", *_FILE, "added_by", "added_at"]
    done = await db.execute(
        upsert(db, Evidence)
        .from_select(columns, chosen)
        .on_conflict_do_update(
            index_elements=["self_check_id", "question", "stage", "original_sha256"],
            set_={"removed_at": None, "added_by": actor.person_id, "added_at": now},
        )
    )
    if done.rowcount:
        detail = {"question": question, "stage": "answer", "from": source, "files": done.rowcount}
        await audit.write(db, actor, now, "attach", "self_check", target, detail)
