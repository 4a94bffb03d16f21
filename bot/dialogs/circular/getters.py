"""Getters of circulars: those received and sent, one of them, and the one being written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import page_of, turned_to
from content.screen import screens, shortened
from storage.exchange import circular_views, circulars
from storage.exchange.circular_views import Copy, Office, Sent
from storage.offices import staff
from storage.tables.exchange import CIRCULARS

PAGE = 6


def circular_id(manager: DialogManager) -> int:
    """The circular the window is about."""
    came = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or came.get("id") or 0)


async def post(manager: DialogManager) -> Post:
    """The office."""
    ctx = context_of(manager)
    return await ctx.read(post_of, ctx)


def subtree(offices: Sequence[Office], root: int | None) -> set[int]:
    """Ids of a place and all below it; of all offices where it is None."""
    if root is None:
        return {one.id for one in offices}
    found = {root}
    for one in offices:  # the nearest come first
        if one.parent_id in found:
            found.add(one.id)
    return found


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the circulars received, the latest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        got = await circular_views.list_copies(db, ctx.actor, here.place_id)
        sent = await circular_views.list_sent(db, ctx.actor, here.place_id)
        offices = await circular_views.list_below(db, here.place_id)
        may = bool(offices) and await staff.may(db, ctx.actor, circulars.SEND, here.place_id)
    choices = [(str(one.id), _label(ctx, one)) for one in got]
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
        sent = await circular_views.list_sent(db, ctx.actor, here.place_id)
    choices = [(str(one.id), _label(ctx, one)) for one in sent]
    page = page_of(choices, turned_to(dialog_manager, "sent_page"), PAGE)
    return {**page, "body": ctx.say("circular-sent-head", count=len(sent))}


def _label(ctx: Context, one: Copy | Sent) -> str:
    state = "recalled" if one.recalled_at is not None else "open" if one.is_open else "done"
    said = {"kind": ctx.say("circular-kind", kind=one.kind), "state": state}
    return label_of(ctx, "circular-label", "words", shortened(one.text, 40), **said)


def _ended(ctx: Context, one: Copy) -> str:
    """Lines about a recall or a correction, of a circular that was recalled, corrected, or corrects one."""
    corrects = one.corrects_at
    return lines(
        ctx.say("circular-corrects", day=day(ctx, ctx.app.local_day(corrects))) if corrects else "",
        ctx.say(
            "circular-ended",
            state=one.state,
            day=day(ctx, ctx.app.local_day(one.recalled_at)),
            reason=shortened(one.recall_reason, 100),
        )
        if one.recalled_at is not None
        else "",
    )


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One that came, in parts where it is long."""
    ctx, number = context_of(dialog_manager), circular_id(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        one = await circular_views.get_copy(db, ctx.actor, number, here.place_id)
        may = await staff.may(db, ctx.actor, circular_views.READ, here.place_id)
    head = ctx.say(
        "circular-from",
        kind=ctx.say("circular-kind", kind=one.kind),
        place=one.sender,
        day=day(ctx, ctx.app.local_day(one.sent_at)),
    )
    due = ctx.say("circular-due", day=day(ctx, one.answer_by)) if one.answer_by else ""
    is_valid = one.recalled_at is None
    state = ctx.say("circular-read", read="yes" if one.read_at else "no") if is_valid or one.read_at else ""
    said = ctx.say("circular-your-answer", answer=shortened(one.answer, 60)) if one.answer else ""
    parts = screens(one.text.split("\n"), 8)
    page = page_of([(str(n), part) for n, part in enumerate(parts)], _part(dialog_manager), 1)
    return {
        **page,
        "body": lines(head, _ended(ctx, one), due, " ", page["choices"][0][1], " ", state, said),
        "confirmed": f"{number}{one.state}",
        "id": str(number),
        "may_read": may and is_valid and one.read_at is None,
        "may_answer": may and is_valid,
        "files": one.files,
        "has_files": one.files > 0,
    }


def _part(manager: DialogManager) -> int:
    return turned_to(manager, "part")


async def answers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One that was sent: who has not read it, who has not answered, what the others say."""
    ctx, number = context_of(dialog_manager), circular_id(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        copies = await circular_views.list_answers(db, ctx.actor, number)
        staffed = {one.id for one in await circular_views.list_below(db, here.place_id) if one.is_staffed}
        may = await staff.may(db, ctx.actor, circulars.SEND, here.place_id)
    first = copies[0]
    head = lines(
        ctx.say(
            "circular-of", kind=ctx.say("circular-kind", kind=first.kind), words=shortened(first.text, 60)
        ),
        _ended(ctx, first),
        ctx.say("circular-due", day=day(ctx, first.answer_by)) if first.answer_by else "",
    )
    parts = screens([_line(ctx, one, one.jurisdiction_id in staffed) for one in copies], 8)
    page = page_of([(str(n), part) for n, part in enumerate(parts)], _part(dialog_manager), 1)
    return {
        **page,
        "body": lines(head, " ", page["choices"][0][1]),
        "id": str(number),
        "files": first.files,
        "has_files": first.files > 0,
        "may_recall": may and first.recalled_at is None,
        "may_correct": may and first.corrected_by is None,
    }


def _line(ctx: Context, one: Copy, is_staffed: bool) -> str:
    if one.answered_at is not None:
        return ctx.say("circular-line-answered", place=one.place, answer=one.answer)
    state = "nobody" if not is_staffed else "unread" if one.read_at is None else "read"
    return ctx.say("circular-line", place=one.place, state=state, wanted="yes" if one.answer_by else "no")


async def kind_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The kinds."""
    ctx = context_of(dialog_manager)
    return {"choices": [(kind, ctx.say("circular-kind", kind=kind)) for kind in CIRCULARS]}


async def whom_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The offices right below a place, each in or out; one with others below it opens those."""
    ctx, data = context_of(dialog_manager), dialog_manager.dialog_data
    to, at = set(data.get("to", ())), data.get("at")
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        offices = await circular_views.list_below(db, here.place_id)
    own = next((one for one in offices if one.id == at), None)
    right_below = [one for one in offices if one.parent_id == (own.id if own else here.place_id)]
    choices = [(str(own.id), _office_label(ctx, own, to))] if own is not None else []
    for one in right_below:
        under = subtree(offices, one.id) - {one.id}
        if under:
            counted = {"chosen": len((under | {one.id}) & to), "all": len(under) + 1}
            choices.append((str(one.id), label_of(ctx, "circular-branch", "place", one.name, **counted)))
        else:
            choices.append((str(one.id), _office_label(ctx, one, to)))
    page = page_of(choices, turned_to(dialog_manager, "whom_page"), PAGE - 2)
    return {
        **page,
        "count": len(to),
        "all": len(offices),
        "has_any": bool(to),
        "item": str(own.id) if own else "0",
        "is_inside": own is not None,
        "is_deep": len(offices) > len(right_below) and (own is None or len(right_below) > 0),
        "where": own.name if own else ctx.say("circular-right-below"),
    }


def _office_label(ctx: Context, one: Office, to: set[int]) -> str:
    state = ("yes" if one.id in to else "no") if one.is_staffed else ("empty" if one.id in to else "no")
    return label_of(ctx, "circular-office", "place", one.name, chosen=state)


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All of the draft."""
    ctx, draft = context_of(dialog_manager), dialog_manager.dialog_data
    by = date.fromisoformat(draft["day"]) if draft.get("day") else None
    files = draft.get("files", ())
    return {
        "body": lines(
            ctx.say(
                "circular-check", kind=ctx.say("circular-kind", kind=draft["kind"]), count=len(draft["to"])
            ),
            ctx.say("circular-correcting") if draft.get("corrects") else "",
            ctx.say("circular-due", day=day(ctx, by)) if by else ctx.say("circular-no-answer"),
            ctx.say("record-files", count=len(files)) if files else ctx.say("circular-how-files"),
            " ",
            draft["text"],
        ),
        "token": draft["token"],
        "has_files": bool(files),
    }
