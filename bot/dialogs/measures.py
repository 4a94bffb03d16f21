"""Measures (停产整顿, 处罚, 提请关闭, 拒不整改): an office follows a decision until it is carried out, and
answers requests to resume work; the list of enterprises to be named in public."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.files.office import send_exposures
from bot.states.offices import MeasuresSG, start_office, start_review
from bot.ui.confirmation import Confirm, ConfirmChoices
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, label_of, lines, yuan
from bot.ui.office_campaign import campaign_line
from bot.ui.office_seat import notice_of, office_today, post_of
from bot.ui.paging import nearest, page_read
from bot.ui.replies import reply
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window
from content.screen import fitted, shortened
from content.typed.numerals import parse_money
from storage.offices import staff
from storage.reviews import escalation_rights, measure_views, measures, resumptions
from storage.reviews.measure_views import MeasureView
from storage.reviews.resumptions import ResumptionView

PAGE = 6


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """The measure of a delivered button comes first, for who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data["id"] = int(chosen)
        await view_of(manager)


async def view_of(manager: DialogManager) -> MeasureView:
    """The measure on the screen.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        return await measure_views.get_measure(db, ctx.actor, int(manager.dialog_data["id"]))


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a measure."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(MeasuresSG.one)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_files(manager)
    await manager.switch_to(MeasuresSG.list)


async def on_form(manager: DialogManager, item: str) -> None:
    """Open the form whose review it followed."""
    await start_review(manager, int(item))


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show the photos of a request to resume work, above the window."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        files = await resumptions.photos(db, ctx.actor, int(item))
    await show_files(manager, files)


async def on_agree(manager: DialogManager, item: str) -> None:
    """Agree that work is resumed (同意复产); the suspension ends with it."""
    ctx = context_of(manager)
    await hide_files(manager)
    await ctx.act(resumptions.decide, int(item), agreed=True, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "measure-agreed"


async def on_refuse(manager: DialogManager, item: str) -> None:
    """Ask why work may not be resumed (不同意)."""
    await hide_files(manager)
    manager.dialog_data["asked"] = int(item)
    await manager.switch_to(MeasuresSG.refuse)


async def on_refusal(manager: DialogManager, text: str) -> None:
    """Refuse the request for the typed reason."""
    ctx = context_of(manager)
    asked = int(manager.dialog_data["asked"])
    await ctx.act(resumptions.decide, asked, agreed=False, reason=text, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "measure-refused"
    await manager.switch_to(MeasuresSG.one)


async def _note(manager: DialogManager, **values: Any) -> None:
    ctx = context_of(manager)
    await ctx.act(measures.note_penalty, int(manager.dialog_data["id"]), zone=ctx.app.zone, **values)
    await manager.switch_to(MeasuresSG.one)


async def on_number(manager: DialogManager, text: str) -> None:
    """Note the number of the paper (文号)."""
    await _note(manager, number=text)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Note the kind of a penalty: 警告, 罚款 and so on."""
    await _note(manager, penalty=item)


async def on_amount(manager: DialogManager, text: str) -> None:
    """Note the amount of a penalty, typed in yuan."""
    fen = parse_money(text)
    if fen is None:
        await reply(manager, context_of(manager).say("measure-amount-unclear"))
        return
    await _note(manager, amount_fen=fen)


async def on_day(manager: DialogManager, when: date) -> None:
    """Note the day of the paper."""
    await _note(manager, since_on=when)


async def on_ended(manager: DialogManager, when: date) -> None:
    """End the measure on a day: the penalty was paid, the enterprise closed, the refusal over."""
    ctx = context_of(manager)
    await ctx.act(measures.end, int(manager.dialog_data["id"]), when, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "measure-kept"
    await manager.switch_to(MeasuresSG.one)


async def on_ended_today(manager: DialogManager, item: str) -> None:
    """End it today."""
    await on_ended(manager, date.fromisoformat(item))


async def on_exposures(manager: DialogManager, item: str) -> None:
    """Send the list of whom to name in public (曝光)."""
    await send_exposures(manager)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of measures; those with a request to resume work come first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        of: dict[str, Any] = {"campaign_id": post.campaign_id}
        counts = await measure_views.count_measures(db, ctx.actor, post.place_id, **of)
        page = nearest(int(dialog_manager.dialog_data.get("page", 0)), counts.total, PAGE)
        cut = {"skip": page * PAGE, "limit": PAGE}
        found = await measure_views.list_measures(db, ctx.actor, post.place_id, **of, **cut)
        exposed = post.campaign_id is not None and await measure_views.is_any_exposed(
            db, ctx.actor, post.place_id, post.campaign_id
        )
    choices = [
        (str(one.id), label_of(ctx, "measure-one", "enterprise", one.enterprise, **stands(one)))
        for one in found
    ]
    notice = notice_of(dialog_manager)
    head = ctx.say("measure-head", total=counts.total, asked=counts.asked, suspended=counts.suspended)
    return {
        **page_read(choices, page, counts.total, PAGE),
        "body": lines(
            notice,
            " " if notice else "",
            campaign_line(ctx, post),
            head if found else ctx.say("measure-none"),
        ),
        "has_exposed": exposed,
    }


def stands(view: MeasureView) -> dict[str, str]:
    """Values of a measure's state, for its sentence."""
    return {"kind": view.kind, "state": "asked" if view.asked is not None else view.state}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A measure with its paper and the request to resume work, and what this person may do about it."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        asked = await resumptions.for_office(db, ctx.actor, view.id) if view.kind == "suspend" else None
        may = await staff.may(db, ctx.actor, "escalation.decide", view.jurisdiction_id, of=())
        if may and view.kind != "refusal":
            may = await escalation_rights.may_enforce(db, ctx.actor, view.self_check_id, view.jurisdiction_id)
    waits = asked is not None and asked.state == "asked"
    is_open, penal = view.state == "open", view.kind == "penalty"
    notice = notice_of(dialog_manager)
    body = _said(ctx, view, asked)
    return {
        "body": fitted(*((notice, " ") if notice else ()), *body),
        "confirmed": fitted(*body),
        "confirms": (view, asked),
        "item": str(view.self_check_id),
        "asked": str(asked.id if asked is not None else 0),
        "photos": asked.photos if asked is not None else 0,
        "has_photos": waits and asked is not None and asked.photos > 0,
        "may_decide": may and waits,
        "may_note": may and (is_open or penal),
        "may_fine": may and penal,
        "may_end": may and is_open and view.kind != "suspend",
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
        ctx.say("measure-state", **stands(view), office=view.office),
        ctx.say(
            "measure-days",
            since=day(ctx, view.since_on),
            ended=day(ctx, view.ended_on) if view.ended_on else "none",
        ),
        *(one for one in paper if one),
        ctx.say("review-comment", comment=shortened(view.reason, 60)),
    ]
    if asked is not None:
        said_of += [
            " ",
            ctx.say("measure-asked", state=asked.state, photos=asked.photos),
            (shortened(asked.text, 120), shortened(asked.text, 50)),
            ctx.say("resumption-refused", reason=shortened(asked.answer, 60)) if asked.answer else "",
        ]
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


# --- windows ----------------------------------------------------------------------------------------


def _back(id: str) -> SwitchTo:
    return SwitchTo(T("back"), id, MeasuresSG.one)


def make_dialog() -> Dialog:
    """The dialog of MeasuresSG."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("one", "choices", on_one),
            paging("page", "list_"),
            Tap(T("measure-exposures"), "exposures", on_exposures, when="has_exposed"),
            Tap(T("office-back"), "office", going(start_office)),
            Words(),
            state=MeasuresSG.list,
            getter=list_getter,
        ),
        house_window(
            Given("body"),
            Row(
                Confirm(T("measure-agree"), "agree", on_agree, "asked", when="may_decide"),
                Tap(T("measure-refuse"), "refuse", on_refuse, "asked", when="may_decide"),
                Tap(T("measure-photos"), "photos", on_photos, "asked", when="has_photos"),
            ),
            Row(
                SwitchTo(T("measure-set-number"), "number", MeasuresSG.number, when="may_note"),
                SwitchTo(T("measure-set-day"), "day", MeasuresSG.day, when="may_note"),
            ),
            Row(
                SwitchTo(T("measure-set-kind"), "kind", MeasuresSG.kind, when="may_fine"),
                SwitchTo(T("measure-set-amount"), "amount", MeasuresSG.amount, when="may_fine"),
            ),
            SwitchTo(Given("end"), "end", MeasuresSG.ended, when="may_end"),
            Row(
                Tap(T("escalation-form"), "form", on_form, "item"),
                Tap(T("measure-back"), "one_back", on_list),
            ),
            Words(),
            state=MeasuresSG.one,
            getter=one_getter,
        ),
        house_window(
            T("measure-refuse-ask"),
            _back("refuse_back"),
            Words(said("decide", on_refusal), numbers_too=True),
            state=MeasuresSG.refuse,
        ),
        house_window(
            T("measure-number-ask"),
            _back("number_back"),
            Words(on_number, numbers_too=True),
            state=MeasuresSG.number,
        ),
        house_window(
            T("measure-kind-ask"),
            ConfirmChoices("penalty", "kinds", on_kind, width=2),
            _back("kind_back"),
            Words(),
            state=MeasuresSG.kind,
            getter=kind_getter,
        ),
        house_window(
            T("measure-amount-ask"),
            _back("amount_back"),
            Words(on_amount, numbers_too=True),
            state=MeasuresSG.amount,
        ),
        house_window(
            T("measure-day-ask"),
            *typed_day("since", on_day, "past", today=office_today, unclear="measure-day-unclear"),
            _back("day_back"),
            state=MeasuresSG.day,
        ),
        house_window(
            Given("body"),
            Confirm(T("measure-today"), "today", on_ended_today, "today"),
            *typed_day("over", on_ended, "past", today=office_today, unclear="measure-day-unclear"),
            _back("ended_back"),
            state=MeasuresSG.ended,
            getter=ended_getter,
        ),
        on_start=on_start,
    )
