"""Handlers of a report's screens: taps, texts, photos. Places and sending are in `placing` and `sending`."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.report import way
from bot.dialogs.report.placing import on_here
from bot.dialogs.report.way import draft_of
from bot.privacy.entering import clear, reporting_of
from bot.privacy.first_aid import first_aid, is_emergency
from bot.privacy.photos import add_photo
from bot.privacy.states import ReportSG
from bot.ui.fragments import lines
from bot.ui.replies import reply
from storage.base.errors import Stale
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
