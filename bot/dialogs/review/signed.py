"""The signed and stamped form in a case: looked at, and added by an office that got it on paper."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row

from bot.app import context_of
from bot.dialogs.review.case import case_id, case_of
from bot.states.offices import ReviewSG
from bot.ui.confirmation import Confirm
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.incoming_files import PICTURES, receive
from bot.ui.replies import put_below
from bot.ui.widgets import Media, T, Tap
from bot.ui.window import house_window
from content.screen import shortened
from storage.self_checks import signed_forms
from storage.self_checks.signed_copies import SignedPage


async def pages_of(manager: DialogManager, *, all_: bool = False) -> tuple[SignedPage, ...]:
    """The pages of the signed form on the screen; `all_`: replaced and earlier ones too."""
    ctx = context_of(manager)
    return await ctx.read(signed_forms.pages, ctx.actor, case_id(manager), all_=all_)


async def on_signed(manager: DialogManager, item: str) -> None:
    """Open the signed form; what there is of it comes above the window."""
    if found := await pages_of(manager):
        await show_files(manager, found)
    await manager.switch_to(ReviewSG.signed)


async def on_all(manager: DialogManager, item: str) -> None:
    """Show replaced pages too, and those of earlier handings-in."""
    await show_files(manager, await pages_of(manager, all_=True))


async def on_page(message: Message, manager: DialogManager) -> None:
    """Add a page that came on paper."""
    ctx = context_of(manager)
    await ctx.act(signed_forms.attach, case_id(manager), await receive(message, ctx))
    manager.dialog_data["notice"] = "signed-kept"
    put_below(manager)


async def on_replace(manager: DialogManager, item: str) -> None:
    """Set the pages aside, to add others."""
    await hide_files(manager)
    await context_of(manager).act(signed_forms.replace, int(item))
    manager.dialog_data["notice"] = "signed-replaced"


async def on_case(manager: DialogManager, item: str) -> None:
    """Go back to the case."""
    await hide_files(manager)
    await manager.switch_to(ReviewSG.case)


async def signed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show how many pages there are, and what was there before."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    found, every = await pages_of(dialog_manager), await pages_of(dialog_manager, all_=True)
    may = case.may and case.self_check.state != "draft"
    last = day(ctx, ctx.app.local_day(found[-1].added_at)) if found else ""
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("review-unit", enterprise=shortened(case.enterprise, 30), place=case.place),
            ctx.say("signed-state", count=len(found), day=last),
            ctx.say("signed-before", count=len(every) - len(found)) if len(every) > len(found) else "",
            ctx.say("signed-office-how") if may else "",
        ),
        "item": str(case.self_check.id),
        "confirms": tuple(one.id for one in found),
        "confirmed": f"{case.self_check.id}",
        "may_replace": may and bool(found),
        "has_replaced": len(every) > len(found),
    }


def make_window() -> Window:
    """signed."""
    return house_window(
        Row(
            Tap(T("signed-all"), "signed_all", on_all, when="has_replaced"),
            Confirm(T("signed-replace"), "signed_replace", on_replace, "item", when="may_replace"),
        ),
        Tap(T("back"), "signed_back", on_case),
        Media(on_page, PICTURES),
        state=ReviewSG.signed,
        getter=signed_getter,
    )
