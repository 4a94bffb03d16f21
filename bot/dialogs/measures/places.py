"""Places to be named in public (曝光地区): proposed with a reason, agreed to by a second person."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row

from bot.app import context_of
from bot.states.offices import MeasuresSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.fragments import label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.sentences import said
from bot.ui.widgets import Choices, T, Words, paging
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.base.errors import NotFound
from storage.offices import jurisdictions, staff
from storage.reviews import place_exposures
from storage.reviews.place_exposures import ExposedPlace

PAGE = 6


async def exposure_of(manager: DialogManager) -> ExposedPlace:
    """The exposure on the screen."""
    ctx = context_of(manager)
    return await ctx.read(place_exposures.get_exposure, ctx.actor, int(manager.dialog_data["exposure"]))


async def on_place(manager: DialogManager, item: str) -> None:
    """Open the place: its reason, or the question for one."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        if post.campaign_id is None:
            raise NotFound
        found = await place_exposures.list_exposures(db, ctx.actor, post.place_id, post.campaign_id)
    there = next((one for one in found if one.place_id == int(item)), None)
    manager.dialog_data["place"] = int(item)
    if there is None:
        await manager.switch_to(MeasuresSG.place_reason)
    else:
        manager.dialog_data["exposure"] = there.id
        await manager.switch_to(MeasuresSG.place)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Propose the place for the typed reason."""
    ctx = context_of(manager)
    post = await ctx.read(post_of, ctx)
    if post.campaign_id is None:
        raise NotFound
    given = (post.campaign_id, post.place_id, int(manager.dialog_data["place"]), text)
    manager.dialog_data["exposure"] = await ctx.act(place_exposures.propose, *given, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "place-exposure-proposed"
    await manager.switch_to(MeasuresSG.place)


async def on_agree(manager: DialogManager, item: str) -> None:
    """Agree to it, as the second person."""
    await context_of(manager).act(place_exposures.confirm, int(item), agreed=True)
    manager.dialog_data["notice"] = "place-exposure-agreed"


async def on_drop(manager: DialogManager, item: str) -> None:
    """Drop it: it is not named, or no longer."""
    await context_of(manager).act(place_exposures.confirm, int(item), agreed=False)
    manager.dialog_data["notice"] = "place-exposure-dropped"
    await manager.switch_to(MeasuresSG.places)


async def places_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The places right below, each with its state."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        children = await jurisdictions.list_children(db, post.place_id)
        found = (
            await place_exposures.list_exposures(db, ctx.actor, post.place_id, post.campaign_id)
            if post.campaign_id is not None
            else ()
        )
    states = {one.place_id: one.state for one in found}
    choices = [
        (
            str(one.id),
            label_of(ctx, "place-exposure-line", "place", one.name, state=states.get(one.id, "none")),
        )
        for one in children
    ]
    head = ctx.say("place-exposure-head", count=sum(one.state == "agreed" for one in found))
    return {
        **page_of(choices, turned_to(dialog_manager, "places_page"), PAGE),
        "body": lines(*notice_lines(dialog_manager), head),
    }


async def place_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One place, its reason, and the actions of this person."""
    ctx, view = context_of(dialog_manager), await exposure_of(dialog_manager)
    may = await ctx.read(staff.may, ctx.actor, place_exposures.CONFIRM, view.office_id)
    open_ = view.state == "proposed"
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("place-exposure-one", place=view.place, state=view.state),
            shortened(view.reason, 300),
        ),
        "item": str(view.id),
        "confirms": (view.state, view.reason),
        "may_agree": may and open_ and view.proposed_by != ctx.actor.person_id,
        "may_drop": may and view.state in place_exposures.GOING_ON,
    }


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question for the reason."""
    ctx = context_of(dialog_manager)
    name = (await ctx.read(jurisdictions.path, int(dialog_manager.dialog_data["place"])))[-1]
    return {"body": ctx.say("place-exposure-ask", place=name)}


def make_windows() -> tuple[Window, ...]:
    """places, place, place_reason."""
    return (
        house_window(
            Choices("place", "choices", on_place),
            paging("places_page", "places_"),
            back_to("places_back", MeasuresSG.list),
            state=MeasuresSG.places,
            getter=places_getter,
        ),
        confirm_window(
            Row(
                Confirm(T("place-exposure-agree"), "place_agree", on_agree, "item", when="may_agree"),
                Confirm(T("place-exposure-drop"), "place_drop", on_drop, "item", when="may_drop"),
            ),
            back=back_to("place_back", MeasuresSG.places),
            state=MeasuresSG.place,
            getter=place_getter,
        ),
        house_window(
            back_to("place_reason_back", MeasuresSG.places),
            Words(said("decide", on_reason), numbers_too=True),
            state=MeasuresSG.place_reason,
            getter=reason_getter,
        ),
    )
