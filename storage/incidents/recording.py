"""Accidents as they are written down: by the enterprise in the first minutes, and by its office.

No operation takes a name of anybody hurt, and none knows of anonymous reports.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.workdays import workday_before
from content.loader import load as load_library
from content.model.incidents import IncidentRules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotAllowed, NotFound, Stale
from storage.base.texts import one_line, visible
from storage.incidents.views import IncidentView, load, place_of
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import Slot, morning_slot
from storage.outbox.queue import PERSONAL, URGENT
from storage.people import contacts
from storage.self_checks.answers import tidy
from storage.self_checks.attachments import MAX_FILES, File
from storage.tables.incidents import (
    MAX_SHORT,
    MAX_WHAT,
    Incident,
    IncidentFile,
    IncidentTelling,
)

KEEP = "incident.keep"
MOST_PEOPLE = 9999
OLDEST = timedelta(days=366)
"""The longest time between an accident and its record."""
SOON = timedelta(minutes=2)
"""By how much a phone's clock may be ahead."""
SOONER = timedelta(days=7)
"""Time before the inquiry's report is due at which its office is reminded."""


async def record(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, token: str, what: str = ""
) -> int:
    """Record that an accident has just happened at an enterprise; its id. When its own people say so, its
    office is told at once, also at night. What is known of it follows (`set_text`, `set_people`, `set_time`).

    Raises:
        NotFound: there is no such enterprise. NotAllowed, Recused: neither of its people nor a seat with
            `incident.keep` that reaches it. Invalid: see `set_text`.
    """
    place = await place_of(db, enterprise_id)
    by_enterprise = await contacts.is_contact(db, actor, enterprise_id)
    if not by_enterprise:
        await staff.require(db, actor, KEEP, place, of=[enterprise_id])
    known = (await db.execute(select(Incident.id).where(Incident.token == token))).scalar()
    if known is not None:
        return int(known)
    made = await db.execute(
        upsert(db, Incident)
        .values(
            enterprise_id=enterprise_id,
            jurisdiction_id=place,
            token=token,
            state="open",
            happened_at=now,
            place="",
            what=tidy(what, MAX_WHAT) if what else "",
            substance="",
            recorded_by=actor.person_id,
            recorded_at=now,
            by_enterprise=by_enterprise,
            changes=0,
            inquiry="",
            result="",
            published="",
        )
        .on_conflict_do_nothing(index_elements=["token"])
        .returning(Incident.id)
    )
    incident_id = made.scalar()
    if incident_id is None:  # the second of two taps
        return int((await db.execute(select(Incident.id).where(Incident.token == token))).scalar_one())
    await audit.write(db, actor, now, "record", "incident", incident_id)
    incident = await load(db, int(incident_id))
    await remind(db, now, incident)
    if by_enterprise:
        await _tell(db, now, incident, "new", "outbox-incident", Slot(URGENT, now))
    return int(incident_id)


async def set_text(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, name: str, text: str
) -> None:
    """Say what happened (`what`), where (`place`) or with which substance (`substance`).

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `take`. Invalid: `incident-text`: nothing, or too long.
    """
    if name == "what":
        text = tidy(text, MAX_WHAT)
    elif name in ("place", "substance"):
        text = one_line(text)
        if not visible(text) or len(text) > MAX_SHORT:
            raise Invalid("error-invalid-incident-text", limit=MAX_SHORT)
    else:
        raise NotFound
    await _change(db, actor, now, incident_id, {name: text}, name)


async def set_people(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, hurt: int, dead: int
) -> None:
    """Say how many are hurt or poisoned, and how many died: numbers, no names.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `take`. Invalid: `incident-people`.
    """
    if not (0 <= hurt <= MOST_PEOPLE and 0 <= dead <= MOST_PEOPLE):
        raise Invalid("error-invalid-incident-people")
    await _change(db, actor, now, incident_id, {"hurt": hurt, "dead": dead}, "people")


async def set_time(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, happened_at: datetime
) -> None:
    """Say when it happened.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `take`. Invalid: `incident-time`: still to come, or more
            than a year ago.
    """
    if not now - OLDEST <= happened_at <= now + SOON:
        raise Invalid("error-invalid-incident-time")
    await _change(db, actor, now, incident_id, {"happened_at": happened_at}, "time")
    await remind(db, now, await load(db, incident_id))


async def tell_party(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: IncidentRules,
    incident_id: int,
    party: str,
    told_at: datetime,
) -> None:
    """Record at which instant a party was told; said again, it is put right.

    Raises:
        NotFound: also of the party. NotAllowed, Recused, Stale: see `take`; the enterprise's own people
            record what is theirs to tell. Invalid: `incident-time`.
    """
    incident, by_enterprise = await take(db, actor, incident_id)
    known = rules.party(party)
    if known is None:
        raise NotFound
    if by_enterprise and known.by != "enterprise":
        raise NotAllowed
    if not incident.happened_at - timedelta(days=1) <= told_at <= now + SOON:
        raise Invalid("error-invalid-incident-time")
    if incident.told.get(party) == told_at:
        return
    values = {"told_at": told_at, "noted_by": actor.person_id, "noted_at": now}
    await db.execute(
        upsert(db, IncidentTelling)
        .values(incident_id=incident_id, party=party, **values)
        .on_conflict_do_update(index_elements=["incident_id", "party"], set_=values)
    )
    detail = {"party": party, "at": told_at.isoformat(timespec="minutes")}
    await audit.write(db, actor, now, "told", "incident", incident_id, detail)


async def attach(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, point: str, file: File
) -> int:
    """Put a stored file to one of the four things, or ("") to the accident; return the number of files there.
    The same bytes twice are one.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `take`; to the four things the office alone puts files.
        Invalid: `files-many`.
    """
    incident = await hold(db, actor, incident_id) if point else (await take(db, actor, incident_id))[0]
    there = [one for one in incident.files if one.point == point]
    same = select(IncidentFile.id).where(
        IncidentFile.incident_id == incident_id,
        IncidentFile.point == point,
        IncidentFile.original_sha256 == file.original_sha256,
    )
    if (await db.execute(same)).first() is not None:
        return len(there)
    if len(there) >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    await db.execute(
        upsert(db, IncidentFile)
        .values(
            incident_id=incident_id,
            point=point,
            kind=file.kind,
            sha256=file.sha256,
            original_sha256=file.original_sha256,
            mime=file.mime,
            size=file.size,
            pages=file.pages,
            preview_sha256=file.preview_sha256,
            added_by=actor.person_id,
            added_at=now,
        )
        .on_conflict_do_nothing(index_elements=["incident_id", "point", "original_sha256"])
    )
    detail = {"point": point, "sha256": file.sha256} if point else {"sha256": file.sha256}
    await audit.write(db, actor, now, "attach", "incident", incident_id, detail)
    return len(there) + 1


async def take(db: AsyncConnection, actor: Actor, incident_id: int) -> tuple[IncidentView, bool]:
    """An open accident, held until the transaction ends, and whether the actor writes of it as one of the
    enterprise's own people.

    Raises:
        NotFound. NotAllowed, Recused: neither of its people nor an office with `incident.keep`. Stale: it is
            closed.
    """
    incident = await _held(db, incident_id)
    by_enterprise = await contacts.is_contact(db, actor, incident.enterprise_id)
    if not by_enterprise:
        return await hold(db, actor, incident_id), False
    if incident.state != "open":
        raise Stale
    return incident, True


async def hold(db: AsyncConnection, actor: Actor, incident_id: int, *, closed: bool = False) -> IncidentView:
    """An open accident (with `closed` a closed one too), held until the transaction ends, for an office that
    keeps it.

    Raises:
        NotFound. NotAllowed, Recused: no seat with `incident.keep` that reaches it. Stale: it is closed.
    """
    incident = await _held(db, incident_id)
    place = await place_of(db, incident.enterprise_id)
    await staff.require(db, actor, KEEP, place, of=[incident.enterprise_id])
    if incident.state != "open" and not closed:
        raise Stale
    return incident


async def _held(db: AsyncConnection, incident_id: int) -> IncidentView:
    held = select(Incident.id).where(Incident.id == incident_id)
    await db.execute(held.with_for_update(key_share=True))
    return await load(db, incident_id)


async def _change(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, values: dict[str, Any], what: str
) -> None:
    """Change a fact; what the enterprise itself adds or changes is told to its office (补报)."""
    incident, by_enterprise = await take(db, actor, incident_id)
    if all(getattr(incident, name) == value for name, value in values.items()):
        return
    changed: dict[str, Any] = {**values, "changes": Incident.changes + 1} if by_enterprise else values
    row = await db.execute(
        update(Incident).where(Incident.id == incident_id).values(**changed).returning(Incident.changes)
    )
    await audit.write(db, actor, now, "changed", "incident", incident_id, {"fact": what})
    if by_enterprise:
        number = int(row.scalar_one())
        await office_mail.take_back_of(db, f"incident:{incident_id}:more")
        after = await load(db, incident_id)
        await _tell(db, now, after, f"more:{number}", "outbox-incident-more", Slot(PERSONAL, now))


async def remind(db: AsyncConnection, now: datetime, incident: IncidentView) -> None:
    """Queue the lines of an open accident in its office's daily digest, in place of those that wait: before
    the days end in which changed numbers of people are reported (第十三条); before the inquiry's report is
    due, and once it is late (第二十九条), as long as there is no result.
    """
    await forget(db, incident.id)
    rules = load_library().incidents
    if rules is None or incident.state != "open":
        return
    zone = await jurisdictions.zone_of(db, incident.jurisdiction_id)
    day = incident.happened_at.astimezone(zone).date()
    later, report = (day + timedelta(days=days) for days in (rules.later_days, rules.inquiry_days))
    lines = [("later", workday_before(later), later, "outbox-incident-later")]
    if not incident.result:
        lines.append(("soon", workday_before(report - SOONER), report, "outbox-incident-inquiry"))
        lines.append(("late", report + timedelta(days=1), report, "outbox-incident-inquiry-late"))
    for what, on, due, text_key in lines:
        at = await morning_slot(db, incident.jurisdiction_id, on)
        if at.not_before > now:
            await _tell(db, now, incident, f"law:{what}:{on:%Y%m%d}", text_key, at, due)


async def forget(db: AsyncConnection, incident_id: int) -> None:
    """Take back the lines of an accident that wait for a digest."""
    await office_mail.take_back_of(db, f"incident:{incident_id}:law")


async def _tell(
    db: AsyncConnection,
    now: datetime,
    incident: IncidentView,
    what: str,
    text_key: str,
    at: Slot,
    due: date | None = None,
) -> None:
    values: dict[str, Any] = {
        "enterprise": incident.enterprise,
        "what": one_line(incident.what)[:80] or "none",
        "hurt": -1 if incident.hurt is None else incident.hurt,
        "dead": -1 if incident.dead is None else incident.dead,
    }
    if due is not None:
        values |= {"due_month": due.month, "due_day": due.day}
    await office_mail.tell(
        db,
        now,
        place_id=await place_of(db, incident.enterprise_id),
        right=KEEP,
        what=f"incident:{incident.id}:{what}",
        text_key=text_key,
        values=values,
        button={"kind": "incident", "id": incident.id},
        at=at,
        about=incident.enterprise_id,
    )
