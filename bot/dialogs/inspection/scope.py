"""A short round (抽查): the ⛔ questions, or rows that are chosen."""

from __future__ import annotations

from dataclasses import replace

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.inspection.visit import next_open, visit_id, visit_of
from bot.states.offices import InspectionSG
from bot.ui.fragments import label_of
from bot.ui.paging import page_of, turned_to
from storage.inspections import recording

PAGE = 5


async def on_scope(manager: DialogManager, item: str) -> None:
    """All, or the ⛔ questions."""
    await context_of(manager).act(recording.choose, visit_id(manager), item)
    await _to_next(manager)


async def on_row(manager: DialogManager, item: str) -> None:
    """Tick a row, or untick it."""
    ticked = [one for one in manager.dialog_data.get("ticked", []) if one != item]
    if item not in manager.dialog_data.get("ticked", []):
        ticked.append(item)
    manager.dialog_data["ticked"] = ticked


async def on_rows_go(manager: DialogManager, item: str) -> None:
    """Look at the rows ticked."""
    ticked = list(manager.dialog_data.get("ticked", []))
    await context_of(manager).act(recording.choose, visit_id(manager), "rows", ticked)
    await _to_next(manager)


async def _to_next(manager: DialogManager) -> None:
    view = await visit_of(manager)
    following = next_open(view)
    if following is None:
        await manager.switch_to(InspectionSG.one if view.order else InspectionSG.items)
        return
    manager.dialog_data["q"] = following
    await manager.switch_to(InspectionSG.item)


async def scope_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The rounds to choose from, with how many questions each has for this department."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    return {
        "scopes": [
            (
                scope,
                ctx.say(
                    "inspection-scope-choice",
                    scope=scope,
                    mark="● " if view.scope == scope else "",
                    count=len(replace(view, scope=scope).order),
                ),
            )
            for scope in ("all", "danger")
        ],
    }


async def rows_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The rows that this department may judge, those chosen ticked."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    form = view.asked
    ticked = dialog_manager.dialog_data.setdefault("ticked", list(view.chosen))
    items = dict.fromkeys(form.by_code[code][0].check.code for code in view.deep)
    titles = {item.check.code: item.check.title for item in form.items}
    choices = [
        (
            code,
            label_of(
                ctx,
                "inspection-row-line",
                "text",
                titles[code].say(ctx.language),
                mark="☑" if code in ticked else "☐",
            ),
        )
        for code in items
    ]
    return {
        **page_of(choices, turned_to(dialog_manager, "rows"), PAGE),
        "is_chosen": bool(ticked),
        "count": len(ticked),
    }
