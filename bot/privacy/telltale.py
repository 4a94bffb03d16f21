"""The question before sending about parts of the text that may identify the writer, in both dialogs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import context_of
from bot.privacy.drafts import ReceiptDraft, ReportDraft
from bot.privacy.entering import session_of
from bot.privacy.windows import private_window
from bot.ui.confirmation import Confirm
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import T, paging
from content.screen import shortened
from content.typed.telltales import telltales

MOST = 6
"""Most parts on a page, and the most characters of each: they fit a phone's screen."""
SIGNS = 16

Draft = ReportDraft | ReceiptDraft
Send = Callable[[DialogManager, str], Awaitable[None]]


def to_ask(draft: Draft) -> tuple[str, ...]:
    """The parts still to ask about: none once the person has confirmed this very text."""
    return () if draft.as_it_is == draft.words else tuple(dict.fromkeys(telltales(draft.words)))


def telltale_window(state: State, back: State, send: Send) -> Window:
    """The window that asks; `send` is the action it interrupts."""

    async def on_drop(manager: DialogManager, item: str) -> None:
        draft = _draft_of(manager)
        draft.take_out(context_of(manager).say("report-telltale-gap"))
        draft.as_it_is = draft.words
        await send(manager, "")

    async def on_keep(manager: DialogManager, item: str) -> None:
        draft = _draft_of(manager)
        draft.as_it_is = draft.words
        await send(manager, "")

    async def on_page(manager: DialogManager, item: str) -> None:
        manager.dialog_data[_page(manager)] = int(item)

    return private_window(
        paging(on_page, "telltale_"),
        Confirm(T("report-telltale-drop"), "telltale_drop", on_drop),
        Confirm(T("report-telltale-keep"), "telltale_keep", on_keep),
        SwitchTo(T("report-telltale-edit"), "telltale_back", back),
        state=state,
        getter=telltale_getter,
    )


async def telltale_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the parts, each in its context; the buttons apply to all of them."""
    ctx = context_of(dialog_manager)
    draft = _draft_of(dialog_manager)
    found = list(dict.fromkeys(telltales(draft.words)))
    shown = [(str(place), shortened(" ".join(one.split()), SIGNS)) for place, one in enumerate(found)]
    page = page_of(shown, turned_to(dialog_manager, _page(dialog_manager)), MOST)
    return {
        **page,
        "body": ctx.say(
            "report-telltale",
            found=ctx.say("list-comma").join(one for _, one in page["choices"]),
            count=len(found),
            page=page["page"],
            pages=page["pages"],
        ),
        "count": len(found),
        "pages": page["pages"],
        "confirms": draft.mark,
        "nothing_left": not draft.is_written,
    }


def _page(manager: DialogManager) -> str:
    """Key of the page: a text changed meanwhile is shown from its first part on."""
    return f"telltale {_draft_of(manager).mark}"


def _draft_of(manager: DialogManager) -> Draft:
    draft = session_of(manager).draft
    return draft if isinstance(draft, ReportDraft | ReceiptDraft) else ReportDraft()
