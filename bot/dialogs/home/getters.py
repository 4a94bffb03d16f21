"""Getters of the home window and its pages. They only read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.home.lines import check_text, due_line, phase_line, progress_line, remedies_line
from bot.resume import AtHand, at_hand
from bot.ui.campaign_name import campaign_title
from bot.ui.fragments import label_of, lines, notice_lines
from bot.ui.labels import in_label, label_fitted
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import account_of
from content.calendar.duties import of_enterprises
from content.screen import fitted, shortened
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.incidents import views as incident_views
from storage.notices import reading
from storage.offices import hotlines
from storage.people import contacts
from storage.reports import tips
from storage.reviews import measure_views, questions
from storage.reviews import views as review_views
from storage.self_checks import submissions
from storage.self_checks.state import SelfCheckState
from storage.self_checks.submissions import CheckLine

WEEKDAYS = (
    "home-weekday-1",
    "home-weekday-2",
    "home-weekday-3",
    "home-weekday-4",
    "home-weekday-5",
    "home-weekday-6",
    "home-weekday-7",
)
"""Keys of the weekdays, from Monday."""

SHOWN = 3
"""Campaigns shown at home; where there are more, the others are behind a button."""
CAMPAIGNS = 5
"""Campaigns on a page of the list, two lines and a button each."""


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The enterprise's state, or the entrance for people without a row."""
    ctx = context_of(dialog_manager)
    said = notice_lines(dialog_manager)
    if ctx.who is None or ctx.who.enterprise_id is None:
        guest = ctx.who is not None and await _is_guest(ctx)
        body = lines(*said, ctx.say("home-guest" if guest else "home-stranger"))
        return {
            "stranger": True,
            "guest": guest,
            "owner": False,
            "official": False,
            "tips": ctx.app.tips is not None,
            "reports": not ctx.on_web,
            "body": body,
        }
    return {
        "stranger": False,
        "guest": False,
        "owner": True,
        "official": ctx.who.staff_id is not None,
        **await _state(ctx, ctx.who.enterprise_id, said),
    }


async def _is_guest(ctx: Context) -> bool:
    """Whether a finding is shown to the person; one who left an enterprise or an office has none."""
    async with ctx.app.database.read() as db:
        return bool(await finding_views.list_findings(db, ctx.actor))


async def _state(ctx: Context, enterprise_id: int, said: tuple[str, ...]) -> dict[str, object]:
    async with ctx.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
        there = await at_hand(db, ctx, enterprise_id)
        findings = await finding_views.list_findings(db, ctx.actor, enterprise_id=enterprise_id)
        received, unread = await reading.count_received(db, ctx.actor.person_id or 0)
        asked = (
            await questions.list_open(db, ctx.actor, enterprise_id)
            if any(_is(one.self_check, "in_review") for one in there)
            else ()
        )
        verdicts = await _verdicts(db, there)
        order = await measure_views.order_over(db, enterprise_id)
    first = there[0] if there else None
    draft = next((one.self_check for one in there if _is(one.self_check, "draft")), None)
    open_ones = [one for one in findings if one.remedy_state != "done"]
    elsewhere = [one for one in open_ones if one.campaign_id not in {hand.campaign.id for hand in there}]
    shown = there[:SHOWN] if len(there) > SHOWN else there
    return {
        "body": fitted(
            *said,
            _enterprise_line(ctx, enterprise),
            "" if first else ctx.say("home-no-campaign"),
            *(part for one in shown for part in _said(ctx, one, verdicts, open_ones, len(there))),
            remedies_line(ctx, elsewhere if len(there) > 1 else open_ones),
            ctx.say("home-campaigns-more", more=len(there) - len(shown)) if len(there) > len(shown) else "",
        ),
        "check_text": check_text(ctx, first.self_check if first else None),
        "check_campaign": str(first.campaign.id) if first else "0",
        "checks": [_check_choice(ctx, one, there) for one in shown],
        "campaigns": len(there),
        "has_more_campaigns": len(there) > len(shown),
        "tasks": len(open_ones),
        "has_tasks": bool(findings),
        "asked": len(asked),
        "asked_item": str(asked[0].id) if asked else "0",
        "unread": unread,
        "has_notices": received > 0,
        "has_check": draft is not None,
        "check": draft.id if draft else 0,
        "has_campaign": len(there) == 1,
        "has_campaigns": len(there) > 1,
        "suspended": order is not None and order.kind == "suspend",
    }


def _said(
    ctx: Context,
    one: AtHand,
    verdicts: Mapping[int, str | None],
    open_ones: Sequence[FindingView],
    campaigns_here: int,
) -> tuple[str, ...]:
    """The lines of a campaign with its day and the progress of its form; of several, each with its plan
    and its open rectifications; of more than two, each in two lines."""
    if campaigns_here > 2:
        return _brief(ctx, one, verdicts, open_ones)
    verdict = verdicts.get(one.self_check.id) if one.self_check else None
    due, progress = due_line(ctx, one.campaign, one.self_check), progress_line(ctx, one.self_check, verdict)
    if campaigns_here == 1:
        return phase_line(ctx, one.campaign), due, " ", progress
    own = [finding for finding in open_ones if finding.campaign_id == one.campaign.id]
    return " ", campaign_title(ctx, one.campaign, 20), due, progress, remedies_line(ctx, own)


def _brief(
    ctx: Context, one: AtHand, verdicts: Mapping[int, str | None], open_ones: Sequence[FindingView]
) -> tuple[str, str]:
    """A campaign in two lines: its plan; its day, the progress of its form, its open rectifications."""
    self_check, campaign = one.self_check, one.campaign
    if self_check is None or self_check.state == "draft":
        again = self_check.recheck_on if self_check is not None else None
        due = again or campaign.due_on
        parts = [
            ctx.say("home-brief-again") if again else "",
            _brief_day(ctx, due, years=campaign.spans_years) if due else ctx.say("home-brief-open"),
            ctx.say("home-brief-done", done=self_check.tally.done, total=self_check.tally.total)
            if self_check is not None and self_check.answers
            else ctx.say("home-brief-unbegun"),
        ]
    else:
        rules, verdict = ctx.app.library.reviews, verdicts.get(self_check.id)
        known = rules.by_key.get(verdict) if rules is not None and verdict is not None else None
        state = known.title.say(ctx.language) if known else ""
        parts = [state or ctx.say("home-brief-state", state=self_check.state)]
    own = [finding for finding in open_ones if finding.campaign_id == campaign.id]
    if own:
        late = sum(finding.due_on is not None and finding.due_on < ctx.app.today() for finding in own)
        parts.append(ctx.say("home-brief-remedies", open=len(own), overdue=late))
    title = label_fitted(lambda name: ctx.say("home-brief-title", plan=name), _plan_title(ctx, campaign))
    return title, ctx.say("home-brief-join").join(part for part in parts if part)


def _brief_day(ctx: Context, due: date, *, years: bool) -> str:
    """The day by which a form is to be handed in; with its year, if that is not this one or the campaign lies
    in two."""
    today = ctx.app.today()
    apart = "other" if years else {-1: "last", 0: "this", 1: "next"}.get(due.year - today.year, "other")
    return ctx.say(
        "home-brief-due",
        apart=apart,
        year=due.year,
        month=due.month,
        day=due.day,
        late="yes" if due < today else "no",
    )


def _plan_title(ctx: Context, campaign: OpenCampaign) -> str:
    """The name of a campaign where there are several: that of its plan, which begins with the place."""
    pack = ctx.app.library.packs.get(campaign.pack)
    return pack.title.say(ctx.language) if pack else campaign.pack


def _check_choice(ctx: Context, one: AtHand, there: Sequence[AtHand]) -> tuple[str, str]:
    """The button of a campaign: its next step, and what distinguishes it from the others: of two the
    place where that differs, else the plan, without the words that all of the plans begin with."""
    check = check_text(ctx, one.self_check)
    places = {other.campaign.jurisdiction_name for other in there}
    named = one.campaign.jurisdiction_name
    if len(there) > 2 or len(places) < len(there):
        plans = [_plan_title(ctx, other.campaign) for other in there]
        named = _own_part(_plan_title(ctx, one.campaign), plans)
    return str(one.campaign.id), label_of(ctx, "home-check-of", "place", named, check=check)


def _own_part(title: str, titles: Sequence[str]) -> str:
    """The part of a title from where it differs from the others on, from the beginning of a word."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*titles, strict=False))
    shared = "".join(signs[0] for signs in alike)
    if shared[-1:].isascii():
        shared = shared[: shared.rfind(" ") + 1]
    return title.removeprefix(shared) or title


async def _verdicts(db: Connection, there: Sequence[AtHand]) -> dict[int, str | None]:
    """The verdicts of the forms that have been reviewed."""
    return {
        one.self_check.id: await review_views.outcome(db, one.self_check.id)
        for one in there
        if one.self_check is not None and one.self_check.state == "reviewed"
    }


def _enterprise_line(ctx: Context, enterprise: EnterpriseView) -> tuple[str, str]:
    """The enterprise in a line, and shorter where the window is full."""
    industry = ctx.app.library.industries.get(enterprise.industry)
    values = {
        "industry": industry.name.say(ctx.language) if industry else enterprise.industry,
        "headcount": enterprise.headcount,
    }
    return (
        ctx.say("home-enterprise", name=enterprise.name, **values),
        ctx.say("home-enterprise", name=shortened(enterprise.name, 10), **values),
    )


async def campaigns_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of all campaigns the enterprise takes part in."""
    ctx = context_of(dialog_manager)
    if ctx.who is None or ctx.who.enterprise_id is None:
        return {**page_of([], 0), "body": ctx.say("home-no-campaign")}
    async with ctx.app.database.read() as db:
        there = await at_hand(db, ctx, ctx.who.enterprise_id)
        findings = await finding_views.list_findings(db, ctx.actor, enterprise_id=ctx.who.enterprise_id)
        verdicts = await _verdicts(db, there)
    open_ones = [one for one in findings if one.remedy_state != "done"]
    page = page_of(
        [_check_choice(ctx, one, there) for one in there],
        turned_to(dialog_manager, "campaigns_page"),
        CAMPAIGNS,
    )
    start = (page["page"] - 1) * CAMPAIGNS
    said = [_brief(ctx, one, verdicts, open_ones) for one in there[start : start + CAMPAIGNS]]
    head = ctx.say("home-campaigns-head", campaigns=len(there))
    return {**page, "body": lines(head, *(part for one in said for part in one))}


def _is(self_check: SelfCheckState | None, state: str) -> bool:
    return self_check is not None and self_check.state == state


async def enterprises_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The person's enterprises."""
    ctx = context_of(dialog_manager)
    if ctx.who is None:
        return {"own": []}
    own = await ctx.read(contacts.list_enterprises, ctx.who.person_id)
    return {
        "own": [(str(one.id), in_label(one.name, "☑ " if one.current else "")) for one in own],
    }


async def more_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the pages behind 更多."""
    ctx = context_of(dialog_manager)
    several, past, accidents = False, 0, 0
    there: tuple[OpenCampaign, ...] = ()
    if ctx.who is not None:
        async with ctx.app.database.read() as db:
            if ctx.who.enterprise_id is not None:
                there = await campaigns.list_for(db, ctx.who.enterprise_id)
            several = len(await contacts.list_enterprises(db, ctx.who.person_id)) > 1
            past = len(await past_checks(db, ctx))
            if ctx.who.enterprise_id is not None:
                accidents = len(await incident_views.list_of(db, ctx.actor, ctx.who.enterprise_id))
    owner = ctx.who is not None and ctx.who.enterprise_id is not None
    packs = ctx.app.library.packs
    return {
        "several": several,
        "owner": owner,
        "reports": not ctx.on_web,
        "tips": ctx.app.tips is not None,
        "nudges": ctx.who is not None and bool(ctx.app.nudge_kinds),
        "has_page": ctx.who is not None and ctx.app.page_url is not None,
        "past": past,
        "has_past": past > 0,
        "takes_part": bool(there),
        "prepares": owner and bool(there),
        "has_incidents": accidents > 0,
        "has_duties": any(of_enterprises(packs[one.pack]) for one in there if one.pack in packs),
    }


async def past_checks(db: Connection, ctx: Context) -> tuple[CheckLine, ...]:
    """Self-checks of the enterprise in ended campaigns, or in campaigns not open where it is."""
    if ctx.who is None or ctx.who.enterprise_id is None:
        return ()
    now = {one.id for one in await campaigns.list_for(db, ctx.who.enterprise_id)}
    every = await submissions.list_checks(db, ctx.actor, ctx.who.enterprise_id)
    return tuple(one for one in every if one.campaign_id not in now)


async def past_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of earlier forms."""
    ctx = context_of(dialog_manager)
    found = await ctx.read(past_checks, ctx)
    choices = []
    for one in found:
        pack = ctx.app.library.packs.get(one.pack)
        plan = pack.title.say(ctx.language) if pack else one.pack
        named = one.number or ctx.say("home-past-draft")
        choices.append(
            (
                str(one.id),
                label_of(ctx, "home-past-one", "plan", plan, number=named, place=shortened(one.place, 6)),
            )
        )
    return dict(page_of(choices, turned_to(dialog_manager, "past_page"), 6))


async def help_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The telephone number of the office, where the person's enterprise has one, and those for reports."""
    ctx = context_of(dialog_manager)
    found, where = None, None
    async with ctx.app.database.read() as db:
        if ctx.who is not None and ctx.who.enterprise_id is not None:
            where = (await enterprises.get_enterprise(db, ctx.who.enterprise_id)).jurisdiction_id
            found = await hotlines.hotline_at(db, where)
        where = where or await hotlines.only_root(db)
        published = await hotlines.published_at(db, where) if where else ()
    said = ctx.say("home-hotline", phone=found.number, place=found.place) if found else ""
    head = ctx.say("home-report-hotlines") if published else ""
    return {"hotline": lines(said, head, *(one.line for one in published))}


async def tip_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Whether the person gets the weekly safety tip, and what the list stores."""
    ctx = context_of(dialog_manager)
    kept = ctx.app.tips
    if kept is None:
        return {"on": False, "off": False, "body": ctx.say("home-tip-none")}
    on = await ctx.read(tips.is_subscribed, account_of(dialog_manager).id)
    weekday = ctx.say(WEEKDAYS[kept.weekday - 1])
    state = ctx.say("home-tip-is-on" if on else "home-tip-is-off")
    body = lines(ctx.say("home-tip-text", weekday=weekday, hour=kept.hour), " ", state)
    return {"on": on, "off": not on, "body": body}


async def language_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The languages of the bot."""
    ctx = context_of(dialog_manager)
    catalog = ctx.app.catalog
    return {"languages": [(code, catalog.say("language-name", code)) for code in catalog.languages]}


async def privacy_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The privacy page.

    In a browser nothing in a person's inbox, which is stored, leads to a report or tells of one: the page has
    a button of its own for that.
    """
    ctx = context_of(dialog_manager)
    return {"body": ctx.say("home-privacy-text"), "reports": not ctx.on_web}
