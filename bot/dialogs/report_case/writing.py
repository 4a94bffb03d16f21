"""Texts of an officer: a question, an answer, a result, a reason; shown before it is sent.

Typed text may quote the report: until it is sent it is encrypted, also in the state of the dialog.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.dialogs.report_case.desk import (
    case_line,
    facts_of,
    forget_draft,
    load,
    remember_draft,
    reporting_of,
)
from bot.dialogs.report_case.reading import hide_photos
from bot.states.offices import CaseSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.fragments import lines
from bot.ui.widgets import Choices, Given, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.model.reports import ReportReply
from storage.base.database import Connection
from storage.base.errors import Stale
from storage.offices import jurisdictions
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports.crypto import Unreadable
from storage.reports.deeds import MAX_ANSWER
from storage.self_checks.answers import tidy
from storage.tables.reports import random_key


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text an officer sends. `asked_in`: the window that asks for it; `done`: key of the sentence
    after sending; `chosen`: data of earlier windows that is confirmed with it; `ends`: the case leaves the
    list of open ones with it."""

    asked_in: State
    done: str
    chosen: tuple[str, ...] = ()
    ends: bool = False


KINDS = {
    "ask": TextKind(CaseSG.ask, "case-ask-done"),
    "answer": TextKind(CaseSG.answer, "case-answer-done"),
    "close": TextKind(CaseSG.result_text, "case-close-done", ("result",), ends=True),
    "hand_on": TextKind(CaseSG.reason, "case-hand_on-done", ("place", "department"), ends=True),
}

LAST = 999
"""A page number beyond the last one: the last one is shown."""

# --- handlers ---------------------------------------------------------------------------------------


async def keep(manager: DialogManager, what: str, text: str) -> None:
    """Store a draft, locked, with the key of its future message; then show it."""
    wrapped = reporting_of(context_of(manager)).intake.wrap(tidy(text, MAX_ANSWER))
    manager.dialog_data.update(what=what, text=wrapped, key=str(random_key()))
    remember_draft(manager)
    await manager.switch_to(CaseSG.confirm)


async def on_ask(manager: DialogManager, item: str) -> None:
    """Take a usual question."""
    await keep(manager, "ask", _reply(manager, item))


async def on_ask_words(manager: DialogManager, text: str) -> None:
    """Take a typed question."""
    await keep(manager, "ask", text)


async def on_answer(manager: DialogManager, item: str) -> None:
    """Take a usual answer."""
    await keep(manager, "answer", _reply(manager, item))


async def on_answer_words(manager: DialogManager, text: str) -> None:
    """Take a typed answer."""
    await keep(manager, "answer", text)


async def on_result(manager: DialogManager, item: str) -> None:
    """Choose the result; the worker's text is asked next."""
    if item not in reports_closing.RESULTS:
        raise Stale
    manager.dialog_data["result"] = item
    await manager.switch_to(CaseSG.result_text)


async def on_result_text(manager: DialogManager, item: str) -> None:
    """Take a usual sentence for that result."""
    await keep(manager, "close", _reply(manager, item))


async def on_result_words(manager: DialogManager, text: str) -> None:
    """Take a typed sentence."""
    await keep(manager, "close", text)


async def on_send(manager: DialogManager, item: str) -> None:
    """Send the text that was shown."""
    ctx, data = context_of(manager), manager.dialog_data
    intake, text, what = reporting_of(ctx).intake, draft_text(manager), str(data.get("what"))
    key, case = int(data["key"]), int(item)
    now, today = ctx.app.now(), ctx.app.today()
    notice = KINDS[what].done

    async def work(db: Connection) -> bool:
        if what == "close":
            result = str(data["result"])
            return await reports_closing.close(db, ctx.actor, now, intake, today, case, key, result, text)
        if what == "hand_on":
            place, department = int(data["place"]), str(data["department"])
            await reports_handling.hand_on(
                db, ctx.actor, now, intake, today, case, key, place, department, text
            )
        else:
            await reports_handling.say(
                db, ctx.actor, now, intake, today, case, key, text, question=what == "ask"
            )
        return True

    if not await ctx.app.database.run(work):
        notice = "case-left"
    forget_draft(manager)
    for name in ("what", "text", "key"):
        data.pop(name, None)
    data["notice"] = notice
    if KINDS[what].ends:
        await hide_photos(manager)
        await manager.switch_to(CaseSG.list)
    else:
        data["page"] = LAST
        await manager.switch_to(CaseSG.one)


async def on_again(manager: DialogManager, item: str) -> None:
    """Write it again."""
    kind = KINDS.get(str(manager.dialog_data.get("what")))
    await manager.switch_to(kind.asked_in if kind else CaseSG.one)


def draft_text(manager: DialogManager) -> str:
    """The text typed last.

    Raises:
        Stale: nothing, or under another key.
    """
    try:
        return reporting_of(context_of(manager)).intake.unwrap(str(manager.dialog_data.get("text", "")))
    except Unreadable:
        raise Stale from None


def _reply(manager: DialogManager, key: str) -> str:
    """A usual sentence, in Chinese: the worker's language is not known."""
    for reply in reporting_of(context_of(manager)).rules.replies:
        if reply.key == key:
            return reply.text.zh
    raise Stale


# --- getters ----------------------------------------------------------------------------------------


def _replies(manager: DialogManager, use: str) -> list[tuple[str, str]]:
    ctx = context_of(manager)
    found: list[ReportReply] = [one for one in reporting_of(ctx).rules.replies if one.use == use]
    return [(one.key, one.title.say(ctx.language)) for one in found]


async def ask_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual questions."""
    return {"replies": _replies(dialog_manager, "ask"), "limit": MAX_ANSWER}


async def answer_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual answers."""
    return {"replies": _replies(dialog_manager, "answer"), "limit": MAX_ANSWER}


async def result_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The possible results."""
    ctx, case = context_of(dialog_manager), await load(dialog_manager)
    results = [(result, ctx.say("case-result", result=result)) for result in reports_closing.RESULTS]
    return {"results": results, "shared": len(case.holders) > len(case.by)}


async def result_text_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual sentences for the chosen result."""
    ctx, result = context_of(dialog_manager), str(dialog_manager.dialog_data.get("result"))
    return {
        "replies": _replies(dialog_manager, result),
        "limit": MAX_ANSWER,
        "result": ctx.say("case-result", result=result),
    }


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the text before it is sent."""
    ctx, case = context_of(dialog_manager), await load(dialog_manager)
    data = dialog_manager.dialog_data
    what = str(data.get("what"))
    chosen = [data.get(name) for name in (KINDS[what].chosen if what in KINDS else ())]
    return {
        "id": str(case.id),
        "head": ctx.say("case-confirm-head", what=what, number=case.case_number),
        "text": draft_text(dialog_manager),
        "note": lines(
            await _chosen_line(dialog_manager, what),
            ctx.say("case-confirm-note", what=what),
            case_line(ctx, case),
            ctx.say("case-confirm-unsent"),
        ),
        "confirms": (*facts_of(case), what, *chosen),
    }


async def _chosen_line(manager: DialogManager, what: str) -> str:
    """The result, or the department and place of a transfer; empty for other texts."""
    ctx, data = context_of(manager), manager.dialog_data
    if what == "close":
        return ctx.say("case-confirm-result", result=str(data.get("result")))
    if what != "hand_on":
        return ""
    (place, *_) = await ctx.read(jurisdictions.above, int(data["place"]))
    return ctx.say("case-confirm-to", department=str(data.get("department")), place=place.name)


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """ask, answer, result, result_text, confirm."""
    return [
        house_window(
            T("case-ask-text"),
            Choices("ask_reply", "replies", on_ask),
            back_to("ask_back", CaseSG.one),
            Words(on_ask_words),
            state=CaseSG.ask,
            getter=ask_getter,
            protect_content=True,
        ),
        house_window(
            T("case-answer-text"),
            Choices("answer_reply", "replies", on_answer),
            back_to("answer_back", CaseSG.one),
            Words(on_answer_words),
            state=CaseSG.answer,
            getter=answer_getter,
            protect_content=True,
        ),
        house_window(
            T("case-result-ask"),
            T("case-result-shared", when="shared"),
            Choices("result_of", "results", on_result),
            back_to("result_back", CaseSG.one),
            state=CaseSG.result,
            getter=result_getter,
            protect_content=True,
        ),
        house_window(
            T("case-result-text"),
            Choices("result_reply", "replies", on_result_text),
            back_to("result_text_back", CaseSG.result),
            Words(on_result_words),
            state=CaseSG.result_text,
            getter=result_text_getter,
            protect_content=True,
        ),
        confirm_window(
            Given("head"),
            Given("text"),
            Given("note"),
            Confirm(T("case-send"), "send", on_send, "id"),
            back=Row(
                Tap(T("case-again"), "again", on_again),
                SwitchTo(T("case-to-one"), "confirm_back", CaseSG.one),
            ),
            state=CaseSG.confirm,
            getter=confirm_getter,
            protect_content=True,
        ),
    ]
