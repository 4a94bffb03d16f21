"""The ranking of the places below an office."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.office import overview_of
from bot.ui.fragments import lines
from bot.ui.paging import cut, page_line, turned_to
from content.screen import shortened
from documents.shares import share
from storage.statistics.overviews import Steps, league

PAGE = 8


async def league_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of places with the shares that handed in and were reviewed, and the number of overdue
    rectifications."""
    ctx = context_of(dialog_manager)
    view = await overview_of(dialog_manager)
    ranked = league(view.lines)
    shown, turned = cut(ranked, turned_to(dialog_manager, "league_page"), PAGE)
    empty = [shortened(line.name, 6) for line in view.lines if not line.steps.enterprises]

    def percent(steps: Steps, step: str) -> str:
        return share(ctx.app.catalog, ctx.language, getattr(steps, step), steps.enterprises)

    return {
        **turned,
        "body": lines(
            ctx.say("league-head") if ranked else ctx.say("league-none"),
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
            ctx.say("league-missing", places=ctx.say("list-comma").join(empty[:4])) if empty else "",
        ),
    }
