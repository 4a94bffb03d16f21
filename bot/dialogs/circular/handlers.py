"""Taps and messages on circulars: one is read, answered, written, sent."""

from __future__ import annotations

import secrets
from datetime import date

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.circular.getters import circular_id, post, subtree
from bot.files.papers import send_circular
from bot.states.exchange import CircularSG, start_circulars
from bot.ui.evidence import hide_files, show_files
from bot.ui.incoming_files import receive_paper
from bot.ui.replies import put_below, reply
from bot.ui.unfinished import Unfinished, say_taken_up
from storage.base.errors import Invalid
from storage.exchange import circular_views, circulars
from storage.exchange.circular_views import Office
from storage.self_checks.attachments import MAX_FILES, File

ENTERED = Unfinished("circular", ("token", "kind", "text", "to", "day", "files"))
"""A circular that is being written, by the place it is written at."""


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


async def on_files(manager: DialogManager, item: str) -> None:
    """Show the files of the circular above the window."""
    ctx = context_of(manager)
    files = await ctx.read(circular_views.list_files, ctx.actor, int(item))
    if not await show_files(manager, files):
        await reply(manager, ctx.say("record-files-gone"))


async def on_paper(manager: DialogManager, item: str) -> None:
    """Send one that was sent as an official paper."""
    ctx, here = context_of(manager), await post(manager)
    copies = await ctx.read(circular_views.list_answers, ctx.actor, int(item))
    await send_circular(manager, copies, here.campaign.pack if here.campaign else None)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the circulars received."""
    await hide_files(manager)
    await manager.switch_to(CircularSG.list)


async def on_sent_back(manager: DialogManager, item: str) -> None:
    """Go back to the circulars sent."""
    await hide_files(manager)
    await manager.switch_to(CircularSG.sent)


async def on_recall(manager: DialogManager, text: str) -> None:
    """Recall it for the typed reason (撤回); the offices that have it are told."""
    await context_of(manager).act(circulars.recall, circular_id(manager), text)
    await start_circulars(manager, "circular-recalled")


async def on_correct(manager: DialogManager, item: str) -> None:
    """Begin a corrected one (更正) with all that the first one has; it takes its place when it is sent."""
    ctx, number = context_of(manager), int(item)
    copies = await ctx.read(circular_views.list_answers, ctx.actor, number)
    files = await ctx.read(circular_views.stored_files, ctx.actor, number)
    first = copies[0]
    manager.dialog_data.update(
        token=secrets.token_hex(16),
        kind=first.kind,
        text=first.text,
        to=sorted(one.jurisdiction_id for one in copies),
        day=first.answer_by.isoformat() if first.answer_by else "",
        files=[_facts(one) for one in files],
        corrects=number,
    )
    await hide_files(manager)
    await manager.switch_to(CircularSG.confirm)


async def on_write(manager: DialogManager, item: str) -> None:
    """Begin a draft, or go on with the one that was not sent."""
    draft = manager.dialog_data
    if draft.pop("corrects", None):  # the draft of a correction is not this one
        for key in ENTERED.keys:
            draft.pop(key, None)
    if await ENTERED.take_up(manager, (await post(manager)).place_id):
        await say_taken_up(manager)
    draft.setdefault("token", secrets.token_hex(16))
    is_whole = all(draft.get(key) for key in ("kind", "text", "to")) and "day" in draft
    step = CircularSG.confirm if is_whole else CircularSG.whom if draft.get("text") else CircularSG.kind
    await manager.switch_to(step)


async def _enter(manager: DialogManager, **values: object) -> None:
    """Store a part of the draft, so that it outlasts the window."""
    manager.dialog_data.update(values)
    if "corrects" not in manager.dialog_data:
        await ENTERED.keep(manager, (await post(manager)).place_id)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Choose its kind: 通报, 督办, 批评 or 补课."""
    await _enter(manager, kind=item)
    await manager.switch_to(CircularSG.text)


async def on_text(manager: DialogManager, text: str) -> None:
    """Take the typed text; until somebody chooses, all offices right below are to get it."""
    ctx, here = context_of(manager), await post(manager)
    text = circulars.check_text(text)
    offices = await ctx.read(circular_views.list_below, here.place_id)
    nearest = [one.id for one in offices if one.depth == 1]
    await _enter(manager, text=text, to=manager.dialog_data.get("to", nearest))
    await manager.switch_to(CircularSG.whom)


async def on_office(manager: DialogManager, item: str) -> None:
    """Open an office that has others below it; add any other to those who get it, or take it out."""
    offices = await _below(manager)
    number = int(item)
    if number != manager.dialog_data.get("at") and any(one.parent_id == number for one in offices):
        manager.dialog_data.update(at=number, whom_page=0)
        return
    await _enter(manager, to=sorted(set(manager.dialog_data.get("to", ())) ^ {number}))


async def on_up(manager: DialogManager, item: str) -> None:
    """Go one step up in the tree of offices."""
    above = next((one.parent_id for one in await _below(manager) if one.id == int(item)), None)
    manager.dialog_data.update(at=above, whom_page=0)


async def on_all(manager: DialogManager, item: str) -> None:
    """Choose all offices shown; none of them, where all were chosen."""
    offices = await _below(manager)
    at, own = manager.dialog_data.get("at"), (await post(manager)).place_id
    await _turn(manager, {one.id for one in offices if one.parent_id == (at or own) or one.id == at})


async def on_deep(manager: DialogManager, item: str) -> None:
    """Choose all offices of the place shown at whatever depth; none of them, where all were chosen."""
    offices = await _below(manager)
    await _turn(manager, subtree(offices, manager.dialog_data.get("at")))


async def _turn(manager: DialogManager, some: set[int]) -> None:
    chosen = set(manager.dialog_data.get("to", ()))
    await _enter(manager, to=sorted(chosen - some if some <= chosen else chosen | some))


async def _below(manager: DialogManager) -> tuple[Office, ...]:
    ctx, here = context_of(manager), await post(manager)
    return await ctx.read(circular_views.list_below, here.place_id)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Put a file to the draft; the photos of an album come as a message each."""
    ctx, kept = context_of(manager), list(manager.dialog_data.get("files", ()))
    if len(kept) >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    file = await receive_paper(message, ctx)
    if file.original_sha256 not in {one["original_sha256"] for one in kept}:
        await _enter(manager, files=[*kept, _facts(file)])
    put_below(manager)


def _facts(file: File) -> dict[str, object]:
    """The facts of a stored file that a draft stores."""
    keys = ("kind", "sha256", "original_sha256", "mime", "size", "pages", "preview_sha256")
    return {key: getattr(file, key) for key in keys}


async def on_no_files(manager: DialogManager, item: str) -> None:
    """Take all files out of the draft."""
    await _enter(manager, files=[])


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
    files = [File(**one) for one in draft.get("files", ())]
    said = (item, draft["kind"], draft["text"], draft["to"], by, here.today, files, draft.get("corrects"))
    await context_of(manager).act(circulars.send, here.place_id, *said)
    if "corrects" not in draft:
        await ENTERED.forget(manager, here.place_id)
    await start_circulars(manager, "circular-sent")


async def on_discard(manager: DialogManager, item: str) -> None:
    """Drop the draft."""
    if "corrects" not in manager.dialog_data:
        await ENTERED.forget(manager, (await post(manager)).place_id)
    await start_circulars(manager, "circular-discarded")
