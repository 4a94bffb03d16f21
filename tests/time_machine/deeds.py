"""Further actions of offices and workers in the time machine: notices, accepting rectifications, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from content.typed.receipts import new_receipt
from storage.findings import photos, plans, verifications
from storage.notices import drafts, moves, reading, sending
from storage.notices.audiences import Audience
from storage.reports import crypto
from storage.reports import intake as reports_intake
from storage.tables.notices import Notice, NoticeCopy
from tests.storage.shop import photo
from tests.time_machine.cast import DAY, Life, Owner
from tests.time_machine.world import RULES

if TYPE_CHECKING:
    from tests.time_machine.campaign import Campaign

REDONE, WAITING = "销号的企业", "等销号的企业"
URGENT, PATIENT = "停电：明天上午检修", "不急：周一开会"
FIXED_ON, SENT_BACK_ON, REDONE_ON, ACCEPTED_ON = 14, 17, 19, 22
"""Days on which a finding is rectified, sent back with a reason, rectified again, and accepted."""


async def fix(owner: Owner, finding: int, name: str) -> None:
    """Put something right, with a photo of that name."""
    picture = photo(f"{owner.number}-{name}")
    await owner.world.do(photos.attach_after, owner.actor, finding, picture)
    await owner.world.do(plans.complete, owner.actor, finding)


def redoing(owner: Owner, *, again: bool) -> Life:
    """Puts a finding right before its day; `again`: once more when it was sent back."""

    async def live() -> Life:
        await owner.register()
        yield
        (finding,) = await owner.answer(1, [1])
        await owner.plan(finding)
        await owner.hand_in()
        for _ in range(FIXED_ON - 1):
            yield
        await fix(owner, finding, "after")
        for _ in range(REDONE_ON - FIXED_ON):
            yield
        if again:
            await fix(owner, finding, "after-again")

    return live()


async def verify(life: Campaign, owner: Owner, *, accepts: bool) -> None:
    """The office of the campaign accepts an owner's rectification, or sends it back."""
    (finding,) = {due.subject_id for due in owner.dues if due.rule == "rectification"}
    head, rules, today = life.officers[0].actor, life.world.library.reviews, life.world.today
    if accepts:
        await life.world.do(verifications.accept, head, rules, finding)
    else:
        await life.world.do(verifications.reject, head, rules, finding, "照片看不清", today, today + 9 * DAY)


async def notify(life: Campaign, body: str, *, urgent: bool = False) -> int:
    """The office of the campaign writes to everybody below."""
    head, world = life.officers[0].actor, life.world
    to = Audience(life.places["top"])
    async with world.database.begin() as db:
        notice = await drafts.begin(db, head, world.at, to, campaign_id=life.id, title=body, body=body)
        await drafts.set_kind(db, head, notice, urgent=urgent)
        await sending.confirm(db, head, world.at, notice, RULES)
    return notice


async def read(life: Campaign, notice: int, every: int) -> None:
    """Some of those who got a notice say that they have read it: each so many of them one."""
    query = select(NoticeCopy.id, NoticeCopy.person_id).where(
        NoticeCopy.notice_id == notice, NoticeCopy.state == "sent"
    )
    async with life.world.database.read() as db:
        copies = {row.person_id: row.id for row in await db.execute(query.order_by(NoticeCopy.id))}
    for owner in life.owners[::every]:
        if owner.actor.person_id in copies:
            await life.world.do(reading.read, owner.actor, copies[owner.actor.person_id])


async def first_notice(life: Campaign) -> int:
    """The notice that the office sends in every campaign."""
    async with life.world.database.read() as db:
        query = select(Notice.id).where(Notice.title == "动员部署").order_by(Notice.id)
        return int((await db.execute(query)).scalars().first() or 0)


async def correct(life: Campaign, notice: int, body: str) -> None:
    """The author gives it another text (更正)."""
    await life.world.do(moves.correct, life.officers[0].actor, notice, body)


async def report(life: Campaign, place: str, *, urgent: bool = False) -> None:
    """A worker reports, without being found out."""
    world, kept = life.world, life.world.reporting
    words, where = f"喷胶车间没有抽风，味道很大（{place}）", life.places[place]
    draft = reports_intake.Draft("ventilation", words, "months", where, place="工业路 8 号", urgent=urgent)
    with pytest.MonkeyPatch.context() as patch:  # how slow a receipt is to guess is no matter here
        patch.setattr(crypto, "RECEIPT_OPS", 1)
        patch.setattr(crypto, "RECEIPT_MEMORY", 8192)
        given = (kept.intake, kept.files, kept.rules, new_receipt(), draft, world.today)
        prepared = await reports_intake.prepare(*given)
        async with world.database.begin() as db:
            await reports_intake.submit(db, world.today, prepared)
