"""Duties of an office: what is due, what it is, done or not done after all."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.states.campaigns import start_summaries
from bot.states.offices import DutiesSG, start_duties, start_office
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.fragments import day, label_of, lines
from bot.ui.office_campaign import campaign_named
from bot.ui.office_seat import Post, notice_of, post_of
from bot.ui.paging import page_of, wanted
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window
from content.model.pack import Duty, Pack
from content.screen import fitted, shortened
from documents.shown_days import plan_day
from storage.base.errors import Stale
from storage.campaigns import duties
from storage.campaigns.duties import OwedDuty
from storage.offices import staff
from storage.reminders import office_facts

PAGE = 6

# --- what is owed -----------------------------------------------------------------------------------


def item_of(duty: OwedDuty) -> str:
    """What a button carries of a duty."""
    return f"{duty.id}.{duty.period_on:%Y%m%d}"


async def owed(manager: DialogManager) -> tuple[Post, tuple[OwedDuty, ...]]:
    """The office, and all it owes."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await duties.list_owed(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    return post, found


async def chosen(manager: DialogManager, item: str) -> tuple[Post, OwedDuty]:
    """The duty a button carries.

    Raises:
        Stale: this office does not owe it (any more).
    """
    post, found = await owed(manager)
    one = next((duty for duty in found if item_of(duty) == item), None)
    if one is None:
        raise Stale
    return post, one


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """One of them."""
    manager.dialog_data.update(item=item, of_done=False)
    await manager.switch_to(DutiesSG.one)


async def on_done_one(manager: DialogManager, item: str) -> None:
    """Open a duty that is done."""
    manager.dialog_data.update(item=item, of_done=True)
    await manager.switch_to(DutiesSG.one)


async def on_back(manager: DialogManager, item: str) -> None:
    """Back to the list it stood in."""
    await manager.switch_to(DutiesSG.done if manager.dialog_data.get("of_done") else DutiesSG.list)


async def on_done(manager: DialogManager, item: str) -> None:
    """已完成."""
    await mark(manager, item, "")


async def on_note(manager: DialogManager, text: str) -> None:
    """已完成, with a note."""
    _, one = await chosen(manager, str(manager.dialog_data.get("item", "")))
    if not await is_as_shown(manager, *marked(one)):
        return
    await mark(manager, str(manager.dialog_data.get("item", "")), text)


def marked(one: OwedDuty) -> tuple[object, ...]:
    """What is confirmed: the duty, and whether it is marked as done already."""
    return one.id, one.period_on, one.due_on, one.done_at, one.note


async def mark(manager: DialogManager, item: str, note: str) -> None:
    """Mark a duty done."""
    ctx = context_of(manager)
    post, one = await chosen(manager, item)
    await ctx.act(
        duties.mark_done, ctx.app.library, one.campaign_id, one.code, post.place_id, one.period_on, note
    )
    await start_duties(manager, "duties-marked", wanted(manager))


async def on_undo(manager: DialogManager, item: str) -> None:
    """Not done after all."""
    ctx = context_of(manager)
    post, one = await chosen(manager, item)
    await ctx.act(duties.undo, one.campaign_id, one.code, post.place_id, one.period_on)
    await start_duties(manager, "duties-undone", wanted(manager))


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is to be done, soonest first."""
    ctx = context_of(dialog_manager)
    post, found = await owed(dialog_manager)
    waiting = [duty for duty in found if duty.done_at is None]
    done = len(found) - len(waiting)
    late = sum(duty.due_on < post.today for duty in waiting)
    page = page_of(
        [(item_of(duty), label(ctx, post.today, duty)) for duty in waiting],
        wanted(dialog_manager),
        PAGE,
    )
    notice = notice_of(dialog_manager)
    head = ctx.say("duties-head", waiting=len(waiting), late=late, done=done)
    return {
        **page,
        "body": lines(notice, " " if notice else "", head if found else ctx.say("duties-none")),
        "done": done,
        "has_done": done > 0,
    }


async def done_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is done, the latest first."""
    ctx = context_of(dialog_manager)
    post, found = await owed(dialog_manager)
    done = [duty for duty in reversed(found) if duty.done_at is not None]
    page = page_of(
        [(item_of(duty), label(ctx, post.today, duty)) for duty in done],
        int(dialog_manager.dialog_data.get("done_page", 0)),
        PAGE,
    )
    return {**page, "done": len(done)}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What it is, whom it goes to, where the plan says so."""
    ctx = context_of(dialog_manager)
    item = str(dialog_manager.dialog_data.get("item", ""))
    post, one = await chosen(dialog_manager, item)
    pack = ctx.app.library.packs[one.pack]
    duty = next(duty for duty in pack.duties if duty.code == one.code)
    async with ctx.app.database.read() as db:
        may = await staff.may(db, ctx.actor, "duty.mark", post.place_id)
    running = [campaign for campaign in post.campaigns if campaign.is_open]
    of = next((campaign for campaign in running if campaign.id == one.campaign_id), None)
    named = campaign_named(ctx, of) if of is not None and len(running) > 1 else ""
    show(dialog_manager, *marked(one))
    return {
        "body": fitted((named, ""), *said(ctx, pack, duty, one, post.today)),
        "confirms": marked(one),
        "item": item,
        "open": may and one.done_at is None,
        "is_summary": duty.what in ("report", "summary") and one.done_at is None,
        "undone": may and one.done_at is not None,
    }


def said(
    ctx: Context, pack: Pack, duty: Duty, one: OwedDuty, today: date
) -> tuple[str | tuple[str, ...], ...]:
    """All there is to say of a duty, on a phone."""
    to = next((department for department in pack.departments if department.code == duty.to), None)
    left = (one.due_on - today).days
    when = ctx.say("days-over", days=-left) if left < 0 else ctx.say("days-left", days=left)
    quoted = ctx.say("duties-written", written=shortened(duty.written, 80), section=duty.source.section)
    shorter = ctx.say(
        "duties-written", written=shortened(duty.written, 36), section=shortened(duty.source.section, 16)
    )
    return (
        duty.title.say(ctx.language),
        ctx.say("duties-due", day=day(ctx, one.due_on), left=when if left else ctx.say("days-today"))
        if one.done_at is None
        else ctx.say("duties-done-on", day=day(ctx, ctx.app.local_day(one.done_at))),
        ctx.say("duties-to", to=to.name) if to else "",
        ctx.say("duties-note", note=shortened(one.note, 60)) if one.note else "",
        " ",
        (quoted, shorter),
        (ctx.say("duties-reading", reading=shortened(duty.reading.say(ctx.language), 90)), "")
        if duty.reading
        else "",
    )


def label(ctx: Context, today: date, one: OwedDuty) -> str:
    """A duty on a button: the day, whether it is late, what it is."""
    pack = ctx.app.library.packs[one.pack]
    title = next(duty.title.say(ctx.language) for duty in pack.duties if duty.code == one.code)
    if one.done_at is not None:
        return label_of(ctx, "duties-done-one", "title", title)
    if (late := (today - one.due_on).days) > 0:
        return label_of(ctx, "duties-late-one", "title", title, days=late)
    due = plan_day(ctx.say, one.due_on, today, years=one.years)
    return label_of(ctx, "duties-one", "title", title, due=due)


async def below_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What offices below owe, the longest late first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await office_facts.list_owed_below(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    said = [
        ctx.say(
            "duties-below-one",
            place=shortened(one.place, 10),
            title=shortened(one.title.say(ctx.language), 14 if ctx.language == "zh" else 28),
            count=one.count,
            days=(post.today - one.since).days,
        )
        for one in found
    ]
    page = page_of(
        [(str(number), one) for number, one in enumerate(said)],
        int(dialog_manager.dialog_data.get("below_page", 0)),
        PAGE - 2,
    )
    head = ctx.say("duties-below-head", count=sum(one.count for one in found))
    return {
        **page,
        "body": lines(
            head if found else ctx.say("duties-below-none"), *(words for _, words in page["choices"])
        ),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of DutiesSG."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("one", "choices", on_one),
            paging("page"),
            Row(
                Tap(T("office-back"), "office", going(start_office)),
                SwitchTo(T("duties-to-done"), "to_done", DutiesSG.done, when="has_done"),
                SwitchTo(T("duties-to-below"), "to_below", DutiesSG.below),
            ),
            Words(),
            state=DutiesSG.list,
            getter=list_getter,
        ),
        house_window(
            Given("body"),
            T("duties-how", when="open"),
            Tap(T("duties-summary"), "summary", going(start_summaries), when="is_summary"),
            Confirm(T("duties-mark"), "mark", on_done, "item", when="open"),
            Confirm(T("duties-undo"), "undo", on_undo, "item", when="undone"),
            Tap(T("duties-back"), "one_back", on_back),
            Words(on_note),
            state=DutiesSG.one,
            getter=one_getter,
        ),
        house_window(
            T("duties-done-head"),
            Choices("done_one", "choices", on_done_one),
            paging("done_page", "done_"),
            SwitchTo(T("duties-back"), "done_back", DutiesSG.list),
            Words(),
            state=DutiesSG.done,
            getter=done_getter,
        ),
        house_window(
            Given("body"),
            paging("below_page", "below_"),
            Row(
                SwitchTo(T("duties-back"), "below_back", DutiesSG.list),
                Tap(T("office-back"), "below_office", going(start_office)),
            ),
            Words(),
            state=DutiesSG.below,
            getter=below_getter,
        ),
    )
