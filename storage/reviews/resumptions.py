"""复产申请 and 复产验收: a suspended enterprise asks to take up work again, its office looks and decides.
Until then work may not be taken up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound
from storage.base.rows import from_row
from storage.enterprises import mail as enterprise_mail
from storage.offices import jurisdictions
from storage.offices import mail as office_mail
from storage.people.contacts import require_contact
from storage.reviews import measures
from storage.reviews.measure_views import get_measure
from storage.self_checks.answers import tidy
from storage.self_checks.attachments import MAX_FILES, Attached, File
from storage.tables.enterprises import Enterprise
from storage.tables.measures import Measure, Resumption, ResumptionPhoto

MAX_TEXT = 1000


@dataclass(frozen=True, slots=True)
class ResumptionView:
    """A request. `state`: draft, asked, agreed, refused (`answer`: why), lapsed (the suspension was
    withdrawn); `photos`: how many."""

    id: int
    measure_id: int
    state: str
    text: str
    photos: int
    answer: str
    asked_at: datetime | None
    decided_at: datetime | None


_photos = (
    select(func.count())
    .where(ResumptionPhoto.resumption_id == Resumption.id)
    .correlate(Resumption)
    .scalar_subquery()
)
_view: Any = select(
    Resumption.id,
    Resumption.measure_id,
    Resumption.state,
    Resumption.text,
    _photos.label("photos"),
    Resumption.answer,
    Resumption.asked_at,
    Resumption.decided_at,
)


async def latest(db: AsyncConnection, actor: Actor, measure_id: int) -> ResumptionView | None:
    """The enterprise's newest request, for its people.

    Raises:
        NotAllowed: not theirs. NotFound: no such suspension.
    """
    await _own(db, actor, measure_id)
    row = (await db.execute(_newest(measure_id))).first()
    return None if row is None else from_row(ResumptionView, row)


async def for_office(db: AsyncConnection, actor: Actor, measure_id: int) -> ResumptionView | None:
    """The newest request that was sent, for an office that reaches the enterprise.

    Raises:
        NotAllowed: no such seat.
    """
    await get_measure(db, actor, measure_id)
    return await latest_sent(db, measure_id)


async def latest_sent(db: AsyncConnection, measure_id: int) -> ResumptionView | None:
    """The newest request that was sent; the caller checks the right."""
    row = (await db.execute(_newest(measure_id).where(Resumption.asked_at.is_not(None)))).first()
    return None if row is None else from_row(ResumptionView, row)


async def photos(db: AsyncConnection, actor: Actor, resumption_id: int) -> tuple[Attached, ...]:
    """The photos of a request, for an office that reaches the enterprise.

    Raises:
        NotAllowed: no such seat. NotFound: no such request.
    """
    await get_measure(db, actor, await _measure_of(db, resumption_id))
    rows = await db.execute(
        select(ResumptionPhoto)
        .where(ResumptionPhoto.resumption_id == resumption_id)
        .order_by(ResumptionPhoto.id)
    )
    return tuple(
        Attached(row.id, "", None, "resume", "photo", row.sha256, row.mime, row.added_at, row.added_by)
        for row in rows
    )


async def write(
    db: AsyncConnection, actor: Actor, now: datetime, measure_id: int, text: str
) -> ResumptionView:
    """Store a resumption request as a draft; a second text replaces the first.

    Raises:
        NotAllowed: not of the enterprise. NotFound: no such suspension. Invalid: "text-empty", "text-long".
        Conflict: "resumption-over": work was resumed already; "resumption-asked": a request waits.
    """
    measure = await _own(db, actor, measure_id, held=True)
    if measure.state != "open":
        raise Conflict("error-conflict-resumption-over")
    text = tidy(text, MAX_TEXT)
    known = await latest(db, actor, measure_id)
    if known is not None and known.state == "asked":
        raise Conflict("error-conflict-resumption-asked")
    values = {"text": text, "written_by": actor.person_id, "written_at": now}
    if known is not None and known.state == "draft":
        await db.execute(update(Resumption).where(Resumption.id == known.id).values(**values))
    else:
        new = insert(Resumption).values(measure_id=measure_id, state="draft", answer="", **values)
        await db.execute(new)
    return from_row(ResumptionView, (await db.execute(_newest(measure_id))).one())


async def attach(db: AsyncConnection, actor: Actor, now: datetime, resumption_id: int, file: File) -> int:
    """Add a stored photo to a draft; return how many there are. The same bytes twice are one.

    Raises:
        NotAllowed, NotFound: as `write`. Conflict: "resumption-asked": it was sent; "resumption-over".
            Invalid: "files-many", "photo": no picture.
    """
    if file.kind != "photo":
        raise Invalid("error-invalid-photo")
    draft = await _draft(db, actor, resumption_id)
    if draft.photos >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    await db.execute(
        upsert(db, ResumptionPhoto)
        .values(resumption_id=resumption_id, **file.columns(ResumptionPhoto, actor, now))
        .on_conflict_do_nothing(index_elements=["resumption_id", "original_sha256"])
    )
    return (await _get(db, resumption_id)).photos


async def ask(
    db: AsyncConnection, actor: Actor, now: datetime, resumption_id: int, *, zone: tzinfo | None = None
) -> ResumptionView:
    """Send a draft to the office that decided the suspension, which is told. A second time changes nothing.

    Raises:
        NotAllowed, NotFound: as `write`. Invalid: "resumption-photo": there is no photo yet.
        Conflict: "resumption-over".
    """
    measure_id = await _measure_of(db, resumption_id)
    measure = await _own(db, actor, measure_id, held=True)
    view = await _get(db, resumption_id)
    if view.state == "asked":
        return view
    if view.state != "draft" or measure.state != "open":
        raise Conflict("error-conflict-resumption-over")
    if not view.photos:
        raise Invalid("error-invalid-resumption-photo")
    sent = update(Resumption).where(Resumption.id == resumption_id)
    await db.execute(sent.values(state="asked", asked_at=now))
    await audit.write(db, actor, now, "ask", "resumption", resumption_id)
    name = select(Enterprise.name).where(Enterprise.id == measure.enterprise_id)
    said = {"enterprise": (await db.execute(name)).scalar_one(), "text": shortened(view.text, 200)}
    await office_mail.tell(
        db,
        now,
        place_id=measure.jurisdiction_id,
        right="escalation.decide",
        about=measure.enterprise_id,
        what=f"resumption:{resumption_id}",
        text_key="outbox-resumption-asked",
        values=said,
        button={"kind": "measure", "id": measure_id},
        zone=zone,
    )
    return await _get(db, resumption_id)


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    resumption_id: int,
    *,
    agreed: bool,
    reason: str = "",
    zone: tzinfo | None = None,
) -> ResumptionView:
    """复产验收: agree that work is resumed, which ends the suspension, or refuse with a reason. The
    enterprise is told. The same again changes nothing.

    Raises:
        NotAllowed, Recused, Invalid: as `measures.hold`; "text-empty", "text-long": refused without a reason.
        NotFound: no such request. Conflict: "resumption-over": somebody else decided, or it was never sent.
    """
    view = await measures.hold(db, actor, await _measure_of(db, resumption_id))
    reason = "" if agreed else tidy(reason, measures.MAX_REASON)
    known = await _get(db, resumption_id)
    state = "agreed" if agreed else "refused"
    if (known.state, known.answer) == (state, reason):
        return known
    if known.state != "asked" or view.state != "open":
        raise Conflict("error-conflict-resumption-over")
    values = {"state": state, "answer": reason, "decided_by": actor.person_id, "decided_at": now}
    await db.execute(update(Resumption).where(Resumption.id == resumption_id).values(**values))
    await audit.write(db, actor, now, "agree" if agreed else "refuse", "resumption", resumption_id)
    await office_mail.take_back_of(db, f"resumption:{resumption_id}")
    if agreed:
        local = await jurisdictions.zone_of(db, view.jurisdiction_id, zone)
        await measures.finish(db, actor, now, view, now.astimezone(local).date())
    said = {
        "enterprise": view.enterprise,
        "office": view.office,
        "agreed": "yes" if agreed else "no",
        "reason": shortened(reason, 200),
    }
    what = f"resumption-{state}:{resumption_id}"
    button = {"kind": "resume", "id": view.enterprise_id}
    await enterprise_mail.tell(
        db, now, view.enterprise_id, what, "outbox-resumption-decided", said, button, zone=zone
    )
    return await _get(db, resumption_id)


async def lapse(db: AsyncConnection, actor: Actor, now: datetime, measure_id: int) -> None:
    """End the draft or request of a suspension that was withdrawn, and remove it from the office's messages.
    The caller holds the measure and has checked the right."""
    asking = (
        await db.execute(
            select(Resumption.id, Resumption.state)
            .where(Resumption.measure_id == measure_id, Resumption.state.in_(("draft", "asked")))
            .limit(1)
        )
    ).first()
    if asking is None:
        return
    values: dict[str, Any] = {"state": "lapsed"}
    if asking.state == "asked":
        values |= {"decided_by": actor.person_id, "decided_at": now}
        await audit.write(db, actor, now, "lapse", "resumption", asking.id)
    await db.execute(update(Resumption).where(Resumption.id == asking.id).values(**values))
    await office_mail.take_back_of(db, f"resumption:{asking.id}")


async def _draft(db: AsyncConnection, actor: Actor, resumption_id: int) -> ResumptionView:
    await _own(db, actor, await _measure_of(db, resumption_id), held=True)
    view = await _get(db, resumption_id)
    if view.state == "lapsed":
        raise Conflict("error-conflict-resumption-over")
    if view.state != "draft":
        raise Conflict("error-conflict-resumption-asked")
    return view


async def _own(db: AsyncConnection, actor: Actor, measure_id: int, *, held: bool = False) -> Any:
    """The suspension, for people of its enterprise; `held` until commit."""
    if held:
        await db.execute(update(Measure).where(Measure.id == measure_id).values(state=Measure.state))
    row = (await db.execute(select(Measure).where(Measure.id == measure_id))).first()
    if row is None or row.kind != "suspend":
        raise NotFound
    await require_contact(db, actor, row.enterprise_id)
    return row


async def _measure_of(db: AsyncConnection, resumption_id: int) -> int:
    query = select(Resumption.measure_id).where(Resumption.id == resumption_id)
    found = (await db.execute(query)).scalar()
    if found is None:
        raise NotFound
    return found


async def _get(db: AsyncConnection, resumption_id: int) -> ResumptionView:
    return from_row(ResumptionView, (await db.execute(_view.where(Resumption.id == resumption_id))).one())


def _newest(measure_id: int) -> Any:
    return _view.where(Resumption.measure_id == measure_id).order_by(Resumption.id.desc()).limit(1)
