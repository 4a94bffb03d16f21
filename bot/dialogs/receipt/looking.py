"""A typed receipt: deleted from the chat at once, turned into a ticket, looked up. Wrong ones are counted."""

from __future__ import annotations

import math

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.privacy.drafts import ReceiptDraft
from bot.privacy.entering import chat_key, forget_message, reporting_of, session_of
from bot.privacy.states import ReceiptSG
from bot.ui.replies import reply
from content.typed.receipts import ReceiptError, parse_receipt, receipt_shape
from storage.base.errors import NotFound, Stale
from storage.reports import receipts
from storage.reports.crypto import Ticket
from storage.reports.receipts import Seen

WRONG = {
    "length": "receipt-wrong-length",
    "sign": "receipt-wrong-sign",
    "slip": "receipt-wrong-slip",
}


def draft_of(manager: DialogManager) -> ReceiptDraft:
    """The open report, and the addition to it."""
    return session_of(manager).draft_of(ReceiptDraft)


def ticket_of(manager: DialogManager) -> Ticket:
    """The ticket of the open report.

    Raises:
        Stale: none is.
    """
    ticket = draft_of(manager).ticket
    if ticket is None:
        raise Stale
    return ticket


async def seen_now(manager: DialogManager) -> Seen:
    """The open report in its current state.

    Raises:
        NotFound: it was wiped meanwhile. Stale: none is open.
    """
    ticket = ticket_of(manager)
    return await context_of(manager).read(receipts.look_up, ticket)


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
