"""Transferring a report: department, place, reason."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window

from bot.app import context_of
from bot.dialogs.report_case.desk import load
from bot.dialogs.report_case.writing import keep
from bot.states.offices import CaseSG
from bot.ui.labels import in_label
from bot.ui.paging import page_of
from bot.ui.sentences import said
from bot.ui.widgets import Choices, T, Tap, Words, paging
from bot.ui.window import back_to, house_window
from storage.base.errors import Stale
from storage.base.rights import DEPARTMENTS
from storage.offices import jurisdictions
from storage.reports.deeds import MAX_ANSWER

REASONS = ("duty", "place", "both")
TOP = "0"

# --- handlers ---------------------------------------------------------------------------------------


async def on_department(manager: DialogManager, item: str) -> None:
    """Choose the department; the report's own place is offered next."""
    if item not in DEPARTMENTS:
        raise Stale
    case = await load(manager)
    manager.dialog_data.update(department=item, inside=str(case.jurisdiction_id), places=0)
    await manager.switch_to(CaseSG.place)


async def on_inside(manager: DialogManager, item: str) -> None:
    """Show the places below the place on the button, or above all."""
    manager.dialog_data.update(inside=item, places=0)


async def on_place(manager: DialogManager, item: str) -> None:
    """Choose this place."""
    manager.dialog_data["place"] = item
    await manager.switch_to(CaseSG.reason)


async def on_reason(manager: DialogManager, item: str) -> None:
    """Take a usual reason, stored in Chinese for the other office."""
    if item not in REASONS:
        raise Stale
    await keep(manager, "hand_on", context_of(manager).app.catalog.say("case-reason", "zh", reason=item))


async def on_reason_words(manager: DialogManager, text: str) -> None:
    """Take a typed reason."""
    await keep(manager, "hand_on", text)


# --- getters ----------------------------------------------------------------------------------------


async def department_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All departments."""
    ctx = context_of(dialog_manager)
    return {"departments": [(one, ctx.say("staff-department", department=one)) for one in DEPARTMENTS]}


async def place_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a place, the places below it, and the way up."""
    ctx, data = context_of(dialog_manager), dialog_manager.dialog_data
    inside = str(data.get("inside", TOP))
    async with ctx.app.database.read() as db:
        here = None if inside == TOP else int(inside)
        above = await jurisdictions.above(db, here) if here is not None else ()
        children = await jurisdictions.list_children(db, here)
    parent = above[0].parent_id if above else None
    page = page_of(
        [(str(one.id), in_label(one.name, beside=2)) for one in children], int(data.get("places", 0)), 8
    )
    return {
        **page,
        "department": ctx.say("staff-department", department=str(data.get("department"))),
        "here": inside,
        "name": above[0].name if above else "",
        "is_place": bool(above),
        "up": str(parent) if parent is not None else TOP,
    }


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual reasons."""
    ctx = context_of(dialog_manager)
    return {"reasons": [(one, ctx.say("case-reason", reason=one)) for one in REASONS], "limit": MAX_ANSWER}


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """department, place, reason."""
    return [
        house_window(
            T("case-department-ask"),
            Choices("department", "departments", on_department),
            back_to("department_back", CaseSG.one),
            state=CaseSG.department,
            getter=department_getter,
            protect_content=True,
        ),
        house_window(
            T("case-place-ask"),
            Tap(T("case-place-here"), "place_here", on_place, "here", when="is_place"),
            Choices("place_inside", "choices", on_inside, width=2),
            paging("places", "places_"),
            Tap(T("case-place-up"), "place_up", on_inside, "up", when="is_place"),
            back_to("place_back", CaseSG.department),
            state=CaseSG.place,
            getter=place_getter,
            protect_content=True,
        ),
        house_window(
            T("case-reason-ask"),
            Choices("reason", "reasons", on_reason),
            back_to("reason_back", CaseSG.place),
            Words(said("hand", on_reason_words)),
            state=CaseSG.reason,
            getter=reason_getter,
            protect_content=True,
        ),
    ]
