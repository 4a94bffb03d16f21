"""Templates of the office's own: saved from a draft, listed, changed, removed. Texts in notice.ftl."""

from __future__ import annotations

from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.states.offices import NoticeWriteSG
from bot.ui.confirmation import Confirm
from bot.ui.fragments import label_of, lines, notice_of
from bot.ui.notice_drafts import OWN, begin, draft_id, load
from bot.ui.notice_filling import labels, shown_body, typed_body
from bot.ui.notices import html_of
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import reply
from bot.ui.widgets import Choices, Media, T, Tap, Words, paging
from bot.ui.window import back_to, house_window
from content.screen import fitted, shortened
from content.telegram_html import seen
from storage.base.errors import Invalid
from storage.notices import templates
from storage.notices.drafts import check_body
from storage.notices.templates import OwnTemplate
from storage.offices import staff

PAGE = 6

# --- handlers ---------------------------------------------------------------------------------------


async def on_title(manager: DialogManager, text: str) -> None:
    """Save the draft's text as a template under the typed title, or rename a template."""
    ctx = context_of(manager)
    own = manager.dialog_data.get("own")
    if own is not None and draft_id(manager) == 0:
        await ctx.act(templates.change, int(own), title=text)
        await manager.switch_to(NoticeWriteSG.own_one)
        return
    draft = await load(manager)
    check_body(draft.view.body)
    seat = await ctx.read(staff.current, ctx.actor)
    try:
        body = typed_body(ctx, draft.view.body)
        await ctx.act(templates.save, seat.jurisdiction_id, text, body)
    except Invalid as problem:
        if problem.problem != "template-field":
            raise
        await reply(manager, _unknown_field(manager, problem))
        return
    await reply(manager, ctx.say("notice-own-saved", title=text.strip()))
    await manager.switch_to(NoticeWriteSG.main)


def _unknown_field(manager: DialogManager, problem: Invalid) -> str:
    ctx = context_of(manager)
    known = ctx.say("list-comma").join(f"{{{label}}}" for label in labels(ctx).values())
    return ctx.say("notice-own-unknown", field=f"{{{problem.values.get('field', '')}}}", known=known)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a template."""
    manager.dialog_data["own"] = int(item)
    await manager.switch_to(NoticeWriteSG.own_one)


async def on_use(manager: DialogManager, item: str) -> None:
    """Start a notice from the template."""
    await begin(manager, f"{OWN}{item}")


async def on_text(message: Message, manager: DialogManager) -> None:
    """Give the template another text."""
    ctx = context_of(manager)
    try:
        await ctx.act(
            templates.change, int(manager.dialog_data["own"]), body=typed_body(ctx, html_of(message))
        )
    except Invalid as problem:
        if problem.problem != "template-field":
            raise
        await message.answer(_unknown_field(manager, problem))
        return
    manager.dialog_data["notice"] = "notice-own-changed"
    await manager.switch_to(NoticeWriteSG.own_one, show_mode=ShowMode.DELETE_AND_SEND)


async def on_title_back(manager: DialogManager, item: str) -> None:
    """Back to the draft, or to the template that was to be renamed."""
    of_draft = draft_id(manager) != 0
    await manager.switch_to(NoticeWriteSG.main if of_draft else NoticeWriteSG.own_one)


async def on_remove(manager: DialogManager, item: str) -> None:
    """Remove the template."""
    await context_of(manager).act(templates.remove, int(item))
    await manager.switch_to(NoticeWriteSG.own)


# --- getters ----------------------------------------------------------------------------------------


async def own_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The templates of the office and of those above it."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        seat = await staff.current(db, ctx.actor)
        found = await templates.list_for(db, ctx.actor, seat.jurisdiction_id)
    choices = [
        (
            str(one.id),
            label_of(ctx, "notice-own-label", "title", one.title)
            if one.place_id == seat.jurisdiction_id
            else label_of(ctx, "notice-own-above", "title", one.title, place=one.place),
        )
        for one in found
    ]
    return {
        **page_of(choices, turned_to(dialog_manager, "own_page"), PAGE),
        "body": lines(ctx.say("notice-own-head", count=len(found))),
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A template as it is stored, with its fields by their names."""
    ctx, found = context_of(dialog_manager), await _shown(dialog_manager)
    seat = await ctx.read(staff.current, ctx.actor)
    notice = notice_of(dialog_manager)
    body = shortened(seen(shown_body(ctx, found.body)), 400)
    return {
        "body": fitted(
            *((notice, " ") if notice else ()),
            ctx.say("notice-own-one", title=found.title, place=found.place),
            (body, shortened(body, 200)),
        ),
        "confirms": (found.id, found.title, found.body),
        "item": str(found.id),
        "is_own": found.place_id == seat.jurisdiction_id,
    }


async def _shown(manager: DialogManager) -> OwnTemplate:
    ctx = context_of(manager)
    return await ctx.read(templates.get, ctx.actor, int(manager.dialog_data["own"]))


async def fields_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The fields that a text may name."""
    ctx = context_of(dialog_manager)
    return {
        "fields": " ".join(f"{{{label}}}" for label in labels(ctx).values()),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """own, own_one, own_text, own_title."""
    return [
        house_window(
            Choices("own", "choices", on_one),
            paging("own_page", "own_"),
            back_to("own_back", NoticeWriteSG.template),
            state=NoticeWriteSG.own,
            getter=own_getter,
        ),
        house_window(
            Tap(T("notice-own-use"), "own_use", on_use, "item"),
            Row(
                SwitchTo(T("notice-own-edit"), "own_edit", NoticeWriteSG.own_text, when="is_own"),
                SwitchTo(T("notice-own-rename"), "own_rename", NoticeWriteSG.own_title, when="is_own"),
                Confirm(T("notice-own-remove"), "own_remove", on_remove, "item", when="is_own"),
            ),
            back_to("own_one_back", NoticeWriteSG.own),
            state=NoticeWriteSG.own_one,
            getter=one_getter,
        ),
        house_window(
            T("notice-own-text-ask"),
            back_to("own_text_back", NoticeWriteSG.own_one),
            Media(on_text, (ContentType.TEXT,)),
            state=NoticeWriteSG.own_text,
            getter=fields_getter,
        ),
        house_window(
            T("notice-own-title-ask"),
            Tap(T("back"), "own_title_back", on_title_back),
            Words(on_title, numbers_too=True),
            state=NoticeWriteSG.own_title,
            getter=fields_getter,
        ),
    ]
