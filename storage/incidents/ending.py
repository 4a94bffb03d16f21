"""Accidents brought to their end by an office: the four things to show, inquiry, result, publication."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.incidents import IncidentRules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound, Stale
from storage.base.texts import one_line, visible
from storage.incidents.recording import forget, hold, remind
from storage.incidents.views import load
from storage.self_checks.answers import tidy
from storage.tables.incidents import MAX_RESULT, MAX_SHORT, MAX_SHOWN, Incident, IncidentPoint


async def show(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: IncidentRules,
    incident_id: int,
    point: str,
    sentence: str,
) -> None:
    """Say in a sentence what was done about one of the four things.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Invalid: `incident-shown`: nothing, or above
            MAX_SHOWN characters.
    """
    await hold(db, actor, incident_id)
    sentence = one_line(sentence)
    if not visible(sentence) or len(sentence) > MAX_SHOWN:
        raise Invalid("error-invalid-incident-shown", limit=MAX_SHOWN)
    await _point(db, actor, now, rules, incident_id, point, {"sentence": sentence}, "shown")


async def settle(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: IncidentRules,
    incident_id: int,
    point: str,
    *,
    today: date,
    done: bool = True,
) -> None:
    """Say that one of the four things is done, or is not after all.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Conflict: `incident-unshown`: without a sentence.
    """
    incident = await hold(db, actor, incident_id)
    there = incident.shown.get(point)
    if done and (there is None or not there.sentence):
        raise Conflict("error-conflict-incident-unshown")
    if (there is not None and there.done_on is not None) == done:
        return
    values = {"done_on": today if done else None}
    await _point(db, actor, now, rules, incident_id, point, values, "settled" if done else "unsettled")


async def _point(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: IncidentRules,
    incident_id: int,
    point: str,
    values: dict[str, Any],
    action: str,
) -> None:
    if point not in {one.code for one in rules.points}:
        raise NotFound
    noted = {**values, "noted_by": actor.person_id, "noted_at": now}
    await db.execute(
        upsert(db, IncidentPoint)
        .values(**{"sentence": "", "incident_id": incident_id, "code": point, **noted})
        .on_conflict_do_update(index_elements=["incident_id", "code"], set_=noted)
    )
    await audit.write(db, actor, now, action, "incident", incident_id, {"point": point})


async def inquire(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, leader: str, today: date
) -> None:
    """Record that an inquiry (调查组) was set up, and which office leads it.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Invalid: `incident-text`.
    """
    incident = await hold(db, actor, incident_id)
    leader = one_line(leader)
    if not visible(leader) or len(leader) > MAX_SHORT:
        raise Invalid("error-invalid-incident-text", limit=MAX_SHORT)
    values = {"inquiry": leader, "inquiry_on": incident.inquiry_on or today}
    await _set(db, actor, now, incident_id, values, "inquire")


async def conclude(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, result: str, today: date
) -> None:
    """Store the result of the inquiry.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Invalid: see `self_checks.answers.tidy`.
    """
    await hold(db, actor, incident_id)
    values = {"result": tidy(result, MAX_RESULT), "result_on": today}
    await _set(db, actor, now, incident_id, values, "conclude")
    await remind(db, now, await load(db, incident_id))


async def publish(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, text: str, today: date
) -> None:
    """Record with which text, and that today, the result was made public (条例 第三十四条).

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Invalid: see `self_checks.answers.tidy`.
        Conflict: `incident-no-result`.
    """
    incident = await hold(db, actor, incident_id)
    if not incident.result:
        raise Conflict("error-conflict-incident-no-result")
    values = {"published": tidy(text, MAX_RESULT), "published_on": today}
    await _set(db, actor, now, incident_id, values, "publish")


async def close(
    db: AsyncConnection, actor: Actor, now: datetime, rules: IncidentRules, incident_id: int
) -> bool:
    """结案: only when the four things are shown and done, and the result is written. False if it was closed.

    Raises:
        NotFound, NotAllowed, Recused: see `hold`. Conflict: `incident-points`, `incident-no-result`.
    """
    incident = await hold(db, actor, incident_id, closed=True)
    if incident.state == "closed":
        return False
    if incident.state != "open":
        raise Stale
    if incident.done(rules) < len(rules.points):
        raise Conflict("error-conflict-incident-points", left=len(rules.points) - incident.done(rules))
    if not incident.result:
        raise Conflict("error-conflict-incident-no-result")
    done = await db.execute(
        update(Incident)
        .where(Incident.id == incident_id, Incident.state == "open")
        .values(state="closed", closed_at=now)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "close", "incident", incident_id)
        await forget(db, incident_id)
    return bool(done.rowcount)


async def void(db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, reason: str) -> None:
    """Store that it was no accident: a false alarm. It is no longer counted, and reminds of nothing.

    Raises:
        NotFound, NotAllowed, Recused, Stale: see `hold`. Invalid: see `self_checks.answers.tidy`.
        Conflict: `incident-concluded`.
    """
    incident = await hold(db, actor, incident_id)
    if incident.result:
        raise Conflict("error-conflict-incident-concluded")
    values = {"state": "annulled", "closed_at": now, "result": tidy(reason, MAX_SHOWN)}
    await _set(db, actor, now, incident_id, values, "void")
    await forget(db, incident_id)


async def reopen(db: AsyncConnection, actor: Actor, now: datetime, incident_id: int) -> bool:
    """Take up an accident again that was closed, or was held for none; False if it is open.

    Raises:
        NotFound, NotAllowed, Recused: see `hold`.
    """
    incident = await hold(db, actor, incident_id, closed=True)
    values: dict[str, Any] = {"state": "open", "closed_at": None}
    if incident.state == "annulled":
        values["result"] = ""
    done = await db.execute(
        update(Incident).where(Incident.id == incident_id, Incident.state != "open").values(**values)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "reopen", "incident", incident_id)
        await remind(db, now, await load(db, incident_id))
    return bool(done.rowcount)


async def _set(
    db: AsyncConnection, actor: Actor, now: datetime, incident_id: int, values: dict[str, Any], action: str
) -> None:
    await db.execute(update(Incident).where(Incident.id == incident_id).values(**values))
    await audit.write(db, actor, now, action, "incident", incident_id)
