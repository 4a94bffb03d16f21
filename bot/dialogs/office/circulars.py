"""Circulars between offices: those received are read and answered; one is written to those below."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, cast

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.files.papers import send_circular
from bot.states.exchange import CircularSG, start_circulars
from bot.states.offices import start_duties
from bot.ui.confirmation import Confirm
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import Post, office_today, post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.typed_days import typed_day
from bot.ui.unfinished import Unfinished, say_taken_up
from bot.ui.widgets import Choices, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office
from content.screen import screens, shortened
from storage.exchange import circulars
from storage.exchange.circulars import Copy
from storage.offices import staff
from storage.tables.exchange import CIRCULARS

PAGE = 6
ENTERED = Unfinished("circular", ("token", "kind", "text", "to", "day"))
"""A circular that is being written, by the place it is written at."""


def circular_id(manager: DialogManager) -> int:
    """The circular the window is about."""
    came = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or came.get("id") or 0)


async def post(manager: DialogManager) -> Post:
    """The office."""
    ctx = context_of(manager)
    return await ctx.read(post_of, ctx)


# --- handlers ---------------------------------------------------------------------------------------


async def on_got(manager: DialogManager, item: str) -> None:
    """Open a circular that came from above."""
    manager.dialog_data.update(id=int(item), part=0)
    await manager.switch_to(CircularSG.one)


async def on_sent(manager: DialogManager, item: str) -> None:
    """Open a circular that was sent to those below."""
    manager.dialog_data.update(id=int(item), part=0)
    await manager.switch_to(CircularSG.answers)


async def on_read(manager: DialogManager, item: str) -> None:
    """Mark it as read (已阅)."""
    await context_of(manager).act(circulars.read, int(item), (await post(manager)).place_id)


async def on_answer(manager: DialogManager, text: str) -> None:
    """Keep the typed answer, and send it to the office above."""
    number = circular_id(manager)
    await context_of(manager).act(circulars.answer, number, (await post(manager)).place_id, text)
    await start_circulars(manager, "circular-answered")


async def on_paper(manager: DialogManager, item: str) -> None:
    """Send one that was sent as an official paper."""
    ctx, here = context_of(manager), await post(manager)
    copies = await ctx.read(circulars.list_answers, ctx.actor, int(item))
    await send_circular(manager, copies, here.campaign.pack if here.campaign else None)


async def on_write(manager: DialogManager, item: str) -> None:
    """Begin a draft, or go on with the one that was not sent."""
    draft = manager.dialog_data
    if await ENTERED.take_up(manager, (await post(manager)).place_id):
        await say_taken_up(manager)
    draft.setdefault("token", secrets.token_hex(16))
    is_whole = all(draft.get(key) for key in ("kind", "text", "to")) and "day" in draft
    step = CircularSG.confirm if is_whole else CircularSG.whom if draft.get("text") else CircularSG.kind
    await manager.switch_to(step)


async def _enter(manager: DialogManager, **values: object) -> None:
    """Store a part of the draft, so that it outlasts the window."""
    manager.dialog_data.update(values)
    await ENTERED.keep(manager, (await post(manager)).place_id)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Choose its kind: 通报, 督办, 批评 or 补课."""
    await _enter(manager, kind=item)
    await manager.switch_to(CircularSG.text)


async def on_text(manager: DialogManager, text: str) -> None:
    """Take the typed text; until somebody chooses, all offices below are to get it."""
    ctx, here = context_of(manager), await post(manager)
    text = circulars.check_text(text)
    offices = await ctx.read(circulars.list_offices, here.place_id)
    await _enter(manager, text=text, to=manager.dialog_data.get("to", [one.id for one in offices]))
    await manager.switch_to(CircularSG.whom)


async def on_office(manager: DialogManager, item: str) -> None:
    """Add an office to those who get it, or take it out."""
    await _enter(manager, to=sorted(set(manager.dialog_data.get("to", ())) ^ {int(item)}))


async def on_all(manager: DialogManager, item: str) -> None:
    """Choose all offices below; none, if all were chosen."""
    ctx, here = context_of(manager), await post(manager)
    async with ctx.app.database.read() as db:
        every = [one.id for one in await circulars.list_offices(db, here.place_id)]
    await _enter(manager, to=[] if len(manager.dialog_data.get("to", ())) == len(every) else every)


async def on_day(manager: DialogManager, when: date) -> None:
    """Set the day by which they are to answer."""
    await _enter(manager, day=when.isoformat())
    await manager.switch_to(CircularSG.confirm)


async def on_no_day(manager: DialogManager, item: str) -> None:
    """Send it without asking for an answer."""
    await _enter(manager, day="")
    await manager.switch_to(CircularSG.confirm)


async def on_send(manager: DialogManager, item: str) -> None:
    """Send it (发出)."""
    here, draft = await post(manager), manager.dialog_data
    by = date.fromisoformat(draft["day"]) if draft["day"] else None
    said = (item, draft["kind"], draft["text"], draft["to"], by, here.today)
    await context_of(manager).act(circulars.send, here.place_id, *said)
    await ENTERED.forget(manager, here.place_id)
    await start_circulars(manager, "circular-sent")


async def on_discard(manager: DialogManager, item: str) -> None:
    """Drop the draft."""
    await ENTERED.forget(manager, (await post(manager)).place_id)
    await start_circulars(manager, "circular-discarded")


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the circulars received, the latest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        got = await circulars.list_copies(db, ctx.actor, here.place_id)
        sent = await circulars.list_sent(db, ctx.actor, here.place_id)
        offices = await circulars.list_offices(db, here.place_id)
        may = bool(offices) and await staff.may(db, ctx.actor, circulars.SEND, here.place_id)
    choices = [(str(one.id), _label(ctx, one.kind, one.text, is_open=one.is_open)) for one in got]
    head = ctx.say("circular-head", count=len(got), open=sum(one.is_open for one in got))
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(*notice_lines(dialog_manager), head),
        "sent": len(sent),
        "has_sent": bool(sent),
        "may_write": may,
    }


async def sent_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the circulars sent, the latest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        sent = await circulars.list_sent(db, ctx.actor, here.place_id)
    choices = []
    for one in sent:
        is_open = one.read < one.offices or (one.answer_by is not None and one.answered < one.offices)
        choices.append((str(one.id), _label(ctx, one.kind, one.text, is_open=is_open)))
    page = page_of(choices, turned_to(dialog_manager, "sent_page"), PAGE)
    return {**page, "body": ctx.say("circular-sent-head", count=len(sent))}


def _label(ctx: Context, kind: str, text: str, *, is_open: bool) -> str:
    said = {"kind": ctx.say("circular-kind", kind=kind), "state": "open" if is_open else "done"}
    return label_of(ctx, "circular-label", "words", shortened(text, 40), **said)


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A received circular, in pages where it is long."""
    ctx, number = context_of(dialog_manager), circular_id(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        one = await circulars.get_copy(db, ctx.actor, number, here.place_id)
        may = await staff.may(db, ctx.actor, circulars.READ, here.place_id)
    head = ctx.say(
        "circular-from",
        kind=ctx.say("circular-kind", kind=one.kind),
        place=one.sender,
        day=day(ctx, ctx.app.local_day(one.sent_at)),
    )
    due = ctx.say("circular-due", day=day(ctx, one.answer_by)) if one.answer_by else ""
    state = ctx.say("circular-read", read="yes" if one.read_at else "no")
    said = ctx.say("circular-your-answer", answer=shortened(one.answer, 60)) if one.answer else ""
    parts = screens(one.text.split("\n"), 8)
    page = page_of([(str(n), part) for n, part in enumerate(parts)], _part(dialog_manager), 1)
    return {
        **page,
        "body": lines(head, due, " ", page["choices"][0][1], " ", state, said),
        "confirmed": f"{number}",
        "id": str(number),
        "may_read": may and one.read_at is None,
        "may_answer": may,
    }


def _part(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("part", 0))


async def answers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A sent circular: offices that have not read it, offices that have not answered, the answers."""
    ctx, number = context_of(dialog_manager), circular_id(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        copies = await circulars.list_answers(db, ctx.actor, number)
        staffed = {one.id for one in await circulars.list_offices(db, here.place_id) if one.is_staffed}
    first = copies[0]
    head = lines(
        ctx.say(
            "circular-of", kind=ctx.say("circular-kind", kind=first.kind), words=shortened(first.text, 60)
        ),
        ctx.say("circular-due", day=day(ctx, first.answer_by)) if first.answer_by else "",
    )
    parts = screens([_line(ctx, one, one.jurisdiction_id in staffed) for one in copies], 8)
    page = page_of([(str(n), part) for n, part in enumerate(parts)], _part(dialog_manager), 1)
    return {**page, "body": lines(head, " ", page["choices"][0][1]), "id": str(number)}


def _line(ctx: Context, one: Copy, is_staffed: bool) -> str:
    if one.answered_at is not None:
        return ctx.say("circular-line-answered", place=one.place, answer=one.answer)
    state = "nobody" if not is_staffed else "unread" if one.read_at is None else "read"
    return ctx.say("circular-line", place=one.place, state=state, wanted="yes" if one.answer_by else "no")


async def kind_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The kinds of circulars."""
    ctx = context_of(dialog_manager)
    return {"choices": [(kind, ctx.say("circular-kind", kind=kind)) for kind in CIRCULARS]}


async def whom_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The offices below, each in or out."""
    ctx, to = context_of(dialog_manager), set(dialog_manager.dialog_data.get("to", ()))
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        offices = await circulars.list_offices(db, here.place_id)
    choices = []
    for one in offices:
        state = ("yes" if one.id in to else "no") if one.is_staffed else ("empty" if one.id in to else "no")
        choices.append((str(one.id), label_of(ctx, "circular-office", "place", one.name, chosen=state)))
    page = page_of(choices, turned_to(dialog_manager, "whom_page"), PAGE)
    return {**page, "count": len(to), "all": len(offices), "has_any": bool(to)}


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The whole draft."""
    ctx, draft = context_of(dialog_manager), dialog_manager.dialog_data
    by = date.fromisoformat(draft["day"]) if draft.get("day") else None
    return {
        "body": lines(
            ctx.say(
                "circular-check", kind=ctx.say("circular-kind", kind=draft["kind"]), count=len(draft["to"])
            ),
            ctx.say("circular-due", day=day(ctx, by)) if by else ctx.say("circular-no-answer"),
            " ",
            draft["text"],
        ),
        "token": draft["token"],
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of CircularSG."""
    return Dialog(
        house_window(
            Choices("got", "choices", on_got),
            paging("page"),
            Row(
                Tap(T("circular-write"), "write", on_write, when="may_write"),
                SwitchTo(T("circular-to-sent"), "to_sent", CircularSG.sent, when="has_sent"),
            ),
            Row(
                Tap(T("duties-back"), "to_duties", going(start_duties)),
                to_office("to_office"),
            ),
            state=CircularSG.list,
            getter=list_getter,
        ),
        house_window(
            paging("part", "part_"),
            Confirm(T("circular-mark-read"), "read", on_read, "id", when="may_read"),
            SwitchTo(T("circular-to-answer"), "to_answer", CircularSG.answer, when="may_answer"),
            back_to("one_back", CircularSG.list),
            state=CircularSG.one,
            getter=one_getter,
        ),
        house_window(
            T("circular-ask-answer"),
            back_to("answer_back", CircularSG.one),
            Words(on_answer),
            state=CircularSG.answer,
        ),
        house_window(
            Choices("was_sent", "choices", on_sent),
            paging("sent_page", "sent_"),
            back_to("sent_back", CircularSG.list),
            state=CircularSG.sent,
            getter=sent_getter,
        ),
        house_window(
            paging("part", "answers_"),
            Tap(T("paper-button"), "paper", on_paper, "id"),
            back_to("answers_back", CircularSG.sent),
            state=CircularSG.answers,
            getter=answers_getter,
        ),
        house_window(
            T("circular-ask-kind"),
            Choices("kind", "choices", on_kind),
            back_to("kind_back", CircularSG.list),
            state=CircularSG.kind,
            getter=kind_getter,
        ),
        house_window(
            T("circular-ask-text"),
            back_to("text_back", CircularSG.kind),
            Words(on_text),
            state=CircularSG.text,
        ),
        house_window(
            T("circular-ask-whom"),
            Choices("office", "choices", on_office),
            paging("whom_page", "whom_"),
            Row(
                Tap(T("circular-all"), "all", on_all),
                SwitchTo(T("circular-whom-done"), "whom_done", CircularSG.day, when="has_any"),
            ),
            back_to("whom_back", CircularSG.text),
            state=CircularSG.whom,
            getter=whom_getter,
        ),
        house_window(
            T("circular-ask-day"),
            *typed_day("due", on_day, "future", today=office_today),
            Tap(T("circular-no-day"), "no_day", on_no_day),
            back_to("day_back", CircularSG.whom),
            state=CircularSG.day,
        ),
        house_window(
            Confirm(T("circular-send"), "send", on_send, "token"),
            Row(
                SwitchTo(T("circular-change"), "change", CircularSG.text),
                Tap(T("circular-discard"), "discard", on_discard),
            ),
            back_to("confirm_back", CircularSG.day),
            state=CircularSG.confirm,
            getter=confirm_getter,
        ),
    )
