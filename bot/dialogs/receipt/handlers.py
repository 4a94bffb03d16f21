"""Handlers of a receipt's dialog: typing it, adding to its report, closing it. A typed receipt is deleted
from the chat at once; wrong ones are counted."""

from __future__ import annotations

import math

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.receipt.opened import draft_of, ticket_of
from bot.privacy.drafts import ReceiptDraft
from bot.privacy.entering import chat_key, clear, forget_message, leave, reporting_of, session_of
from bot.privacy.first_aid import first_aid, is_emergency
from bot.privacy.limits import ADDITIONS
from bot.privacy.photos import add_photo
from bot.privacy.states import ReceiptSG
from bot.privacy.telltale import to_ask
from bot.ui.fragments import lines
from bot.ui.replies import reply
from content.typed.receipts import ReceiptError, parse_receipt, receipt_shape
from storage.base.errors import Invalid, NotFound
from storage.reports import receipts
from storage.reports.messages import MAX_TEXT
from storage.self_checks.answers import tidy

WRONG = {
    "length": "receipt-wrong-length",
    "sign": "receipt-wrong-sign",
    "slip": "receipt-wrong-slip",
}


async def on_receipt(manager: DialogManager, text: str, *, asked: bool = True) -> None:
    """Take a receipt, in whatever groups: show its report, or the mistake in it.

    `asked`: the person knows that one is asked for; if not, say why nothing was kept.
    """
    if receipt_shape(text) == "within" and not asked:
        await reply(manager, context_of(manager).say("receipt-like-within"))
        return
    await forget_message(manager)
    ctx, reporting = context_of(manager), reporting_of(manager)
    account, now, today = chat_key(manager)[1], ctx.app.now(), ctx.app.today()
    try:
        receipt = parse_receipt(text)
    except ReceiptError as problem:
        key = WRONG[problem.kind] if asked else "receipt-like"
        await reply(manager, ctx.say(key, digits=problem.digits))
        return
    if (wait := ctx.app.limits.wait_to_guess(account, now, today)) is not None:
        minutes = math.ceil(wait.total_seconds() / 60)
        await reply(manager, ctx.say("receipt-wait", minutes=minutes))
        return
    async with ctx.app.fair_queue.aside():
        ticket = await reporting.intake.ticket(receipt)
    try:
        await ctx.read(receipts.look_up, ticket)
    except NotFound:
        ctx.app.limits.guessed_wrong(account, now, today)
        await reply(manager, ctx.say("receipt-unknown"))
        return
    if draft_of(manager).is_written:
        await reply(manager, ctx.say("report-gone"))
    session_of(manager).draft = ReceiptDraft(ticket)
    await manager.switch_to(ReceiptSG.view)


async def on_text(manager: DialogManager, text: str) -> None:
    """Add a text; a further one continues where the last one ended."""
    ctx, draft = context_of(manager), draft_of(manager)
    draft.text = tidy("\n".join(part for part in (draft.text, text) if part), MAX_TEXT)
    draft.changed()
    if is_emergency(ctx, text):
        await reply(manager, lines(first_aid(ctx), ctx.say("receipt-add-danger")))
    await manager.switch_to(ReceiptSG.add)


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo, and its caption."""
    await add_photo(manager, message, draft_of(manager))
    if message.caption:
        await on_text(manager, message.caption)
    else:
        await manager.switch_to(ReceiptSG.add)


async def on_send(manager: DialogManager, item: str) -> None:
    """Handle [发给办公室]. Repeated after a failure, the addition is stored once."""
    ctx, draft, reporting = context_of(manager), draft_of(manager), reporting_of(manager)
    ticket = ticket_of(manager)
    if not draft.text and not draft.photos:  # it was sent, and showing that failed
        await manager.switch_to(ReceiptSG.view)
        return
    if to_ask(draft):
        await manager.switch_to(ReceiptSG.telltale)
        return
    account, now, today = chat_key(manager)[1], ctx.app.now(), ctx.app.today()
    if ctx.app.limits.wait(ADDITIONS, account, now, today) is not None:
        raise Invalid("error-invalid-report-often")
    if draft.prepared is None or not await draft.prepared.is_on(reporting.files):
        async with ctx.app.fair_queue.aside(slow=True):
            draft.prepared = await receipts.prepare_addition(
                reporting.intake, reporting.files, ticket, draft.text, tuple(draft.photos), today
            )
    await ctx.write(receipts.add, ticket, draft.prepared)
    ctx.app.limits.count(ADDITIONS, account, now, today)
    draft.added()
    manager.dialog_data["notice"] = "receipt-added"
    await manager.switch_to(ReceiptSG.view)


async def on_drop(manager: DialogManager, item: str) -> None:
    """Drop the addition."""
    draft_of(manager).added()
    await manager.switch_to(ReceiptSG.view)


async def on_close(manager: DialogManager, item: str) -> None:
    """Handle [结束举报]: the report is closed with the next batch."""
    ticket = ticket_of(manager)
    await context_of(manager).write(receipts.withdraw, ticket)
    manager.dialog_data["notice"] = "receipt-closing"
    await manager.switch_to(ReceiptSG.view)


async def on_clear(manager: DialogManager, item: str) -> None:
    """Handle [清除本次对话]."""
    await clear(manager, "report-cleared")


async def on_leave(manager: DialogManager, item: str) -> None:
    """Leave, with the chat as it is."""
    await leave(manager, "report-left")
