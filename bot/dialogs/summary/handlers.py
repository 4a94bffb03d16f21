"""Handlers of summaries: opening, writing, choosing cases, files, filing."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.summary.opened import campaign_of, case_of, id_of, read_item, view_of, written
from bot.files.office import send_forms, send_summary
from bot.states.campaigns import SummariesSG
from bot.ui.confirmation import is_as_shown
from bot.ui.office_seat import post_of, today_of
from storage.base.database import Connection
from storage.offices import staff
from storage.statistics import summaries, summary_views


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a summary, begun if there is none yet; people who may not write read what was filed."""
    ctx = context_of(manager)
    kind, period_on = read_item(item)
    manager.dialog_data["item"] = item

    async def work(db: Connection) -> int | None:
        post = await post_of(db, ctx)
        if not await staff.may(db, ctx.actor, "summary.write", post.place_id, of=()):
            return None
        return await summaries.begin(
            db, ctx.actor, ctx.app.now(), campaign_of(post), post.place_id, kind, period_on
        )

    if (begun := await ctx.app.database.run(work)) is None:
        await manager.switch_to(SummariesSG.filings)
        return
    manager.dialog_data["id"] = begun
    await manager.switch_to(SummariesSG.one)


async def on_forms(manager: DialogManager, item: str) -> None:
    """Send all forms in a ZIP."""
    await send_forms(manager)


async def on_filing(manager: DialogManager, item: str) -> None:
    """Open the filing of a place below."""
    ctx = context_of(manager)
    said = await ctx.read(summary_views.filed, ctx.actor, int(item))
    await send_summary(manager, int(item), said)


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


async def on_file(manager: DialogManager, item: str) -> None:
    """File it, or say that nothing has changed."""
    ctx = context_of(manager)
    done = await ctx.act(summaries.file, ctx.app.library, id_of(manager), await today_of(ctx))
    manager.dialog_data["notice"] = "summary-done" if done else "summary-same"
    await manager.switch_to(SummariesSG.list)


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


async def on_case_words(manager: DialogManager, text: str) -> None:
    """Choose it with a sentence."""
    case, chosen = await case_of(manager)
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
