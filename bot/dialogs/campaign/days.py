"""The days of a campaign, open or about to be: shown, corrected, moved with a reason."""

from __future__ import annotations

import re
from datetime import date

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.campaign.plan import OPENING, Plan, is_opening, plan_of, set_days
from bot.states.campaigns import CampaignSG
from bot.ui.calendar import answered, asked_days
from bot.ui.confirmation import is_as_shown, show
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.pickers import Pickers, day_picker
from bot.ui.replies import reply
from bot.ui.typed_days import says_yes, take_days, words_of
from bot.ui.unfinished import Unfinished
from content.calendar.rules import Span
from content.moved_days import following
from content.screen import shortened
from content.typed.days import TypedDay, parse_day
from storage.base.database import Connection
from storage.base.errors import Invalid, Stale
from storage.campaigns import days as campaign_days
from storage.offices import hotlines, staff

PAGE = 5
MOVED = Unfinished("campaign-days", ("new",))
"""Days of an open campaign whose reason was not given yet."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_edit(manager: DialogManager, item: str) -> None:
    """Open the days of a phase or a duty."""
    manager.dialog_data["edit"] = item
    manager.dialog_data.pop("later", None)
    await manager.switch_to(CampaignSG.edit)
    if is_opening(manager) or not await MOVED.take_up(manager, await _about(manager)):
        manager.dialog_data.pop("new", None)


async def on_moved(manager: DialogManager, item: str) -> None:
    """Enter the days again whose reason is still to be given."""
    await manager.switch_to(CampaignSG.reason if manager.dialog_data.get("new") else CampaignSG.edit)


async def on_later(manager: DialogManager, item: str) -> None:
    """Set whether the phases that follow move along."""
    manager.dialog_data["later"] = item == "yes"


async def _about(manager: DialogManager) -> str:
    """The campaign and what of it is moved."""
    plan = await context_of(manager).read(plan_of, manager)
    return f"{plan.id}.{manager.dialog_data['edit']}"


async def on_calendar_day(manager: DialogManager, chosen: date) -> None:
    """Take a duty's day from the calendar."""
    await take(manager, [chosen])


async def on_words(manager: DialogManager, text: str) -> None:
    """Take typed days: two for a phase, one for a duty; 待定 for none."""
    ctx = context_of(manager)
    is_phase = str(manager.dialog_data["edit"]).startswith("phase.")
    if text.strip().casefold() in words_of(ctx, "campaign-typed-open"):
        await take(manager, [None, None] if is_phase else [None])
        return
    if says_yes(ctx, text) and (asked := asked_days(manager)):
        await answered(manager)
        await on_days(manager, asked)
        return
    found = typed_days(ctx, text)
    if len(found) != (2 if is_phase else 1):
        await reply(manager, ctx.say("campaign-days-unclear" if is_phase else "finding-due-unclear"))
        return
    await take_days(manager, found, on_days)


async def days_picked(manager: DialogManager) -> Pickers:
    """The first and the last day of a phase, or the day of a duty."""
    if not str(manager.dialog_data["edit"]).startswith("phase."):
        return Pickers((day_picker(manager, "picker-day"),))
    between = words_of(context_of(manager), "campaign-typed-between")[0]
    pickers = (day_picker(manager, "picker-first-day"), day_picker(manager, "picker-last-day"))
    return Pickers(pickers, f" {between} ")


def typed_days(ctx: Context, text: str) -> list[TypedDay]:
    """The typed days in their order; none if one of them cannot be read."""
    between = "|".join(map(re.escape, words_of(ctx, "campaign-typed-between")))
    today = ctx.app.today()
    found: list[TypedDay] = []
    for part in re.split(rf"\s*(?:{between})\s*", text.strip()):
        # the last day of a span is after its first: 12月1日到1月15日
        day = parse_day(part, found[0].day if found else today, "future" if found else "either")
        if day is None:
            return []
        found.append(day)
    return found


async def on_days(manager: DialogManager, days: list[date]) -> None:
    """Take typed days that were understood."""
    await take(manager, list(days))


async def take(manager: DialogManager, days: list[date | None]) -> None:
    """Store days set before opening; for an open campaign ask for the reason next."""
    first, last = days[0], days[-1]
    if first is not None and last is not None and last < first:
        raise Invalid("error-invalid-dates")
    written: list[str | None] = [one.isoformat() if one else None for one in days]
    if is_opening(manager):
        set_days(manager)[str(manager.dialog_data["edit"])] = written
        await OPENING.keep(manager, manager.dialog_data["pack"])
        await manager.switch_to(CampaignSG.days)
        return
    manager.dialog_data["new"] = written
    await MOVED.keep(manager, await _about(manager))
    await manager.switch_to(CampaignSG.reason)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Move the days, for this reason."""
    ctx = context_of(manager)
    kind, _, code = str(manager.dialog_data["edit"]).partition(".")
    days = [date.fromisoformat(one) if one else None for one in manager.dialog_data["new"]]

    async def work(db: Connection) -> int | None:
        plan = await plan_of(db, manager)
        if plan.id is None:
            raise Stale
        if not await is_as_shown(manager, plan.id, _now(plan, f"{kind}.{code}")):
            return None
        where = (db, ctx.actor, ctx.app.now())
        if kind == "phase":
            await campaign_days.set_phase_dates(
                *where,
                ctx.app.library,
                plan.id,
                code,
                days[0],
                days[1],
                text,
                later=bool(manager.dialog_data.get("later")),
            )
        else:
            await campaign_days.set_duty_date(
                *where, ctx.app.library, plan.id, code, days[0], None, text, keep_grace=True
            )
        return plan.id

    if (moved := await ctx.app.database.run(work)) is None:
        await manager.switch_to(CampaignSG.edit)
        return
    await MOVED.forget(manager, f"{moved}.{kind}.{code}")
    manager.dialog_data["notice"] = "campaign-moved"
    await manager.switch_to(CampaignSG.days)


async def on_phone(manager: DialogManager, text: str) -> None:
    """Set the telephone number that enterprises are given."""
    ctx = context_of(manager)
    await ctx.act(hotlines.set_hotline, (await ctx.read(post_of, ctx)).place_id, text)
    manager.dialog_data["notice"] = "campaign-phone-kept"
    await manager.switch_to(CampaignSG.days)


# --- getters ----------------------------------------------------------------------------------------


def shown_days(ctx: Context, first: date | None, last: date | None) -> str:
    """Days in short form."""
    if first is None:
        return ctx.say("campaign-undated")
    begun = f"{first.year % 100:02}.{first.month}.{first.day}"
    if last is None or last == first:
        return begun
    year = "" if last.year == first.year else f"{last.year % 100:02}."
    return f"{begun}–{year}{last.month}.{last.day}"


def _titles(ctx: Context, plan: Plan) -> dict[str, str]:
    pack = plan.pack
    found = {f"phase.{one.code}": one.title.say(ctx.language) for one in pack.phases}
    return found | {f"duty.{one.code}": one.title.say(ctx.language) for one in pack.duties}


def _dated(plan: Plan) -> list[tuple[str, date | None, date | None, bool]]:
    """Parts with days, or without days yet: phases, then duties that are owed once."""
    once = {one.code for one in plan.pack.duties if one.rhythm == "once"}
    found = [(f"phase.{one.code}", one.starts_on, one.ends_on, one.code in plan.past) for one in plan.phases]
    found += [
        (f"duty.{one.code}", one.due_on, one.grace_until, one.code in plan.past)
        for one in plan.duties
        if one.code in once
    ]
    return found


def _now(plan: Plan, item: str) -> tuple[date | None, date | None]:
    return next(((one[1], one[2]) for one in _dated(plan) if one[0] == item), (None, None))


async def days_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All days, a button each; those that are over are marked."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        post = await post_of(db, ctx)
        where = post.campaign.jurisdiction_id if post.campaign else post.place_id
        may_close = plan.id is not None and await staff.may(db, ctx.actor, "campaign.close", where)
        may_phone = await staff.may(db, ctx.actor, "office.phone", post.place_id)
        phone = await hotlines.hotline_at(db, post.place_id)
    titles = _titles(ctx, plan)
    choices = [
        (
            code,
            label_of(
                ctx,
                "campaign-days-one",
                "title",
                titles.get(code, code),
                kind=code.partition(".")[0],
                past="yes" if past else "no",
                days=shown_days(ctx, first, last),
            ),
        )
        for code, first, last, past in _dated(plan)
    ]
    page = page_of(choices, turned_to(dialog_manager), PAGE)
    return {
        **page,
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("campaign-head", plan=plan.pack.title.say(ctx.language), place=plan.place),
            ctx.say("campaign-days-how", opening="yes" if plan.id is None else "no")
            if plan.is_open
            else ctx.say("office-ended", day=day(ctx, plan.closed_on))
            if plan.closed_on
            else ctx.say("campaign-closed"),
            ctx.say("campaign-closed-why", reason=shortened(plan.close_reason, 60))
            if plan.close_reason
            else "",
            ctx.say("campaign-phone", phone=phone.number, place=phone.place)
            if phone
            else ctx.say("campaign-phone-none"),
            ctx.say("campaign-past", count=len(plan.past)) if plan.past and plan.id is None else "",
        ),
        "opening": plan.id is None,
        "may_close": may_close and plan.is_open,
        "may_reopen": may_close and not plan.is_open,
        "sends": plan.is_open,
        "at_work": plan.id is not None and plan.is_open,
        "may_phone": may_phone,
        "may_another": plan.id is not None and post.is_any_open and post.seat.allows("campaign.open"),
    }


async def edit_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One phase or duty with the plan's own dates."""
    ctx = context_of(dialog_manager)
    item = str(dialog_manager.dialog_data["edit"])
    kind, code = item.split(".", 1)
    async with ctx.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        post = await post_of(db, ctx)
        where = post.campaign.jurisdiction_id if post.campaign else post.place_id
        may = plan.id is None or (plan.is_open and await staff.may(db, ctx.actor, "campaign.move", where))
    first, last = _now(plan, item)
    show(dialog_manager, plan.id, (first, last))
    listed = plan.pack.phases if kind == "phase" else plan.pack.duties
    written = next((one.written for one in listed if one.code == code), "")
    moved = dialog_manager.dialog_data.get("new") if may and plan.id is not None else None
    entered = [date.fromisoformat(one) if one else None for one in moved or []]
    return {
        "moved": label_of(ctx, "finding-kept", "value", shown_days(ctx, entered[0], entered[-1]))
        if entered
        else "",
        "body": lines(
            _titles(ctx, plan).get(item, code),
            ctx.say("campaign-now", days=shown_days(ctx, first, last)),
            ctx.say("campaign-written", written=shortened(written, 60)) if written else "",
            " ",
            ctx.say("campaign-edit", kind=kind) if may else "",
        ),
        "one_day": kind == "duty" and may,
    }


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The days to be confirmed with a reason."""
    ctx = context_of(dialog_manager)
    days = [date.fromisoformat(one) if one else None for one in dialog_manager.dialog_data["new"]]
    plan = await ctx.read(plan_of, dialog_manager)
    kind, code = str(dialog_manager.dialog_data["edit"]).split(".", 1)
    moving = _following(plan, code, days) if kind == "phase" else {}
    is_later = bool(dialog_manager.dialog_data.get("later"))
    titles = _titles(ctx, plan)
    named = [
        ctx.say("campaign-later-one", title=shortened(titles[f"phase.{one}"], 16), days=shown_days(ctx, *to))
        for one, to in moving.items()
    ]
    return {
        "body": lines(
            ctx.say("campaign-reason-ask", days=shown_days(ctx, days[0], days[-1])),
            " " if named else "",
            ctx.say("campaign-later-yes" if is_later else "campaign-later-no") if named else "",
            *(named[:PAGE] if is_later else ()),
        ),
        "later": ctx.say("campaign-later-stay")
        if is_later
        else ctx.say("campaign-later-move", count=len(moving)),
        "later_next": "no" if is_later else "yes",
        "follows": bool(moving),
    }


def _following(plan: Plan, code: str, days: list[date | None]) -> dict[str, Span]:
    """The phases that follow the moved one, with the days they would get."""
    first, last = days[0], days[-1]
    if first is None or last is None:
        return {}
    spans = {
        one.code: (one.starts_on, one.ends_on) if one.starts_on and one.ends_on else None
        for one in plan.phases
    }
    return following(spans, code, (first, last))


async def phone_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The current telephone number."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        phone = await hotlines.hotline_at(db, post.place_id)
    said = ctx.say("campaign-phone", phone=phone.number, place=phone.place) if phone else ""
    return {"body": lines(ctx.say("campaign-phone-ask"), said)}
