"""Taps on the home window: each leads to a task."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import talk_of
from bot.dialogs.home.getters import past_checks
from bot.form_sent import send_form
from bot.landing import at_hand
from bot.office_states import start_office
from bot.replies import account_of, renew_talk
from bot.states import (
    start_asked,
    start_home,
    start_join,
    start_overview,
    start_profile,
    start_received,
    start_self_check,
    start_share,
    start_submit,
    start_tasks,
    start_upkeeps,
)
from storage import enterprises, people, submissions, tips
from storage.errors import Stale
from storage.standing import load


async def open_self_check(manager: DialogManager, campaign_id: int | None = None) -> None:
    """Begin or go on: the profile first, then the next open question, or what was handed in.

    Of several campaigns the one named, else the first of `landing.at_hand`: no form half done is hidden.
    """
    talk = talk_of(manager)
    if talk.who is None or talk.who.enterprise_id is None:
        await start_home(manager, "notice-join-first")
        return
    enterprise_id = talk.who.enterprise_id
    async with talk.app.database.read() as db:
        there = await at_hand(db, talk, enterprise_id)
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
    if not there:
        await start_home(manager, "notice-no-campaign")
        return
    campaign = next((one.campaign for one in there if one.campaign.id == campaign_id), there[0].campaign)
    if "n_workers" not in enterprise.facts:
        await start_profile(manager, then="check", campaign_id=campaign.id)
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
    """开始自查 or 继续自查, of the campaign on the button."""
    await open_self_check(manager, int(item) if item.isdigit() else None)


async def on_past(manager: DialogManager, item: str) -> None:
    """An earlier form as a PDF."""
    talk = talk_of(manager)
    async with talk.app.database.read() as db:
        found = await past_checks(db, talk)
    one = next((one for one in found if one.id == int(item)), None)
    if one is None:
        raise Stale
    await send_form(manager, one.id, one.number)


async def on_past_page(manager: DialogManager, item: str) -> None:
    """Another page of earlier forms."""
    manager.dialog_data["past_page"] = int(item)


async def on_tasks(manager: DialogManager, item: str) -> None:
    """整改."""
    await start_tasks(manager)


async def on_home(manager: DialogManager, item: str) -> None:
    """Back to the home window."""
    await start_home(manager)


async def on_office(manager: DialogManager, item: str) -> None:
    """办公室."""
    await start_office(manager)


async def on_notices(manager: DialogManager, item: str) -> None:
    """通知."""
    await start_received(manager)


async def on_join(manager: DialogManager, item: str) -> None:
    """我是企业."""
    await start_join(manager)


async def on_asked(manager: DialogManager, item: str) -> None:
    """What an officer asks during a review."""
    await start_asked(manager, int(item))


async def on_tip_on(manager: DialogManager, item: str) -> None:
    """The weekly safety tip, from the next one on."""
    talk = talk_of(manager)
    if talk.app.tips is None:
        return
    issue = talk.app.tips.issue(talk.app.now(), talk.app.zone)
    async with talk.app.database.begin() as db:
        await tips.subscribe(db, account_of(manager).id, talk.language, issue)


async def on_tip_off(manager: DialogManager, item: str) -> None:
    """No more of it."""
    await leave_tips(manager)


async def leave_tips(manager: DialogManager) -> None:
    """Whoever taps gets no more weekly tips."""
    talk = talk_of(manager)
    async with talk.app.database.begin() as db:
        await tips.unsubscribe(db, account_of(manager).id)


async def on_share(manager: DialogManager, item: str) -> None:
    """People and data of the enterprise."""
    await start_share(manager)


async def on_upkeeps(manager: DialogManager, item: str) -> None:
    """Recurring dates of the enterprise."""
    await start_upkeeps(manager)


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
    await start_home(manager)


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Work on another of one's enterprises."""
    talk = talk_of(manager)
    async with talk.app.database.begin() as db:
        await people.switch_enterprise(db, talk.actor, talk.app.now(), int(item))
    await renew_talk(manager)
    await start_home(manager)
