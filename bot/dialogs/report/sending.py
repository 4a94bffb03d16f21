"""Sending a report: sealed first, then stored in one short transaction; the receipt is shown once."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.report import way
from bot.dialogs.report.way import draft_of
from bot.privacy.drafts import ReportDraft
from bot.privacy.entering import chat_key, clear, leave, reporting_of, session_of
from bot.privacy.limits import REPORTS
from bot.privacy.states import ReportSG
from bot.privacy.telltale import to_ask
from content.typed.receipts import new_receipt
from storage.base.errors import Invalid
from storage.reports import intake


async def on_submit(manager: DialogManager, item: str) -> None:
    """Handle [提交举报]. Repeated, or again after a failure, it is stored once, under the same receipt."""
    ctx, draft, reporting = context_of(manager), draft_of(manager), reporting_of(manager)
    if not way.is_complete(draft):
        await way.go_on(manager)
        return
    if to_ask(draft):
        await way.go(manager, ReportSG.telltale)
        return
    account, now, today = chat_key(manager)[1], ctx.app.now(), ctx.app.today()
    if ctx.app.limits.wait(REPORTS, account, now, today) is not None:
        raise Invalid("error-invalid-report-often")
    if draft.prepared is None or not await draft.prepared.message.is_on(reporting.files):
        draft.receipt = draft.receipt or new_receipt()
        async with ctx.app.fair_queue.aside(slow=True):
            draft.prepared = await intake.prepare(
                reporting.intake, reporting.files, reporting.rules, draft.receipt, _written(draft), today
            )
    case_number = await ctx.write(intake.submit, today, draft.prepared)
    ctx.app.limits.count(REPORTS, account, now, today)
    session_of(manager).draft = draft.sent(case_number, today)
    await way.go(manager, ReportSG.sent)


async def on_written_down(manager: DialogManager, item: str) -> None:
    """Handle [我记下了，清除本次对话]."""
    await clear(manager, "report-cleared")


async def on_keep(manager: DialogManager, item: str) -> None:
    """Leave, and keep the chat as it is; the button home replaces the receipt."""
    await leave(manager, "report-left")


def _written(draft: ReportDraft) -> intake.Draft:
    return intake.Draft(
        category=draft.category,
        text=draft.text,
        since=draft.since,
        jurisdiction_id=draft.jurisdiction_id,
        enterprise_id=draft.enterprise_id,
        place=draft.place,
        urgent=draft.urgent,
        at_once=draft.at_once,
        photos=tuple(draft.photos),
    )
