"""A record of a duty: its words, day and files, handed in to the office above, which accepts or returns
it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office.recording import duty_of
from bot.states.exchange import RecordSG, start_handed_in, start_own_duties, start_record
from bot.states.offices import start_duties, start_duty
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.incoming_files import PAPERS, receive_paper
from bot.ui.office_seat import post_of
from bot.ui.paging import nearest, page_of, page_read, turned_to
from bot.ui.replies import put_below, reply
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Media, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office
from content.calendar.duties import ONCE, standing
from content.screen import shortened
from storage.campaigns import duties, points
from storage.exchange import record_views, records
from storage.exchange.record_views import Record
from storage.exchange.records import RIGHT
from storage.offices import staff

PAGE = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as the person sees it: as one of its writers, or as the office that accepts it."""

    record: Record
    title: str
    writes: bool
    answers: bool
    today: date

    @property
    def as_shown(self) -> tuple[object, ...]:
        """The parts of the record that must not have changed when a tap is confirmed."""
        one = self.record
        return one.id, one.done_on, one.sentence, one.files, one.state, one.sendings


def record_id(manager: DialogManager) -> int:
    """The record the window is about."""
    return int(cast(dict[str, Any], manager.start_data)["id"])


async def seen_of(manager: DialogManager) -> Seen:
    """The record of the window, and the person's rights on it.

    Raises:
        NotFound, NotAllowed, Stale.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        one = await record_views.get(db, ctx.actor, record_id(manager))
        title = duty_of(ctx, one.pack, one.code, one.decided).title.say(ctx.language)
        if (
            ctx.who is not None
            and one.enterprise_id is not None
            and one.enterprise_id == ctx.who.enterprise_id
        ):
            return Seen(one, title, True, False, ctx.app.today())
        post = await post_of(db, ctx)
        own = one.enterprise_id is None and post.place_id == one.jurisdiction_id
        writes = own and await staff.may(db, ctx.actor, RIGHT, one.jurisdiction_id)
        answers = not own and one.to_id is not None and one.state == "sent"
        if answers and one.to_id is not None:
            of = None if one.enterprise_id is None else [one.enterprise_id]
            answers = await staff.may(db, ctx.actor, RIGHT, one.to_id, of=of)
    return Seen(one, title, writes, answers, post.today)


async def today_of(manager: DialogManager) -> date:
    """Today in the time zone of the record."""
    return (await seen_of(manager)).today


# --- handlers ---------------------------------------------------------------------------------------


async def on_words(manager: DialogManager, text: str) -> None:
    """Replace the sentence of the record by the typed one."""
    ctx, seen = context_of(manager), await seen_of(manager)
    if not seen.writes or not seen.record.may_change:
        await reply(manager, ctx.say("input-buttons"))
        return
    await ctx.act(records.say, seen.record.id, text)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Put the file to the record; the photos of an album come as a message each."""
    ctx, seen = context_of(manager), await seen_of(manager)
    if not seen.writes or not seen.record.may_change:
        await reply(manager, ctx.say("record-closed" if seen.writes else "input-photo-not-here"))
        return
    await ctx.act(records.attach, seen.record.id, await receive_paper(message, ctx))
    put_below(manager)


async def on_files(manager: DialogManager, item: str) -> None:
    """Show its files above the window."""
    ctx = context_of(manager)
    files = await ctx.read(record_views.list_files, ctx.actor, record_id(manager))
    if not await show_files(manager, files):
        await reply(manager, ctx.say("record-files-gone"))


async def on_day(manager: DialogManager, when: date) -> None:
    """Set the day on which the duty was done."""
    await context_of(manager).act(records.set_day, record_id(manager), when, await today_of(manager))
    await manager.switch_to(RecordSG.one)


async def on_send(manager: DialogManager, item: str) -> None:
    """Hand the record in to the office above (报送)."""
    ctx = context_of(manager)
    await hide_files(manager)
    await ctx.act(records.send, ctx.app.library, int(item))
    await start_record(manager, int(item), "record-sent")


async def on_remove(manager: DialogManager, item: str) -> None:
    """Withdraw the record (撤销)."""
    seen = await seen_of(manager)
    await hide_files(manager)
    await context_of(manager).act(records.remove, int(item))
    await _back(manager, seen)


async def on_receive(manager: DialogManager, item: str) -> None:
    """Accept the record that was handed in (已收到)."""
    await hide_files(manager)
    await context_of(manager).act(records.receive, int(item))
    await start_handed_in(manager, "record-received")


async def on_reason(manager: DialogManager, text: str) -> None:
    """Return the record with the typed reason (退回)."""
    seen = await seen_of(manager)
    if not await is_as_shown(manager, *seen.as_shown):
        await manager.switch_to(RecordSG.one)
        return
    await hide_files(manager)
    await context_of(manager).act(records.give_back, seen.record.id, text)
    await start_handed_in(manager, "record-returned")


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the duty, or to the records handed in."""
    seen = await seen_of(manager)
    await hide_files(manager)
    await _back(manager, seen)


async def _back(manager: DialogManager, seen: Seen) -> None:
    one, ctx = seen.record, context_of(manager)
    if not seen.writes:
        await start_handed_in(manager)
    elif one.enterprise_id is not None:
        await start_own_duties(manager, f"{one.campaign_id}.{one.code}")
    elif (point := points.id_of(one.code)) is not None:
        await start_duty(manager, f"p{point}")
    else:
        number = await ctx.read(duties.id_of, one.campaign_id, one.code)
        pack = ctx.app.library.packs[one.pack]
        is_standing = one.code in {duty.code for duty, _ in standing(pack)} and one.period_on == ONCE
        await start_duty(manager, f"s{number}" if is_standing else f"{number}.{one.period_on:%Y%m%d}")


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a record that was handed in."""
    await start_record(manager, int(item))


# --- getters ----------------------------------------------------------------------------------------


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A record with the actions of this person."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    one = seen.record
    may_change = seen.writes and one.may_change
    show(dialog_manager, *seen.as_shown)
    said = lines(
        seen.title,
        ctx.say("record-whose", whose=one.enterprise or one.place, day=day(ctx, one.done_on)),
        one.sentence or ctx.say("record-no-words"),
        ctx.say("record-files", count=one.files) if one.files else "",
        state_line(ctx, one),
        " " if may_change else "",
        ctx.say("record-how") if may_change else "",
    )
    return {
        "body": lines(*notice_lines(dialog_manager), said),
        "confirmed": said,
        "confirms": seen.as_shown,
        "id": str(one.id),
        "files": one.files,
        "has_files": one.files > 0,
        "to": shortened(one.to or "", 8),
        "may_change": may_change,
        "may_send": may_change and one.to_id is not None and bool(one.sentence or one.files),
        "answers": seen.answers,
    }


def state_line(ctx: Context, one: Record) -> str:
    """The state of a record that was handed in, as a line."""
    if one.state == "kept" or one.sent_at is None:
        return ""
    at = one.sent_at if one.state == "sent" or one.answered_at is None else one.answered_at
    return ctx.say(
        "record-state",
        state=one.state,
        to=one.to or "",
        day=day(ctx, ctx.app.local_day(at)),
        reason=one.reason,
    )


async def handed_in_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Records that wait to be accepted or returned by this office."""
    listed = await _listed(dialog_manager, waiting=True)
    ctx = context_of(dialog_manager)
    head = ctx.say("record-waiting-head", count=listed["total"])
    return {**listed, "body": lines(*notice_lines(dialog_manager), head)}


async def answered_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Records that this office accepted or returned."""
    listed = await _listed(dialog_manager, waiting=False)
    return {**listed, "body": context_of(dialog_manager).say("record-answered-head", count=listed["total"])}


async def reported_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Records that this office handed in, each with its state."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await record_views.list_reported(db, ctx.actor, post.place_id)
    choices = [(str(one.id), _label(ctx, one)) for one in found]
    page = page_of(choices, turned_to(dialog_manager, "reported_page"), PAGE)
    waiting = sum(one.state == "sent" for one in found)
    returned = sum(one.state == "returned" for one in found)
    head = ctx.say("record-reported-head", count=len(found), waiting=waiting, returned=returned)
    return {**page, "body": head}


async def _listed(manager: DialogManager, *, waiting: bool) -> dict[str, Any]:
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        total = await record_views.count_handed_in(db, ctx.actor, post.place_id, waiting=waiting)
        page = nearest(turned_to(manager), total, PAGE)
        found = await record_views.list_handed_in(
            db, ctx.actor, post.place_id, waiting=waiting, skip=page * PAGE, limit=PAGE
        )
    choices = [(str(one.id), _label(ctx, one)) for one in found]
    return {**page_read(choices, page, total, PAGE), "total": total}


def _label(ctx: Context, one: Record) -> str:
    title = duty_of(ctx, one.pack, one.code, one.decided).title.say(ctx.language)
    whose = shortened(one.enterprise or one.place, 8 if ctx.language == "zh" else 14)
    return label_of(ctx, "record-from", "title", title, whose=whose, state=one.state)


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of RecordSG."""
    return Dialog(
        house_window(
            Tap(T("record-see-files"), "files", on_files, when="has_files"),
            Confirm(T("record-send"), "send", on_send, "id", when="may_send"),
            Row(
                SwitchTo(T("record-set-day"), "to_day", RecordSG.day, when="may_change"),
                Confirm(T("record-remove"), "remove", on_remove, "id", when="may_change"),
            ),
            Row(
                Confirm(T("record-receive"), "receive", on_receive, "id", when="answers"),
                SwitchTo(T("record-return"), "to_reason", RecordSG.reason, when="answers"),
            ),
            Tap(T("back"), "one_back", on_back),
            Words(on_words),
            Media(on_file, PAPERS, on_words),
            state=RecordSG.one,
            getter=one_getter,
        ),
        house_window(
            T("record-ask-day"),
            *typed_day("done", on_day, "past", today=today_of, unclear="upkeep-day-unclear"),
            back_to("day_back", RecordSG.one),
            state=RecordSG.day,
        ),
        house_window(
            T("record-ask-reason"),
            back_to("reason_back", RecordSG.one),
            Words(on_reason),
            state=RecordSG.reason,
        ),
        house_window(
            Choices("waiting", "choices", on_one),
            paging("page"),
            Row(
                SwitchTo(T("record-to-answered"), "to_answered", RecordSG.answered),
                SwitchTo(T("record-to-reported"), "to_reported", RecordSG.reported),
            ),
            Row(
                Tap(T("duties-back"), "to_duties", going(start_duties)),
                to_office("to_office"),
            ),
            state=RecordSG.handed_in,
            getter=handed_in_getter,
        ),
        house_window(
            Choices("was", "choices", on_one),
            paging("page", "was_"),
            back_to("was_back", RecordSG.handed_in),
            state=RecordSG.answered,
            getter=answered_getter,
        ),
        house_window(
            Choices("own", "choices", on_one),
            paging("reported_page", "reported_"),
            back_to("reported_back", RecordSG.handed_in),
            state=RecordSG.reported,
            getter=reported_getter,
        ),
    )
