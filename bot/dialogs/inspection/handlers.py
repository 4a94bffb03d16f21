"""Handlers of the windows of inspections: taps, words and photos."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.inspection.visit import asked_code, next_open, open_visit, visit_id, visit_of
from bot.files.inspection import send_order, send_record
from bot.states.offices import InspectionSG
from bot.ui.evidence import hide_files, show_files
from bot.ui.incoming_files import receive
from bot.ui.office_seat import office_today, post_of
from bot.ui.replies import put_below, reply
from storage.base.errors import Conflict
from storage.inspections import days, ending, planning, recording
from storage.inspections.views import MADE
from storage.self_checks import attachments

# --- planning ----------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a visit."""
    await open_visit(manager, int(item))


async def on_new(manager: DialogManager, item: str) -> None:
    """Plan a visit."""
    manager.dialog_data["find"] = ""
    await manager.switch_to(InspectionSG.find)


async def on_find(manager: DialogManager, text: str) -> None:
    """Search enterprises by part of a name."""
    manager.dialog_data["find"] = text.strip()[:60]


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Choose the enterprise on the button."""
    manager.dialog_data["enterprise"] = int(item)
    await manager.switch_to(InspectionSG.day)


async def on_day(manager: DialogManager, item: str) -> None:
    """Choose the day on the button."""
    await on_typed_day(manager, date.fromisoformat(item))


async def on_typed_day(manager: DialogManager, chosen: date) -> None:
    """Take a day: a visit today is not announced, for a later one that is asked."""
    today = await office_today(manager)
    if not 0 <= (chosen - today).days <= planning.FARTHEST:
        await reply(manager, context_of(manager).say("inspection-day-unclear"))
        return
    manager.dialog_data["day"] = chosen.isoformat()
    if chosen == today:
        await _plan(manager, announced=False)
    else:
        await manager.switch_to(InspectionSG.sure)


async def on_unannounced(manager: DialogManager, item: str) -> None:
    """Tell the enterprise nothing."""
    await _plan(manager, announced=False)


async def on_announced(manager: DialogManager, item: str) -> None:
    """Tell the enterprise of the day."""
    await _plan(manager, announced=True)


async def _plan(manager: DialogManager, *, announced: bool) -> None:
    ctx = context_of(manager)
    made = await ctx.act(
        planning.schedule,
        int(manager.dialog_data["enterprise"]),
        date.fromisoformat(str(manager.dialog_data["day"])),
        today=await office_today(manager),
        announced=announced,
        zone=ctx.app.zone,
    )
    manager.dialog_data["notice"] = "inspection-planned"
    await open_visit(manager, made)


# --- one visit ---------------------------------------------------------------------------------------


async def on_begin(manager: DialogManager, item: str) -> None:
    """Begin on the spot, or go on: to the first question nobody has answered."""
    await _begin(manager, int(item))
    view = await visit_of(manager)
    if not view.order:  # a short round has no row of this department
        await manager.switch_to(InspectionSG.items)
        return
    manager.dialog_data["q"] = next_open(view) or view.order[0]
    await manager.switch_to(InspectionSG.item)


async def on_begin_short(manager: DialogManager, item: str) -> None:
    """Begin on the spot with a short round: what of is asked first."""
    await _begin(manager, int(item))
    await manager.switch_to(InspectionSG.scope)


async def _begin(manager: DialogManager, inspection_id: int) -> None:
    ctx = context_of(manager)
    post = await ctx.read(post_of, ctx)
    await ctx.act(recording.begin, inspection_id, today=post.today, campaign_id=post.campaign_id)


async def on_department(manager: DialogManager, item: str) -> None:
    """Ask the department to join, or withdraw that."""
    ctx, view = context_of(manager), await visit_of(manager)
    joins = item not in view.departments
    await ctx.act(planning.join, view.id, item, joins=joins, zone=ctx.app.zone)


async def on_shift(manager: DialogManager, item: str) -> None:
    """The new day on the button."""
    await on_typed_shift(manager, date.fromisoformat(item))


async def on_typed_shift(manager: DialogManager, chosen: date) -> None:
    """Move the visit to another day; an enterprise that knew the old day is told."""
    ctx, today = context_of(manager), await office_today(manager)
    if not 0 <= (chosen - today).days <= planning.FARTHEST:
        await reply(manager, ctx.say("inspection-day-unclear"))
        return
    await ctx.act(days.move, visit_id(manager), chosen, today=today, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "inspection-shifted"
    await manager.switch_to(InspectionSG.one)


async def on_drop(manager: DialogManager, item: str) -> None:
    """Call the visit off."""
    ctx = context_of(manager)
    await ctx.act(planning.drop, int(item), zone=ctx.app.zone)
    manager.dialog_data["notice"] = "inspection-dropped"
    await manager.switch_to(InspectionSG.list)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_files(manager)
    await manager.switch_to(InspectionSG.list)


async def on_record(manager: DialogManager, item: str) -> None:
    """Send the record as a PDF, to be signed."""
    await send_record(manager, await visit_of(manager))


async def on_order(manager: DialogManager, item: str) -> None:
    """Send the order as a PDF, to be signed and handed over."""
    await send_order(manager, await visit_of(manager))


async def on_signed(manager: DialogManager, item: str) -> None:
    """Show the photos of the signed papers."""
    view = await visit_of(manager)
    await show_files(manager, view.signed)


async def on_signed_photo(message: Message, manager: DialogManager) -> None:
    """A photo or scan of the signed papers, once the visit is done."""
    ctx, view = context_of(manager), await visit_of(manager)
    if view.state not in MADE:
        await reply(manager, ctx.say("inspection-photo-where"))
        return
    file = await receive(message, ctx)
    await ctx.act(recording.attach_signed, view.id, file)
    manager.dialog_data["notice"] = "inspection-signed-kept"
    put_below(manager)


# --- item by item ------------------------------------------------------------------------------------


async def on_pass(manager: DialogManager, item: str) -> None:
    """Answer 符合 and go to the next."""
    await _say(manager, item, "pass")


async def on_na(manager: DialogManager, item: str) -> None:
    """Answer 不涉及 and go to the next."""
    await _say(manager, item, "na")


async def on_unsay(manager: DialogManager, item: str) -> None:
    """Remove the answer."""
    code, _, seen = item.partition(":")
    await context_of(manager).act(recording.answer, visit_id(manager), code, None, seen=int(seen))


async def on_fail(manager: DialogManager, item: str) -> None:
    """Answer 不符合: ask for the observation first."""
    code, _, seen = item.partition(":")
    manager.dialog_data.update(q=code, seen=int(seen))
    await hide_files(manager)
    await manager.switch_to(InspectionSG.note)


async def on_usual(manager: DialogManager, item: str) -> None:
    """The usual words for the fault, stored in Chinese for the papers."""
    view = await visit_of(manager)
    if item in view.asked.by_code:
        await on_note(manager, view.asked.by_code[item][1].fails.zh)


async def on_note(manager: DialogManager, text: str) -> None:
    """Take the observation, in the officer's words."""
    ctx, code = context_of(manager), asked_code(manager)
    seen = int(manager.dialog_data.get("seen", 0))
    try:
        await ctx.act(recording.answer, visit_id(manager), code, "fail", text, seen=seen)
        manager.dialog_data["notice"] = "inspection-fault-kept"
    except Conflict as problem:  # a colleague was quicker: what they wrote is shown first
        await reply(manager, ctx.say(problem.key, **problem.values))
    await manager.switch_to(InspectionSG.item)


async def _say(manager: DialogManager, item: str, verdict: str) -> None:
    code, _, seen = item.partition(":")
    ctx = context_of(manager)
    await ctx.act(recording.answer, visit_id(manager), code, verdict, seen=int(seen))
    await hide_files(manager)
    if code != asked_code(manager):  # tapped twice: the next is shown
        return
    view = await visit_of(manager)
    following = next_open(view, code)
    if following is None:
        manager.dialog_data["notice"] = "inspection-all-seen"
        await manager.switch_to(InspectionSG.one)
    else:
        manager.dialog_data["q"] = following


async def on_turn(manager: DialogManager, item: str) -> None:
    """Open the question on the button."""
    await hide_files(manager)
    manager.dialog_data["q"] = item
    await manager.switch_to(InspectionSG.item)


async def on_words(manager: DialogManager, text: str) -> None:
    """Take words beside a question: they replace the observation of a fault; else say where words belong."""
    ctx, view = context_of(manager), await visit_of(manager)
    code = asked_code(manager)
    there = view.seen.get(code)
    if there is None or there.verdict != "fail":
        await reply(manager, ctx.say("inspection-words-where"))
        return
    await ctx.act(recording.answer, view.id, code, "fail", text, seen=there.revision)
    manager.dialog_data["notice"] = "inspection-fault-kept"


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo of the observation."""
    ctx = context_of(manager)
    file = await receive(message, ctx)
    count = await ctx.act(recording.attach, visit_id(manager), asked_code(manager), file)
    manager.dialog_data.update(notice="inspection-photo-kept", photos=count)
    put_below(manager)


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show the photos of this question."""
    view = await visit_of(manager)
    await show_files(manager, [one for one in view.files if one.question == item])


async def on_own_photos(manager: DialogManager, item: str) -> None:
    """Show the photos and files that the enterprise handed in for this question."""
    ctx, view = context_of(manager), await visit_of(manager)
    if (own := view.reported.get(item)) is not None:
        await show_files(manager, await ctx.read(attachments.list_files, own.self_check_id, item, "answer"))


async def on_visit(manager: DialogManager, item: str) -> None:
    """Go back to the visit."""
    await hide_files(manager)
    await manager.switch_to(InspectionSG.one)


# --- the end -----------------------------------------------------------------------------------------


async def on_end(manager: DialogManager, item: str) -> None:
    """Ask for the people present."""
    await hide_files(manager)
    manager.dialog_data.update(present="", due="")
    await manager.switch_to(InspectionSG.present)


async def on_present(manager: DialogManager, text: str) -> None:
    """Take the people present for the enterprise."""
    if len(text.strip()) > ending.MAX_PRESENT:
        await reply(manager, context_of(manager).say("inspection-present-long", limit=ending.MAX_PRESENT))
        return
    manager.dialog_data["present"] = text.strip()
    await _go_on(manager)


async def on_nobody(manager: DialogManager, item: str) -> None:
    """Continue with nobody present, or nobody who gave a name."""
    manager.dialog_data["present"] = ""
    await _go_on(manager)


async def _go_on(manager: DialogManager) -> None:
    view = await visit_of(manager)
    await manager.switch_to(InspectionSG.due if view.faults else InspectionSG.finish)


async def on_due(manager: DialogManager, item: str) -> None:
    """Take the day on the button."""
    await on_typed_due(manager, date.fromisoformat(item))


async def on_typed_due(manager: DialogManager, chosen: date) -> None:
    """The day by which faults are to be put right."""
    today = await office_today(manager)
    if not today <= chosen <= today + recording.FARTHEST:
        await reply(manager, context_of(manager).say("error-invalid-review-day"))
        return
    view = await visit_of(manager)
    own = {code: None for code in view.faults if view.seen[code].due_on is not None}
    if own:  # days chosen fault by fault before: now one holds for all
        await context_of(manager).act(recording.set_due, visit_id(manager), own, today=today)
    manager.dialog_data["due"] = chosen.isoformat()
    await manager.switch_to(InspectionSG.finish)


async def on_due_each(manager: DialogManager, item: str) -> None:
    """A day for each fault: the usual one of its question, to begin with."""
    ctx, view, today = context_of(manager), await visit_of(manager), await office_today(manager)
    form = view.asked
    missing: dict[str, date | None] = {
        code: today + timedelta(days=form.by_code[code][1].days)
        for code in view.faults
        if view.seen[code].due_on is None
    }
    if missing:
        await ctx.act(recording.set_due, visit_id(manager), missing, today=today)
    manager.dialog_data["due"] = ""
    await manager.switch_to(InspectionSG.dues)


async def on_fault(manager: DialogManager, item: str) -> None:
    """The fault whose day is to be changed."""
    manager.dialog_data["q"] = item
    await manager.switch_to(InspectionSG.due_one)


async def on_due_one(manager: DialogManager, item: str) -> None:
    """The day on the button."""
    await on_typed_due_one(manager, date.fromisoformat(item))


async def on_typed_due_one(manager: DialogManager, chosen: date) -> None:
    """The day of one fault."""
    ctx, today = context_of(manager), await office_today(manager)
    if not today <= chosen <= today + recording.FARTHEST:
        await reply(manager, ctx.say("error-invalid-review-day"))
        return
    await ctx.act(recording.set_due, visit_id(manager), {asked_code(manager): chosen}, today=today)
    await manager.switch_to(InspectionSG.dues)


async def on_finish(manager: DialogManager, item: str) -> None:
    """End the visit: the enterprise is told, the papers are ready."""
    ctx = context_of(manager)
    due = str(manager.dialog_data.get("due") or "")
    done = await ctx.act(
        ending.finish,
        visit_id(manager),
        today=await office_today(manager),
        due_on=date.fromisoformat(due) if due else None,
        present=str(manager.dialog_data.get("present") or ""),
        zone=ctx.app.zone,
    )
    manager.dialog_data["notice"] = "inspection-done-closed" if done.closed else "inspection-done"
    await manager.switch_to(InspectionSG.one)
