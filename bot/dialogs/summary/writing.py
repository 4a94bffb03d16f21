"""One summary: its figures, the office's own text, its files, filing it."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.summary.listing import title_of
from bot.files.office import send_summary
from bot.states.campaigns import SummariesSG
from bot.ui.confirmation import is_as_shown, show
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.office_seat import post_of, today_of
from content.screen import shortened
from storage.offices import jurisdictions, staff
from storage.statistics import overviews, summaries, summary_views
from storage.statistics.summary_views import SummaryView


def id_of(manager: DialogManager) -> int:
    """The summary of the window."""
    return int(manager.dialog_data["id"])


async def view_of(manager: DialogManager) -> SummaryView:
    """The summary of the window. Raises NotAllowed: it is not this office's."""
    ctx = context_of(manager)
    return await ctx.read(summary_views.get, ctx.actor, id_of(manager))


# --- handlers ---------------------------------------------------------------------------------------


async def on_look(manager: DialogManager, item: str) -> None:
    """Send the files in their current state."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        said = await summary_views.contents(db, ctx.actor, id_of(manager), post.today)
    await send_summary(manager, id_of(manager), said)


async def on_part(manager: DialogManager, item: str) -> None:
    """Enter the office's own part: problems or next steps."""
    manager.dialog_data["part"] = item
    await manager.switch_to(SummariesSG.write)


async def on_words(manager: DialogManager, text: str) -> None:
    """Store the typed text."""
    await _write(manager, text)


async def on_clear(manager: DialogManager, item: str) -> None:
    """Clear the part."""
    await _write(manager, "")


async def _write(manager: DialogManager, text: str) -> None:
    ctx = context_of(manager)
    part = str(manager.dialog_data["part"])
    if not await is_as_shown(manager, *written(await view_of(manager), part)):
        return
    await ctx.write(summaries.write, ctx.actor, id_of(manager), part, text)
    await manager.switch_to(SummariesSG.one)


def written(view: SummaryView, part: str) -> tuple[object, ...]:
    """The values a confirmation covers: the office's text so far, which new words replace."""
    return view.id, part, view.problems if part == "problems" else view.plans


async def on_file(manager: DialogManager, item: str) -> None:
    """File it, or say that nothing has changed."""
    ctx = context_of(manager)
    done = await ctx.act(summaries.file, ctx.app.library, id_of(manager), await today_of(ctx))
    manager.dialog_data["notice"] = "summary-done" if done else "summary-same"
    await manager.switch_to(SummariesSG.list)


# --- getters ----------------------------------------------------------------------------------------


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the summary's state."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        view = await summary_views.get(db, ctx.actor, id_of(dialog_manager))
        seen = await overviews.overview(db, ctx.actor, view.campaign_id, view.jurisdiction_id, post.today)
        may = await staff.may(db, ctx.actor, "summary.file", view.jurisdiction_id)
        above = len(await jurisdictions.above(db, view.jurisdiction_id)) > 1
        below = bool(await jurisdictions.list_children(db, view.jurisdiction_id))
    steps = seen.steps
    title = title_of(ctx, view.kind, view.period_on)
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("summary-one", title=title, place=view.place),
            ctx.say(
                "summary-counted",
                enterprises=steps.enterprises,
                submitted=steps.submitted,
                reviewed=steps.reviewed,
                overdue=seen.remedies.overdue,
            ),
            " ",
            ctx.say("summary-never")
            if view.filed_at is None
            else ctx.say(
                "summary-was-filed",
                day=day(ctx, ctx.app.local_day(view.filed_at)),
                filings=view.filings,
            ),
        ),
        "problems": ctx.say("summary-problems-button", written="yes" if view.problems else "no"),
        "plans": ctx.say("summary-plans-button", written="yes" if view.plans else "no"),
        "problems_part": "problems",
        "plans_part": "plans",
        "cases": len(view.cases),
        "may_file": may and above,
        "may_keep": may and not above,
        "has_below": below,
    }


async def write_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the text so far."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    part = str(dialog_manager.dialog_data["part"])
    words = view.problems if part == "problems" else view.plans
    show(dialog_manager, *written(view, part))
    return {
        "body": lines(
            ctx.say("summary-write", part=part, limit=summaries.MAX_TEXT),
            " " if words else "",
            ctx.say("summary-written") if words else "",
            shortened(words, 160),
        ),
        "has_words": bool(words),
        "confirms": written(view, part),
    }


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last question."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        above = len(await jurisdictions.above(db, view.jurisdiction_id)) > 1
    body = ctx.say("summary-sure" if above else "summary-sure-own")
    return {"body": body, "confirms": (view.id, view.problems, view.plans, view.cases, view.filings)}
