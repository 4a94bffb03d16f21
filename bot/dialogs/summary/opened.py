"""The summary that a window is about, its title, and the enterprises that are its cases or could be."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.office_seat import Post
from storage.base.errors import NotFound, Stale
from storage.statistics import summary_views
from storage.statistics.summary_views import Case, SummaryView


def item_of(kind: str, period_on: date) -> str:
    """A summary's item in callback data."""
    return f"{kind}.{period_on.isoformat()}"


def read_item(item: str) -> tuple[str, date]:
    """Parse the kind and the period of a button."""
    kind, _, first = item.partition(".")
    return kind, date.fromisoformat(first)


def title_of(ctx: Context, kind: str, period_on: date) -> str:
    """The title of a summary."""
    if kind == "whole":
        return ctx.say("summary-whole")
    return ctx.say("summary-month", year=period_on.year, month=period_on.month)


def campaign_of(post: Post) -> int:
    """The open campaign of an office.

    Raises:
        NotFound: none is.
    """
    if post.campaign is None:
        raise NotFound
    return post.campaign.id


def id_of(manager: DialogManager) -> int:
    """The summary of the window."""
    return int(manager.dialog_data["id"])


async def view_of(manager: DialogManager) -> SummaryView:
    """The summary of the window. Raises NotAllowed: it is not this office's."""
    ctx = context_of(manager)
    return await ctx.read(summary_views.get, ctx.actor, id_of(manager))


def written(view: SummaryView, part: str) -> tuple[object, ...]:
    """The values a confirmation covers: the office's text so far, which new words replace."""
    return view.id, part, view.problems if part == "problems" else view.plans


async def listed_cases(manager: DialogManager) -> tuple[SummaryView, tuple[Case, ...]]:
    """The summary, and the chosen cases followed by those searched for or offered."""
    ctx = context_of(manager)
    find = str(manager.dialog_data.get("find", ""))
    async with ctx.app.database.read() as db:
        view = await summary_views.get(db, ctx.actor, id_of(manager))
        offered = await summary_views.list_candidates(db, ctx.actor, view.id, find)
    chosen = {case.self_check_id for case in view.cases}
    rest = tuple(case for case in offered if case.self_check_id not in chosen)
    return view, rest if find else (*view.cases, *rest)


async def case_of(manager: DialogManager) -> tuple[Case, bool]:
    """The enterprise of the window, and whether it is chosen. Raises Stale: it is no longer there."""
    view, listed = await listed_cases(manager)
    wanted = int(manager.dialog_data["case"])
    case = next((one for one in (*view.cases, *listed) if one.self_check_id == wanted), None)
    if case is None:
        raise Stale
    return case, case in view.cases
