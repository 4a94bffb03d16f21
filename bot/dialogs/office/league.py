"""The league of the places below an office."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.office import overview_of
from bot.ui.fragments import lines
from content.screen import shortened
from documents.shares import share
from storage.statistics.overviews import Steps, league

PAGE = 8


async def league_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of places with what part handed in, was reviewed, and how many are overdue."""
    ctx = context_of(dialog_manager)
    view = await overview_of(dialog_manager)
    ranked = league(view.lines)
    pages = max(1, -(-len(ranked) // PAGE))
    page = min(int(dialog_manager.dialog_data.get("league_page", 0)), pages - 1)
    empty = [shortened(line.name, 6) for line in view.lines if not line.steps.enterprises]

    def percent(steps: Steps, step: str) -> str:
        return share(ctx.app.catalog, ctx.language, getattr(steps, step), steps.enterprises)

    return {
        "body": lines(
            ctx.say("league-head") if ranked else ctx.say("league-none"),
            ctx.say("league-page", page=page + 1, pages=pages) if pages > 1 else "",
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
                for rank, line in ranked[page * PAGE : (page + 1) * PAGE]
            ),
            ctx.say("league-missing", places=ctx.say("list-comma").join(empty[:4])) if empty else "",
        ),
        "before": str(page - 1),
        "after": str(page + 1),
        "has_before": page > 0,
        "has_after": page + 1 < pages,
    }
