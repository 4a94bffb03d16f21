"""Getters of the order over the enterprise, and of its request to resume work."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import day, lines
from content.screen import fitted, shortened
from storage.reviews import measure_views, resumptions, signed_papers
from storage.reviews.measure_views import Order
from storage.reviews.resumptions import ResumptionView


async def here(ctx: Context) -> tuple[Order | None, ResumptionView | None]:
    """The suspension of the person's enterprise, and the newest request."""
    async with ctx.app.database.read() as db:
        order = await measure_views.order_over(db, ctx.enterprise_id)
        if order is None or order.kind != "suspend":
            return None, None
        return order, await resumptions.latest(db, ctx.actor, order.measure_id)


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
        if view is not None and state == "asked":
            signed = await ctx.read(signed_papers.pages, ctx.actor, order.measure_id, "request")
            body.append(ctx.say("resumption-signed", count=len(signed)))
        asked = view.asked_at if view is not None else None
        since = day(ctx, ctx.app.local_day(asked)) if asked and state == "asked" else ""
        body.append(ctx.say("resumption-how", state=state, day=since))
    return {
        "body": fitted(*body),
        "item": str(view.id if view is not None else 0),
        "may_write": order is not None and state != "asked",
        "begins": order is not None and state in ("none", "refused"),
        "is_asked": order is not None and state == "asked",
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
