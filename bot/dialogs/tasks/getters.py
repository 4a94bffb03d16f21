"""Findings to put right and those put right, a page each."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.campaign_name import campaign_title
from bot.ui.fragments import label_of, lines, notice_of
from bot.ui.paging import cut, turned_to
from documents.words import plan_day
from storage.campaigns import forms
from storage.campaigns import opening as campaigns
from storage.campaigns import places as campaign_places
from storage.findings import views as finding_views
from storage.findings.views import FindingView

PAGE = 6
MOST_CAMPAIGNS = 4
"""Number of campaigns named above the list; a task names its own."""
"""Findings a window shows: its rows are few."""


async def mine(ctx: Context) -> tuple[FindingView, ...]:
    """Findings of the enterprise the person works on, and those shown to them as a guest."""
    enterprise_id = ctx.who.enterprise_id if ctx.who else None
    seen = await ctx.read(finding_views.list_findings, ctx.actor)
    return tuple(view for view in seen if not view.is_contact or view.enterprise_id == enterprise_id)


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of open findings, with all counts."""
    ctx = context_of(dialog_manager)
    seen = await mine(ctx)
    waiting = [view for view in seen if view.remedy_state != "done"]
    overdue = sum(view.is_overdue(ctx.app.today()) for view in waiting)
    return {
        **await _page(ctx, waiting, turned_to(dialog_manager)),
        "notice": notice_of(dialog_manager),
        "open": len(waiting),
        "overdue": overdue,
        "done": len(seen) - len(waiting),
        "is_empty": not waiting,
        "campaigns": await _by_campaign(ctx, waiting),
        "has_done": len(seen) > len(waiting),
        "owner": ctx.who is not None and ctx.who.enterprise_id is not None,
    }


async def done_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of findings that wait for the review."""
    ctx = context_of(dialog_manager)
    done = [view for view in await mine(ctx) if view.remedy_state == "done"]
    return {
        **await _page(ctx, done, turned_to(dialog_manager, "done_page")),
        "notice": notice_of(dialog_manager),
        "done": len(done),
    }


async def _by_campaign(ctx: Context, waiting: list[FindingView]) -> str:
    """Counts by campaign, where the enterprise is in several; of more than two only campaigns with a
    finding: the others would only fill the window."""
    if ctx.who is None or ctx.who.enterprise_id is None:
        return ""
    there = await ctx.read(campaigns.list_for, ctx.who.enterprise_id)
    if len(there) < 2:
        return ""
    counted = [(one, sum(view.campaign_id == one.id for view in waiting)) for one in there]
    shown = [(one, count) for one, count in counted if count or len(there) == 2]
    return lines(
        *(
            ctx.say("tasks-of-campaign", campaign=campaign_title(ctx, one, 10), open=count)
            for one, count in shown[:MOST_CAMPAIGNS]
        )
    )


async def _page(ctx: Context, views: list[FindingView], chosen: int) -> dict[str, object]:
    shown, turned = cut(views, chosen, PAGE)
    page, pages = turned["page"], turned["pages"]
    async with ctx.app.database.read() as db:
        faults = [
            (await forms.get(db, view.form_digest)).by_code[view.question][1].marked_fault.say(ctx.language)
            for view in shown
        ]
        spanning = await campaign_places.in_several_years(db, {view.campaign_id for view in shown})
    return {
        "tasks": [
            (str(view.id), _label(ctx, view, fault, years=view.campaign_id in spanning))
            for view, fault in zip(shown, faults, strict=True)
        ],
        "page": page,
        "pages": pages,
        "several": pages > 1,
        "previous": (page - 2) % pages,  # after the last page comes the first again
        "following": page % pages,
    }


def _label(ctx: Context, view: FindingView, fault: str, *, years: bool) -> str:
    """As much of the fault as fits, and its most important state."""
    if view.remedy_state == "done":
        return label_of(ctx, "tasks-done-one", "fault", fault)
    if view.due_on is None:
        return label_of(ctx, "tasks-undecided-one", "fault", fault)
    if late := view.days_over(ctx.app.today()):
        return label_of(ctx, "tasks-overdue-one", "fault", fault, days=late)
    due = plan_day(ctx.say, view.due_on, ctx.app.today(), years=years)
    return label_of(ctx, "tasks-due-one", "fault", fault, due=due)
