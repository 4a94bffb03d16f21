"""The place of a report: a town by buttons, then an enterprise by its button or name, or a description, or
neither."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.report import way
from bot.dialogs.report.way import draft_of
from bot.privacy.states import ReportSG
from bot.ui.fragments import label_of, lines
from bot.ui.labels import in_label
from bot.ui.paging import page_line, page_of, turned_to
from bot.ui.towns import TOP, Towns, stepped_down, stepped_up
from content.screen import shortened
from storage.base.errors import Stale
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseLine

TYPED_MOST = 60
LISTED = 60
"""Most enterprises shown in pages; where there are more, a part of the name is asked for."""
ELSEWHERE = 5
"""Most enterprises offered that are not in the chosen place."""
PAGE = 5
LEAVES = 12
"""Most places without further ones below that are shown at once."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_find(manager: DialogManager, text: str) -> None:
    """Search by part of a place's or an enterprise's name."""
    manager.dialog_data.update(find=text.strip()[:TYPED_MOST], page=0)


async def on_all(manager: DialogManager, item: str) -> None:
    """Show all places again, not only those found."""
    manager.dialog_data.pop("find", None)
    manager.dialog_data["page"] = 0


async def on_town(manager: DialogManager, item: str) -> None:
    """Open a place by its button, or go on where nothing is below it."""
    if not stepped_down(manager.dialog_data, await way.all_towns(manager), int(item)):
        await on_here(manager, item)


async def on_here(manager: DialogManager, item: str) -> None:
    """Take this place; the enterprise in it is next."""
    await way.go(manager, ReportSG.where)
    manager.dialog_data["town"] = int(item)


async def on_town_back(manager: DialogManager, item: str) -> None:
    """Go from the places found to all, then one step up in the tree of places, then one screen back."""
    if not stepped_up(manager.dialog_data, await way.all_towns(manager)):
        await way.go_back(manager)


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """An enterprise by its button."""
    found = await context_of(manager).read(enterprises.get_enterprise, int(item))
    if found.state != "active":
        raise Stale
    await _placed(manager, found.jurisdiction_id, enterprise_id=found.id, enterprise=found.name)


async def on_write_place(manager: DialogManager, item: str) -> None:
    """Handle [自己写]: the enterprise is not in the list."""
    await manager.switch_to(ReportSG.place)


async def on_place(manager: DialogManager, text: str) -> None:
    """Take the place in the person's words."""
    await _placed(manager, int(manager.dialog_data["town"]), place=enterprises.check_address(text))


async def on_place_found(manager: DialogManager, item: str) -> None:
    """Take the search text as the description."""
    await on_place(manager, str(manager.dialog_data.get("find") or ""))


async def on_no_name(manager: DialogManager, item: str) -> None:
    """Take the town alone: the name is in the story."""
    await _placed(manager, int(manager.dialog_data["town"]))


async def _placed(
    manager: DialogManager,
    jurisdiction_id: int,
    *,
    enterprise_id: int | None = None,
    enterprise: str = "",
    place: str = "",
) -> None:
    draft = draft_of(manager)
    draft.jurisdiction_id, draft.place = jurisdiction_id, place
    draft.enterprise_id, draft.enterprise = enterprise_id, enterprise
    draft.changed()
    await way.go_on(manager)


# --- getters ----------------------------------------------------------------------------------------


async def town_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of places below the one opened; or those found by typing."""
    ctx, data = context_of(dialog_manager), dialog_manager.dialog_data
    towns = await way.all_towns(dialog_manager)
    at, find = int(data.get("at", towns.start)), str(data.get("find") or "")
    offered = towns.named(find) if find else towns.inside(at)
    leaves = [one for one in towns.places.values() if not towns.inside(one.id)]
    flat = not find and at == towns.start and len(leaves) <= LEAVES
    named = [(one.id, towns.name(one.id) if at == TOP else one.name) for one in (leaves if flat else offered)]
    shown = page_of([(str(place), name) for place, name in named], turned_to(dialog_manager))
    here = towns.name(at)
    firms = await _in_all_places(ctx, towns, find) if find and not offered else []
    if firms:
        said = ctx.say("report-town-firms", find=find)
    elif find:
        said = ctx.say("report-town-found" if offered else "report-town-none", find=find)
    else:
        said = ctx.say("report-town-inside", place=here) if here else ctx.say("report-town-ask")
    return {
        **shown,
        "body": lines(said, page_line(ctx, shown)),
        "firms": firms,
        "at": str(at),
        "may_stay": at != TOP and not find,
        "has_find": bool(find),
    }


async def where_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the enterprises of the place; or those found by a part of the name."""
    ctx, data = context_of(dialog_manager), dialog_manager.dialog_data
    town, find = int(data["town"]), str(data.get("find") or "")
    towns = await way.all_towns(dialog_manager)
    async with ctx.app.database.read() as db:
        total = await enterprises.count_enterprises(db, jurisdiction_id=town, text=find)
        found = await enterprises.list_enterprises(db, jurisdiction_id=town, text=find, limit=LISTED)
    elsewhere = await _in_all_places(ctx, towns, find) if find and not total else []
    choices = elsewhere or [(str(one.id), in_label(one.name)) for one in found]
    shown = page_of(choices, turned_to(dialog_manager), PAGE)
    if elsewhere:
        said = ctx.say("report-where-elsewhere", place=towns.name(town), find=find)
    elif find:
        said = ctx.say("report-where-found" if total else "report-where-none", find=find)
    else:
        said = ctx.say("report-where-ask", place=towns.name(town), total=total)
    many = ctx.say("report-where-many") if total > LISTED else ""
    return {
        **shown,
        "body": lines(said, many, page_line(ctx, shown)),
        "has_find": bool(find),
        "in_vain": bool(find) and not total,
        "find": shortened(find, 12),
    }


async def _in_all_places(ctx: Context, towns: Towns, find: str) -> list[tuple[str, str]]:
    """Enterprises with a part of a name in all places, each with its place on its button."""
    found: list[EnterpriseLine] = []
    async with ctx.app.database.read() as db:
        for root in towns.roots:
            found += await enterprises.list_enterprises(
                db, jurisdiction_id=root, text=find, limit=ELSEWHERE - len(found)
            )
            if len(found) >= ELSEWHERE:
                break
    return [
        (
            str(one.id),
            label_of(
                ctx,
                "report-where-there",
                "name",
                one.name,
                place=shortened(towns.places[one.jurisdiction_id].name, 8),
            ),
        )
        for one in found
        if one.jurisdiction_id in towns.places
    ]
