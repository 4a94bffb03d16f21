"""Preparation of an enterprise for inspectors (迎检准备)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import of_enterprises
from content.model.library import Library
from content.model.pack import Pack
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns.dates import list_opened
from storage.enterprises import registry, upkeeps
from storage.exchange import record_views
from storage.offices import staff
from storage.people import contacts
from storage.reviews import measure_views
from storage.self_checks import signed_forms, submissions
from storage.self_checks.state import SelfCheckState
from storage.self_checks.state import load as load_state
from storage.statistics.readiness import Material, Readiness, State, share_state
from storage.tables.inspections import Inspection, InspectionAnswer
from storage.tables.notices import Notice, NoticeCopy, NoticeTarget
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck
from storage.tables.signed import SignedCopy

RIGHT = "enterprise.see"


async def of_enterprise(
    db: AsyncConnection,
    actor: Actor,
    library: Library,
    enterprise_id: int,
    campaign_id: int | None,
    today: date,
) -> Readiness:
    """The list of what inspectors ask of an enterprise in a campaign (None: the nearest one), for its own
    people and for offices that reach it (its recurring dates are for its people alone).

    Raises:
        NotFound: no such enterprise, or it takes part in no such campaign. NotAllowed: nobody of these.
    """
    unit = await registry.get_enterprise(db, enterprise_id)
    if not await contacts.is_contact(db, actor, enterprise_id):
        await staff.require(db, actor, RIGHT, unit.jurisdiction_id)
    there = await campaigns.list_for(db, enterprise_id)
    campaign = next((one for one in there if campaign_id in (None, one.id)), None)
    if campaign is None:
        raise NotFound
    pack = library.packs.get(campaign.pack)
    found = await submissions.find(db, enterprise_id, campaign.id)
    state = await load_state(db, found) if found is not None else None
    given = {"enterprise": enterprise_id, "campaign": campaign.id}
    counted: dict[str, int] = {}
    for query in _OF_ONE:
        counted |= {
            name: int(value or 0) for name, value in (await db.execute(query, given)).one()._mapping.items()
        }
    dated = [one for one in await upkeeps.list_upkeeps(db, actor, enterprise_id) if one.state == "active"]
    over = await measure_views.order_over(db, enterprise_id)
    records = [*_form(state, counted["signed"]), *_rows(state, pack), *_of_enterprise(state, counted, today)]
    if dated:
        late = sum(one.due_on < today for one in dated)
        records.append(
            Material("upkeeps", "missing" if late else "ready", {"dates": len(dated), "late": late})
        )
    if over is not None:
        records.append(Material("order", "missing", {"kind": over.kind}))
    own = await _own_duties(db, actor, pack, enterprise_id, campaign.id, unit.jurisdiction_id, today)
    return Readiness(
        campaign.id,
        campaign.pack,
        unit.jurisdiction_id,
        enterprise_id,
        unit.name,
        today,
        campaign.phases,
        tuple(own),
        tuple(records),
    )


def _form(state: SelfCheckState | None, signed: int) -> list[Material]:
    if state is None:
        return [Material("form", "missing", {"kind": "none", "number": ""})]
    sent = state.state != "draft"
    form = Material(
        "form", "ready" if sent else "partly", {"kind": state.state, "number": state.number or ""}
    )
    return (
        [form, Material("stamped", "ready" if signed else "missing", {"pages": signed})] if sent else [form]
    )


def _rows(state: SelfCheckState | None, pack: Pack | None) -> list[Material]:
    """The rows of the form, each with its verdict and the files that show it."""
    if state is None:
        rows = pack.items if pack else ()
        return [_row(one.number, one.text, None, 0, settled=False) for one in rows]
    found = []
    for item in state.form.items:
        lines = [state.line(question.code) for question in item.check.questions]
        faults = [one for one in lines if one.finding_id is not None]
        settled = bool(faults) and all(one.finding_state == "closed" for one in faults)
        files = sum(one.files for one in lines)
        verdict = state.verdict(item.check.code)
        found.append(_row(item.number, item.source_text, verdict, files, settled=settled))
    return found


def _row(number: str, text: str, verdict: str | None, files: int, *, settled: bool) -> Material:
    states: dict[str | None, State] = {"pass": "ready", "na": "none", "owed": "partly"}
    kind = "settled" if verdict == "fail" and settled else verdict or "open"
    values = {"number": number, "text": text, "verdict": kind, "files": files}
    return Material("row", "ready" if kind == "settled" else states.get(verdict, "missing"), values)


def _of_enterprise(state: SelfCheckState | None, counted: Mapping[str, int], today: date) -> list[Material]:
    faults = [line for line in state.lines.values() if line.finding_id is not None] if state else []
    closed = sum(one.finding_state == "closed" for one in faults)
    unplanned = sum(one.remedy is None and one.finding_state != "closed" for one in faults)
    made = [
        Material(
            "faults",
            "none" if not faults else "missing" if unplanned else share_state(closed, len(faults)),
            {"found": len(faults), "closed": closed, "unplanned": unplanned},
        ),
        Material(
            "told",
            share_state(counted["read"], counted["notices"]),
            {"notices": counted["notices"], "read": counted["read"]},
        ),
    ]
    if state is not None and state.owed:
        late = sum(day < today for day in state.owed.values())
        made.append(
            Material("photos", "missing" if late else "partly", {"owed": len(state.owed), "late": late})
        )
    if counted["visits"]:
        made.append(Material("visited", "ready", {"visits": counted["visits"], "orders": counted["orders"]}))
    return made


async def _own_duties(
    db: AsyncConnection,
    actor: Actor,
    pack: Pack | None,
    enterprise_id: int,
    campaign_id: int,
    place_id: int,
    today: date,
) -> list[Material]:
    """Duties of enterprises other than form and rectification, with the number of records."""
    if pack is None:
        return []
    counted = await record_views.counts(db, actor, place_id, enterprise_id)
    (opened,) = await list_opened(db, [campaign_id])
    found = []
    for duty in of_enterprises(pack):
        due = opened.days.duties.get(duty.code)
        records, due_on = counted.get((campaign_id, duty.code), 0), due[0] if due else None
        late = due_on is None or due_on < today
        kind = "done" if records else "standing" if due_on is None else "late" if late else "coming"
        values = {
            "pack": pack.code,
            "duty": duty.code,
            "records": records,
            "due": due_on,
            "kind": kind,
            "decided": "",
        }
        found.append(Material("duty", "ready" if records else "missing" if late else "partly", values))
    return found


_campaign: Any = bindparam("campaign")
_enterprise: Any = bindparam("enterprise")
_has_fault = (
    select(InspectionAnswer.id)
    .where(
        InspectionAnswer.inspection_id == Inspection.id,
        InspectionAnswer.verdict == "fail",
        InspectionAnswer.voided_at.is_(None),
    )
    .correlate(Inspection)
    .exists()
)
_OF_ONE: tuple[Any, ...] = (
    select(func.count(SignedCopy.id).label("signed"))
    .join(SelfCheck, SelfCheck.id == SignedCopy.self_check_id)
    .where(
        SelfCheck.enterprise_id == _enterprise, SelfCheck.campaign_id == _campaign, signed_forms.is_current()
    ),
    select(
        func.count(Notice.id.distinct()).label("notices"),
        func.count(Notice.id.distinct()).filter(NoticeCopy.read_revision == Notice.revision).label("read"),
    )
    .select_from(NoticeTarget)
    .join(Notice, Notice.id == NoticeTarget.notice_id)
    .join(Contact, Contact.enterprise_id == NoticeTarget.enterprise_id)
    .join(NoticeCopy, (NoticeCopy.notice_id == Notice.id) & (NoticeCopy.person_id == Contact.person_id))
    .where(
        NoticeTarget.enterprise_id == _enterprise,
        NoticeCopy.sent_at.is_not(None),
        Notice.campaign_id == _campaign,
        Notice.state != "withdrawn",
    ),
    select(
        func.count(Inspection.id).label("visits"),
        func.count(Inspection.id).filter(Inspection.ordered.is_(True), _has_fault).label("orders"),
    ).where(
        Inspection.enterprise_id == _enterprise,
        Inspection.campaign_id == _campaign,
        Inspection.state == "done",
    ),
)
