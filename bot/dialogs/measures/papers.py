"""Papers of a measure: printed as PDF and Word, and the signed ones that come back as photos."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row

from bot.app import context_of
from bot.dialogs.measures.getters import view_of
from bot.files.papers import send_measure_paper
from bot.states.offices import MeasuresSG
from bot.ui.confirmation import Confirm
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.incoming_files import PICTURES, receive
from bot.ui.replies import put_below
from bot.ui.widgets import Choices, Media, T, Tap
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.base.errors import NotFound
from storage.offices import staff
from storage.reviews import resumptions, signed_papers
from storage.reviews.measure_views import MeasureView
from storage.self_checks.signed_copies import SignedPage


async def papers_of(manager: DialogManager, view: MeasureView) -> tuple[str, ...]:
    """The papers that a measure has by now: those of a request only once it was sent."""
    ctx = context_of(manager)
    asked = await ctx.read(resumptions.for_office, ctx.actor, view.id) if view.kind == "suspend" else None
    return signed_papers.papers_of(view, asked)


def chosen(manager: DialogManager) -> tuple[int, str]:
    """Id of the measure and the paper on the screen."""
    return int(manager.dialog_data["id"]), str(manager.dialog_data["paper"])


async def pages_of(manager: DialogManager, paper: str) -> tuple[SignedPage, ...]:
    """The pages of a signed paper of the measure on the screen."""
    ctx = context_of(manager)
    return await ctx.read(signed_papers.pages, ctx.actor, int(manager.dialog_data["id"]), paper)


# --- handlers ---------------------------------------------------------------------------------------


async def on_papers(manager: DialogManager, item: str) -> None:
    """List the papers."""
    await hide_files(manager)
    await manager.switch_to(MeasuresSG.papers)


async def on_paper(manager: DialogManager, item: str) -> None:
    """Open a paper."""
    if item not in await papers_of(manager, await view_of(manager)):
        raise NotFound
    manager.dialog_data["paper"] = item
    await manager.switch_to(MeasuresSG.paper)


async def on_print(manager: DialogManager, item: str) -> None:
    """Send the paper as PDF and Word."""
    await send_measure_paper(manager, *chosen(manager))


async def on_show(manager: DialogManager, item: str) -> None:
    """Show the signed paper above the window."""
    await show_files(manager, await pages_of(manager, chosen(manager)[1]))


async def on_page(message: Message, manager: DialogManager) -> None:
    """Keep a page of the signed paper."""
    ctx = context_of(manager)
    await ctx.act(signed_papers.attach, *chosen(manager), await receive(message, ctx))
    manager.dialog_data["notice"] = "signed-kept"
    put_below(manager)


async def on_replace(manager: DialogManager, item: str) -> None:
    """Set the pages aside, to send others."""
    await hide_files(manager)
    await context_of(manager).act(signed_papers.replace, *chosen(manager))
    manager.dialog_data["notice"] = "signed-replaced"


# --- getters ----------------------------------------------------------------------------------------


async def papers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The papers, each with its signed pages."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    choices = []
    for paper in await papers_of(dialog_manager, view):
        pages = len(await pages_of(dialog_manager, paper))
        choices.append((paper, ctx.say("measure-paper-line", paper=paper, kind=view.kind, pages=pages)))
    return {
        "body": ctx.say("measure-papers-head", enterprise=shortened(view.enterprise, 30)),
        "choices": choices,
    }


async def paper_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One paper, and the state of its signed copy."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    paper = chosen(dialog_manager)[1]
    found = await pages_of(dialog_manager, paper)
    may = await ctx.read(staff.may, ctx.actor, signed_papers.ATTACH, view.jurisdiction_id, of=())
    last = day(ctx, ctx.app.local_day(found[-1].added_at)) if found else ""
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
            ctx.say("measure-paper-name", paper=paper, kind=view.kind),
            ctx.say("measure-paper-pages", pages=len(found), day=last),
            ctx.say("measure-paper-how") if may else "",
        ),
        "pages": len(found),
        "has_pages": bool(found),
        "may_replace": may and bool(found),
        "confirms": (paper, tuple(one.id for one in found)),
        "confirmed": f"{view.id}.{paper}",
    }


def make_windows() -> tuple[Window, Window]:
    """papers, paper."""
    return (
        house_window(
            Choices("which", "choices", on_paper),
            back_to("papers_back", MeasuresSG.one),
            state=MeasuresSG.papers,
            getter=papers_getter,
        ),
        house_window(
            Tap(T("measure-paper-print"), "print", on_print),
            Row(
                Tap(T("measure-paper-signed"), "signed", on_show, when="has_pages"),
                Confirm(T("signed-replace"), "signed_replace", on_replace, when="may_replace"),
            ),
            Tap(T("back"), "paper_back", on_papers),
            Media(on_page, PICTURES),
            state=MeasuresSG.paper,
            getter=paper_getter,
        ),
    )
