"""Where a person is put when a window is lost or stale: where the facts say they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiogram_dialog import DialogManager, ShowMode

from bot.app import Talk, talk_of
from bot.states.people import start_home, start_self_check
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.self_checks import submissions
from storage.self_checks.state import Standing, load


@dataclass(frozen=True, slots=True)
class AtHand:
    """An open campaign of the person's enterprise, with its self-check, if that was begun."""

    campaign: OpenCampaign
    standing: Standing | None
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether its form is still to be handed in."""
        return self.standing is None or self.standing.state == "draft"


async def at_hand(db: Connection, talk: Talk, enterprise_id: int) -> tuple[AtHand, ...]:
    """All open campaigns an enterprise is in: first the form answered last of those half done, then what is
    to be handed in soonest, then what is handed in."""
    begun = {one.campaign_id: one for one in await submissions.list_checks(db, talk.actor, enterprise_id)}
    found = []
    for campaign in await campaigns.list_for(db, enterprise_id):
        line = begun.get(campaign.id)
        standing = await load(db, line.id, talk.app.known(line.id)) if line is not None else None
        found.append(AtHand(campaign, standing, line.answered_at if line is not None else None))
    for one in found:
        if one.standing is not None:
            talk.app.remember(one.standing)
    found.sort(key=_place)
    return tuple(found)


def _place(one: AtHand) -> tuple[bool, bool, float, date]:
    half_done = one.is_open and one.answered_at is not None
    answered = -one.answered_at.timestamp() if half_done and one.answered_at is not None else 0.0
    return not one.is_open, not half_done, answered, one.campaign.due_on or date.max


async def land(manager: DialogManager, notice: str = "notice-outdated") -> None:
    """The next open question of the draft that was answered last, else home; `notice` says why, in one
    sentence."""
    talk = talk_of(manager)
    standing = None
    if talk.who is not None and talk.who.enterprise_id is not None:
        async with talk.app.database.read() as db:
            there = await at_hand(db, talk, talk.who.enterprise_id)
        standing = there[0].standing if there else None
    if standing is not None and standing.state == "draft" and standing.answers and standing.next_open():
        await start_self_check(manager, standing.id, notice=notice, show=ShowMode.DELETE_AND_SEND)
        return
    await start_home(manager, notice, show=ShowMode.DELETE_AND_SEND)
