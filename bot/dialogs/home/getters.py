"""What the home window and its pages show. Reading only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.resume import AtHand, at_hand
from bot.ui.campaign_name import campaign_title
from bot.ui.fragments import day, days_left, label_of, lines
from bot.ui.labels import in_label, label_fitted
from bot.ui.paging import page_of
from bot.ui.replies import account_of
from content.bars import bar
from content.screen import fitted, shortened
from documents.shown_days import plan_day
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.notices import reading
from storage.offices import hotlines
from storage.people import contacts
from storage.reports import tips
from storage.reviews import questions
from storage.reviews import views as review_views
from storage.self_checks import submissions
from storage.self_checks.state import Standing
from storage.self_checks.submissions import CheckLine

SHOWN = 3
"""Campaigns shown at home; where there are more, the others are behind a button."""
CAMPAIGNS = 5
"""Campaigns on a page of that list, two lines and a button each."""


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The enterprise's state, or the entrance for who is nobody yet."""
    talk = talk_of(dialog_manager)
    start_data = dialog_manager.start_data
    notice = str(dialog_manager.dialog_data.pop("notice", ""))
    if not notice and isinstance(start_data, dict):
        notice = str(start_data.get("notice") or "")
    said = (talk.say(notice, row=""), " ") if notice else ()
    if talk.who is None or talk.who.enterprise_id is None:
        guest = talk.who is not None and await _is_guest(talk)
        body = lines(*said, talk.say("home-guest" if guest else "home-stranger"))
        return {
            "stranger": True,
            "guest": guest,
            "owner": False,
            "official": False,
            "tips": talk.app.tips is not None,
            "body": body,
        }
    return {
        "stranger": False,
        "guest": False,
        "owner": True,
        "official": talk.who.staff_id is not None,
        **await _state(talk, talk.who.enterprise_id, said),
    }


async def _is_guest(talk: Talk) -> bool:
    """Whether a finding is shown to the person; one who left an enterprise or an office has none."""
    async with talk.app.database.read() as db:
        return bool(await finding_views.list_findings(db, talk.actor))


async def _state(talk: Talk, enterprise_id: int, said: tuple[str, ...]) -> dict[str, object]:
    async with talk.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
        there = await at_hand(db, talk, enterprise_id)
        findings = await finding_views.list_findings(db, talk.actor, enterprise_id=enterprise_id)
        received, unread = await reading.count_received(db, talk.actor.person_id or 0)
        asked = (
            await questions.list_open(db, talk.actor, enterprise_id)
            if any(_is(one.standing, "in_review") for one in there)
            else ()
        )
        verdicts = await _verdicts(db, there)
    first = there[0] if there else None
    draft = next((one.standing for one in there if _is(one.standing, "draft")), None)
    open_ones = [one for one in findings if one.remedy_state != "done"]
    elsewhere = [one for one in open_ones if one.campaign_id not in {hand.campaign.id for hand in there}]
    shown = there[:SHOWN] if len(there) > SHOWN else there
    return {
        "body": fitted(
            *said,
            _enterprise_line(talk, enterprise),
            "" if first else talk.say("home-no-campaign"),
            *(part for one in shown for part in _said(talk, one, verdicts, open_ones, len(there))),
            _remedies_line(talk, elsewhere if len(there) > 1 else open_ones),
            talk.say("home-campaigns-more", more=len(there) - len(shown)) if len(there) > len(shown) else "",
        ),
        "check_text": _check_text(talk, first.standing if first else None),
        "check_campaign": str(first.campaign.id) if first else "0",
        "checks": [_check_choice(talk, one, there) for one in shown],
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
    }


def _said(
    talk: Talk,
    one: AtHand,
    verdicts: Mapping[int, str | None],
    open_ones: Sequence[FindingView],
    campaigns_here: int,
) -> tuple[str, ...]:
    """A campaign with its day and how far its form is; of several each with its plan and what is to be put
    right in it; of more than two, each in two lines."""
    if campaigns_here > 2:
        return _brief(talk, one, verdicts, open_ones)
    verdict = verdicts.get(one.standing.id) if one.standing else None
    due, progress = _due_line(talk, one.campaign, one.standing), _progress_line(talk, one.standing, verdict)
    if campaigns_here == 1:
        return _phase_line(talk, one.campaign), due, " ", progress
    own = [finding for finding in open_ones if finding.campaign_id == one.campaign.id]
    return " ", campaign_title(talk, one.campaign, 20), due, progress, _remedies_line(talk, own)


def _brief(
    talk: Talk, one: AtHand, verdicts: Mapping[int, str | None], open_ones: Sequence[FindingView]
) -> tuple[str, str]:
    """A campaign in two lines: its plan; its day, how far its form is, what is to be put right."""
    standing, campaign = one.standing, one.campaign
    if standing is None or standing.state == "draft":
        due = campaign.due_on
        parts = [
            _brief_day(talk, due) if due else talk.say("home-brief-open"),
            talk.say("home-brief-done", done=standing.tally.done, total=standing.tally.total)
            if standing is not None and standing.answers
            else talk.say("home-brief-unbegun"),
        ]
    else:
        rules, verdict = talk.app.library.reviews, verdicts.get(standing.id)
        known = rules.by_key.get(verdict) if rules is not None and verdict is not None else None
        state = known.title.say(talk.language) if known else ""
        parts = [state or talk.say("home-brief-state", state=standing.state)]
    own = [finding for finding in open_ones if finding.campaign_id == campaign.id]
    if own:
        late = sum(finding.due_on is not None and finding.due_on < talk.app.today() for finding in own)
        parts.append(talk.say("home-brief-remedies", open=len(own), overdue=late))
    title = label_fitted(lambda name: talk.say("home-brief-title", plan=name), _plan_title(talk, campaign))
    return title, talk.say("home-brief-join").join(parts)


def _brief_day(talk: Talk, due: date) -> str:
    """By when a form is to be handed in; the year where it is not this one."""
    today = talk.app.today()
    apart = {-1: "last", 0: "this", 1: "next"}.get(due.year - today.year, "other")
    return talk.say(
        "home-brief-due",
        apart=apart,
        year=due.year,
        month=due.month,
        day=due.day,
        late="yes" if due < today else "no",
    )


def _plan_title(talk: Talk, campaign: OpenCampaign) -> str:
    """The name of a campaign where there are several: that of its plan, which begins with the place."""
    pack = talk.app.library.packs.get(campaign.pack)
    return pack.title.say(talk.language) if pack else campaign.pack


def _check_choice(talk: Talk, one: AtHand, there: Sequence[AtHand]) -> tuple[str, str]:
    """A campaign on a button: what is next in it, and what tells it from the others: of two the place where
    that does, else the plan, as in the text, without what all of the plans begin with."""
    check = _check_text(talk, one.standing)
    places = {other.campaign.jurisdiction_name for other in there}
    named = one.campaign.jurisdiction_name
    if len(there) > 2 or len(places) < len(there):
        plans = [_plan_title(talk, other.campaign) for other in there]
        named = _own_part(_plan_title(talk, one.campaign), plans)
    return str(one.campaign.id), label_of(talk, "home-check-of", "place", named, check=check)


def _own_part(title: str, titles: Sequence[str]) -> str:
    """A title from where it differs from the others on, from the beginning of a word."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*titles, strict=False))
    shared = "".join(signs[0] for signs in alike)
    if shared[-1:].isascii():
        shared = shared[: shared.rfind(" ") + 1]
    return title.removeprefix(shared) or title


async def _verdicts(db: Connection, there: Sequence[AtHand]) -> dict[int, str | None]:
    """The verdicts of the forms that have been reviewed."""
    return {
        one.standing.id: await review_views.outcome(db, one.standing.id)
        for one in there
        if one.standing is not None and one.standing.state == "reviewed"
    }


def _enterprise_line(talk: Talk, enterprise: EnterpriseView) -> tuple[str, str]:
    """The enterprise in a line, and shorter where the window is full."""
    industry = talk.app.library.industries.get(enterprise.industry)
    values = {
        "industry": industry.name.say(talk.language) if industry else enterprise.industry,
        "headcount": enterprise.headcount,
    }
    return (
        talk.say("home-enterprise", name=enterprise.name, **values),
        talk.say("home-enterprise", name=shortened(enterprise.name, 10), **values),
    )


async def campaigns_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of all campaigns the enterprise takes part in."""
    talk = talk_of(dialog_manager)
    if talk.who is None or talk.who.enterprise_id is None:
        return {**page_of([], 0), "body": talk.say("home-no-campaign")}
    async with talk.app.database.read() as db:
        there = await at_hand(db, talk, talk.who.enterprise_id)
        findings = await finding_views.list_findings(db, talk.actor, enterprise_id=talk.who.enterprise_id)
        verdicts = await _verdicts(db, there)
    open_ones = [one for one in findings if one.remedy_state != "done"]
    page = page_of(
        [_check_choice(talk, one, there) for one in there],
        int(dialog_manager.dialog_data.get("campaigns_page", 0)),
        CAMPAIGNS,
    )
    start = (page["page"] - 1) * CAMPAIGNS
    said = [_brief(talk, one, verdicts, open_ones) for one in there[start : start + CAMPAIGNS]]
    head = talk.say("home-campaigns-head", campaigns=len(there))
    return {**page, "body": lines(head, *(part for one in said for part in one))}


def _remedies_line(talk: Talk, open_ones: Sequence[FindingView]) -> str:
    """How much is to be put right, and by when the first of it."""
    dues = sorted(one.due_on for one in open_ones if one.due_on)
    if dues:
        overdue = sum(one < talk.app.today() for one in dues)
        return talk.say("home-remedies", open=len(open_ones), overdue=overdue, due=day(talk, dues[0]))
    return talk.say("home-remedies-open", open=len(open_ones)) if open_ones else ""


def _phase_line(talk: Talk, campaign: OpenCampaign) -> str:
    """The phases current today, by the campaign's own days."""
    titles = {
        phase.code: phase.title.say(talk.language) for phase in talk.app.library.packs[campaign.pack].phases
    }
    today = talk.app.today()
    now = [
        titles.get(phase.code, phase.code)
        for phase in campaign.phases
        if phase.starts_on and phase.ends_on and phase.starts_on <= today <= phase.ends_on
    ]
    named = talk.say("list-comma").join(now) or _coming(talk, campaign, titles, today)
    return talk.say("home-phase", place=campaign.jurisdiction_name, phase=named)


def _coming(talk: Talk, campaign: OpenCampaign, titles: Mapping[str, str], today: date) -> str:
    """The phase that begins next, where none is current."""
    ahead = [(one.starts_on, one.code) for one in campaign.phases if one.starts_on and one.starts_on > today]
    if not ahead:
        return talk.say("home-phase-none")
    first, code = min(ahead)
    begins = plan_day(talk.say, first, today, years=campaign.spans_years)
    return talk.say("home-phase-next", phase=titles.get(code, code), day=begins)


def _due_line(talk: Talk, campaign: OpenCampaign, standing: Standing | None) -> str:
    if standing is not None and standing.state != "draft":
        return ""
    if campaign.due_on is None:
        return talk.say("home-due-open")
    line = talk.say("home-due", day=day(talk, campaign.due_on), left=days_left(talk, campaign.due_on))
    if campaign.grace_until and campaign.grace_until != campaign.due_on:
        line += talk.say("home-grace", day=day(talk, campaign.grace_until))
    return line


def _is(standing: Standing | None, state: str) -> bool:
    return standing is not None and standing.state == state


def _progress_line(talk: Talk, standing: Standing | None, verdict: str | None) -> str:
    if standing is None:
        return ""
    rules = talk.app.library.reviews
    if rules is not None and verdict in rules.by_key:
        title = rules.by_key[verdict].title.say(talk.language)
        return talk.say("home-reviewed", number=standing.number or "", verdict=title)
    if standing.state == "in_review":
        return talk.say("home-in-review", number=standing.number or "")
    if standing.state != "draft":
        return talk.say("home-submitted", number=standing.number or "")
    done, total = standing.tally.done, standing.tally.total
    return talk.say("home-progress", bar=bar(done, total), done=done, total=total)


def _check_text(talk: Talk, standing: Standing | None) -> str:
    if standing is None or (not standing.answers and standing.state == "draft"):
        return talk.say("home-check-start")
    if standing.state != "draft":
        return talk.say("home-check-submitted", number=standing.number or "")
    code = standing.next_open()
    if code is None:
        return talk.say("home-check-finish")
    return talk.say("home-check-continue", row=standing.form.by_code[code][0].row)


async def enterprises_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The person's enterprises."""
    talk = talk_of(dialog_manager)
    if talk.who is None:
        return {"own": []}
    async with talk.app.database.read() as db:
        own = await contacts.list_enterprises(db, talk.who.person_id)
    return {
        "own": [(str(one.id), in_label(one.name, "☑ " if one.current else "")) for one in own],
    }


async def more_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is behind 更多."""
    talk = talk_of(dialog_manager)
    several, past = False, 0
    if talk.who is not None:
        async with talk.app.database.read() as db:
            several = len(await contacts.list_enterprises(db, talk.who.person_id)) > 1
            past = len(await past_checks(db, talk))
    owner = talk.who is not None and talk.who.enterprise_id is not None
    return {
        "several": several,
        "owner": owner,
        "tips": talk.app.tips is not None,
        "past": past,
        "has_past": past > 0,
    }


async def past_checks(db: Connection, talk: Talk) -> tuple[CheckLine, ...]:
    """Self-checks of the enterprise in campaigns that are over, or no longer at work where it is."""
    if talk.who is None or talk.who.enterprise_id is None:
        return ()
    now = {one.id for one in await campaigns.list_for(db, talk.who.enterprise_id)}
    every = await submissions.list_checks(db, talk.actor, talk.who.enterprise_id)
    return tuple(one for one in every if one.campaign_id not in now)


async def past_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of earlier forms."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        found = await past_checks(db, talk)
    choices = []
    for one in found:
        pack = talk.app.library.packs.get(one.pack)
        plan = pack.title.say(talk.language) if pack else one.pack
        named = one.number or talk.say("home-past-draft")
        choices.append(
            (
                str(one.id),
                label_of(talk, "home-past-one", "plan", plan, number=named, place=shortened(one.place, 6)),
            )
        )
    return dict(page_of(choices, int(dialog_manager.dialog_data.get("past_page", 0)), 6))


async def help_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The telephone number of the office, where the person's enterprise has one."""
    talk = talk_of(dialog_manager)
    if talk.who is None or talk.who.enterprise_id is None:
        return {"hotline": ""}
    async with talk.app.database.read() as db:
        where = (await enterprises.get_enterprise(db, talk.who.enterprise_id)).jurisdiction_id
        found = await hotlines.hotline_at(db, where)
    return {"hotline": talk.say("home-hotline", phone=found.number, place=found.place) if found else ""}


async def tip_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Whether the person gets the weekly safety tip, and what being on its list means."""
    talk = talk_of(dialog_manager)
    kept = talk.app.tips
    if kept is None:
        return {"on": False, "off": False, "body": talk.say("home-tip-none")}
    async with talk.app.database.read() as db:
        on = await tips.is_subscribed(db, account_of(dialog_manager).id)
    weekday = talk.say(f"home-weekday-{kept.weekday}")
    state = talk.say("home-tip-is-on" if on else "home-tip-is-off")
    body = lines(talk.say("home-tip-text", weekday=weekday, hour=kept.hour), " ", state)
    return {"on": on, "off": not on, "body": body}


async def language_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The languages there are."""
    talk = talk_of(dialog_manager)
    catalog = talk.app.catalog
    return {"languages": [(code, catalog.say("language-name", code)) for code in ("zh", "en")]}
