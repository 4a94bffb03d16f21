"""The audience of a notice: progress, place, industries, hazards, single enterprises (notice.ftl)."""

from __future__ import annotations

from dataclasses import replace

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.states.offices import NoticeWriteSG
from bot.ui.labels import in_label
from bot.ui.notice_drafts import draft_id, load, reach_lines, read
from bot.ui.notices import audience_shown, industry_name, state_name
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import house_window
from content.model.notices import STATES
from storage.enterprises import registry as enterprises
from storage.notices import audience_choices, audiences, drafts
from storage.notices.audiences import Audience
from storage.offices import jurisdictions

FOUND = 7
"""Most enterprises that a search shows."""

# --- handlers ---------------------------------------------------------------------------------------


async def _address(manager: DialogManager, audience: Audience) -> None:
    ctx = context_of(manager)
    await ctx.write(drafts.address, ctx.actor, draft_id(manager), audience)


async def _audience(manager: DialogManager) -> Audience:
    async with context_of(manager).app.database.read() as db:
        return (await read(db, manager)).audience


def _everybody(audience: Audience) -> Audience:
    return Audience(audience.place, campaign=audience.campaign)


def toggled(chosen: tuple[str, ...], item: str) -> tuple[str, ...]:
    """The choice with `item` added, or removed if it was in."""
    return tuple(one for one in chosen if one != item) if item in chosen else (*chosen, item)


async def on_state(manager: DialogManager, item: str) -> None:
    """Add or remove a group by state."""
    audience = await _audience(manager)
    await _address(manager, replace(audience, states=toggled(audience.states, item)))


async def on_everybody(manager: DialogManager, item: str) -> None:
    """Choose all enterprises of the place, without other criteria."""
    await _address(manager, _everybody(await _audience(manager)))


async def on_place(manager: DialogManager, item: str) -> None:
    """Choose another place; single enterprises of the old one are removed."""
    audience = await _audience(manager)
    await _address(manager, replace(audience, place=int(item), enterprises=()))
    manager.dialog_data["places_page"] = 0


async def on_industry(manager: DialogManager, item: str) -> None:
    """Add or remove an industry."""
    audience = await _audience(manager)
    await _address(manager, replace(audience, industries=toggled(audience.industries, item)))


async def on_hazard(manager: DialogManager, item: str) -> None:
    """Add or remove a hazard, by its number in the list."""
    ctx, audience = context_of(manager), await _audience(manager)
    listed = await ctx.read(audience_choices.list_hazards, audience.place)
    if int(item) < len(listed):
        await _address(manager, replace(audience, hazards=toggled(audience.hazards, listed[int(item)][0])))


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Add or remove a single enterprise."""
    audience = await _audience(manager)
    chosen = toggled(tuple(map(str, audience.enterprises)), item)
    await _address(manager, replace(audience, enterprises=tuple(map(int, chosen))))


async def on_no_enterprises(manager: DialogManager, item: str) -> None:
    """Remove all single enterprises."""
    await _address(manager, replace(await _audience(manager), enterprises=()))


async def on_search(manager: DialogManager, text: str) -> None:
    """Search by part of a name, or the beginning of a code."""
    manager.dialog_data["search"] = text[:60]


async def on_page(manager: DialogManager, item: str) -> None:
    """Turn the shown list to the page on the button."""
    name, _, page = item.partition(".")
    manager.dialog_data[f"{name}_page"] = int(page)


# --- getters ----------------------------------------------------------------------------------------


async def audience_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The groups with their counts, and whom the choice reaches."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    audience = draft.audience
    async with ctx.app.database.read() as db:
        many = await audiences.count_states(db, audience, draft.today)
        who = await audience_shown(db, ctx, audience)
    return {
        "who": who,
        "reach": reach_lines(ctx, draft.reach),
        "states": [
            (state, f"{'☑' if state in audience.states else '☐'} {state_name(ctx, state)} {many[state]}")
            for state in STATES
        ],
        "is_narrow": audience != _everybody(audience),
    }


async def places_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The place chosen, the one above it within the office's reach, and those right below it."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    async with ctx.app.database.read() as db:
        above = await jurisdictions.above(db, draft.audience.place)
        below = await jurisdictions.list_children(db, draft.audience.place)
    own = draft.view.jurisdiction_id
    up = next((one for one in above if one.depth == 1), None)
    reaches_up = draft.audience.place != own and up is not None
    choices = [(str(one.id), in_label(one.name, beside=2)) for one in below]
    return {
        "place": above[0].name,
        "reach": reach_lines(ctx, draft.reach),
        "up": str(up.id) if up is not None and reaches_up else "",
        "up_name": up.name if up is not None and reaches_up else "",
        "can_go_up": reaches_up,
        **_paged(dialog_manager, "places", choices),
    }


async def industries_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The industries of the place."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    chosen = draft.audience.industries
    async with ctx.app.database.read() as db:
        listed = dict(await audience_choices.list_industries(db, draft.audience.place))
    listed |= {key: 0 for key in chosen if key not in listed}
    choices = [
        (key, _choice(industry_name(ctx, key), many, chosen=key in chosen)) for key, many in listed.items()
    ]
    return {"reach": reach_lines(ctx, draft.reach), **_paged(dialog_manager, "industries", choices)}


async def hazards_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The hazards of the place; a button carries its number in the list, names are too long."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    chosen = draft.audience.hazards
    listed = await ctx.read(audience_choices.list_hazards, draft.audience.place)
    choices = [
        (str(number), _choice(name, many, chosen=name in chosen))
        for number, (name, many) in enumerate(listed)
    ]
    return {"reach": reach_lines(ctx, draft.reach), **_paged(dialog_manager, "hazards", choices)}


async def search_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the enterprises found and chosen."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    words = str(dialog_manager.dialog_data.get("search", ""))
    chosen = draft.audience.enterprises
    async with ctx.app.database.read() as db:
        names = await audience_choices.names_of(db, chosen)
        found = (
            await enterprises.list_enterprises(
                db, jurisdiction_id=draft.audience.place, text=words, limit=FOUND
            )
            if words
            else ()
        )
    shown = {one.id: one.name for one in found} or names
    return {
        "words": words,
        "chosen": len(chosen),
        "found": len(found),
        "has_words": bool(words),
        "has_chosen": bool(chosen),
        "enterprises": [
            (str(id_), in_label(name, before="☑ " if id_ in chosen else "☐ "))
            for id_, name in list(shown.items())[:FOUND]
        ],
    }


def _choice(name: str, many: int, *, chosen: bool) -> str:
    """The label of a group: ☑ or ☐, its name, and the number of its enterprises."""
    return in_label(name, "☑ " if chosen else "☐ ", f" {many}", beside=2)


def _paged(manager: DialogManager, name: str, choices: list[tuple[str, str]]) -> dict[str, object]:
    """A page of choices; the buttons to its neighbours name the list."""
    page = page_of(choices, turned_to(manager, f"{name}_page"), 10)
    return {**page, "before": f"{name}.{page['before']}", "after": f"{name}.{page['after']}"}


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """audience, places, industries, hazards, search."""
    return [
        house_window(
            T("notice-audience"),
            Given("reach"),
            Choices("state", "states", on_state, width=2),
            Row(
                SwitchTo(T("notice-by-place"), "by_place", NoticeWriteSG.places),
                SwitchTo(T("notice-by-industry"), "by_industry", NoticeWriteSG.industries),
            ),
            Row(
                SwitchTo(T("notice-by-hazard"), "by_hazard", NoticeWriteSG.hazards),
                SwitchTo(T("notice-by-name"), "by_name", NoticeWriteSG.search),
            ),
            Tap(T("notice-everybody"), "everybody", on_everybody, when="is_narrow"),
            SwitchTo(T("notice-audience-done"), "audience_done", NoticeWriteSG.main),
            state=NoticeWriteSG.audience,
            getter=audience_getter,
        ),
        house_window(
            T("notice-place"),
            Given("reach"),
            Choices("place", "choices", on_place, width=2),
            paging(on_page, "places_"),
            Row(
                Tap(T("notice-place-up"), "place_up", on_place, "up", when="can_go_up"),
                SwitchTo(T("notice-choice-done"), "place_done", NoticeWriteSG.audience),
            ),
            state=NoticeWriteSG.places,
            getter=places_getter,
        ),
        house_window(
            T("notice-industry"),
            Given("reach"),
            Choices("industry", "choices", on_industry, width=2),
            paging(on_page, "industries_"),
            SwitchTo(T("notice-choice-done"), "industry_done", NoticeWriteSG.audience),
            state=NoticeWriteSG.industries,
            getter=industries_getter,
        ),
        house_window(
            T("notice-hazard"),
            Given("reach"),
            Choices("hazard", "choices", on_hazard, width=2),
            paging(on_page, "hazards_"),
            SwitchTo(T("notice-choice-done"), "hazard_done", NoticeWriteSG.audience),
            state=NoticeWriteSG.hazards,
            getter=hazards_getter,
        ),
        house_window(
            T("notice-search"),
            T("notice-search-found", when="has_words"),
            Choices("enterprise", "enterprises", on_enterprise),
            Row(
                Tap(T("notice-search-none"), "search_none", on_no_enterprises, when="has_chosen"),
                SwitchTo(T("notice-choice-done"), "search_done", NoticeWriteSG.audience),
            ),
            Words(on_search, numbers_too=True),
            state=NoticeWriteSG.search,
            getter=search_getter,
        ),
    ]
