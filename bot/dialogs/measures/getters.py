"""Measures and one measure in words, with the state of its execution."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.campaign_name import campaign_line
from bot.ui.fragments import day, label_of, lines, notice_lines, notice_of, yuan
from bot.ui.office_seat import office_today, post_of
from bot.ui.paging import nearest, page_read, turned_to
from content.screen import fitted, shortened
from storage.offices import jurisdictions, staff
from storage.reviews import (
    escalation_rights,
    measure_views,
    measures,
    place_exposures,
    resumptions,
    signed_papers,
)
from storage.reviews.measure_views import MeasureView
from storage.reviews.place_exposures import ExposedPlace
from storage.reviews.resumptions import ResumptionView

PAGE = 6


async def view_of(manager: DialogManager) -> MeasureView:
    """The measure of the window.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(measure_views.get_measure, ctx.actor, int(manager.dialog_data["id"]))


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of measures; those with a request to resume work come first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        of: dict[str, Any] = {"campaign_id": post.campaign_id}
        counts = await measure_views.count_measures(db, ctx.actor, post.place_id, **of)
        page = nearest(turned_to(dialog_manager), counts.total, PAGE)
        cut = {"skip": page * PAGE, "limit": PAGE}
        found = await measure_views.list_measures(db, ctx.actor, post.place_id, **of, **cut)
        exposed = 0
        named: tuple[ExposedPlace, ...] = ()
        if post.campaign_id is not None:
            exposed = len(await measure_views.list_exposed(db, ctx.actor, post.place_id, post.campaign_id))
            named = await place_exposures.list_exposures(db, ctx.actor, post.place_id, post.campaign_id)
        has_below = bool(await jurisdictions.list_children(db, post.place_id))
    exposed += sum(one.state == "agreed" for one in named)
    pack = ctx.app.library.packs.get(post.campaign.pack) if post.campaign else None
    choices = [
        (str(one.id), label_of(ctx, "measure-one", "enterprise", one.enterprise, **state_values(one)))
        for one in found
    ]
    head = ctx.say("measure-head", total=counts.total, asked=counts.asked, suspended=counts.suspended)
    return {
        **page_read(choices, page, counts.total, PAGE),
        "body": lines(
            *notice_lines(dialog_manager),
            campaign_line(ctx, post),
            head if found else ctx.say("measure-none"),
        ),
        "exposed": exposed,
        "has_exposed": exposed > 0,
        "names_places": has_below and pack is not None and pack.names_places,
        "named": len(named),
    }


def state_values(view: MeasureView) -> dict[str, str]:
    """Values of a measure's state, for its sentence."""
    return {"kind": view.kind, "state": "asked" if view.asked is not None else view.state}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A measure with its paper and the request to resume work, and the actions of this person."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        asked = await resumptions.for_office(db, ctx.actor, view.id) if view.kind == "suspend" else None
        may = await staff.may(db, ctx.actor, "escalation.decide", view.jurisdiction_id, of=())
        if may and view.kind != "refusal":
            may = await escalation_rights.may_enforce(db, ctx.actor, view.self_check_id, view.jurisdiction_id)
    waits = asked is not None and asked.state == "asked"
    is_open, penal, withdrawn = view.state == "open", view.kind == "penalty", view.state == "annulled"
    notice = notice_of(dialog_manager)
    body = _said(ctx, view, asked)
    return {
        "body": fitted(*((notice, " ") if notice else ()), *body),
        "confirmed": fitted(*body),
        "confirms": (view, asked),
        "item": str(view.self_check_id),
        "asked": str(asked.id if asked is not None else 0),
        "photos": asked.photos if asked is not None else 0,
        "papers": len(signed_papers.papers_of(view, asked)),
        "has_photos": waits and asked is not None and asked.photos > 0,
        "may_decide": may and waits,
        "may_number": may and (is_open or penal or withdrawn),
        "may_note": may and (is_open or penal) and not withdrawn,
        "may_fine": may and penal and not withdrawn,
        "may_end": may and is_open and view.kind != "suspend",
        "may_withdraw": may and not withdrawn,
        "may_note_withdrawal": may and withdrawn,
        "may_raise": may and withdrawn and view.kind != "refusal",
        "end": ctx.say("measure-end", kind=view.kind),
    }


def _said(ctx: Context, view: MeasureView, asked: ResumptionView | None) -> list[str | tuple[str, ...]]:
    paper = (
        ctx.say("measure-number", number=shortened(view.number, 40)) if view.number else "",
        ctx.say("measure-penalty", penalty=view.penalty) if view.penalty else "",
        "" if view.amount_fen is None else ctx.say("measure-amount", yuan=yuan(view.amount_fen)),
    )
    said_of: list[str | tuple[str, ...]] = [
        ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
        ctx.say("measure-state", **state_values(view), office=view.office),
        ctx.say(
            "measure-days",
            since=day(ctx, view.since_on),
            ended=day(ctx, view.ended_on) if view.ended_on else "none",
        ),
        *(one for one in paper if one),
        ctx.say("review-comment", comment=shortened(view.reason, 60)),
        *_withdrawal(ctx, view),
    ]
    if asked is not None:
        said_of += [
            " ",
            ctx.say("measure-asked", state=asked.state, photos=asked.photos),
            (shortened(asked.text, 120), shortened(asked.text, 50)),
            ctx.say("resumption-refused", reason=shortened(asked.answer, 60)) if asked.answer else "",
        ]
    return said_of


def _withdrawal(ctx: Context, view: MeasureView) -> list[str]:
    if view.withdrawn_on is None:
        return []
    because = {"cause": view.cause, "text": shortened(view.cause_text, 60) or "none"}
    said_of = [
        ctx.say("withdrawal-said", day=day(ctx, view.withdrawn_on), office=view.withdrawn_at, **because)
    ]
    if view.withdrawal_number:
        said_of.append(ctx.say("withdrawal-number", number=shortened(view.withdrawal_number, 40)))
    return said_of


async def kind_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Kinds of penalties, for the measure as it stands."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    return {
        "kinds": [(one, ctx.say("measure-penalty", penalty=one)) for one in measures.PENALTIES],
        "confirms": view,
    }


async def ended_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question on which day the measure ended; today as a button."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    today = await office_today(dialog_manager)
    return {
        "body": ctx.say("measure-ended-ask", kind=view.kind, enterprise=shortened(view.enterprise, 30)),
        "today": today.isoformat(),
        "confirms": view,
    }
