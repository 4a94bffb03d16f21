"""The typical cases of a summary: enterprises chosen by the office, with a sentence of its own."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.summary.writing import id_of
from bot.states.campaigns import SummariesSG
from bot.ui.confirmation import is_as_shown, show
from bot.ui.fragments import label_of, lines
from bot.ui.paging import page_of, turned_to
from content.screen import shortened
from storage.base.errors import Stale
from storage.statistics import summaries, summary_views
from storage.statistics.summary_views import Case, SummaryView

PAGE = 5


async def _listed(manager: DialogManager) -> tuple[SummaryView, tuple[Case, ...]]:
    """The summary, and the chosen cases followed by those searched for or offered."""
    ctx = context_of(manager)
    find = str(manager.dialog_data.get("find", ""))
    async with ctx.app.database.read() as db:
        view = await summary_views.get(db, ctx.actor, id_of(manager))
        offered = await summary_views.list_candidates(db, ctx.actor, view.id, find)
    chosen = {case.self_check_id for case in view.cases}
    rest = tuple(case for case in offered if case.self_check_id not in chosen)
    return view, rest if find else (*view.cases, *rest)


async def _one(manager: DialogManager) -> tuple[Case, bool]:
    """The enterprise of the window, and whether it is chosen. Raises Stale: it is no longer there."""
    view, listed = await _listed(manager)
    wanted = int(manager.dialog_data["case"])
    case = next((one for one in (*view.cases, *listed) if one.self_check_id == wanted), None)
    if case is None:
        raise Stale
    return case, case in view.cases


# --- handlers ---------------------------------------------------------------------------------------


async def on_cases(manager: DialogManager, item: str) -> None:
    """Open the cases from the first page."""
    manager.dialog_data["find"] = ""
    manager.dialog_data["cases_page"] = 0
    await manager.switch_to(SummariesSG.cases)


async def on_find(manager: DialogManager, text: str) -> None:
    """Search enterprises by name."""
    manager.dialog_data["find"] = text.strip()[:40]
    manager.dialog_data["cases_page"] = 0


async def on_case(manager: DialogManager, item: str) -> None:
    """Open a case."""
    manager.dialog_data["case"] = int(item)
    await manager.switch_to(SummariesSG.case)


async def on_keep(manager: DialogManager, item: str) -> None:
    """Choose it without a sentence."""
    await _tell(manager, "")


async def on_words(manager: DialogManager, text: str) -> None:
    """Choose it with a sentence."""
    case, chosen = await _one(manager)
    if await is_as_shown(manager, case.self_check_id, case.text, chosen):
        await _tell(manager, text)


async def _tell(manager: DialogManager, text: str) -> None:
    ctx = context_of(manager)
    await ctx.write(summaries.add_case, ctx.actor, id_of(manager), int(manager.dialog_data["case"]), text)
    await on_cases(manager, "")


async def on_remove(manager: DialogManager, item: str) -> None:
    """Remove it from the cases."""
    ctx = context_of(manager)
    await ctx.write(summaries.remove_case, ctx.actor, id_of(manager), int(manager.dialog_data["case"]))
    await on_cases(manager, "")


# --- getters ----------------------------------------------------------------------------------------


def _line(ctx: Context, case: Case, *, chosen: bool) -> str:
    return label_of(
        ctx,
        "summary-case-line",
        "enterprise",
        case.enterprise,
        mark="☑ " if chosen else "",
        found=case.found,
        closed=case.closed,
    )


async def cases_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the chosen cases, then the possible ones."""
    ctx = context_of(dialog_manager)
    view, listed = await _listed(dialog_manager)
    find = str(dialog_manager.dialog_data.get("find", ""))
    choices = [(str(case.self_check_id), _line(ctx, case, chosen=case in view.cases)) for case in listed]
    if find:
        what = ctx.say("summary-cases-found" if listed else "summary-cases-nobody", find=shortened(find, 16))
    else:
        what = "" if view.cases else ctx.say("summary-cases-none")
    return {
        **page_of(choices, turned_to(dialog_manager, "cases_page"), PAGE),
        "body": lines(ctx.say("summary-cases-head", cases=len(view.cases), limit=summaries.MAX_CASES), what),
    }


async def case_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One enterprise."""
    ctx = context_of(dialog_manager)
    case, chosen = await _one(dialog_manager)
    show(dialog_manager, case.self_check_id, case.text, chosen)
    return {
        "body": lines(
            ctx.say(
                "summary-case-ask",
                enterprise=shortened(case.enterprise, 24),
                found=case.found,
                closed=case.closed,
                limit=summaries.MAX_CASE,
            ),
            ctx.say("summary-case-said", text=shortened(case.text, 120)) if case.text else "",
        ),
        "confirms": (case.self_check_id, case.text, chosen),
        "chosen": chosen,
        "open": not chosen,
    }
