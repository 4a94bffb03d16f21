"""One visit: who takes part, its progress, its papers; other departments asked to join."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.states.offices import InspectionSG
from storage.inspections import views
from storage.inspections.views import InspectionView


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open the visit of a delivered button, or a new one to an enterprise, first."""
    given = start_data if isinstance(start_data, dict) else {}
    if given.get("id") is not None:
        manager.dialog_data["id"] = int(given["id"])
        await visit_of(manager)
    if given.get("enterprise") is not None:
        manager.dialog_data["enterprise"] = int(given["enterprise"])


def visit_id(manager: DialogManager) -> int:
    """The visit of the window."""
    return int(manager.dialog_data["id"])


async def visit_of(manager: DialogManager) -> InspectionView:
    """The visit of the window.

    Raises:
        NotFound: it is not this person's to see.
    """
    ctx = context_of(manager)
    return await ctx.read(views.get_inspection, ctx.actor, visit_id(manager))


async def open_visit(manager: DialogManager, inspection_id: int) -> None:
    """Show a visit."""
    manager.dialog_data["id"] = inspection_id
    await manager.switch_to(InspectionSG.one)


def next_open(view: InspectionView, after: str = "") -> str | None:
    """The next question nobody has answered, wrapping round; None when all are."""
    order = view.order
    start = order.index(after) + 1 if after in order else 0
    left = [code for code in (*order[start:], *order[:start]) if code not in view.seen]
    return left[0] if left else None


def people(ctx: Context, view: InspectionView) -> str:
    """The officers who took part, with their departments."""
    said = [
        ctx.say("inspection-officer", name=name, department=department) for name, department in view.officers
    ]
    return ctx.say("list-comma").join(said)


def asked_code(manager: DialogManager) -> str:
    """The question of the window."""
    return str(manager.dialog_data["q"])
