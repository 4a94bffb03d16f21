"""Adding to a report, asking back, closing it: by the holder of its receipt."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.receipt.looking import draft_of, ticket_of
from bot.privacy.entering import chat_key, clear, leave, reporting_of
from bot.privacy.first_aid import first_aid, is_emergency
from bot.privacy.limits import ADDITIONS
from bot.privacy.photos import add_photo
from bot.privacy.states import ReceiptSG
from bot.privacy.telltale import to_ask
from bot.ui.fragments import lines
from bot.ui.replies import reply
from storage.base.errors import Invalid
from storage.reports import receipts
from storage.reports.messages import MAX_TEXT
from storage.self_checks.answers import tidy


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
