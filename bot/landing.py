"""Where a person is put when a window is lost or stale: where the facts say they are."""

from __future__ import annotations

from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.states import start_home, start_self_check
from storage import campaigns, submissions
from storage.standing import load


async def current_self_check(manager: DialogManager) -> int | None:
    """Id of the self-check the person's enterprise has in its open campaign."""
    talk = talk_of(manager)
    if talk.who is None or talk.who.enterprise_id is None:
        return None
    async with talk.app.database.read() as db:
        campaign = await campaigns.campaign_for(db, talk.who.enterprise_id)
        return await submissions.find(db, talk.who.enterprise_id, campaign.id) if campaign else None


async def land(manager: DialogManager, notice: str = "notice-outdated") -> None:
    """The next open question of a draft that was begun, else home; `notice` says why, in one sentence."""
    talk = talk_of(manager)
    self_check_id = await current_self_check(manager)
    if self_check_id is not None:
        async with talk.app.database.read() as db:
            standing = await load(db, self_check_id, talk.app.known(self_check_id))
        talk.app.remember(standing)
        if standing.state == "draft" and standing.answers and standing.next_open():
            await start_self_check(manager, self_check_id, notice=notice, show=ShowMode.DELETE_AND_SEND)
            return
    await start_home(manager, notice, show=ShowMode.DELETE_AND_SEND)
