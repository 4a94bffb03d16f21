"""Pages of a plan's text: aim and scope, phases, departments, duties, standing rules, penalties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.campaign.plan import Plan, plan_of
from bot.states.campaigns import CampaignSG
from bot.ui.fragments import lines
from bot.ui.paging import cut, turned_to
from bot.ui.replies import reply
from content.model.pack import Duty, Rhythm
from content.screen import screens, shortened
from content.typed.numerals import parse_year
from documents.words import plan_day, plan_span
from storage.base.errors import Stale
from storage.campaigns import days, forms
from storage.campaigns import opening as campaigns
from storage.offices import staff

ROOM = 9
"""Lines of a window for the text; its head and the page number take the others."""
LONGEST = 190


# --- handlers ---------------------------------------------------------------------------------------


async def on_part(manager: DialogManager, item: str) -> None:
    """Open a part of the plan at its first page."""
    manager.dialog_data.update(part=item, part_page=0)
    await manager.switch_to(CampaignSG.part)


async def on_since(manager: DialogManager, text: str) -> None:
    """Set the typed year for the rows that ask about what has happened since one."""
    ctx = context_of(manager)
    found = parse_year(text)
    if found is None:
        await reply(manager, ctx.say("campaign-since-unclear"))
        return
    await _set_since(manager, found)


async def on_since_none(manager: DialogManager, item: str) -> None:
    """Take the year back."""
    await _set_since(manager, None)


async def _set_since(manager: DialogManager, year: int | None) -> None:
    ctx, plan = await _plan(manager)
    if plan.id is None:
        raise Stale
    await ctx.act(days.set_since, ctx.app.library, plan.id, year)
    await manager.switch_to(CampaignSG.plan)


# --- getters ----------------------------------------------------------------------------------------


async def plan_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The plan's own name, and its parts."""
    ctx, plan = await _plan(dialog_manager)
    return {
        "body": lines(
            ctx.say("plan-head", heading=plan.pack.heading),
            ctx.say("plan-how"),
        ),
        "parts": [(part, ctx.say(key)) for part, (key, _entries) in PARTS.items()],
        "may_since": plan.id is not None
        and plan.is_open
        and any(row.since for row in plan.pack.items)
        and await ctx.read(staff.may, ctx.actor, "campaign.move", await _place_of(ctx, plan.id)),
    }


async def _place_of(ctx: Context, campaign_id: int) -> int:
    return (await ctx.read(campaigns.get_campaign, campaign_id)).jurisdiction_id


async def since_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The row that asks so, and the year that is set."""
    ctx, plan = await _plan(dialog_manager)
    if plan.id is None:
        raise Stale
    form = await ctx.read(forms.get, (await ctx.read(campaigns.get_campaign, plan.id)).form_digest)
    row = next(one for one in plan.pack.items if one.since)
    return {
        "number": row.number,
        "row": shortened(row.text, 60),
        "year": form.since or 0,
        "is_set": form.since is not None,
    }


async def part_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of a part."""
    ctx, plan = await _plan(dialog_manager)
    key, entries = PARTS[str(dialog_manager.dialog_data["part"])]
    pages = screens([shortened(one, LONGEST) for one in entries(ctx, plan)], ROOM)
    shown, turned = cut(pages, turned_to(dialog_manager, "part_page"), 1)
    head = ctx.say(key)
    if turned["pages"] > 1:
        head = ctx.say("plan-page", part=head, page=turned["page"], pages=turned["pages"])
    return {**turned, "body": lines(head, " ", *shown)}


async def _plan(manager: DialogManager) -> tuple[Context, Plan]:
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        return ctx, await plan_of(db, manager)


# --- what stands in the parts -----------------------------------------------------------------------


def _aim(ctx: Context, plan: Plan) -> Iterator[str]:
    scope = plan.pack.scope
    yield plan.pack.goal.say(ctx.language)
    yield ctx.say("plan-scope", scope=scope.plain.say(ctx.language))
    if scope.industries:
        named = ctx.say("list-comma").join(one.written for one in scope.industries)
        yield ctx.say("plan-industries", industries=named)


def _phases(ctx: Context, plan: Plan) -> Iterator[str]:
    days = {one.code: (one.starts_on, one.ends_on) for one in plan.phases}
    for phase in plan.pack.phases:
        first, last = days.get(phase.code, (None, None))
        when = ctx.say("campaign-undated")
        if first is not None and last is not None:
            when = plan_span(ctx.say, first, last, plan.today, years=plan.spans_years)
        title, does = phase.title.say(ctx.language), phase.does.say(ctx.language)
        yield ctx.say("plan-phase", title=title, days=when, does=does)


def _departments(ctx: Context, plan: Plan) -> Iterator[str]:
    for one in plan.pack.departments:
        if one.kind != "enterprise":
            yield ctx.say("plan-department", name=one.name, does=one.does, today=one.today.say(ctx.language))


def _duties(ctx: Context, plan: Plan) -> Iterator[str]:
    names = {one.code: one.name for one in plan.pack.departments}
    names["enterprise"] = ctx.say("plan-enterprise")
    for duty in plan.pack.duties:
        yield ctx.say(
            "plan-duty",
            title=duty.title.say(ctx.language),
            who=names[duty.who],
            to="none" if duty.to in (None, duty.who) else names[str(duty.to)],
            when=_when(ctx, plan, duty),
        )


def _when(ctx: Context, plan: Plan, duty: Duty) -> str:
    if duty.rhythm is not Rhythm.once:
        return ctx.say("plan-rhythm", rhythm=duty.rhythm.value)
    due_on = next((one.due_on for one in plan.duties if one.code == duty.code), None)
    if due_on is None:
        return ctx.say("campaign-undated")
    return ctx.say("plan-due", day=plan_day(ctx.say, due_on, plan.today, years=plan.spans_years))


def _rules(ctx: Context, plan: Plan) -> Iterator[str]:
    for rule in plan.pack.rules:
        yield ctx.say("plan-rule", rule=rule.plain.say(ctx.language))


def _ladder(ctx: Context, plan: Plan) -> Iterator[str]:
    for rung in plan.pack.ladder:
        yield ctx.say("plan-rung", written=rung.written, consequence=rung.consequence)


PARTS: Mapping[str, tuple[str, Callable[[Context, Plan], Iterator[str]]]] = {
    "aim": ("plan-aim", _aim),
    "phases": ("plan-phases", _phases),
    "departments": ("plan-departments", _departments),
    "duties": ("plan-duties", _duties),
    "rules": ("plan-rules", _rules),
    "ladder": ("plan-ladder", _ladder),
}
"""Parts of a plan: the label of the button, and a function that gives the paragraphs."""
