"""Getters of the breakdown of a campaign."""

from __future__ import annotations

from typing import Any, cast
from zlib import crc32

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import cut, page_line, turned_to
from content.profile_facts import hazard_kind, hazard_kinds
from documents.words import name_of_group, share
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.offices import jurisdictions, rankings
from storage.statistics import groups, overviews
from storage.statistics.groups import GroupLine, Hazards
from storage.statistics.overviews import PlaceLine

PAGE = 6


def place_of(manager: DialogManager, post: Post) -> int:
    """The place that is broken down, by default the office's own."""
    started = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("place") or started.get("place") or post.place_id)


async def looked_at(manager: DialogManager, db: Connection) -> tuple[Post, int, int]:
    """The post, the campaign looked at and the place that is broken down.

    Raises:
        NotFound: no campaign.
    """
    post = await post_of(db, context_of(manager))
    if post.campaign is None:
        raise NotFound
    return post, post.campaign.id, place_of(manager, post)


async def place_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The figures of a place, and the places right below, by rank where they are ranked."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post, campaign_id, place = await looked_at(dialog_manager, db)
        view = await overviews.overview(db, ctx.actor, campaign_id, place, post.today)
        above = await jurisdictions.above(db, place)
        off_above = await rankings.is_off_above(db, place)
    below = place != post.place_id
    ranked = {line.id: rank for rank, line in view.ranking if not line.own}
    places = [line for line in view.lines if not line.own and line.steps.enterprises]
    if view.ranked:
        places = [line for _, line in view.ranking if not line.own]
    shown, turned = cut(places, turned_to(dialog_manager), PAGE)
    may_rank = not below and not off_above and post.seat.allows(rankings.RIGHT) and bool(places)
    steps, remedies = view.steps, view.remedies
    return {
        **turned,
        "body": lines(
            " · ".join(one.name for one in reversed(above[:2])),
            ctx.say(
                "breakdown-steps",
                enterprises=steps.enterprises,
                submitted=_percent(ctx, steps.submitted, steps.enterprises),
                reviewed=_percent(ctx, steps.reviewed, steps.enterprises),
                closed=steps.closed,
            ),
            ctx.say("breakdown-remedies", overdue=remedies.overdue, open=remedies.open, done=remedies.done),
            "" if view.ranked or not places else ctx.say("league-off"),
            ctx.say("league-head") if ranked else "",
            page_line(ctx, turned),
        ),
        "choices": [(str(line.id), _place_label(ctx, line, ranked.get(line.id))) for line in shown],
        "above": str(above[1].id) if below else "",
        "is_below": below,
        "rank": "off" if view.ranked else "on",
        "may_rank_off": may_rank and view.ranked,
        "may_rank_on": may_rank and not view.ranked,
    }


async def industries_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The industries of a place."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        _post, campaign_id, place = await looked_at(dialog_manager, db)
        found = await groups.by_industry(db, ctx.actor, campaign_id, place)
    return _listed(ctx, dialog_manager, "industry", found, [one.key for one in found])


async def hazards_of(manager: DialogManager) -> Hazards:
    """The hazards of the place that is broken down."""
    ctx = context_of(manager)
    kinds = hazard_kinds(ctx.app.library)
    async with ctx.app.database.read() as db:
        _post, campaign_id, place = await looked_at(manager, db)
        return await groups.by_hazard(
            db, ctx.actor, campaign_id, place, lambda name: hazard_kind(kinds, name)
        )


def hazard_code(name: str) -> str:
    """A hazard as its button carries it: names are too long."""
    return f"{crc32(name.encode()):x}"


async def hazards_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The hazards of a place, and above them their kinds."""
    ctx = context_of(dialog_manager)
    found = await hazards_of(dialog_manager)
    head = [
        ctx.say(
            "breakdown-kind",
            kind=one.key,
            enterprises=one.enterprises,
            submitted=_percent(ctx, one.submitted, one.enterprises),
            reviewed=_percent(ctx, one.reviewed, one.enterprises),
            unsettled=one.unsettled,
        )
        for one in found.kinds
    ]
    codes = [hazard_code(one.key) for one in found.hazards]
    return _listed(ctx, dialog_manager, "hazard", found.hazards, codes, *head)


async def items_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The check items of a place with findings that are not closed."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        _post, campaign_id, place = await looked_at(dialog_manager, db)
        found = await groups.by_item(db, ctx.actor, campaign_id, place)
    shown, turned = cut(found, turned_to(dialog_manager), PAGE)
    return {
        **turned,
        "body": lines(ctx.say("breakdown-items" if found else "chart-none"), page_line(ctx, turned)),
        "choices": [
            (
                one.item,
                in_label(
                    name_of_group(ctx.app.library, ctx.language, "item", one.item),
                    after=ctx.say("breakdown-item-after", enterprises=one.enterprises),
                ),
            )
            for one in shown
        ],
    }


def _listed(
    ctx: Context,
    manager: DialogManager,
    what: str,
    found: tuple[GroupLine, ...],
    codes: list[str],
    *head: str,
) -> dict[str, object]:
    shown, turned = cut(list(zip(codes, found, strict=True)), turned_to(manager), PAGE)
    return {
        **turned,
        "body": lines(
            *head,
            ctx.say("breakdown-groups" if found else "breakdown-no-groups", what=what),
            page_line(ctx, turned),
        ),
        "choices": [
            (
                code,
                in_label(
                    name_of_group(ctx.app.library, ctx.language, what, one.key),
                    after=ctx.say(
                        "breakdown-group-after",
                        enterprises=one.enterprises,
                        submitted=_percent(ctx, one.submitted, one.enterprises),
                    ),
                ),
            )
            for code, one in shown
        ],
    }


def _place_label(ctx: Context, line: PlaceLine, rank: int | None) -> str:
    after = ctx.say(
        "breakdown-place-after",
        submitted=_percent(ctx, line.steps.submitted, line.steps.enterprises),
        overdue=line.overdue,
    )
    return in_label(line.name, f"{rank}. " if rank else "", after)


def _percent(ctx: Context, part: int, whole: int) -> str:
    return share(ctx.app.catalog, ctx.language, part, whole)
