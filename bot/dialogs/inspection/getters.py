"""Getters of the windows of inspections."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.inspection.visit import asked_code, people, visit_of
from bot.dialogs.inspection.voiding import may_void
from bot.ui.fragments import day, label_of, lines, notice_lines, notice_of, row_of
from bot.ui.labels import in_label
from bot.ui.office_seat import office_today, post_of
from bot.ui.paging import nearest, page_of, page_read, turned_to
from content.calendar.workdays import is_workday
from content.screen import fitted, shortened
from content.verdicts import VERDICTS, sign_of
from storage.base.rights import DEPARTMENTS
from storage.enterprises import registry as enterprises
from storage.inspections import figures, planning
from storage.inspections.views import MADE, InspectionView, Reported
from storage.offices import staff

PAGE = 6
MOST = 6
"""Enterprises offered at once."""
DAYS = 5
"""Working days offered after today."""

# --- planning ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the department's inspections planned or begun, the soonest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        may = post.seat.allows(planning.RIGHT)
        found = await planning.list_planned(db, ctx.actor) if may else ()
    choices = [
        (
            str(one.id),
            label_of(ctx, "inspection-line", "name", one.enterprise, **_when(ctx, one.state, one.planned_on)),
        )
        for one in found
    ]
    begun_ones = sum(one.state == "open" for one in found)
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("inspection-head", planned=len(found) - begun_ones, begun=begun_ones),
        ),
        "may_plan": may,
    }


def _when(ctx: Context, state: str, planned_on: date) -> dict[str, str]:
    return {"state": state, "day": day(ctx, planned_on)}


async def made_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the visits that were made in the place and below, the newest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        total = await figures.count_made(db, ctx.actor, post.place_id)
        page = nearest(turned_to(dialog_manager, "made"), total, PAGE)
        voided = await figures.count_made(db, ctx.actor, post.place_id, is_void=True)
        found = await figures.list_made(db, ctx.actor, post.place_id, skip=page * PAGE, limit=PAGE)
        covered = None
        if post.campaign_id is not None:
            covered = await figures.coverage(db, post.campaign_id, post.place_id)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "inspection-made-line",
                "name",
                one.enterprise,
                day=day(ctx, one.done_on) if one.done_on else "–",
                faults="voided" if one.is_void else one.faults,
            ),
        )
        for one in found
    ]
    return {
        **page_read(choices, page, total, PAGE),
        "body": lines(
            ctx.say("inspection-made-head", total=total - voided, voided=voided),
            ctx.say("inspection-covered", visited=covered.visited, joint=covered.joint) if covered else "",
        ),
    }


async def find_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Enterprises of the place with what was typed in their names."""
    ctx, find = context_of(dialog_manager), str(dialog_manager.dialog_data.get("find", ""))
    async with ctx.app.database.read() as db:
        seat = await staff.current(db, ctx.actor)
        found = await enterprises.list_enterprises(
            db, jurisdiction_id=seat.jurisdiction_id, text=find, limit=MOST
        )
    return {
        "none": not found,
        "enterprises": [(str(line.id), in_label(line.name)) for line in found],
    }


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Today and working days to come."""
    ctx, today = context_of(dialog_manager), await office_today(dialog_manager)
    return {
        "enterprise": shortened(await _name(dialog_manager), 30),
        "days": [(today.isoformat(), ctx.say("inspection-today")), *_ahead(ctx, today)],
    }


def _ahead(ctx: Context, today: date) -> list[tuple[str, str]]:
    """The next working days, as choices."""
    ahead = (today + timedelta(days=days) for days in range(1, 30))
    return [
        (one.isoformat(), ctx.say("inspection-weekday", day=day(ctx, one), weekday=one.isoweekday()))
        for one in [one for one in ahead if is_workday(one)][:DAYS]
    ]


async def shift_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Days on which the visit may be made instead: today only where it was not announced."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    today = await office_today(dialog_manager)
    days = _ahead(ctx, today)
    if not view.announced:
        days = [(today.isoformat(), ctx.say("inspection-today")), *days]
    return {
        "enterprise": shortened(view.enterprise, 30),
        "day": day(ctx, view.planned_on),
        "announced": "yes" if view.announced else "no",
        "days": [one for one in days if one[0] != view.planned_on.isoformat()],
        "confirms": (view.id, view.state, view.planned_on, view.announced),
    }


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The visit as it will be planned."""
    ctx = context_of(dialog_manager)
    return {
        "enterprise": shortened(await _name(dialog_manager), 30),
        "day": day(ctx, date.fromisoformat(str(dialog_manager.dialog_data["day"]))),
    }


async def _name(manager: DialogManager) -> str:
    found = await context_of(manager).read(enterprises.get_enterprise, int(manager.dialog_data["enterprise"]))
    return found.name


# --- one visit ---------------------------------------------------------------------------------------


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The visit in its state, and the actions of this person."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    today = await office_today(dialog_manager)
    notice = notice_of(dialog_manager)
    planned, going_on, made = view.state == "planned", view.state == "open", view.state in MADE
    body = _said(ctx, view)
    left = sum(code not in view.seen for code in view.order)
    return {
        "body": fitted(*((notice, " ") if notice else ()), *body),
        "confirmed": fitted(*body),
        "confirms": (view.id, view.state, tuple(view.seen.items())),
        "item": str(view.id),
        "may_begin": view.may and planned and view.planned_on <= today,
        "may_go_on": view.may and going_on and bool(view.order),
        "may_choose": view.may and going_on and bool(view.deep),
        "left": left,
        "may_join": view.may and (planned or going_on),
        "may_end": view.may and going_on and bool(view.seen),
        "may_shift": view.may and planned,
        "may_drop": view.may and (planned or going_on),
        "has_record": made and bool(view.seen),
        "has_order": made and view.ordered,
        "may_void": may_void(view),
        "signed": len(view.signed),
        "has_signed": bool(view.signed),
    }


def _said(ctx: Context, view: InspectionView) -> list[str | tuple[str, ...]]:
    departments = ctx.say("list-comma").join(
        ctx.say("staff-department", department=one) for one in view.departments
    )
    said: list[str | tuple[str, ...]] = [
        ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
        (shortened(view.address, 40), "") if view.address else "",
        ctx.say("inspection-who", day=day(ctx, view.planned_on), departments=departments),
        ctx.say(
            "inspection-state",
            state=view.state,
            announced="yes" if view.announced else "no",
            day=day(ctx, view.done_on) if view.done_on else "–",
        ),
    ]
    if view.officers:
        said.append(ctx.say("inspection-officers", people=shortened(people(ctx, view), 60)))
    if view.stands:
        faults = len(view.faults)
        said.append(ctx.say("inspection-seen", seen=len(view.stands), faults=faults))
    if view.state == "voided":
        said.append(ctx.say("inspection-voided-whole", reason=shortened(view.void_reason, 60)))
    elif view.voided:
        said += _voided(ctx, view)
    if view.scope != "all" and view.state in ("open", "done"):
        said.append(ctx.say("inspection-scope-line", scope=view.scope, rows=len(view.chosen)))
    if view.state == "done":
        said.append(_due(ctx, view))
    if view.state in MADE and view.seen:
        said += [" ", ctx.say("inspection-sign-hint", signed=len(view.signed))]
    return said


def _voided(ctx: Context, view: InspectionView) -> list[str | tuple[str, ...]]:
    """Lines about voided faults, the first three with their reasons."""
    said: list[str | tuple[str, ...]] = [ctx.say("inspection-voided-some", count=len(view.voided))]
    for one in (view.seen[code] for code in view.voided[:3]):
        note, reason = shortened(one.note, 30), shortened(one.void_reason, 30)
        said.append((ctx.say("inspection-voided-line", note=note, reason=reason), ""))
    return said


def _due(ctx: Context, view: InspectionView, given: date | None = None) -> str:
    """The day by which faults are to be put right, or the first and the last; `given`: of those without."""
    own = {view.seen[code].due_on or given or view.due_on for code in view.faults}
    days = sorted(one for one in own if one is not None)
    if not days:
        return ""
    if len(days) > 1:
        return ctx.say("inspection-due-several", first=day(ctx, days[0]), last=day(ctx, days[-1]))
    return ctx.say("inspection-due", day=day(ctx, days[0]))


async def departments_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Departments that may join the visit; those that do are marked."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    lead = view.departments[0]
    return {
        "body": lines(
            ctx.say("inspection-departments-ask", lead=ctx.say("staff-department", department=lead)),
        ),
        "departments": [
            (
                one,
                ("☑ " if one in view.departments else "☐ ") + ctx.say("staff-department", department=one),
            )
            for one in DEPARTMENTS
            if one != lead
        ],
    }


# --- item by item ------------------------------------------------------------------------------------


async def item_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question, the enterprise's own answer, and the officers' record."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    code = asked_code(dialog_manager)
    order = view.order if code in view.order else view.deep
    if code not in order:
        code = order[0]
        dialog_manager.dialog_data["q"] = code
    there = view.seen.get(code)
    place = order.index(code)
    revision = there.revision if there else 0
    going_on = view.state == "open"
    notice = notice_of(dialog_manager)
    photos = sum(one.question == code for one in view.files)
    return {
        "body": fitted(*((notice, " ") if notice else ()), *_item_said(ctx, view, code, photos)),
        "item": f"{code}:{revision}",
        "code": code,
        "may_say": going_on and there is None,
        "may_unsay": going_on and there is not None,
        "may_fail": going_on and (there is None or there.verdict != "fail"),
        "photos": photos,
        "has_photos": photos > 0,
        "own_photos": own.files if (own := view.reported.get(code)) else 0,
        "previous": order[place - 1],
        "following": order[(place + 1) % len(order)],
        "place": ctx.say("review-place", place=place + 1, total=len(order)),
    }


def _item_said(ctx: Context, view: InspectionView, code: str, photos: int) -> list[str | tuple[str, ...]]:
    form = view.asked
    item, question = form.by_code[code]
    there = view.seen.get(code)
    text = question.text.say(ctx.language)
    said: list[str | tuple[str, ...]] = [
        row_of(ctx, item, form.rows),
        (text, shortened(text, 80)),
        *_reported(ctx, view.reported.get(code)),
    ]
    if there is not None:
        said += [
            " ",
            ctx.say("inspection-there", verdict=ctx.say(VERDICTS[there.verdict].label), by=there.by),
        ]
        if there.note:
            said.append(
                (
                    ctx.say("inspection-note", note=shortened(there.note, 80)),
                    ctx.say("inspection-note", note=shortened(there.note, 30)),
                )
            )
    said.append(ctx.say("inspection-photos-line", count=photos) if photos else "")
    return said


def _reported(ctx: Context, own: Reported | None) -> list[str | tuple[str, ...]]:
    if own is None:
        return []
    said: list[str | tuple[str, ...]] = [
        ctx.say("inspection-reported", verdict=ctx.say(VERDICTS[own.verdict].label))
    ]
    if own.done is not None and own.total is not None:
        said.append((ctx.say("review-numbers", done=own.done, total=own.total), ""))
    if own.words:
        said.append((ctx.say("review-note", note=shortened(own.words, 40)), ""))
    return said


async def note_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Ask for the officer's observation, with the usual words as a button."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    form = view.asked
    code = asked_code(dialog_manager)
    question = form.by_code[code][1]
    return {
        "fault": shortened(question.marked_fault.say(ctx.language), 40),
        "usual": [(code, in_label(question.fails.say(ctx.language)))],
        "stop": question.stop.say(ctx.language) if question.stop else "",
    }


async def items_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All questions that this department may judge, with what was written down of each."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    form = view.asked
    choices = []
    for code in view.deep:
        question = form.by_code[code][1]
        there = view.seen.get(code)
        sign = sign_of(there.verdict if there else None)
        text = question.text.say(ctx.language)
        choices.append((code, label_of(ctx, "inspection-item-line", "text", text, sign=sign)))
    return {
        **page_of(choices, int(dialog_manager.dialog_data.get("items", 0)), PAGE),
        "seen": len(view.seen),
        "total": len(view.deep),
    }


# --- the end -----------------------------------------------------------------------------------------


async def due_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual days."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    today = await office_today(dialog_manager)
    rules = ctx.app.library.reviews
    offered = [today + timedelta(days=days) for days in (rules.days if rules else (7, 15, 30))]
    return {
        "faults": len(view.faults),
        "several": len(view.faults) > 1,
        "days": [
            (one.isoformat(), ctx.say("inspection-in-days", count=(one - today).days, day=day(ctx, one)))
            for one in offered
        ],
    }


async def dues_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The faults with their days."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    form = view.asked
    choices = []
    for code in view.faults:
        own = view.seen[code].due_on
        when = day(ctx, own) if own else "–"
        text = form.by_code[code][1].marked_fault.say(ctx.language)
        choices.append((code, label_of(ctx, "inspection-due-line", "text", text, day=when)))
    return {
        **page_of(choices, turned_to(dialog_manager, "dues"), PAGE - 1),
        "all_dated": all(view.seen[code].due_on is not None for code in view.faults),
    }


async def due_one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Days for one fault: the usual one of its question first."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    today = await office_today(dialog_manager)
    question = view.asked.by_code[asked_code(dialog_manager)][1]
    rules = ctx.app.library.reviews
    counts = dict.fromkeys((question.days, *(rules.days if rules else (7, 15, 30))))
    return {
        "fault": shortened(question.marked_fault.say(ctx.language), 40),
        "days": [
            (
                (today + timedelta(days=count)).isoformat(),
                ctx.say("inspection-in-days", count=count, day=day(ctx, today + timedelta(days=count))),
            )
            for count in counts
        ],
    }


async def finish_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All decisions of the end, to be checked once more."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    due = str(dialog_manager.dialog_data.get("due") or "")
    present = str(dialog_manager.dialog_data.get("present") or "")
    return {
        "body": fitted(
            ctx.say("inspection-finish-ask", enterprise=shortened(view.enterprise, 30)),
            ctx.say("inspection-officers", people=shortened(people(ctx, view), 60)),
            ctx.say("inspection-present", name=present) if present else "",
            ctx.say("inspection-seen", seen=len(view.seen), faults=len(view.faults)),
            *_faults(ctx, view),
            _due(ctx, view, date.fromisoformat(due) if due else None) if view.faults else "",
            _left(ctx, sum(code not in view.seen for code in view.order)),
            " ",
            ctx.say("inspection-finish-told"),
        ),
        "confirms": (due, *view.seen.items()),
        "nothing_left": view.state == "done",
    }


def _faults(ctx: Context, view: InspectionView) -> list[str | tuple[str, ...]]:
    notes = (view.seen[code].note for code in view.faults[:5])
    return [(ctx.say("inspection-fault", note=shortened(note, 40)), "") for note in notes]


def _left(ctx: Context, left: int) -> str:
    return ctx.say("inspection-left", count=left) if left else ""
