"""The ranking of the places below an office."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.office import overview_of
from bot.states.offices import start_breakdown
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.paging import cut, page_line, turned_to
from content.screen import shortened
from documents.words import share
from storage.statistics.overviews import Steps

PAGE = 8


async def league_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of places with the shares that handed in and were reviewed, and the number of overdue
    rectifications."""
    ctx = context_of(dialog_manager)
    view = await overview_of(dialog_manager)
    ranked = view.ranking
    shown, turned = cut(ranked, turned_to(dialog_manager, "league_page"), PAGE)
    empty = [shortened(line.name, 6) for line in view.lines if not line.steps.enterprises]

    def percent(steps: Steps, step: str) -> str:
        return share(ctx.app.catalog, ctx.language, getattr(steps, step), steps.enterprises)

    return {
        **turned,
        "body": lines(
            ctx.say("league-head" if ranked else "league-none" if view.ranked else "league-off"),
            page_line(ctx, turned),
            " ",
            *(
                ctx.say(
                    "league-line",
                    rank=rank,
                    place=shortened(line.name, 8),
                    submitted=percent(line.steps, "submitted"),
                    reviewed=percent(line.steps, "reviewed"),
                    overdue=line.overdue,
                )
                for rank, line in shown
            ),
            ctx.say("league-missing", places=ctx.say("list-comma").join(empty[:4]))
            if empty and view.ranked
            else "",
        ),
        "choices": [
            (str(line.id), in_label(line.name, f"{rank}. ", beside=2)) for rank, line in shown if not line.own
        ],
    }


async def on_place(manager: DialogManager, item: str) -> None:
    """Break down a place of the ranking."""
    await start_breakdown(manager, int(item))
