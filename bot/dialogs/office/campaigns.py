"""The campaigns of an office, at work and over: which one is looked at."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.dialogs.finding.case import clip
from bot.dialogs.office.post import Post, post_of
from bot.labels import label_fitted
from bot.office_states import start_office
from bot.pages import page_of
from storage import staff
from storage.campaigns import OpenCampaign
from storage.errors import NotFound

PAGE = 6


def campaign_line(talk: Talk, post: Post) -> str:
    """Which campaign is looked at, where there is another."""
    if post.campaign is None or len(post.campaigns) < 2:
        return ""
    return campaign_named(talk, post.campaign)


def campaign_named(talk: Talk, campaign: OpenCampaign, size: int = 18) -> str:
    """A campaign by its plan and place."""
    pack = talk.app.library.packs.get(campaign.pack)
    plan = pack.title.say(talk.language) if pack else campaign.pack
    return talk.say("campaign-head", plan=clip(plan, size), place=campaign.jurisdiction_name)


async def on_campaign_chosen(manager: DialogManager, item: str) -> None:
    """Look at another campaign."""
    talk = talk_of(manager)
    async with talk.app.database.begin() as db:
        post = await post_of(db, talk)
        if int(item) not in {one.id for one in post.campaigns}:
            raise NotFound
        await staff.choose_campaign(db, talk.actor, int(item))
    await start_office(manager)


async def on_campaigns_page(manager: DialogManager, item: str) -> None:
    """Another page of campaigns."""
    manager.dialog_data["campaigns_page"] = int(item)


def _short_day(talk: Talk, when: date | None) -> str:
    return talk.say("day-of-month", month=when.month, day=when.day) if when else ""


def _label(talk: Talk, one: OpenCampaign, *, chosen: bool) -> str:
    """A campaign on a button: its plan and place, and when it ended."""
    mark, ended = "☑ " if chosen else "", "no" if one.is_open else "yes"
    return label_fitted(
        lambda plan: (
            mark
            + talk.say("office-campaign-one", plan=plan, ended=ended, day=_short_day(talk, one.closed_on))
        ),
        campaign_named(talk, one, 8),
    )


async def campaigns_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All campaigns that are or were at work here, open ones first."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
    shown = post.campaign.id if post.campaign is not None else None
    choices = [
        (
            str(one.id),
            _label(talk, one, chosen=one.id == shown),
        )
        for one in post.campaigns
    ]
    return dict(page_of(choices, int(dialog_manager.dialog_data.get("campaigns_page", 0)), PAGE))
