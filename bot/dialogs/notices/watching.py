"""One notice: its progress, and the operations on it. Texts in notice.ftl."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.dialogs.notices.case import confirmed, load, notice_id, rights, state_shown, until_shown
from bot.dialogs.notices.correcting import on_begin
from bot.files.office import send_unreached
from bot.files.papers import send_notice
from bot.states.offices import NoticesSG, start_notice_draft
from bot.ui.confirmation import Confirm, confirm_window, is_as_shown, show
from bot.ui.fragments import lines, notice_lines
from bot.ui.notices import audience_shown, content_of, show_preview
from bot.ui.sentences import said
from bot.ui.widgets import Given, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.bars import bar
from storage.notices import gathering, sending
from storage.notices import moves as notice_moves
from storage.notices import views as notice_views
from storage.notices.progress import Progress

Deed = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class AskedDeed:
    """An operation on a notice that asks first: the keys of its question, its button and the sentence after
    it, and the number of people it concerns."""

    do: Deed
    sure: str
    yes: str
    done: str
    count: Callable[[Progress], int]


_DEEDS: Mapping[str, AskedDeed] = {
    "stop": AskedDeed(
        notice_moves.stop, "notice-sure-stop", "notice-yes-stop", "notice-done-stop", lambda seen: seen.left
    ),
    "withdraw": AskedDeed(
        notice_moves.withdraw,
        "notice-sure-withdraw",
        "notice-yes-withdraw",
        "notice-done-withdraw",
        lambda seen: seen.done,
    ),
    "again": AskedDeed(
        notice_moves.send_again,
        "notice-sure-again",
        "notice-yes-again",
        "notice-done-again",
        lambda seen: seen.done - seen.read,
    ),
    "standing": AskedDeed(
        notice_moves.end_standing,
        "notice-sure-standing",
        "notice-yes-standing",
        "notice-done-standing",
        lambda seen: 0,
    ),
}
"""Operations that ask first."""
_RELEASED = {
    "sending": "notice-released-sending",
    "scheduled": "notice-released-scheduled",
    "waiting": "notice-released-waiting",
}
"""Sentence after releasing a notice, by its new state."""

# --- handlers ---------------------------------------------------------------------------------------


async def _do(manager: DialogManager, deed: Deed, said: str) -> None:
    ctx = context_of(manager)
    await ctx.act(deed, notice_id(manager))
    manager.dialog_data["notice"] = said


async def on_pause(manager: DialogManager, item: str) -> None:
    """Pause the notice (暂停)."""
    await _do(manager, notice_moves.pause, "notice-done-pause")


async def on_resume(manager: DialogManager, item: str) -> None:
    """Resume the notice (继续)."""
    await _do(manager, notice_moves.resume, "notice-done-resume")


async def on_refresh(manager: DialogManager, item: str) -> None:
    """Count the progress again."""


async def on_deed(manager: DialogManager, item: str) -> None:
    """Ask before an operation."""
    manager.dialog_data["deed"] = item
    await manager.switch_to(NoticesSG.sure)


async def on_sure(manager: DialogManager, item: str) -> None:
    """Carry out the operation asked about."""
    await _do(manager, _DEEDS[item].do, _DEEDS[item].done)
    await manager.switch_to(NoticesSG.one)


async def on_release(manager: DialogManager, item: str) -> None:
    """Release the notice, as a second person."""
    ctx = context_of(manager)
    now, rules = ctx.app.now(), ctx.app.notice_rules
    counted = await ctx.read(gathering.count_now, now, int(item), rules.zone)
    released = await ctx.act(sending.release, int(item), rules, counted)
    manager.dialog_data["notice"] = _RELEASED[released.state]


async def on_give_back_words(manager: DialogManager, text: str) -> None:
    """Give it back to its author, with a reason."""
    ctx = context_of(manager)
    view, _ = await load(manager)
    if not await is_as_shown(manager, *confirmed(view)):
        await manager.switch_to(NoticesSG.one)
        return
    await ctx.act(sending.give_back, notice_id(manager), text)
    manager.dialog_data["notice"] = "notice-done-give-back"
    await manager.switch_to(NoticesSG.list)


async def on_take_back(manager: DialogManager, item: str) -> None:
    """Make it a draft again, as its author."""
    ctx = context_of(manager)
    await ctx.act(sending.give_back, int(item), "")
    await start_notice_draft(manager, int(item))


async def on_look(manager: DialogManager, item: str) -> None:
    """Preview the notice in the chat."""
    ctx = context_of(manager)
    view = await ctx.read(notice_views.get, ctx.actor, notice_id(manager))
    await show_preview(manager, content_of(view))


async def on_paper(manager: DialogManager, item: str) -> None:
    """The notice as an official paper."""
    ctx = context_of(manager)
    await send_notice(manager, await ctx.read(notice_views.get, ctx.actor, notice_id(manager)))


async def on_unreached(manager: DialogManager, item: str) -> None:
    """Send the list of whom to telephone, as a file."""
    await send_unreached(manager, notice_id(manager))


# --- getters ----------------------------------------------------------------------------------------


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The notice in a few lines, and its buttons."""
    ctx = context_of(dialog_manager)
    view, seen = await load(dialog_manager)
    may, releases = await rights(ctx, view)
    who = await ctx.read(audience_shown, ctx, view.audience)
    begun = view.started_at is not None
    over = view.state in ("sent", "stopped")
    withdrawing = view.job == "withdraw"
    show(dialog_manager, *confirmed(view))
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("notice-one-head", title=view.title, state=await state_shown(ctx, view)),
            ctx.say("notice-one-by", place=view.place, author=view.author),
            ctx.say("notice-draft-to", who=who),
            await until_shown(ctx, view),
            _progress_line(ctx, seen) if begun else "",
            ctx.say("notice-one-unreached", count=unreached(seen)) if begun and unreached(seen) else "",
            ctx.say("notice-one-read", read=seen.read) if begun and not withdrawing else "",
            ctx.say("notice-one-standing") if view.standing and begun else "",
        ),
        "id": str(view.id),
        "confirmed": who,
        "confirms": confirmed(view),
        "nothing_left": view.released_by == ctx.actor.person_id,
        "may_pause": may and view.state == "sending",
        "may_resume": may and view.state == "paused",
        "may_stop": may and view.state in ("waiting", "scheduled", "sending", "paused") and not withdrawing,
        "may_release": releases and view.state == "waiting",
        "may_take_back": view.author_id == ctx.actor.person_id and view.state == "waiting",
        "may_again": may and over and not view.again and seen.done > seen.read,
        "may_correct": may and begun and not withdrawing,
        "may_end_standing": may and view.standing and over,
        "has_reading": begun and not withdrawing,
        "has_unreached": begun and unreached(seen) > 0,
        "goes": view.state in ("sending", "scheduled"),
        "stop": "stop",
        "withdraw": "withdraw",
        "again": "again",
        "standing": "standing",
    }


def unreached(seen: Progress) -> int:
    """Count the enterprises, or people of others, that it cannot reach."""
    return seen.unregistered + seen.blocked + seen.failed + seen.unreachable


def _progress_line(ctx: Any, seen: Progress) -> str:
    reached = seen.total - seen.left
    return str(ctx.say("notice-one-progress", bar=bar(reached, seen.total), done=seen.done, total=seen.total))


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the effect of the operation."""
    ctx = context_of(dialog_manager)
    view, seen = await load(dialog_manager)
    deed = str(dialog_manager.dialog_data.get("deed") or "stop")
    asked = _DEEDS[deed]
    to_all = deed == "again" and view.reached_by == "all"
    sure = "notice-sure-again-all" if to_all else asked.sure
    wanted = ctx.app.catalog.variables(sure, ctx.language)
    values = {"title": view.title, "count": asked.count(seen)}
    return {
        "body": ctx.say(sure, **{name: one for name, one in values.items() if name in wanted}),
        "yes": ctx.say(asked.yes),
        "deed": deed,
        "confirmed": deed,  # not the number of people who have it: that grows meanwhile
        "confirms": confirmed(view),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """one, sure, give_back."""
    return [
        house_window(
            Row(
                Tap(T("notice-pause"), "pause", on_pause, when="may_pause"),
                Tap(T("notice-resume"), "resume", on_resume, when="may_resume"),
                Tap(T("notice-stop"), "stop", on_deed, "stop", when="may_stop"),
            ),
            Row(
                Confirm(T("notice-release"), "release", on_release, "id", when="may_release"),
                SwitchTo(T("notice-give-back"), "give_back", NoticesSG.give_back, when="may_release"),
            ),
            Tap(T("notice-take-back"), "take_back", on_take_back, "id", when="may_take_back"),
            Row(
                SwitchTo(T("notice-reading"), "reading", NoticesSG.reading, when="has_reading"),
                Tap(T("notice-again"), "again", on_deed, "again", when="may_again"),
            ),
            Row(
                Tap(T("notice-unreached"), "unreached", on_unreached, when="has_unreached"),
                Tap(T("notice-end-standing"), "standing", on_deed, "standing", when="may_end_standing"),
            ),
            Row(
                Tap(T("notice-correct"), "correct", on_begin, when="may_correct"),
                Tap(T("notice-withdraw"), "withdraw", on_deed, "withdraw", when="may_correct"),
            ),
            Row(
                Tap(T("notice-look"), "look", on_look),
                Tap(T("paper-button"), "paper", on_paper),
                Tap(T("notice-refresh"), "refresh", on_refresh, when="goes"),
            ),
            back_to("one_back", NoticesSG.list),
            state=NoticesSG.one,
            getter=one_getter,
        ),
        confirm_window(
            Confirm(Given("yes"), "sure", on_sure, "deed"),
            back=SwitchTo(T("notice-no"), "sure_no", NoticesSG.one),
            state=NoticesSG.sure,
            getter=sure_getter,
        ),
        house_window(
            T("notice-give-back-ask"),
            SwitchTo(T("notice-no"), "give_back_no", NoticesSG.one),
            Words(said("change", on_give_back_words), numbers_too=True),
            state=NoticesSG.give_back,
        ),
    ]
