"""The draft as a whole, its test and its confirmation. Texts in notice.ftl."""

from __future__ import annotations

from typing import cast

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.notice_write.timing import until_shown
from bot.dialogs.notice_write.writing import FILES, on_file, refuse, was_cut
from bot.states.offices import NoticeWriteSG, start_notice, start_notices
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.fragments import lines
from bot.ui.notice_drafts import Draft, draft_id, load, preview, reach_lines
from bot.ui.notices import audience_shown, html_of, moment
from bot.ui.widgets import Media, T, Tap, Words, going
from bot.ui.window import back_to, house_window
from content.telegram_html import seen, units
from storage.base.errors import Invalid
from storage.notices import drafts, gathering, sending
from storage.notices.drafts import check_body
from storage.notices.sending import Confirmed

CONFIRMED = {
    "sending": "notice-confirmed-sending",
    "scheduled": "notice-confirmed-scheduled",
    "waiting": "notice-confirmed-waiting",
}
"""Sentence after confirming a notice, by its new state."""
RETURNED = {"ended": "notice-returned-ended", "expired": "notice-returned-expired"}
"""Keys of the reasons why a draft came back."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_preview(manager: DialogManager, item: str) -> None:
    """Preview the notice in the chat."""
    draft = await load(manager)
    check_body(draft.view.body)
    await preview(manager)


async def on_test(manager: DialogManager, item: str) -> None:
    """Send a test to its author, by the same path as all copies."""
    ctx = context_of(manager)
    draft = await load(manager)
    check_body(draft.view.body)
    await ctx.act(drafts.send_test, draft_id(manager))


async def on_urgent(manager: DialogManager, item: str) -> None:
    """Set or unset urgent."""
    await _set(manager, urgent=item == "yes")


async def on_standing(manager: DialogManager, item: str) -> None:
    """Set or unset standing."""
    await _set(manager, standing=item == "yes")


async def _set(manager: DialogManager, *, urgent: bool | None = None, standing: bool | None = None) -> None:
    ctx = context_of(manager)
    await ctx.write(drafts.set_kind, ctx.actor, draft_id(manager), urgent=urgent, standing=standing)


async def on_ready(manager: DialogManager, item: str) -> None:
    """Open the confirmation, if the notice can be sent."""
    draft = await load(manager)
    check_body(draft.view.body)
    if not draft.reach.enterprises:
        raise Invalid("error-invalid-notice-nobody")
    await manager.switch_to(NoticeWriteSG.confirm)


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Confirm the notice."""
    ctx = context_of(manager)
    now, rules = ctx.app.now(), ctx.app.notice_rules
    counted = await ctx.read(gathering.count_now, now, int(item), rules.zone)
    confirmed = await ctx.act(sending.confirm, int(item), rules, counted)
    await start_notice(manager, int(item), CONFIRMED[result(confirmed)])


def result(confirmed: Confirmed) -> str:
    """The next step of a confirmed notice, in words."""
    return confirmed.state


async def on_discard(manager: DialogManager, item: str) -> None:
    """Discard the draft."""
    ctx = context_of(manager)
    await ctx.act(drafts.discard, int(item))
    await start_notices(manager, "notice-discarded")


async def on_words(manager: DialogManager, text: str) -> None:
    """Take a text typed while the draft is shown: the rest of one that was too long, or a new text."""
    message = cast(Message, manager.event)
    if was_cut(manager, message, html_of(message)):
        await refuse(manager, message)
    else:
        await message.answer(context_of(manager).say("notice-change-text"))


# --- getters ----------------------------------------------------------------------------------------


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The draft in a few lines."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    who = await ctx.read(audience_shown, ctx, draft.audience)
    view = draft.view
    return {
        "body": lines(
            ctx.say(RETURNED[view.held]) if view.held in RETURNED else "",
            ctx.say("notice-returned", reason=view.returned) if view.returned else "",
            ctx.say("notice-draft-head", title=view.title, length=units(seen(view.body))),
            ctx.say("notice-draft-to", who=who),
            reach_lines(ctx, draft.reach),
            ctx.say("notice-draft-when", when=when_shown(ctx, draft)),
            ctx.say("notice-draft-until", when=until) if (until := until_shown(ctx, draft)) else "",
        ),
        "files": len(view.files),
        "count": draft.reach.enterprises,
        "id": str(view.id),
        "confirmed": view.title,
        "confirms": (view.id, view.body, view.files),
        **_toggle("urgent", view.urgent),
        **_toggle("standing", view.standing),
    }


def _toggle(name: str, on: bool) -> dict[str, object]:
    """Label and data of a switch."""
    return {f"{name}_mark": "☑" if on else "☐", f"{name}_next": "no" if on else "yes"}


def when_shown(ctx: Context, draft: Draft) -> str:
    """The time of sending in words."""
    begins = sending.begins_at(draft.view, ctx.app.now(), draft.zone)
    if begins <= ctx.app.now():
        return ctx.say("notice-when-now")
    key = "notice-when-at" if draft.view.send_at == begins else "notice-when-morning"
    return ctx.say(key, when=moment(ctx, begins, draft.zone))


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All decisions that the confirmation covers."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    who = await ctx.read(audience_shown, ctx, draft.audience)
    large = draft.reach.enterprises > ctx.app.notice_rules.release_above
    return {
        "body": lines(
            ctx.say("notice-confirm-head", title=draft.view.title),
            ctx.say("notice-draft-to", who=who),
            reach_lines(ctx, draft.reach),
            ctx.say("notice-draft-when", when=when_shown(ctx, draft)),
            ctx.say("notice-draft-until", when=until) if (until := until_shown(ctx, draft)) else "",
            ctx.say("notice-confirm-urgent") if draft.view.urgent else "",
            ctx.say("notice-confirm-standing") if draft.view.standing else "",
            ctx.say("notice-confirm-release", limit=ctx.app.notice_rules.release_above) if large else "",
        ),
        "count": draft.reach.enterprises,
        "confirms": (draft.view.title, draft.view.body, draft.view.urgent, draft.view.files),
        "id": str(draft.view.id),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """main, confirm."""
    return [
        house_window(
            Row(
                SwitchTo(T("notice-edit-text"), "edit_text", NoticeWriteSG.text),
                SwitchTo(T("notice-edit-files"), "edit_files", NoticeWriteSG.files),
            ),
            Row(
                SwitchTo(T("notice-edit-audience"), "edit_audience", NoticeWriteSG.audience),
                SwitchTo(T("notice-edit-when"), "edit_when", NoticeWriteSG.when),
            ),
            Row(
                Tap(T("notice-urgent"), "urgent", on_urgent, "urgent_next"),
                Tap(T("notice-standing"), "standing", on_standing, "standing_next"),
            ),
            Row(Tap(T("notice-preview"), "preview", on_preview), Tap(T("notice-test"), "test", on_test)),
            Tap(T("notice-send"), "ready", on_ready),
            Row(
                Tap(T("notice-later"), "later", going(start_notices)),
                SwitchTo(T("notice-own-save"), "to_own_save", NoticeWriteSG.own_title),
                Confirm(T("notice-discard"), "discard", on_discard, "id"),
            ),
            Words(on_words),
            Media(on_file, FILES),
            state=NoticeWriteSG.main,
            getter=main_getter,
        ),
        confirm_window(
            Confirm(T("notice-confirm-yes"), "confirm", on_confirm, "id"),
            back=back_to("confirm_back", NoticeWriteSG.main),
            state=NoticeWriteSG.confirm,
            getter=confirm_getter,
        ),
    ]
