"""Extensions: an enterprise asks for a later due day of a rectification, the office grants or refuses it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import clause
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, GuestOnly, Invalid
from storage.base.texts import visible
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.findings import plans
from storage.findings import views as finding_views
from storage.findings.extension_views import ExtensionView, get_extension
from storage.findings.open_extensions import end_question
from storage.findings.views import FindingView
from storage.offices import mail as office_mail
from storage.offices import staff
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.self_checks import SelfCheck

FARTHEST = timedelta(days=365)
"""The last day that may be asked for, counted from today."""
MAX_REASON = 300


async def ask(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    finding_id: int,
    wanted_on: date,
    reason: str,
    today: date,
    *,
    zone: tzinfo | None = None,
) -> int:
    """Ask for a later day (local) for an open plan; returns the extension's id. The nearest office that can
    decide is told, not at night. A second call changes the open extension; the same values change nothing.

    Raises:
        NotFound: not the actor's finding. GuestOnly: a guest of it. Locked: a review closed it. Conflict:
        `extension-done`: the finding is already rectified. Invalid: `extension-none`: there is no plan;
        `extension-day`: not after the day it is due, in the past, or above a year away; `text-…`,
        `extension-reason`: not 2 to 300 characters.
    """
    view = await plans.touch(db, actor, finding_id)
    if not view.is_contact:
        raise GuestOnly
    if view.remedy_state == "done":
        raise Conflict("error-conflict-extension-done")
    if view.remedy != "plan" or view.due_on is None:
        raise Invalid("error-invalid-extension-none")
    if not max(view.due_on + timedelta(days=1), today) <= wanted_on <= today + FARTHEST:
        raise Invalid("error-invalid-extension-day")
    values = {"from_on": view.due_on, "wanted_on": wanted_on, "reason": _reason(reason)}
    open_one = select(Extension.id, Extension.from_on, Extension.wanted_on, Extension.reason)
    row = (
        await db.execute(
            open_one.where(Extension.finding_id == finding_id, Extension.state == "asked").with_for_update()
        )
    ).one_or_none()
    if row is not None and tuple(row[1:]) == tuple(values.values()):
        return int(row.id)
    by = {"asked_by": actor.person_id, "asked_at": now}
    if row is None:
        made = insert(Extension).values(
            finding_id=finding_id, enterprise_id=view.enterprise_id, **values, **by
        )
        extension_id = int((await db.execute(made.returning(Extension.id))).scalar_one())
    else:
        extension_id = int(row.id)
        await db.execute(update(Extension).where(Extension.id == extension_id).values(**values, **by))
        await office_mail.take_back_of(db, f"extension:{extension_id}")
    detail = {"id": extension_id, "from": view.due_on.isoformat(), "wanted": wanted_on.isoformat()}
    await audit.write(db, actor, now, "ask-extension", "finding", finding_id, detail)
    await _tell_office(db, now, view, extension_id, wanted_on, zone)
    return extension_id


async def withdraw(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> bool:
    """Withdraw the open extension; False if there is none.

    Raises:
        NotFound, GuestOnly: as for asking.
    """
    view = await finding_views.get_finding(db, actor, finding_id)
    if not view.is_contact:
        raise GuestOnly
    ended = await end_question(db, now, finding_id, "withdrawn")
    if ended is not None:
        await audit.write(db, actor, now, "withdraw-extension", "finding", finding_id, {"id": ended})
    return ended is not None


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    extension_id: int,
    granted_on: date | None,
    answer: str,
    today: date,
    *,
    zone: tzinfo | None = None,
) -> ExtensionView:
    """Grant a day (local), the one asked for or another, or refuse with a reason (`granted_on` None). The
    enterprise's people are told, not at night. The same decision by the same officer again changes nothing.

    Raises:
        NotAllowed: no seat with `extension.decide` that reaches the enterprise. Conflict: `extension-decided`
        (by `name`, empty where unknown), `extension-over`: withdrawn, or rectified meanwhile. Invalid:
        `extension-day`: as for asking; `extension-answer`: a refusal without 2 to 300 characters of reason,
        or more than 300.
    """
    await _hold(db, extension_id)
    view = await get_extension(db, actor, extension_id)
    await staff.require(db, actor, "extension.decide", view.jurisdiction_id, of=[view.enterprise_id])
    answer = _answer(answer, required=granted_on is None)
    if not view.waits:
        _check_same(view, actor, granted_on)
        return view
    await require_running(db, await _self_check_of(db, extension_id))
    if granted_on is not None and not soonest(view, today) <= granted_on <= today + FARTHEST:
        raise Invalid("error-invalid-extension-day")
    done = await db.execute(
        update(Extension)
        .where(Extension.id == extension_id, Extension.state == "asked")
        .values(
            state="refused" if granted_on is None else "granted",
            granted_on=granted_on,
            answer=answer,
            decided_by=actor.person_id,
            decided_at=now,
        )
    )
    if not done.rowcount:
        raise Conflict("error-conflict-extension-over")
    if granted_on is not None:
        await db.execute(
            update(Rectification)
            .where(Rectification.finding_id == view.finding_id, Rectification.state == "open")
            .values(due_on=granted_on)
        )
    await office_mail.take_back_of(db, f"extension:{extension_id}")
    deed = "refuse-extension" if granted_on is None else "grant-extension"
    detail = {"id": extension_id, "from": view.due_on.isoformat()}
    if granted_on is not None:
        detail["to"] = granted_on.isoformat()
    await audit.write(db, actor, now, deed, "finding", view.finding_id, detail)
    await _tell_enterprise(db, now, view, granted_on, answer, zone)
    return await get_extension(db, actor, extension_id)


def soonest(view: ExtensionView, today: date) -> date:
    """The first day that can be granted."""
    return max(view.due_on + timedelta(days=1), today)


async def _hold(db: AsyncConnection, extension_id: int) -> None:
    """Lock its self-check for a change, as the owner's own operations do: of two at once one waits."""
    of = _of(extension_id).scalar_subquery()
    await db.execute(update(SelfCheck).where(SelfCheck.id == of).values(revision=SelfCheck.revision + 1))


async def _self_check_of(db: AsyncConnection, extension_id: int) -> int:
    return (await db.execute(_of(extension_id))).scalar_one()


def _of(extension_id: int) -> Select[int]:
    return (
        select(Finding.self_check_id)
        .join(Extension, Extension.finding_id == Finding.id)
        .where(Extension.id == extension_id)
    )


def _check_same(view: ExtensionView, actor: Actor, granted_on: date | None) -> None:
    """Refuse with the name of the officer who decided first, unless the actor is that officer and the
    decision is the same."""
    if view.state not in ("granted", "refused"):
        raise Conflict("error-conflict-extension-over")
    if (view.decider_id, view.granted_on) != (actor.person_id, granted_on):
        raise Conflict("error-conflict-extension-decided", name=view.decided_by)


async def _tell_office(
    db: AsyncConnection,
    now: datetime,
    view: FindingView,
    extension_id: int,
    wanted_on: date,
    zone: tzinfo | None,
) -> None:
    of = select(Enterprise.jurisdiction_id).where(Enterprise.id == view.enterprise_id)
    place_id = (await db.execute(of)).scalar_one()
    assert view.due_on is not None  # noqa: S101  asked only of a plan
    await office_mail.tell(
        db,
        now,
        place_id=place_id,
        right="extension.decide",
        about=view.enterprise_id,
        self_check_id=view.self_check_id,
        what=f"extension:{extension_id}:{wanted_on:%Y%m%d}",
        text_key="outbox-extension",
        values={
            "enterprise": view.enterprise,
            "measure": clause(view.measure or view.objection or ""),
            **days("due", view.due_on, now),
            **days("wanted", wanted_on, now),
            **await campaign_values(db, view.self_check_id),
        },
        button={"kind": "extension", "id": extension_id},
        zone=zone,
        due_on=view.due_on,
    )


async def _tell_enterprise(
    db: AsyncConnection,
    now: datetime,
    view: ExtensionView,
    granted_on: date | None,
    answer: str,
    zone: tzinfo | None,
) -> None:
    values: dict[str, Any] = {"enterprise": view.enterprise, "measure": clause(view.matter)}
    values |= await campaign_values(db, view.self_check_id)
    if granted_on is None:
        values |= {"answer": answer, **days("due", view.due_on, now)}
    else:
        values |= days("due", granted_on, now)
    of = select(Finding.enterprise_id).where(Finding.id == view.finding_id)
    await enterprise_mail.tell(
        db,
        now,
        (await db.execute(of)).scalar_one(),
        f"extension-decided:{view.id}",
        "outbox-extension-refused" if granted_on is None else "outbox-extension-granted",
        values,
        {"kind": "finding", "id": view.finding_id},
        zone=zone,
    )


def _reason(text: str) -> str:
    reason = tidy(text, MAX_REASON)
    if visible(reason) < 2:
        raise Invalid("error-invalid-extension-reason")
    return reason


def _answer(text: str, *, required: bool) -> str:
    if not required and not visible(text):
        return ""
    return _reason(text)
