"""Referrals in words; the questions by which a task is handed up and its answer is recorded."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.campaign_name import campaign_line
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from content.screen import shortened
from storage.offices import staff
from storage.reviews import escalation_views, referral_views, referrals
from storage.reviews.escalation_rights import authorities_of, outsiders_of
from storage.reviews.escalation_views import EscalationView
from storage.reviews.referral_views import ReferralView
from storage.tables.referrals import OUTCOMES, WANTED

PAGE = 6
OFFERED_DAYS = (7, 15, 30)
"""Days from today that are offered for the answer."""


async def view_of(manager: DialogManager) -> ReferralView:
    """The referral of the window.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(referral_views.get_referral, ctx.actor, int(manager.dialog_data["id"]))


async def task_of(manager: DialogManager) -> EscalationView:
    """The task that is being handed up.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(escalation_views.get_escalation, ctx.actor, int(manager.dialog_data["task"]))


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of what was handed up, without an answer first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await referral_views.list_at(db, ctx.actor, post.place_id, campaign_id=post.campaign_id)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "referral-one",
                "enterprise",
                one.enterprise,
                wanted=one.wanted,
                state="late" if one.is_late(post.today) else one.state,
                outcome=one.outcome or "none",
            ),
        )
        for one in found
    ]
    waits = sum(one.state == "waiting" for one in found)
    head = ctx.say("referral-head", total=len(found), waits=waits) if found else ctx.say("referral-none")
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(*notice_lines(dialog_manager), campaign_line(ctx, post), head),
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A referral, and the actions that are possible."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        may = await staff.may(db, ctx.actor, referrals.RIGHT, view.jurisdiction_id, of=())
    waits = view.state == "waiting"
    said = [
        ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
        ctx.say(
            "referral-handed",
            day=day(ctx, view.handed_on),
            office=view.office,
            authority=view.authority,
            wanted=view.wanted,
            number=view.number or "none",
        ),
        ctx.say("review-comment", comment=shortened(view.reason, 200)),
    ]
    if waits:
        until = day(ctx, view.answer_by) if view.answer_by is not None else "none"
        late = (post.today - view.answer_by).days if view.answer_by is not None else 0
        said.append(ctx.say("referral-waits", day=until, late=max(0, late)))
        if may:
            said.append(ctx.say("referral-paper-how"))
    elif view.state == "answered" and view.answered_on is not None:
        said.append(
            ctx.say(
                "referral-answered",
                day=day(ctx, view.answered_on),
                authority=view.answered_from,
                outcome=view.outcome or "other",
                answer=shortened(view.answer, 300),
            )
        )
        if may:
            said.append(ctx.say("referral-answer-how"))
    else:
        said.append(ctx.say("referral-withdrawn"))
    said.append(ctx.say("referral-files", files=view.files, answers=view.answer_files))
    return {
        "body": lines(*notice_lines(dialog_manager), *said),
        "confirmed": lines(*said),
        "confirms": view.as_shown,
        "item": str(view.id),
        "may": may,
        "waits": may and waits,
        "answered": may and view.state == "answered",
        "files": view.files + view.answer_files,
        "has_files": bool(view.files + view.answer_files),
    }


async def to_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The authorities that the plan names; another one is typed."""
    ctx, task = context_of(dialog_manager), await task_of(dialog_manager)
    found = await ctx.read(outsiders_of, task.self_check_id)
    return {
        "choices": [(one.code, shortened(one.name, 20)) for one in found],
        "body": ctx.say(
            "referral-ask-to",
            enterprise=shortened(task.enterprise, 30),
            count=len(found),
            name=found[0].name if found else "",
            today=found[0].today.say(ctx.language) if found else "",
        ),
    }


async def wanted_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The measures an authority can be asked for: those the plan gives to one outside come first."""
    ctx, task = context_of(dialog_manager), await task_of(dialog_manager)
    async with ctx.app.database.read() as db:
        where = (task.self_check_id, task.jurisdiction_id)
        outside = dict(zip(WANTED, await authorities_of(db, *where, WANTED), strict=True))
    order = sorted(WANTED, key=lambda one: (one != task.kind, outside[one] is None))
    choices = [(one, ctx.say("referral-wanted", wanted=one)) for one in order]
    return {
        "choices": choices,
        "body": ctx.say("referral-ask-wanted", authority=dialog_manager.dialog_data["authority"]),
    }


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Days offered for the answer."""
    ctx = context_of(dialog_manager)
    return {
        "choices": [(str(one), ctx.say("referral-in-days", days=one)) for one in OFFERED_DAYS],
        "is_new": "id" not in dialog_manager.dialog_data,
        "confirms": dialog_manager.dialog_data.get("id", ""),
    }


async def outcome_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The outcomes an answer can have."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    order = sorted(OUTCOMES, key=lambda one: one != view.wanted)
    return {
        "choices": [(one, ctx.say("referral-outcome", outcome=one)) for one in order],
        "body": ctx.say("referral-ask-outcome", authority=view.authority),
    }


async def answer_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question for the answer's sentence, with the authority it comes from."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    authority = str(dialog_manager.dialog_data.get("from") or view.answered_from or view.authority)
    return {"body": ctx.say("referral-ask-answer", authority=authority)}
