"""The home window: the state of things, not a menu; and the pages behind it."""

from __future__ import annotations

from aiogram_dialog import Dialog, DialogManager, LaunchMode
from aiogram_dialog.widgets.kbd import Column, Row, SwitchTo

from bot.app import Talk, talk_of
from bot.replies import account_of, renew_talk
from bot.shown import bar, day, days_left, lines
from bot.states import (
    HomeSG,
    start_home,
    start_join,
    start_overview,
    start_profile,
    start_self_check,
    start_share,
    start_submit,
    start_tasks,
)
from bot.widgets import Choices, Given, T, Tap, Words
from bot.window import house_window
from storage import campaigns, enterprises, people, plans, submissions
from storage.campaigns import OpenCampaign
from storage.standing import Standing, load

# --- handlers ---------------------------------------------------------------------------------------


async def open_self_check(manager: DialogManager) -> None:
    """Begin or go on: the profile first, then the next open question, or what was handed in."""
    talk = talk_of(manager)
    if talk.who is None or talk.who.enterprise_id is None:
        await start_home(manager, "notice-join-first")
        return
    enterprise_id = talk.who.enterprise_id
    async with talk.app.database.read() as db:
        campaign = await campaigns.campaign_for(db, enterprise_id)
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
    if campaign is None:
        await start_home(manager, "notice-no-campaign")
        return
    if "n_workers" not in enterprise.facts:
        await start_profile(manager, then="check")
        return
    async with talk.app.database.begin() as db:
        self_check_id = await submissions.start(db, talk.actor, talk.app.now(), enterprise_id, campaign.id)
        standing = await load(db, self_check_id, talk.app.known(self_check_id))
    talk.app.remember(standing)
    if standing.state != "draft" or standing.next_open() is None:
        await start_submit(manager, self_check_id)
    else:
        await start_self_check(manager, self_check_id)


async def on_check(manager: DialogManager, item: str) -> None:
    """开始自查 or 继续自查."""
    await open_self_check(manager)


async def on_tasks(manager: DialogManager, item: str) -> None:
    """整改."""
    await start_tasks(manager)


async def on_join(manager: DialogManager, item: str) -> None:
    """我是企业."""
    await start_join(manager)


async def on_share(manager: DialogManager, item: str) -> None:
    """People and data of the enterprise."""
    await start_share(manager)


async def on_profile(manager: DialogManager, item: str) -> None:
    """The profile again."""
    await start_profile(manager)


async def on_overview(manager: DialogManager, item: str) -> None:
    """All items of the self-check on the button."""
    await start_overview(manager, int(item))


async def on_language(manager: DialogManager, item: str) -> None:
    """Another language; a person without a row has it remembered in memory only."""
    talk = talk_of(manager)
    if talk.who is None:
        talk.app.identities.set_language(account_of(manager).id, item)
    else:
        async with talk.app.database.begin() as db:
            await people.set_language(db, talk.actor, talk.app.now(), item)
    await renew_talk(manager)
    await manager.switch_to(HomeSG.main)


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Work on another of one's enterprises."""
    talk = talk_of(manager)
    async with talk.app.database.begin() as db:
        await people.switch_enterprise(db, talk.actor, talk.app.now(), int(item))
    await renew_talk(manager)
    await manager.switch_to(HomeSG.main)


# --- getters ----------------------------------------------------------------------------------------


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The enterprise's state, or the entrance for who is nobody yet."""
    talk = talk_of(dialog_manager)
    start_data = dialog_manager.start_data
    notice = str(dialog_manager.dialog_data.pop("notice", ""))
    if not notice and isinstance(start_data, dict):
        notice = str(start_data.get("notice") or "")
    said = lines(talk.say(notice, row="") if notice else "", " " if notice else "")
    if talk.who is None:
        return {"stranger": True, "guest": False, "owner": False, "body": said + talk.say("home-stranger")}
    if talk.who.enterprise_id is None:
        return {"stranger": True, "guest": True, "owner": False, "body": said + talk.say("home-guest")}
    return {
        "stranger": False,
        "guest": False,
        "owner": True,
        **await _state(talk, talk.who.enterprise_id, said),
    }


async def _state(talk: Talk, enterprise_id: int, said: str) -> dict[str, object]:
    async with talk.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
        campaign = await campaigns.campaign_for(db, enterprise_id)
        self_check_id = campaign and await submissions.find(db, enterprise_id, campaign.id)
        standing = await load(db, self_check_id, talk.app.known(self_check_id)) if self_check_id else None
        findings = await plans.list_findings(db, talk.actor, enterprise_id=enterprise_id)
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
            _progress_line(talk, standing),
            talk.say("home-remedies", open=len(open_ones), due=day(talk, dues[0]))
            if dues
            else talk.say("home-remedies-open", open=len(open_ones))
            if open_ones
            else "",
        ),
        "check_text": _check_text(talk, standing),
        "tasks": len(open_ones),
        "has_tasks": bool(findings),
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


def _progress_line(talk: Talk, standing: Standing | None) -> str:
    if standing is None:
        return ""
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
    return {"several": several, "owner": talk.who is not None and talk.who.enterprise_id is not None}


# --- windows ----------------------------------------------------------------------------------------


def to_main(id: str) -> SwitchTo:
    """Back to the home window."""
    return SwitchTo(T("home-back"), id, HomeSG.main)


def make_dialog() -> Dialog:
    """The home window and its pages."""
    return Dialog(
        house_window(
            Given("body"),
            Tap(Given("check_text"), "check", on_check, when="has_campaign"),
            Row(
                Tap(T("home-tasks"), "tasks", on_tasks, when="has_tasks"),
                Tap(T("home-overview"), "overview", on_overview, "check", when="has_check"),
                SwitchTo(T("home-more"), "more", HomeSG.more, when="owner"),
            ),
            Tap(T("home-guest-finding"), "guest_tasks", on_tasks, when="guest"),
            Row(
                Tap(T("home-join"), "join", on_join),
                SwitchTo(T("home-about"), "about", HomeSG.privacy),
                when="stranger",
            ),
            SwitchTo(T("home-language"), "stranger_language", HomeSG.language, when="stranger"),
            Words(),
            state=HomeSG.main,
            getter=main_getter,
        ),
        house_window(
            T("home-more-title"),
            Column(
                Tap(T("home-share"), "share", on_share, when="owner"),
                Tap(T("home-profile"), "profile", on_profile, when="owner"),
                SwitchTo(T("home-switch"), "switch", HomeSG.enterprises, when="several"),
                Tap(T("home-further"), "further", on_join),
                SwitchTo(T("home-language"), "language", HomeSG.language),
                SwitchTo(T("home-about"), "privacy", HomeSG.privacy),
                SwitchTo(T("home-help"), "help", HomeSG.help),
                to_main("from_more"),
            ),
            Words(),
            state=HomeSG.more,
            getter=more_getter,
        ),
        house_window(
            T("home-language-ask"),
            Choices("set_language", "languages", on_language, width=2),
            to_main("from_language"),
            Words(),
            state=HomeSG.language,
            getter=language_getter,
        ),
        house_window(T("home-privacy-text"), to_main("from_privacy"), Words(), state=HomeSG.privacy),
        house_window(T("home-help-text"), to_main("from_help"), Words(), state=HomeSG.help),
        house_window(
            T("home-switch-ask"),
            Choices("enterprise", "own", on_enterprise),
            to_main("from_enterprises"),
            Words(),
            state=HomeSG.enterprises,
            getter=enterprises_getter,
        ),
        launch_mode=LaunchMode.ROOT,
    )


async def language_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The languages there are."""
    talk = talk_of(dialog_manager)
    catalog = talk.app.catalog
    return {"languages": [(code, catalog.say("language-name", code)) for code in ("zh", "en")]}
