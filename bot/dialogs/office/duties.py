"""Duties of an office: those due, one of them, marked as done and undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office.owed_below import below_getter
from bot.dialogs.office.recording import add, add_file, duty_of, record_label
from bot.files.enterprise import send_deadlines
from bot.states.campaigns import start_summaries
from bot.states.exchange import (
    start_circulars,
    start_handed_in,
    start_meetings,
    start_readiness,
    start_record,
)
from bot.states.offices import DutiesSG, start_duties
from bot.ui.campaign_name import campaign_named
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.incoming_files import PAPERS
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, Given, Media, T, Tap, Words, going, paging
from bot.ui.window import house_window, to_office
from content.calendar.duties import ONCE
from content.model.pack import Duty, Pack
from content.screen import fitted, shortened
from documents.words import plan_day
from storage.base.database import Connection
from storage.base.errors import Stale
from storage.campaigns import duties
from storage.campaigns.duties import OwedDuty, StandingDuty
from storage.exchange import circular_views, meeting_views, record_views
from storage.exchange.record_views import Of
from storage.offices import staff

PAGE = 6
RECORDS = 3
"""Records shown under a duty."""

# --- what is owed -----------------------------------------------------------------------------------


def item_of(duty: OwedDuty) -> str:
    """A duty's item in callback data."""
    if duty.decided is not None:
        return f"p{duty.id}"
    return f"{duty.id}.{duty.period_on:%Y%m%d}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A duty of the office: `owed` None where it has no day."""

    post: Post
    pack: Pack
    duty: Duty
    campaign_id: int
    owed: OwedDuty | None
    shown: tuple[object, ...]
    """The values a confirmation covers: the duty, and whether it is marked as done already."""

    @property
    def of(self) -> Of:
        """The duty that its records belong to."""
        period = self.owed.period_on if self.owed is not None else ONCE
        return Of(self.campaign_id, self.duty.code, self.post.place_id, period)


async def owed(manager: DialogManager) -> tuple[Post, tuple[OwedDuty, ...]]:
    """The office, and all duties it owes."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await duties.list_owed(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    return post, found


def item_in(manager: DialogManager) -> str:
    """The duty chosen in the list, or the one the dialog was started with."""
    came = manager.start_data if isinstance(manager.start_data, dict) else {}
    return str(manager.dialog_data.get("item") or came.get("item") or "")


async def chosen(manager: DialogManager, item: str) -> Chosen:
    """The duty of a button.

    Raises:
        Stale: this office does not owe it.
    """
    ctx = context_of(manager)
    if item.startswith("s"):
        async with ctx.app.database.read() as db:
            post = await post_of(db, ctx)
            all_along = await duties.list_standing(db, ctx.actor, ctx.app.library, post.place_id)
        lasting = next((each for each in all_along if f"s{each.id}" == item), None)
        if lasting is None:
            raise Stale
        pack = ctx.app.library.packs[lasting.pack]
        duty = duty_of(ctx, lasting.pack, lasting.code)
        return Chosen(post, pack, duty, lasting.campaign_id, None, (lasting.id,))
    post, found = await owed(manager)
    one = next((duty for duty in found if item_of(duty) == item), None)
    if one is None:
        raise Stale
    duty = duty_of(ctx, one.pack, one.code, one.decided.text if one.decided else "")
    return Chosen(post, ctx.app.library.packs[one.pack], duty, one.campaign_id, one, marked(one))


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a duty."""
    manager.dialog_data.update(item=item, of_done=False)
    await manager.switch_to(DutiesSG.one)


async def on_done_one(manager: DialogManager, item: str) -> None:
    """Open a duty that is done."""
    manager.dialog_data.update(item=item, of_done=True)
    await manager.switch_to(DutiesSG.one)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to its list."""
    if item_in(manager).startswith("s"):
        await manager.switch_to(DutiesSG.standing)
        return
    await manager.switch_to(DutiesSG.done if manager.dialog_data.get("of_done") else DutiesSG.list)


async def on_done(manager: DialogManager, item: str) -> None:
    """Mark the duty as done (已完成)."""
    await mark(manager, item, "")


async def on_note(manager: DialogManager, text: str) -> None:
    """Record that it was done, with the typed sentence."""
    one = await chosen(manager, item_in(manager))
    if await is_as_shown(manager, *one.shown):
        await add(manager, one.of, one.post.today, text)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Record that it was done, with a file."""
    one = await chosen(manager, item_in(manager))
    if await is_as_shown(manager, *one.shown):
        await add_file(message, manager, one.of, one.post.today)


async def on_record(manager: DialogManager, item: str) -> None:
    """Open a record of the duty."""
    await start_record(manager, int(item))


async def on_standing(manager: DialogManager, item: str) -> None:
    """Open a duty without a day."""
    manager.dialog_data.update(item=item, of_done=False)
    await manager.switch_to(DutiesSG.one)


def marked(one: OwedDuty) -> tuple[object, ...]:
    """The values a confirmation covers: the duty, and whether it is marked as done already."""
    return one.code, one.period_on, one.due_on, one.done_at, one.note


async def mark(manager: DialogManager, item: str, note: str) -> None:
    """Mark a duty done."""
    ctx = context_of(manager)
    of = (await chosen(manager, item)).of
    where = (of.campaign_id, of.code, of.jurisdiction_id, of.period_on)
    await ctx.act(duties.mark_done, ctx.app.library, *where, note)
    await start_duties(manager, "duties-marked", turned_to(manager))


async def on_undo(manager: DialogManager, item: str) -> None:
    """Undo the mark."""
    of = (await chosen(manager, item)).of
    where = (of.campaign_id, of.code, of.jurisdiction_id, of.period_on)
    await context_of(manager).act(duties.undo, *where)
    await start_duties(manager, "duties-undone", turned_to(manager))


async def on_meeting(manager: DialogManager, item: str) -> None:
    """Call the meeting that the duty is about."""
    await start_meetings(manager, of=item)


async def on_calendar(manager: DialogManager, item: str) -> None:
    """Send the days by which the office owes something, for a calendar."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        place_id = (await post_of(db, ctx)).place_id
    await send_deadlines(manager, place_id)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the open duties, soonest first."""
    ctx = context_of(dialog_manager)
    post, found = await owed(dialog_manager)
    waiting = [duty for duty in found if duty.done_at is None]
    done = len(found) - len(waiting)
    late = sum(duty.due_on < post.today for duty in waiting)
    page = page_of(
        [(item_of(duty), label(ctx, post.today, duty)) for duty in waiting],
        turned_to(dialog_manager),
        PAGE,
    )
    async with ctx.app.database.read() as db:
        lasting = await _standing(ctx, db, post)
        handed_in = await record_views.count_handed_in(db, ctx.actor, post.place_id)
        to_read = await circular_views.count_open(db, ctx.actor, post.place_id)
        coming = await meeting_views.count_coming(db, ctx.actor, post.place_id)
    head = ctx.say("duties-head", waiting=len(waiting), late=late, done=done)
    return {
        **page,
        "body": lines(*notice_lines(dialog_manager), head if found else ctx.say("duties-none")),
        "done": done,
        "has_done": done > 0,
        "standing": len(lasting),
        "has_standing": bool(lasting),
        "handed_in": handed_in,
        "circulars": to_read,
        "meetings": coming,
    }


async def done_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the duties done, the latest first."""
    ctx = context_of(dialog_manager)
    post, found = await owed(dialog_manager)
    done = [duty for duty in reversed(found) if duty.done_at is not None]
    page = page_of(
        [(item_of(duty), label(ctx, post.today, duty)) for duty in done],
        turned_to(dialog_manager, "done_page"),
        PAGE,
    )
    return {**page, "done": len(done)}


async def _standing(ctx: Context, db: Connection, post: Post) -> tuple[StandingDuty, ...]:
    """The standing duties of the reader's department, and those that no department here has."""
    own = post.seat.department
    return await duties.list_standing(db, ctx.actor, ctx.app.library, post.place_id, department=own)


async def standing_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Standing duties, with the number of records of each."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await _standing(ctx, db, post)
        counted = await record_views.counts(db, ctx.actor, post.place_id)
    choices = [
        (
            f"s{one.id}",
            label_of(
                ctx,
                "duties-standing-one",
                "title",
                duty_of(ctx, one.pack, one.code).title.say(ctx.language),
                count=counted.get((one.campaign_id, one.code), 0),
            ),
        )
        for one in found
    ]
    page = page_of(choices, turned_to(dialog_manager, "standing_page"), PAGE)
    return {**page, "body": ctx.say("duties-standing-head", count=len(found))}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a duty: its title, its recipient, its source in the plan, its records."""
    ctx = context_of(dialog_manager)
    item = item_in(dialog_manager)
    one = await chosen(dialog_manager, item)
    async with ctx.app.database.read() as db:
        may = await staff.may(db, ctx.actor, "duty.mark", one.post.place_id)
        kept = await record_views.list_of(db, ctx.actor, one.of)
    running = [campaign for campaign in one.post.campaigns if campaign.is_open]
    of = next((campaign for campaign in running if campaign.id == one.campaign_id), None)
    named = campaign_named(ctx, of) if of is not None and len(running) > 1 else ""
    show(dialog_manager, *one.shown)
    is_done = one.owed is not None and one.owed.done_at is not None
    is_open = one.owed is not None and not is_done
    page = page_of(
        [(str(each.id), record_label(ctx, each, one.post.today)) for each in kept],
        turned_to(dialog_manager, "records_page"),
        RECORDS,
    )
    return {
        **page,
        "body": fitted((named, ""), *said(ctx, one)),
        "confirms": one.shown,
        "item": item,
        "open": may and is_open,
        "how": may and not is_open,
        "is_meeting": one.duty.what == "meeting" and is_open,
        "is_summary": one.duty.what in ("report", "summary") and is_open,
        "undone": may and is_done,
    }


def said(ctx: Context, one: Chosen) -> tuple[str | tuple[str, ...], ...]:
    """The details of a duty, fitted to a phone."""
    pack, duty = one.pack, one.duty
    named = {department.code: department for department in pack.departments}
    to, who = named.get(duty.to or ""), named.get(duty.who)
    if one.owed is not None and one.owed.decided is not None:
        point = one.owed.decided
        party = ctx.say("staff-department", department=point.department) if point.department else ""
        return (
            duty.title.say(ctx.language),
            due_line(ctx, one.owed, one.post.today),
            ctx.say("meeting-point-party", party=party) if party else "",
            ctx.say("duties-note", note=shortened(one.owed.note, 60)) if one.owed.note else "",
            " ",
            ctx.say("meeting-point-of", day=day(ctx, point.held_on)),
        )
    quoted = ctx.say("duties-written", written=shortened(duty.written, 80), section=duty.source.section)
    shorter = ctx.say(
        "duties-written", written=shortened(duty.written, 36), section=shortened(duty.source.section, 16)
    )
    return (
        duty.title.say(ctx.language),
        due_line(ctx, one.owed, one.post.today),
        ctx.say("duties-outside", who=who.name) if who is not None and who.at == "outside" else "",
        ctx.say("duties-to", to=to.name) if to else "",
        ctx.say("duties-note", note=shortened(one.owed.note, 60)) if one.owed and one.owed.note else "",
        " ",
        (quoted, shorter),
        (ctx.say("duties-reading", reading=shortened(duty.reading.say(ctx.language), 90)), "")
        if duty.reading
        else "",
    )


def due_line(ctx: Context, owed: OwedDuty | None, today: date) -> str:
    """The day it is due or was done, or that it has no day."""
    if owed is None:
        return ctx.say("duties-no-day")
    if owed.done_at is not None:
        return ctx.say("duties-done-on", day=day(ctx, ctx.app.local_day(owed.done_at)))
    left = (owed.due_on - today).days
    when = ctx.say("days-over", days=-left) if left < 0 else ctx.say("days-left", days=left)
    return ctx.say("duties-due", day=day(ctx, owed.due_on), left=when if left else ctx.say("days-today"))


def label(ctx: Context, today: date, one: OwedDuty) -> str:
    """A duty on a button: its day, whether it is late, its title."""
    title = duty_of(ctx, one.pack, one.code, one.decided.text if one.decided else "").title.say(ctx.language)
    if one.done_at is not None:
        return label_of(ctx, "duties-done-one", "title", title)
    if (late := (today - one.due_on).days) > 0:
        return label_of(ctx, "duties-late-one", "title", title, days=late)
    due = plan_day(ctx.say, one.due_on, today, years=one.years)
    return label_of(ctx, "duties-one", "title", title, due=due)


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of DutiesSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page"),
            Row(
                to_office(),
                Tap(T("deadline-button"), "calendar", on_calendar),
                SwitchTo(T("duties-to-done"), "to_done", DutiesSG.done, when="has_done"),
                SwitchTo(T("duties-to-below"), "to_below", DutiesSG.below),
            ),
            Row(
                SwitchTo(T("duties-to-standing"), "to_standing", DutiesSG.standing, when="has_standing"),
                Tap(T("duties-to-handed-in"), "to_handed_in", going(start_handed_in)),
                Tap(T("duties-to-circulars"), "to_circulars", going(start_circulars)),
                Tap(T("duties-to-meetings"), "to_meetings", going(start_meetings)),
                Tap(T("readiness-button"), "to_readiness", going(start_readiness)),
            ),
            state=DutiesSG.list,
            getter=list_getter,
        ),
        house_window(
            Given("body"),
            T("duties-how", when="open"),
            T("duties-how-more", when="how"),
            Choices("record", "choices", on_record),
            paging("records_page", "records_"),
            Tap(T("duties-summary"), "summary", going(start_summaries), when="is_summary"),
            Tap(T("meeting-call"), "meeting", on_meeting, "item", when="is_meeting"),
            Confirm(T("duties-mark"), "mark", on_done, "item", when="open"),
            Confirm(T("duties-undo"), "undo", on_undo, "item", when="undone"),
            Tap(T("duties-back"), "one_back", on_back),
            Words(on_note),
            Media(on_file, PAPERS),
            state=DutiesSG.one,
            getter=one_getter,
        ),
        house_window(
            Choices("lasting", "choices", on_standing),
            paging("standing_page", "standing_"),
            SwitchTo(T("duties-back"), "standing_back", DutiesSG.list),
            state=DutiesSG.standing,
            getter=standing_getter,
        ),
        house_window(
            T("duties-done-head"),
            Choices("done_one", "choices", on_done_one),
            paging("done_page", "done_"),
            SwitchTo(T("duties-back"), "done_back", DutiesSG.list),
            state=DutiesSG.done,
            getter=done_getter,
        ),
        house_window(
            paging("below_page", "below_"),
            Row(
                SwitchTo(T("duties-back"), "below_back", DutiesSG.list),
                to_office("below_office"),
            ),
            state=DutiesSG.below,
            getter=below_getter,
        ),
    )
