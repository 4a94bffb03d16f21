"""Handlers of a report: taps, texts, photos, sending. It is sealed, then stored in one short transaction; the
receipt is shown once. The choice of its place is in `placing`."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.report import way
from bot.dialogs.report.placing import on_here
from bot.dialogs.report.way import draft_of
from bot.privacy.drafts import ReportDraft
from bot.privacy.entering import chat_key, clear, leave, reporting_of, session_of
from bot.privacy.first_aid import first_aid, is_emergency
from bot.privacy.limits import REPORTS
from bot.privacy.photos import add_photo
from bot.privacy.states import ReportSG
from bot.privacy.telltale import to_ask
from bot.ui.fragments import lines
from bot.ui.replies import reply
from content.typed.receipts import new_receipt
from storage.base.errors import Invalid, Stale
from storage.reports import intake
from storage.reports.messages import MAX_TEXT
from storage.self_checks.answers import tidy


async def on_begin(manager: DialogManager, item: str) -> None:
    """Handle [开始]."""
    await way.go_on(manager)


async def on_help(manager: DialogManager, item: str) -> None:
    """Handle [现在有人倒下或着火]: show first aid; whether the danger lasts is asked once the story is
    written."""
    draft_of(manager).in_danger = True
    await manager.switch_to(ReportSG.help)


async def on_other_place(manager: DialogManager, item: str) -> None:
    """Drop the poster's enterprise."""
    draft = draft_of(manager)
    draft.enterprise_id, draft.enterprise, draft.jurisdiction_id = None, "", 0


async def on_back(manager: DialogManager, item: str) -> None:
    """Go one screen back."""
    await way.go_back(manager)


async def on_leave(manager: DialogManager, item: str) -> None:
    """Leave before anything was written; the window that spoke of reports is deleted."""
    await clear(manager, "report-left")


async def on_cancel(manager: DialogManager, item: str) -> None:
    """Delete the whole draft, in memory and in the chat."""
    await clear(manager, "report-cancelled")


async def on_early(manager: DialogManager, text: str) -> None:
    """Take a text typed before the first question: in danger, first aid comes first."""
    ctx = context_of(manager)
    first = first_aid(ctx) if is_emergency(ctx, text) else ""
    await reply(manager, lines(first, ctx.say("report-begin-first")))


async def on_category(manager: DialogManager, item: str) -> None:
    """Choose the category."""
    if item not in reporting_of(manager).rules.by_key:
        raise Stale
    draft = draft_of(manager)
    draft.category = item
    draft.changed()
    await way.go_on(manager)


async def on_text(manager: DialogManager, text: str) -> None:
    """Take the story. A further text continues where the last one ended (Telegram cuts long ones in two)."""
    draft = draft_of(manager)
    draft.text = tidy("\n".join(part for part in (draft.text, text) if part), MAX_TEXT)
    draft.changed()
    if draft.in_danger or is_emergency(context_of(manager), text):
        await way.go(manager, ReportSG.danger)
    else:
        await way.go_on(manager)


async def on_rewrite(manager: DialogManager, item: str) -> None:
    """Handle [重写]: write the text again."""
    draft = draft_of(manager)
    draft.text = ""
    draft.changed()
    await way.go(manager, ReportSG.story)


async def on_urgent(manager: DialogManager, item: str) -> None:
    """Set the urgency as on the button: not urgent, urgent, or lives at risk now."""
    draft = draft_of(manager)
    draft.urgent, draft.at_once, draft.in_danger = item in ("yes", "now"), item == "now", False
    draft.changed()
    if manager.current_context().state == ReportSG.danger:
        await way.go_on(manager)


async def on_since(manager: DialogManager, item: str) -> None:
    """Set since when, roughly."""
    if item not in {one.key for one in reporting_of(manager).rules.since}:
        raise Stale
    draft = draft_of(manager)
    draft.since = item
    draft.changed()
    await way.go_on(manager)


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo, and its caption as a further text."""
    await add_photo(manager, message, draft_of(manager))
    if message.caption:
        await on_text(manager, message.caption)


async def on_no_photos(manager: DialogManager, item: str) -> None:
    """Handle [删照片]: remove all photos."""
    draft = draft_of(manager)
    draft.photos.clear()
    draft.changed()


async def on_fix(manager: DialogManager, item: str) -> None:
    """Correct the category or the place."""
    if item == "category":
        await way.go(manager, ReportSG.category)
        return
    towns = await way.all_towns(manager)
    if towns.only is None:
        await way.go(manager, ReportSG.town)
    else:
        await on_here(manager, str(towns.only))


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
