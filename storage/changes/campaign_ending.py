"""The end of a campaign: what is still open, ending it for a reason, taking the end back.

After the end nothing is asked, changed or reminded of, and its figures are those of the last day. All of it
can still be read and exported.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, insert, literal, literal_column, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import after_quiet
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import is_operator
from storage.base.texts import one_line, visible
from storage.campaigns.progress import fold, take_turn
from storage.campaigns.running import running
from storage.campaigns.telling import TOPIC, tell_people
from storage.inspections import transfers as visits
from storage.membership import consequences
from storage.notices import ending as notice_ending
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.reviews.escalation_views import cause_holds
from storage.statistics import days, office, overviews
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts, overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.outbox import OutboxRow, about_one
from storage.tables.people import Contact
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import CampaignProgress, PlaceProgress, ProgressMark

ENDED, RESUMED = "campaign-ended", "campaign-resumed"
"""Keys of the sentences for offices."""
OWNER_ENDED, OWNER_RESUMED = "campaign-ended-owner", "campaign-resumed-owner"
"""Keys of the sentences for enterprises."""
_PENDING = ("pending", "retry", "sending")
_PORTION = 1000
"""Enterprises per transaction."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Open work in a campaign that is about to end, as counts: enterprises not begun and with drafts, forms
    not reviewed to the end (`unreviewed`); rectifications of forms handed in that are open (`unfixed`, of
    them `overdue`) or wait to be accepted (`to_accept`); extensions and escalations not decided; notices
    confirmed and not begun, and `standing` notices, which go to enterprises that register later; visits
    planned there or begun and not ended (`inspections`)."""

    enterprises: int
    not_started: int
    drafts: int
    unreviewed: int
    unfixed: int
    overdue: int
    to_accept: int
    extensions: int
    escalations: int
    notices: int
    standing: int
    inspections: int


async def look(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int) -> Ending:
    """Count the work that an end of the campaign would leave open. Reads only.

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.close` that reaches the place.
        NotFound: no such campaign.
    """
    campaign = await _require(db, actor, campaign_id)
    today = _today(now, campaign.zone)
    view = await overviews.overview(db, actor, campaign_id, None, today)
    steps, remedies = view.steps, view.remedies
    where = {"campaign": campaign_id, "root": campaign.jurisdiction_id}
    tasks = (await db.execute(_escalations, where)).scalar_one()
    place = campaign.jurisdiction_id
    extensions = await office.count_extensions(db, place, campaign_id, most=None)
    notices, standing = await notice_ending.count_unsent(db, campaign_id)
    visited = await visits.count_before(db, campaign_id, campaign.jurisdiction_id)
    return Ending(
        enterprises=steps.enterprises,
        not_started=steps.enterprises - steps.started,
        drafts=steps.started - steps.submitted,
        unreviewed=steps.submitted - steps.reviewed,
        unfixed=remedies.undecided + remedies.open + remedies.overdue,
        overdue=remedies.overdue,
        to_accept=remedies.done,
        extensions=extensions,
        escalations=int(tasks),
        notices=notices,
        standing=standing,
        inspections=visited,
    )


async def close(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int, reason: str = "") -> bool:
    """End a campaign: nothing more is asked, changed or reminded of, its figures stay as they are today;
    False if it had ended before. Its offices and enterprises are told, not at night. Its notices that are not
    begun go back to their authors.

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.close` that reaches the place.
        NotFound: no such campaign.
        Invalid: `end-reason`: not 2 to 200 characters (the command line need not say why).
    """
    campaign = await _require(db, actor, campaign_id)
    reason = _reason(actor, reason)
    today = _today(now, campaign.zone)
    end = {"state": "closed", "closed_on": today, "closed_at": now, "close_reason": reason}
    end["endings"] = Campaign.endings + 1
    is_open = (Campaign.id == campaign_id, running())
    # `fold` holds the rows of campaigns it sums up for the first time: wait in the same order.
    await take_turn(db)
    # Of two that end it at once one waits, and finds it ended; operations that have begun are waited for
    # (`held`).
    if (await db.execute(select(Campaign.id).where(*is_open).with_for_update())).first() is None:
        return False
    while await fold(db):
        pass
    await db.execute(_late, {"campaign": campaign_id, "today": today})
    await days.keep_end(db, campaign_id, today)
    await db.execute(update(Campaign).where(*is_open).values(**end))
    await _hold_back(db, campaign_id)
    await audit.write(db, actor, now, "close", "campaign", campaign_id, {"reason": reason})
    not_before = after_quiet(now, ZoneInfo(campaign.zone))
    await notice_ending.give_back_unsent(db, actor, now, campaign_id, reason, not_before)
    await visits.end(db, actor, now, campaign_id, campaign.jurisdiction_id, zone=ZoneInfo(campaign.zone))
    await _tell(db, actor, now, campaign, ENDED, campaign.endings + 1)
    return True


async def reopen(
    db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int, reason: str = ""
) -> bool:
    """Undo the end of a campaign, so that everything goes on from its old state; False if it is open. The
    people who were told of the end are told; nobody else is. Reminders that fell due meanwhile are not sent.

    Raises:
        NotAllowed, NotFound, Invalid: see `close`. Conflict: `campaign-open`: the same plan is open there.
    """
    campaign = await _require(db, actor, campaign_id)
    reason = _reason(actor, reason)
    await jurisdictions.hold(db, campaign.jurisdiction_id)  # as an opening there does
    same = select(Campaign.id).where(
        Campaign.jurisdiction_id == campaign.jurisdiction_id,
        Campaign.pack == campaign.pack,
        Campaign.id != campaign_id,
        running(),
    )
    if (other := (await db.execute(same)).scalar()) is not None:
        raise Conflict("error-conflict-campaign-open", id=other)
    yesterday = _today(now, campaign.zone) - timedelta(days=1)
    done = await db.execute(
        update(Campaign)
        .where(Campaign.id == campaign_id, Campaign.state == "closed")
        .values(state="open", closed_on=None, closed_at=None, close_reason="", planned_on=yesterday)
    )
    if not done.rowcount:
        return False
    await db.execute(update(PlaceProgress).where(PlaceProgress.campaign_id == campaign_id).values(overdue=0))
    await db.execute(_marked_again, {"campaign": campaign_id, "root": campaign.jurisdiction_id})
    await _release_held(db, actor, now, campaign_id)
    await visits.resume(db, actor, now, campaign_id, yesterday + timedelta(days=1))
    await audit.write(db, actor, now, "reopen", "campaign", campaign_id, {"reason": reason})
    await _tell(db, actor, now, campaign, RESUMED, campaign.endings)
    return True


async def _require(db: AsyncConnection, actor: Actor, campaign_id: int) -> Any:
    columns = (Campaign.id, Campaign.jurisdiction_id, Campaign.pack, Campaign.zone, Campaign.endings)
    campaign = (await db.execute(select(*columns).where(Campaign.id == campaign_id))).one_or_none()
    if campaign is None:
        raise NotFound if is_operator(actor) else NotAllowed
    await staff.require(db, actor, "campaign.close", campaign.jurisdiction_id)
    return campaign


def _reason(actor: Actor, text: str) -> str:
    reason = one_line(text)
    if not reason and is_operator(actor):
        return ""
    if visible(reason) < 2 or len(reason) > 200:
        raise Invalid("error-invalid-end-reason")
    return reason


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


async def _tell(
    db: AsyncConnection, actor: Actor, now: datetime, campaign: Any, what: str, ending: int
) -> None:
    """Tell the offices there and below, and the people of the enterprises, but not who did it; of a
    resumption those alone who have the message of the end. What waits to be sent is composed only while it is
    true."""
    not_before = after_quiet(now, ZoneInfo(campaign.zone))
    cause = f"{what}:{campaign.id}:{ending}"
    if what == ENDED:
        among = None
        people: Any = (
            select(Contact.person_id, literal(OWNER_ENDED).label("text_key"))
            .join(CampaignProgress, CampaignProgress.enterprise_id == Contact.enterprise_id)
            .where(CampaignProgress.campaign_id == campaign.id)
            .distinct()
        )
    else:
        told = OutboxRow.__table__.alias("told")
        of_end = (told.c.dedupe_key.like(f"%{ENDED}:{campaign.id}:{ending}:%"), told.c.state.not_in(_PENDING))
        officers = select(told.c.person_id).where(*of_end, told.c.text_key == ENDED)
        among = list((await db.execute(officers)).scalars())
        key = literal(OWNER_RESUMED).label("text_key")
        people = select(told.c.person_id, key).where(*of_end, told.c.text_key == OWNER_ENDED)
    await office_mail.tell(
        db,
        now,
        place_id=campaign.jurisdiction_id,
        right="campaign.see",
        what=cause,
        text_key=what,
        topic=TOPIC,
        topic_id=campaign.id,
        zone=ZoneInfo(campaign.zone),
        below=True,
        besides=[actor.person_id] if actor.person_id is not None else [],
        among=among,
    )
    people = people.where(people.selected_columns.person_id != (actor.person_id or 0))
    await db.execute(
        tell_people(db, now, people, cause=cause, campaign_id=campaign.id, not_before=not_before)
    )


def _held(campaign_id: int) -> str:
    return f"campaign {campaign_id} ended"


async def _hold_back(db: AsyncConnection, campaign_id: int) -> None:
    """Mark queued messages as moot that ask for an operation forbidden after the campaign's end."""
    forms = select(SelfCheck.id).where(SelfCheck.campaign_id == campaign_id)
    await db.execute(
        update(OutboxRow)
        .where(about_one, OutboxRow.self_check_id.in_(forms))
        .values(state="moot", problem=_held(campaign_id))
    )


async def _release_held(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int) -> None:
    """Release the messages that the end held back, to those who may still read them."""
    held = (OutboxRow.state == "moot", OutboxRow.problem == _held(campaign_id))
    again = update(OutboxRow).where(*held).values(state="pending", problem=None, attempts=0)
    done = await db.execute(again.returning(OutboxRow.enterprise_id))
    enterprises = sorted({one for one in done.scalars() if one is not None})
    for first in range(0, len(enterprises), _PORTION):
        await consequences.settle(db, actor, now, enterprises=enterprises[first : first + _PORTION])


_campaign: Any = bindparam("campaign")
_places = select(below_cte().c.id)
_units = select(Enterprise.id).where(Enterprise.jurisdiction_id.in_(_places), Enterprise.state == "active")


_escalations = (
    select(func.count())
    .select_from(Escalation)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
    .outerjoin(Finding, Finding.id == Escalation.finding_id)
    .outerjoin(Rectification, Rectification.finding_id == Escalation.finding_id)
    .where(
        Escalation.state == literal_column("'open'"),  # written out: by the index of open ones
        cause_holds,
        SelfCheck.campaign_id == _campaign,
        Enterprise.jurisdiction_id.in_(_places),
    )
)
# Overdue rectifications of the last day are stored with the place in which the enterprise is then.
_late = (
    update(PlaceProgress)
    .where(PlaceProgress.campaign_id == _campaign)
    .values(
        overdue=select(func.count())
        .select_from(CampaignProgress)
        .join(
            SelfCheck,
            (SelfCheck.enterprise_id == CampaignProgress.enterprise_id)
            & (SelfCheck.campaign_id == CampaignProgress.campaign_id),
        )
        .join(Finding, Finding.self_check_id == SelfCheck.id)
        .join(Rectification, Rectification.finding_id == Finding.id)
        .where(
            CampaignProgress.campaign_id == PlaceProgress.campaign_id,
            CampaignProgress.jurisdiction_id == PlaceProgress.jurisdiction_id,
            counts(),
            overdue(),
        )
        .correlate(PlaceProgress)
        .scalar_subquery()
    )
)
_marked_again = insert(ProgressMark).from_select(
    ["enterprise_id"],
    union(
        select(CampaignProgress.enterprise_id).where(CampaignProgress.campaign_id == _campaign),
        _units,
    ),
)
