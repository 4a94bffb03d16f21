"""Official papers, sent into the chat as PDF and as Word; the office's own writings as papers."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.sending import send_file, show_making
from bot.ui.office_seat import post_of
from storage.base.errors import NotFound
from storage.campaigns import forms
from storage.exchange.circular_views import Copy
from storage.exchange.meeting_views import MeetingView
from storage.incidents.views import IncidentView
from storage.notices.views import NoticeView
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead
from storage.reviews import referral_papers, signed_papers
from storage.statistics import own_readiness, readiness
from storage.statistics.readiness import Readiness

if TYPE_CHECKING:
    from documents.papers.parts import Paper


async def head_of(manager: DialogManager, jurisdiction_id: int) -> Letterhead:
    """The letterhead of a place's office.

    Raises:
        NotFound: no such place.
    """
    return await context_of(manager).read(letterheads.letterhead_of, jurisdiction_id)


async def send_paper(manager: DialogManager, paper: Paper, head: Letterhead) -> None:
    """Send a paper as PDF and as Word, with what its office has not said of itself yet."""
    from documents.papers.official import paper_docx, paper_pdf

    ctx = context_of(manager)
    missing = "" if head.name else f"\n{ctx.say('paper-no-name', place=head.place)}"
    for ending, made in (("pdf", await paper_pdf(paper)), ("docx", await paper_docx(paper))):
        caption = f"{paper.title}{missing}" if ending == "pdf" else paper.title
        await send_file(manager, made, f"{paper.file_name}.{ending}", caption)


async def send_circular(manager: DialogManager, copies: tuple[Copy, ...], pack: str | None) -> None:
    """Send a circular as a paper of the office that wrote it, addressed to all that have it."""
    from documents.papers.letters import circular_paper

    ctx, first = context_of(manager), copies[0]
    await show_making(manager, ctx.say("paper-making"))
    head = await head_of(manager, first.sender_id)
    async with ctx.app.database.read() as db:
        to = [(await letterheads.letterhead_of(db, one.jurisdiction_id)).signed for one in copies]
    day = ctx.app.local_day(first.sent_at)
    paper = circular_paper(first, head, to, pack, day, ctx.app.library, ctx.app.catalog)
    await send_paper(manager, paper, head)


async def send_notice(manager: DialogManager, view: NoticeView) -> None:
    """Send a notice as a paper of its office, addressed to the enterprises it is for."""
    from documents.papers.letters import notice_paper

    ctx = context_of(manager)
    await show_making(manager, ctx.say("paper-making"))
    zone = await ctx.read(jurisdictions.zone_of, view.jurisdiction_id, ctx.app.zone)
    head = await head_of(manager, view.jurisdiction_id)
    at = view.started_at or view.confirmed_at or view.created_at
    paper = notice_paper(view, head, at.astimezone(zone).date(), ctx.app.catalog)
    await send_paper(manager, paper, head)


async def send_measure_paper(manager: DialogManager, measure_id: int, paper: str) -> None:
    """Send a paper about a measure; the audit trail records that it was made.

    Raises:
        NotFound, NotAllowed: see `signed_papers.make`.
    """
    from documents.papers.measures import measure_paper

    ctx = context_of(manager)
    made = await ctx.act(signed_papers.make, measure_id, paper)
    await show_making(manager, ctx.say("paper-making"))
    form = await ctx.read(forms.get, made.form_digest)
    zone = await ctx.read(jurisdictions.zone_of, made.measure.jurisdiction_id, ctx.app.zone)
    written = measure_paper(made, form, ctx.app.library, ctx.app.catalog, zone)
    own = Letterhead(made.head.place, made.head.signed)  # no hint about the office's settings
    await send_paper(manager, written, own if paper in signed_papers.OWN else made.head)


async def send_referral(manager: DialogManager, referral_id: int) -> None:
    """Send the paper by which a task is handed up outside; the audit trail records that it was made.

    Raises:
        NotAllowed: see `referral_papers.make`.
    """
    from documents.papers.referrals import referral_paper

    ctx = context_of(manager)
    made = await ctx.act(referral_papers.make, referral_id)
    await show_making(manager, ctx.say("paper-making"))
    form = await ctx.read(forms.get, made.form_digest)
    zone = await ctx.read(jurisdictions.zone_of, made.referral.jurisdiction_id, ctx.app.zone)
    paper = referral_paper(made, form, ctx.app.library, ctx.app.catalog, zone)
    await send_paper(manager, paper, made.head)


async def send_minutes(manager: DialogManager, meeting: MeetingView) -> None:
    """Send the minutes of a meeting.

    Raises:
        NotFound: there are none yet.
    """
    from documents.papers.meetings import minutes_paper

    ctx = context_of(manager)
    if meeting.state != "held":
        raise NotFound
    await show_making(manager, ctx.say("paper-making"))
    head = await head_of(manager, meeting.jurisdiction_id)
    await send_paper(manager, minutes_paper(meeting, head, ctx.app.library, ctx.app.catalog), head)


async def send_incident(manager: DialogManager, incident: IncidentView, zone: tzinfo) -> None:
    """Send an accident with all that was written down of it.

    Raises:
        NotFound: there are no rules of accidents.
    """
    from documents.papers.incidents import incident_paper

    ctx = context_of(manager)
    await show_making(manager, ctx.say("paper-making"))
    head = await head_of(manager, incident.jurisdiction_id)
    today = ctx.app.now().astimezone(zone).date()
    paper = incident_paper(incident, head, zone, today, ctx.app.library, ctx.app.catalog)
    await send_paper(manager, paper, head)


async def readiness_of(manager: DialogManager, *, own: bool) -> Readiness:
    """The list of what inspectors ask to see: of the person's office in the campaign looked at, or of their
    enterprise (`own`).

    Raises:
        NotFound: no campaign is open there.
    """
    ctx = context_of(manager)
    library = ctx.app.library
    async with ctx.app.database.read() as db:
        if own:
            today = ctx.app.today()
            return await own_readiness.of_enterprise(db, ctx.actor, library, ctx.enterprise_id, None, today)
        post = await post_of(db, ctx)
        if post.campaign is None:
            raise NotFound
        given = (post.campaign.id, post.place_id, post.today)
        return await readiness.of_office(db, ctx.actor, library, *given)


async def send_readiness(manager: DialogManager, *, own: bool) -> None:
    """Send the list of what is to be shown when inspectors come.

    Raises:
        NotFound: see `readiness_of`.
    """
    from documents.papers.readiness import readiness_paper

    ctx = context_of(manager)
    facts = await readiness_of(manager, own=own)
    await show_making(manager, ctx.say("readiness-making"))
    head = Letterhead(facts.name, facts.name) if own else await head_of(manager, facts.jurisdiction_id)
    await send_paper(manager, readiness_paper(facts, head, ctx.app.library, ctx.app.catalog), head)
