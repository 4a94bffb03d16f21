"""Getters of registering. They only read."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.join import draft
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.paging import in_groups, page_line, page_of, turned_to
from bot.ui.towns import TOP, read_towns
from content.screen import shortened
from content.typed.credit_code import CreditCodeError, parse_credit_code
from content.typed.industries import find_industries

CODE_LIKE = 24  # longer than that is no code mistyped, and is not shown in groups
OTHER = "other"


Getter = Callable[..., Awaitable[dict[str, object]]]


def getter_for(key: str) -> Getter:
    """A getter that shows the value entered before under `key`, which can be kept."""

    async def getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
        value = str(dialog_manager.dialog_data.get(key) or "")
        return {"value": value, "has_value": bool(value), "is_new": not value}

    return getter


async def credit_code_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The code as typed, and the mistake in it."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    typed = str(data.get("typed") or "")
    taken = bool(data.get("taken"))
    said, suggestion = "", ""
    if typed and taken:
        said = lines(in_groups(_plain(typed)), ctx.say("join-code-taken"))
    elif typed:
        try:
            said = ctx.say("join-kept", value=in_groups(parse_credit_code(typed)))
        except CreditCodeError as error:
            said = say_what_is_wrong(ctx, error, typed)
            suggestion = error.suggestion or ""
    return {
        "body": lines(ctx.say("join-code-ask"), " ", said) if said else ctx.say("join-code-ask"),
        "suggestion": suggestion,
        "suggested": in_groups(suggestion),
        "has_suggestion": bool(suggestion),
        "taken": taken,
        "has_value": bool(data.get("code")) and not taken and not suggestion,
    }


def say_what_is_wrong(ctx: Context, error: CreditCodeError, typed: str) -> str:
    """The position of a wrong character, counted from the left, in the code shown in groups."""
    if error.kind == "length":
        shown = in_groups(error.found) if len(error.found) <= CODE_LIKE else ""
        return lines(shown, ctx.say("join-code-length", length=error.length))
    shown = in_groups(_plain(typed), error.position, ctx.say("join-code-mark", found=error.found))
    if error.position is None:
        return lines(shown, ctx.say("join-code-unplaced"))
    key = "join-code-character" if error.kind == "character" else "join-code-check"
    return lines(shown, ctx.say(key, position=error.position, found=error.found))


def _plain(typed: str) -> str:
    """The code's characters without separators."""
    plain = unicodedata.normalize("NFKC", typed).rpartition(":")[2].upper()
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-_.")


async def industry_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a page of industries: those of the open plans first, 其他 last; or those found by typing."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    industries = ctx.app.library.industries
    running = (await read_towns(ctx.app.database))[1]
    planned = [
        one.key
        for campaign in running
        if campaign.pack in ctx.app.library.packs
        for one in ctx.app.library.packs[campaign.pack].scope.industries
    ]
    order = [key for key in dict.fromkeys([*planned, *industries]) if key in industries and key != OTHER]
    order += [OTHER] if OTHER in industries else []
    find = str(data.get("find") or "")
    if find:
        found = find_industries(find, industries)
        order = [key for key in order if key in found]
    named = [
        (key, mark(key == data.get("industry")) + industries[key].name.say(ctx.language)) for key in order
    ]
    shown = page_of(named, turned_to(dialog_manager))
    return {
        **shown,
        "body": lines(
            ctx.say("join-industry-found", find=find) if find else ctx.say("join-industry-ask"),
            page_line(ctx, shown),
        ),
        "has_find": bool(find),
    }


async def town_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of places below the one opened; or those found by typing."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    towns = (await read_towns(ctx.app.database))[0]
    at = int(data.get("at", towns.start))
    find = str(data.get("find") or "")
    offered = towns.named(find) if find else towns.inside(at)
    shown = page_of(
        [(str(one.id), in_label(one.name, mark(one.id == data.get("place")))) for one in offered],
        turned_to(dialog_manager),
    )
    here = towns.name(at)
    return {
        **shown,
        "body": lines(
            ctx.say("join-town-found", find=find)
            if find
            else ctx.say("join-town-inside", place=here)
            if here
            else ctx.say("join-town-ask"),
            page_line(ctx, shown),
        ),
        "at": str(at),
        "may_stay": at != TOP and not find,
        "has_find": bool(find),
    }


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Read everything back, each line to be corrected."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    towns = (await read_towns(ctx.app.database))[0]
    industry = ctx.app.library.industries.get(str(data.get("industry")))
    fixes = {name: screen.fix for name, screen in draft.SCREENS.items() if screen.fix}
    if data.get("one_place"):
        del fixes["town"]
    return {
        "code": str(data.get("code", "")),
        "body": ctx.say(
            "join-confirm",
            name=str(data.get("name", "")),
            code=in_groups(str(data.get("code", ""))),
            industry=industry.name.say(ctx.language) if industry else "",
            town=towns.name(int(data.get("place", TOP))),
            address=shortened(str(data.get("address") or ctx.say("join-empty"))),
            headcount=int(data.get("headcount", 0)),
            phone=str(data.get("phone") or ctx.say("join-empty")),
        ),
        "fixes": [(screen, ctx.say(key)) for screen, key in fixes.items()],
        "confirms": str(data.get("address", "")),  # shown only as far as there is room
    }


def mark(chosen: bool) -> str:
    """The sign before the chosen line."""
    return "☑ " if chosen else ""
