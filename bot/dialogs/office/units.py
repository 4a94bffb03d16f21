"""The enterprises of an office: a list to page through or search, and one with its contacts."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office import erasing, importing, keeping
from bot.files.enterprise import send_invitations
from bot.states.offices import (
    UnitsSG,
    start_breakdown,
    start_inspection_of,
    start_join_requests,
    start_office,
    start_reading,
    start_review,
)
from bot.states.people import start_history
from bot.ui.campaign_name import campaign_line
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.office_seat import post_of
from bot.ui.paging import page_line, page_read, turned_to
from bot.ui.replies import reply
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import house_window
from content.screen import fitted, shortened
from documents.words import name_of_group
from storage.enterprises import imports as enterprise_imports
from storage.enterprises import join_requests
from storage.inspections import planning
from storage.offices import jurisdictions, staff
from storage.self_checks import submissions
from storage.statistics import units as office_units
from storage.statistics.units import Among, UnitLine

PAGE = 5
LONGEST_SEARCH = 40
LOOKED = ("id", "page", "search", "state", "notice", "unread_after", "among")
"""Keys in the dialog's data of an enterprise, and of the list it was chosen from."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_start(start_data: object, manager: DialogManager) -> None:
    """Open the enterprise one came back to, in the list with its page and filter."""
    if isinstance(start_data, dict):
        manager.dialog_data.update(start_data)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open an enterprise."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(UnitsSG.one)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list it was chosen from: all enterprises, or those that have not read a notice."""
    notice = manager.dialog_data.get("notice")
    if notice is None:
        await manager.switch_to(UnitsSG.list)
    else:
        await start_reading(manager, notice, unread=manager.dialog_data["unread_after"])


async def on_search(manager: DialogManager, text: str) -> None:
    """Search enterprises with these words in the name, or a code that begins so."""
    manager.dialog_data["search"] = shortened(text, LONGEST_SEARCH)
    manager.dialog_data["page"] = 0


async def on_all(manager: DialogManager, item: str) -> None:
    """Show all enterprises again."""
    manager.dialog_data["search"] = ""
    manager.dialog_data["state"] = ""
    manager.dialog_data["page"] = 0


async def on_state(manager: DialogManager, item: str) -> None:
    """Filter by state."""
    manager.dialog_data["state"] = item
    manager.dialog_data["page"] = 0
    await manager.switch_to(UnitsSG.list)


async def on_form(manager: DialogManager, item: str) -> None:
    """Open its form for review."""
    looked = {key: manager.dialog_data[key] for key in LOOKED if key in manager.dialog_data}
    await start_review(manager, int(item), unit=looked)


async def on_inspect(manager: DialogManager, item: str) -> None:
    """Plan a visit to it."""
    await start_inspection_of(manager, int(item))


async def on_history(manager: DialogManager, item: str) -> None:
    """Open its record."""
    looked = {key: manager.dialog_data[key] for key in LOOKED if key in manager.dialog_data}
    await start_history(manager, int(item), looked)


async def on_requests(manager: DialogManager, item: str) -> None:
    """Open the requests to join; from there one comes back to the same filter and page of this list."""
    looked = {key: manager.dialog_data[key] for key in LOOKED if key in manager.dialog_data and key != "id"}
    await start_join_requests(manager, units=looked)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the breakdown that the list was chosen from, else to the office."""
    among = manager.dialog_data.get("among")
    if among:
        await start_breakdown(manager, int(among["place"]))
    else:
        await start_office(manager)


async def on_print_all(manager: DialogManager, item: str) -> None:
    """Send invitations for all enterprises without a person in the bot."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        units = await office_units.list_unregistered(db, ctx.actor, post.place_id, post.today)
    if units:
        await send_invitations(manager, units)
    else:
        await reply(manager, ctx.say("units-print-none"))


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of enterprises with their state."""
    ctx = context_of(dialog_manager)
    search = str(dialog_manager.dialog_data.get("search", ""))
    wanted = str(dialog_manager.dialog_data.get("state", ""))
    page = turned_to(dialog_manager)
    among = dict(dialog_manager.dialog_data.get("among") or {})
    place = int(among.pop("place", 0))
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        units, total = await office_units.list_units(
            db,
            ctx.actor,
            place or post.place_id,
            post.today,
            post.campaign_id,
            text=search,
            state=wanted or None,
            among=Among(**among),
            skip=page * PAGE,
            limit=PAGE,
        )
        may_keep = post.seat.allows(enterprise_imports.RIGHT)
        requests = len(await join_requests.list_open(db, ctx.actor, post.place_id)) if may_keep else 0
    shown = page_read([(str(unit.id), label(ctx, unit)) for unit in units], page, total, PAGE)
    head = ctx.say("units-found", find=search, total=total) if search else ctx.say("units-head", total=total)
    return {
        "body": lines(
            campaign_line(ctx, post),
            await among_line(ctx, place, among),
            head,
            ctx.say("units-only", state=wanted) if wanted else "",
            page_line(ctx, shown),
            ctx.say("units-how") if total > PAGE else "",
        ),
        **shown,
        "searching": bool(search or wanted),
        "back": ctx.say("breakdown-back" if place else "office-back"),
        "may_import": may_keep,
        "requests": requests,
        "has_requests": requests > 0,
    }


async def among_line(ctx: Context, place: int, among: dict[str, Any]) -> str:
    """The part of a campaign the list is of, as it was chosen in the breakdown: place, industry and so on."""
    if not place:
        return ""
    async with ctx.app.database.read() as db:
        named = [(await jurisdictions.path(db, place))[-1]]
    named += [name_of_group(ctx.app.library, ctx.language, *one) for one in among.items()]
    return " · ".join(named)


def label(ctx: Context, unit: UnitLine) -> str:
    """An enterprise on a button, with its most important state."""
    return in_label(unit.name, after=f" · {keeping.state(ctx, unit)}")


async def states_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the states with their counts."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        counted = await office_units.count_states(db, ctx.actor, post.place_id, post.today, post.campaign_id)
    return {
        "states": [
            (one, ctx.say("units-state-one", state=one, count=count)) for one, count in counted.items()
        ]
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The facts an officer needs about an enterprise."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        unit = await office_units.get_unit(
            db, ctx.actor, int(dialog_manager.dialog_data["id"]), post.today, post.campaign_id
        )
        form = await submissions.find(db, unit.id, post.campaign_id) if post.campaign_id else None
        may_keep = await staff.may(db, ctx.actor, enterprise_imports.RIGHT, unit.jurisdiction_id, of=())
    handed_in = form is not None and unit.check_state not in (None, "draft")
    industry = ctx.app.library.industries.get(unit.industry)
    called = industry.name.say(ctx.language) if industry else unit.industry
    whom = " ".join(part for part in (unit.contact_name, unit.phone) if part)
    return {
        "body": fitted(
            unit.name,
            ctx.say("units-kind", industry=called, headcount=unit.headcount),
            ctx.say("units-place", place=unit.place, address=unit.address),
            (ctx.say("units-code", code=unit.credit_code), ""),
            " ",
            (campaign_line(ctx, post), ""),
            ctx.say("units-state", state=keeping.state(ctx, unit)),
            ctx.say("units-phones", phones=unit.phones),
            ctx.say("units-call", whom=whom) if whom else "",
        ),
        "form": str(form or 0),
        "unit": str(unit.id),
        "handed_in": handed_in,
        "may_keep": may_keep,
        "may_inspect": post.seat.allows(planning.RIGHT),
        "back": ctx.say("units-back-unread" if dialog_manager.dialog_data.get("notice") else "units-back"),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of UnitsSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page"),
            Row(
                Tap(Given("back"), "office", on_back),
                Tap(T("join-all"), "all", on_all, when="searching"),
                Tap(T("import-button"), "import_list", importing.on_import, when="may_import"),
            ),
            Row(
                SwitchTo(T("units-filter"), "filter", UnitsSG.filter),
                Tap(T("units-requests"), "requests", on_requests, when="has_requests"),
                Tap(T("units-print-all"), "print_all", on_print_all, when="may_import"),
            ),
            Words(on_search),
            state=UnitsSG.list,
            getter=list_getter,
        ),
        house_window(
            Row(
                Tap(T("escalation-form"), "form", on_form, "form", when="handed_in"),
                Tap(T("history-button"), "history", on_history, "unit"),
                Tap(T("inspection-new"), "inspect", on_inspect, "unit", when="may_inspect"),
                SwitchTo(T("units-manage"), "manage", UnitsSG.keep, when="may_keep"),
            ),
            Tap(Given("back"), "one_back", on_list),
            state=UnitsSG.one,
            getter=one_getter,
        ),
        house_window(
            T("units-filter-ask"),
            Choices("state", "states", on_state, width=2),
            SwitchTo(T("units-back"), "filter_back", UnitsSG.list),
            state=UnitsSG.filter,
            getter=states_getter,
        ),
        *importing.make_windows(),
        *keeping.make_windows(),
        erasing.make_window(),
        on_start=on_start,
    )
