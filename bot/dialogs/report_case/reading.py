"""One report as its officer reads it, protected from forwarding; its photos; accepting it."""

from __future__ import annotations

import asyncio

from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.report_case.desk import (
    Opened,
    case_id,
    case_line,
    draft_left,
    facts_of,
    load,
    opened,
    pages,
    reporting_of,
    room_for,
    state_shown,
    transcript,
)
from bot.states.offices import CaseSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.evidence import ALBUM, hide_files, send_photos
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.paging import cut, turned_to
from bot.ui.replies import put_below
from bot.ui.widgets import Given, T, Tap, paging
from bot.ui.window import back_to, house_window
from storage.base.errors import Stale
from storage.offices import staff
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import relay as reports_relay
from storage.reports.crypto import Unreadable
from storage.reports.views import SealedPhoto

# --- handlers ---------------------------------------------------------------------------------------


async def on_accept(manager: DialogManager, item: str) -> None:
    """Accept the report."""
    ctx = context_of(manager)
    await ctx.act(reports_handling.accept, reporting_of(ctx).intake, ctx.app.today(), int(item))
    manager.dialog_data["notice"] = "case-accepted"


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show the photos above the window; they are deleted when the report is left."""
    ctx, case = context_of(manager), await load(manager)
    await hide_photos(manager)
    photos = [photo for message in case.messages for photo in message.photos]
    shown: list[int] = []
    for start in range(0, len(photos), ALBUM):
        files = [await _jpeg(ctx, photo) for photo in photos[start : start + ALBUM]]
        shown += await send_photos(
            manager,
            [
                BufferedInputFile(data, f"{number}.jpg")
                for number, data in enumerate(files, start + 1)
                if data is not None
            ],
        )
    manager.dialog_data["photos"] = shown
    if not shown:
        manager.dialog_data["notice"] = "case-no-photos"
    put_below(manager)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_photos(manager)
    await manager.switch_to(CaseSG.list)


async def on_spam(manager: DialogManager, item: str) -> None:
    """Mark it as spam."""
    ctx = context_of(manager)
    await ctx.act(reports_closing.mark_spam, reporting_of(ctx).intake, ctx.app.today(), int(item))
    await hide_photos(manager)
    manager.dialog_data["notice"] = "case-spam-done"
    await manager.switch_to(CaseSG.list)


async def on_reopen(manager: DialogManager, item: str) -> None:
    """Reopen a closed report."""
    ctx = context_of(manager)
    await ctx.act(reports_closing.reopen, reporting_of(ctx).intake, ctx.app.today(), int(item))
    manager.dialog_data["notice"] = "case-reopened"


async def on_send_me(manager: DialogManager, item: str) -> None:
    """Ask for it to be sent by the process that can open it."""
    ctx = context_of(manager)
    await ctx.act(reports_relay.request, reporting_of(ctx).intake, int(item))
    manager.dialog_data["notice"] = "case-send-me-done"


async def on_left(manager: DialogManager, item: str) -> None:
    """Show the unsent answer again, before it is sent."""
    if (left := draft_left(manager)) is None:
        raise Stale
    await hide_photos(manager)
    manager.dialog_data.update(left)
    await manager.switch_to(CaseSG.confirm)


async def hide_photos(manager: DialogManager) -> None:
    """Delete the photos shown above the window."""
    await hide_files(manager, "photos")


async def _jpeg(ctx: Context, photo: SealedPhoto) -> bytes | None:
    """A photo's bytes; None where it cannot be opened, or was deleted."""
    kept = reporting_of(ctx)
    try:
        body = await kept.files.get(photo.name)
        return await asyncio.to_thread(kept.keyring.photo, photo.key_id, photo.key_office, body)
    except (Unreadable, FileNotFoundError):
        return None


# --- getter -----------------------------------------------------------------------------------------


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The report, a page of its messages, and the possible actions."""
    ctx, found = context_of(dialog_manager), await opened(dialog_manager)
    case = found.case
    head = lines(*notice_lines(dialog_manager), _head(ctx, found))
    short = ctx.say("case-head", number=case.case_number, urgent=int(case.urgent))
    if found.words is None:
        texts = [ctx.say("case-locked")]
    else:
        texts = pages(transcript(ctx, found), room_for(head), room_for(short))
    [text], turned = cut(texts, turned_to(dialog_manager), 1)
    seat = await ctx.read(staff.reaching, ctx.actor.person_id or 0, case.by[0][0])
    allowed = {
        right
        for one in seat
        if one.department in {department for _, department in case.by}
        for right in ("report.answer", "report.hand_on", "report.inspect", "report.close", "report.spam")
        if one.allows(right)
    }
    is_open = case.state != "closed"
    return {
        "body": lines(short if turned["has_before"] else head, " ", text),
        "id": str(case_id(dialog_manager)),
        "confirmed": case.case_number,  # neither the current page nor the line shown once above it
        "confirms": facts_of(case),
        "nothing_left": is_open and case.handler_id == ctx.actor.person_id,
        "photos": sum(len(message.photos) for message in case.messages) if found.words else 0,
        "has_left": is_open and draft_left(dialog_manager) is not None,
        "is_locked": found.words is None,
        **turned,
        "may_accept": case.state == "waiting" and "report.answer" in allowed,
        "may_say": is_open and "report.answer" in allowed,
        "may_hand_on": is_open and "report.hand_on" in allowed,
        "may_inspect": is_open and found.words is not None and "report.inspect" in allowed,
        "may_close": is_open and "report.close" in allowed,
        "may_spam": is_open and "report.spam" in allowed,
        "may_reopen": not is_open and "report.close" in allowed,
    }


def _head(ctx: Context, found: Opened) -> str:
    case, rules = found.case, reporting_of(ctx).rules
    category = rules.by_key.get(case.category)
    title = category.title.say(ctx.language) if category else case.category
    since = {one.key: one.text.say(ctx.language) for one in rules.since}
    first = found.words[0] if found.words else None
    others = ctx.say("list-comma").join(case.alike[:2])
    return lines(
        ctx.say("case-head", number=case.case_number, urgent=int(case.urgent)),
        ctx.say("case-category", category=title, day=day(ctx, case.received_on)),
        state_shown(ctx, case),
        ctx.say("case-about", name=found.about) if found.about else "",
        ctx.say("case-since", since=since[first.since]) if first and first.since in since else "",
        ctx.say("case-alike", numbers=others, count=len(case.alike)) if case.alike else "",
        ctx.say("case-same-place", count=case.same_place) if case.same_place else "",
    )


# --- window -----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """one, more."""
    return [
        house_window(
            Row(
                Confirm(T("case-accept"), "accept", on_accept, "id", when="may_accept"),
                Tap(T("case-photos"), "photos", on_photos, "id", when="photos"),
                Tap(T("case-send-me"), "send_me", on_send_me, "id", when="is_locked"),
            ),
            Row(
                SwitchTo(T("case-ask"), "ask", CaseSG.ask, when="may_say"),
                SwitchTo(T("case-answer"), "answer", CaseSG.answer, when="may_say"),
            ),
            Row(
                SwitchTo(T("case-hand-on"), "hand_on", CaseSG.department, when="may_hand_on"),
                SwitchTo(T("case-inspect"), "inspect", CaseSG.day, when="may_inspect"),
            ),
            Row(
                SwitchTo(T("case-close"), "result", CaseSG.result, when="may_close"),
                SwitchTo(T("case-spam"), "spam", CaseSG.spam, when="may_spam"),
                Confirm(T("case-reopen"), "reopen", on_reopen, "id", when="may_reopen"),
            ),
            paging("page", "text_"),
            Tap(T("case-left-draft"), "left", on_left, when="has_left"),
            Tap(T("case-to-list"), "to_list", on_list),
            state=CaseSG.one,
            getter=one_getter,
            protect_content=True,
        ),
        confirm_window(
            T("case-spam-ask"),
            Given("case_line"),
            Confirm(T("case-spam-yes"), "spam_yes", on_spam, "id"),
            back=back_to("spam_back", CaseSG.one),
            state=CaseSG.spam,
            getter=spam_getter,
            protect_content=True,
        ),
    ]


async def spam_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The case, and how long spam is kept."""
    ctx, case = context_of(dialog_manager), await load(dialog_manager)
    return {
        "id": str(case.id),
        "number": case.case_number,
        "days": reporting_of(ctx).rules.keep_spam_days,
        "case_line": case_line(ctx, case),
        "confirms": facts_of(case),
    }
