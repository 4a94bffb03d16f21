"""A suspended enterprise asks to take up work again: words, photos, then the office decides (复产申请)."""

from __future__ import annotations

from aiogram.types import ContentType, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import Context, context_of
from bot.states.people import ResumptionSG, start_home
from bot.ui.confirmation import Confirm
from bot.ui.fragments import day, lines
from bot.ui.incoming_files import receive
from bot.ui.replies import reply
from bot.ui.sentences import said
from bot.ui.widgets import Given, Media, T, Tap, Words, going
from bot.ui.window import house_window
from content.screen import fitted, shortened
from storage.base.errors import Stale
from storage.reviews import measure_views, resumptions
from storage.reviews.measure_views import Order
from storage.reviews.resumptions import ResumptionView

PICTURES = (ContentType.PHOTO, ContentType.DOCUMENT)


async def here(ctx: Context) -> tuple[Order | None, ResumptionView | None]:
    """The suspension of the enterprise the person works on, and the newest request."""
    async with ctx.app.database.read() as db:
        order = await measure_views.order_over(db, ctx.enterprise_id)
        if order is None or order.kind != "suspend":
            return None, None
        return order, await resumptions.latest(db, ctx.actor, order.measure_id)


# --- handlers ---------------------------------------------------------------------------------------


async def on_words(manager: DialogManager, text: str) -> None:
    """Store the request's text as a draft."""
    ctx = context_of(manager)
    order, _ = await here(ctx)
    if order is None:
        raise Stale
    await ctx.act(resumptions.write, order.measure_id, text)
    await manager.switch_to(ResumptionSG.main)


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Put a photo to the draft; without words yet, ask for them first."""
    ctx = context_of(manager)
    _, view = await here(ctx)
    if view is None or view.state != "draft":
        await reply(manager, ctx.say("resumption-words-first"))
        return
    file = await receive(message, ctx)
    await ctx.act(resumptions.attach, view.id, file)
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def on_send(manager: DialogManager, item: str) -> None:
    """Send the request to the office that decided the suspension."""
    ctx = context_of(manager)
    await ctx.act(resumptions.ask, int(item), zone=ctx.app.zone)


# --- getters ----------------------------------------------------------------------------------------


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The suspension and the state of the request."""
    ctx = context_of(dialog_manager)
    order, view = await here(ctx)
    state = view.state if view is not None else "none"
    said_of = view.text if view is not None and state in ("draft", "asked") else ""
    answer = view.answer if view is not None and state == "refused" else ""
    body: list[str | tuple[str, ...]] = []
    if order is None:
        body.append(ctx.say("resumption-over"))
    else:
        reason = ctx.say("resumption-why", office=order.office, reason=shortened(order.reason, 80))
        body += [(reason, ctx.say("resumption-why", office=order.office, reason=shortened(order.reason, 30)))]
        body += [" ", ctx.say("resumption-refused", reason=shortened(answer, 80)) if answer else ""]
        body.append((said_of, shortened(said_of, 120), shortened(said_of, 60)))
        if view is not None and state in ("draft", "asked"):
            body.append(ctx.say("resumption-photos", count=view.photos))
        asked = view.asked_at if view is not None else None
        since = day(ctx, ctx.app.local_day(asked)) if asked and state == "asked" else ""
        body.append(ctx.say("resumption-how", state=state, day=since))
    return {
        "body": fitted(*body),
        "item": str(view.id if view is not None else 0),
        "may_write": order is not None and state != "asked",
        "begins": order is not None and state in ("none", "refused"),
        "drafted": order is not None and state == "draft",
        "may_send": order is not None and view is not None and state == "draft" and view.photos > 0,
    }


async def words_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The draft as it will be sent."""
    ctx = context_of(dialog_manager)
    view = (await here(ctx))[1]
    known = view.text if view is not None and view.state == "draft" else ""
    before = ctx.say("resumption-before", text=shortened(known, 120)) if known else ""
    return {"body": lines(ctx.say("resumption-ask"), before)}


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of ResumptionSG."""
    return Dialog(
        house_window(
            Given("body"),
            Confirm(T("resumption-send"), "send", on_send, "item", when="may_send"),
            SwitchTo(T("resumption-begin"), "begin", ResumptionSG.words, when="begins"),
            SwitchTo(T("resumption-rewrite"), "rewrite", ResumptionSG.words, when="drafted"),
            Tap(T("home-back"), "home", going(start_home)),
            Words(),
            Media(on_photo, PICTURES),
            state=ResumptionSG.main,
            getter=main_getter,
        ),
        house_window(
            Given("body"),
            SwitchTo(T("back"), "words_back", ResumptionSG.main),
            Words(said("measure", on_words), numbers_too=True),
            state=ResumptionSG.words,
            getter=words_getter,
        ),
    )
