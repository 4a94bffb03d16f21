"""Operations of an office on an enterprise of its list: print codes, correct, move, close, merge."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office.inviting import places
from bot.files.enterprise import send_archive, send_invitations, send_poster
from bot.states.offices import UnitsSG
from bot.ui.confirmation import Confirm, ConfirmChoices, confirm_window
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import reply
from bot.ui.sentences import no_label
from bot.ui.widgets import Choices, T, Tap, Words, paging
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.base.errors import Stale
from storage.changes import enterprises as enterprise_keeping
from storage.statistics import units as office_units
from storage.statistics.units import UnitLine, UnitView
from storage.web import devices

CLOSE_REASONS = {
    "stopped": "units-close-stopped",
    "moved": "units-close-moved",
    "out_of_scope": "units-close-out_of_scope",
}

PAGE = 6


async def unit_of(manager: DialogManager, name: str = "id") -> UnitView:
    """The enterprise of the window. Raises NotAllowed: it is not this office's."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        return await office_units.get_unit(
            db, ctx.actor, int(manager.dialog_data[name]), post.today, post.campaign_id
        )


# --- handlers ---------------------------------------------------------------------------------------


async def on_invite(manager: DialogManager, item: str) -> None:
    """Send an invitation to print or to send on."""
    await send_invitations(manager, [await unit_of(manager)])


async def on_poster(manager: DialogManager, item: str) -> None:
    """Send the workers' poster."""
    await send_poster(manager, await unit_of(manager))


async def on_name(manager: DialogManager, text: str) -> None:
    """Correct its name."""
    ctx = context_of(manager)
    await ctx.act(enterprise_keeping.keep_name, int(manager.dialog_data["id"]), text)
    await manager.switch_to(UnitsSG.one)


async def on_phone(manager: DialogManager, text: str) -> None:
    """Set its telephone number."""
    ctx = context_of(manager)
    await ctx.act(enterprise_keeping.keep_phone, int(manager.dialog_data["id"]), text)
    await manager.switch_to(UnitsSG.one)


async def on_end_devices(manager: DialogManager, item: str) -> None:
    """End all devices on the page of who acts for the enterprise."""
    ctx = context_of(manager)
    ended = await ctx.act(devices.end_of_enterprise, int(item))
    await reply(manager, ctx.say("devices-of-ended", count=ended))
    await manager.switch_to(UnitsSG.one)


async def on_place(manager: DialogManager, item: str) -> None:
    """Move the enterprise to that place."""
    ctx = context_of(manager)
    await ctx.act(enterprise_keeping.move_to, int(manager.dialog_data["id"]), int(item))
    await manager.switch_to(UnitsSG.one)


async def on_place_search(manager: DialogManager, text: str) -> None:
    """Search places with these words in the name."""
    manager.dialog_data["place_search"] = text.strip()
    manager.dialog_data["place_page"] = 0


async def on_close(manager: DialogManager, item: str) -> None:
    """Close the enterprise for this reason."""
    ctx = context_of(manager)
    await ctx.act(enterprise_keeping.close_for, int(manager.dialog_data["id"]), item, zone=ctx.app.zone)
    await manager.switch_to(UnitsSG.list)


async def on_merge_search(manager: DialogManager, text: str) -> None:
    """Search the real enterprise of a double, by name or code."""
    manager.dialog_data["merge_search"] = text.strip()[:40]


async def on_merge_into(manager: DialogManager, item: str) -> None:
    """Choose the enterprise to merge into; asked once more."""
    manager.dialog_data["into"] = int(item)
    await manager.switch_to(UnitsSG.merge_sure)


async def on_merge(manager: DialogManager, item: str) -> None:
    """Merge the double into the chosen enterprise."""
    ctx = context_of(manager)
    double, _, into = item.partition(".")
    if (double, into) != (str(manager.dialog_data["id"]), str(manager.dialog_data["into"])):
        raise Stale
    await ctx.act(enterprise_keeping.merge, int(double), int(into))
    ctx.app.identities.forget_everybody()
    manager.dialog_data["id"] = int(into)
    await manager.switch_to(UnitsSG.one)


async def on_archive(manager: DialogManager, item: str) -> None:
    """Send all its records."""
    await send_archive(manager, int(manager.dialog_data["id"]))


# --- getters ----------------------------------------------------------------------------------------


def state(ctx: Context, unit: UnitLine) -> str:
    """The most important state of an enterprise, in a word or two."""
    if unit.order is not None:
        return ctx.say("units-order", order=unit.order)
    if unit.overdue:
        return ctx.say("units-overdue", overdue=unit.overdue)
    if unit.check_state not in (None, "draft"):
        return ctx.say("units-submitted")
    if unit.check_state == "draft":
        return ctx.say("units-draft")
    return ctx.say("units-registered" if unit.phones else "units-missing")


async def keep_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Its name and telephone."""
    unit = await unit_of(dialog_manager)
    async with context_of(dialog_manager).app.database.read() as db:
        there = await devices.count_of(db, await devices.people_of(db, unit.id))
    return {
        "id": str(unit.id),
        "devices": there,
        "has_devices": there > 0,
        "confirms": (unit.id, there),
        "name": shortened(unit.name, 40),
        "phone": unit.phone or context_of(dialog_manager).say("join-empty"),
    }


async def place_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The places of this office and below."""
    ctx = context_of(dialog_manager)
    unit = await unit_of(dialog_manager)
    search = str(dialog_manager.dialog_data.get("place_search", ""))
    offered = [place for place in await places(dialog_manager) if search in place.name]
    page = page_of(
        [(str(place.id), in_label(place.name)) for place in offered if place.id != unit.jurisdiction_id],
        turned_to(dialog_manager, "place_page"),
        PAGE,
    )
    return {
        **page,
        "body": ctx.say("units-move-ask", name=shortened(unit.name, 30), place=unit.place),
        "confirms": (unit.id, unit.jurisdiction_id),
    }


async def close_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The reasons for closing."""
    ctx = context_of(dialog_manager)
    unit = await unit_of(dialog_manager)
    return {
        "body": lines(
            ctx.say("units-close-ask", name=shortened(unit.name, 40)),
            ctx.say("units-stands", place=unit.place, state=state(ctx, unit), phones=unit.phones),
        ),
        "confirms": (unit.id, unit.jurisdiction_id, unit.check_state),
        "reasons": [(one, ctx.say(CLOSE_REASONS[one])) for one in enterprise_keeping.REASONS],
    }


async def merge_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Enterprises found by name or code."""
    ctx = context_of(dialog_manager)
    unit = await unit_of(dialog_manager)
    search = str(dialog_manager.dialog_data.get("merge_search", ""))
    found: list[tuple[str, str]] = []
    if search:
        async with ctx.app.database.read() as db:
            post = await post_of(db, ctx)
            units, _total = await office_units.list_units(
                db, ctx.actor, post.place_id, post.today, text=search, limit=PAGE
            )
        found = [(str(one.id), in_label(one.name, after=f" · {shortened(one.place, 6)}")) for one in units]
    return {
        "body": lines(
            ctx.say("units-merge-ask", name=shortened(unit.name, 30), code=unit.credit_code),
            ctx.say("units-merge-none", find=search) if search and not found else "",
        ),
        "found": [one for one in found if one[0] != str(unit.id)],
    }


async def merge_sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last question."""
    ctx = context_of(dialog_manager)
    double, into = await unit_of(dialog_manager), await unit_of(dialog_manager, "into")
    return {
        "body": lines(
            ctx.say("units-merge-sure", double=shortened(double.name, 30), into=shortened(into.name, 30)),
            *(
                ctx.say(
                    "units-merge-stands",
                    name=shortened(one.name, 8),
                    state=state(ctx, one),
                    phones=one.phones,
                )
                for one in (double, into)
            ),
        ),
        "both": f"{double.id}.{into.id}",
        "confirms": [
            (one.id, one.credit_code, one.jurisdiction_id, one.check_state) for one in (double, into)
        ],
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """keep, name, phone, place, devices, close, merge, merge_sure."""
    return [
        house_window(
            T("units-keep"),
            Row(
                Tap(T("units-print-invite"), "invite", on_invite),
                Tap(T("units-print-poster"), "poster", on_poster),
            ),
            Row(
                SwitchTo(T("units-rename"), "to_name", UnitsSG.name),
                SwitchTo(T("join-fix-phone"), "to_phone", UnitsSG.phone),
                SwitchTo(T("units-move"), "to_place", UnitsSG.place),
            ),
            Row(
                SwitchTo(T("units-merge"), "to_merge", UnitsSG.merge),
                SwitchTo(T("units-close"), "to_close", UnitsSG.close),
                SwitchTo(T("devices-end"), "to_devices", UnitsSG.devices, when="has_devices"),
            ),
            Row(
                Tap(T("archive-button"), "archive", on_archive),
                SwitchTo(T("erase-button"), "to_erase", UnitsSG.erase),
            ),
            back_to("keep_back", UnitsSG.one),
            state=UnitsSG.keep,
            getter=keep_getter,
        ),
        house_window(
            T("units-rename-ask"),
            back_to("name_back", UnitsSG.keep),
            Words(no_label(on_name), numbers_too=True),
            state=UnitsSG.name,
            getter=keep_getter,
        ),
        house_window(
            T("units-phone-ask"),
            back_to("phone_back", UnitsSG.keep),
            Words(on_phone, numbers_too=True),
            state=UnitsSG.phone,
            getter=keep_getter,
        ),
        house_window(
            ConfirmChoices("to_town", "choices", on_place),
            paging("place_page", "place_"),
            back_to("place_back", UnitsSG.keep),
            Words(on_place_search),
            state=UnitsSG.place,
            getter=place_getter,
        ),
        confirm_window(
            T("devices-of-ask"),
            Confirm(T("devices-end-yes"), "end_devices", on_end_devices, "id"),
            back=back_to("devices_back", UnitsSG.keep),
            state=UnitsSG.devices,
            getter=keep_getter,
        ),
        confirm_window(
            ConfirmChoices("why", "reasons", on_close),
            back=back_to("close_back", UnitsSG.keep),
            state=UnitsSG.close,
            getter=close_getter,
        ),
        house_window(
            Choices("into", "found", on_merge_into),
            back_to("merge_back", UnitsSG.keep),
            Words(on_merge_search, numbers_too=True),
            state=UnitsSG.merge,
            getter=merge_getter,
        ),
        confirm_window(
            Confirm(T("units-merge-yes"), "merge_yes", on_merge, "both"),
            back=back_to("merge_sure_back", UnitsSG.merge),
            state=UnitsSG.merge_sure,
            getter=merge_sure_getter,
        ),
    ]
