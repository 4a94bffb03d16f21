"""What the home window and its pages show. Reading only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.replies import account_of
from bot.shown import bar, day, days_left, lines
from storage import (
    campaigns,
    enterprises,
    hotlines,
    notice_reading,
    people,
    plans,
    review_questions,
    reviews,
    submissions,
    tips,
)
from storage.campaigns import OpenCampaign
from storage.standing import Standing, load


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The enterprise's state, or the entrance for who is nobody yet."""
    talk = talk_of(dialog_manager)
    start_data = dialog_manager.start_data
    notice = str(dialog_manager.dialog_data.pop("notice", ""))
    if not notice and isinstance(start_data, dict):
        notice = str(start_data.get("notice") or "")
    said = lines(talk.say(notice, row="") if notice else "", " " if notice else "")
    if talk.who is None or talk.who.enterprise_id is None:
        guest = talk.who is not None and await _is_guest(talk)
        body = said + talk.say("home-guest" if guest else "home-stranger")
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
        return bool(await plans.list_findings(db, talk.actor))


async def _state(talk: Talk, enterprise_id: int, said: str) -> dict[str, object]:
    async with talk.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
        campaign = await campaigns.campaign_for(db, enterprise_id)
        self_check_id = campaign and await submissions.find(db, enterprise_id, campaign.id)
        standing = await load(db, self_check_id, talk.app.known(self_check_id)) if self_check_id else None
        findings = await plans.list_findings(db, talk.actor, enterprise_id=enterprise_id)
        received, unread = await notice_reading.count_received(db, talk.actor.person_id or 0)
        asked = (
            await review_questions.list_open(db, talk.actor, enterprise_id)
            if _is(standing, "in_review")
            else ()
        )
        verdict = await reviews.outcome(db, standing.id) if standing and _is(standing, "reviewed") else None
    if standing:
        talk.app.remember(standing)
    open_ones = [one for one in findings if one.remedy_state != "done"]
    dues = sorted(one.due_on for one in open_ones if one.due_on)
    industry = talk.app.library.industries.get(enterprise.industry)
    return {
        "body": said
        + lines(
            talk.say(
                "home-enterprise",
                name=enterprise.name,
                industry=industry.name.say(talk.language) if industry else enterprise.industry,
                headcount=enterprise.headcount,
            ),
            _phase_line(talk, campaign),
            _due_line(talk, campaign, standing),
            " ",
            _progress_line(talk, standing, verdict),
            talk.say("home-remedies", open=len(open_ones), due=day(talk, dues[0]))
            if dues
            else talk.say("home-remedies-open", open=len(open_ones))
            if open_ones
            else "",
        ),
        "check_text": _check_text(talk, standing),
        "tasks": len(open_ones),
        "has_tasks": bool(findings),
        "asked": len(asked),
        "asked_item": str(asked[0].id) if asked else "0",
        "unread": unread,
        "has_notices": received > 0,
        "has_check": standing is not None and standing.state == "draft",
        "check": standing.id if standing else 0,
        "has_campaign": campaign is not None,
    }


def _phase_line(talk: Talk, campaign: OpenCampaign | None) -> str:
    """The phases current today, by the campaign's own days."""
    if campaign is None:
        return talk.say("home-no-campaign")
    titles = {
        phase.code: phase.title.say(talk.language) for phase in talk.app.library.packs[campaign.pack].phases
    }
    today = talk.app.today()
    now = [
        titles.get(phase.code, phase.code)
        for phase in campaign.phases
        if phase.starts_on and phase.ends_on and phase.starts_on <= today <= phase.ends_on
    ]
    named = talk.say("list-comma").join(now) or talk.say("home-phase-none")
    return talk.say("home-phase", place=campaign.jurisdiction_name, phase=named)


def _due_line(talk: Talk, campaign: OpenCampaign | None, standing: Standing | None) -> str:
    if campaign is None or (standing is not None and standing.state != "draft"):
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
    done, total = standing.answered_cores, len(standing.cores)
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
        own = await people.list_enterprises(db, talk.who.person_id)
    return {
        "own": [(str(one.id), ("☑ " if one.current else "") + one.name) for one in own],
    }


async def more_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is behind 更多."""
    talk = talk_of(dialog_manager)
    several = False
    if talk.who is not None:
        async with talk.app.database.read() as db:
            several = len(await people.list_enterprises(db, talk.who.person_id)) > 1
    owner = talk.who is not None and talk.who.enterprise_id is not None
    return {"several": several, "owner": owner, "tips": talk.app.tips is not None}


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
