"""Several extensions answered together: each granted the day it asks for, or all refused with one reason.

Each is decided by itself, by the same operation as alone, and its enterprise is told.
"""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.states.offices import ExtensionsSG, start_extensions
from bot.ui.confirmation import Confirm
from bot.ui.fragments import label_of, lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_line, page_of, turned_to
from bot.ui.replies import reply
from bot.ui.sentences import said
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import back_to, house_window
from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.findings import extension_views, extensions
from storage.findings.extension_views import ExtensionView

PAGE = 6
MOST = 50
"""Most requests answered together; more take a second time."""
CHOSEN = "several"
"""Key in the dialog's data: the chosen ids, each with the day it asked for at that moment."""
REFUSALS = {
    "1": "extensions-refusal-1",
    "2": "extensions-refusal-2",
    "3": "extensions-refusal-3",
}


def label_of_one(ctx: Context, one: ExtensionView, *, years: bool, mark: str = "") -> str:
    """A request on a button: the day it is due, the day asked for, whose it is; with a mark before it."""
    due, wanted = _short(ctx, one.due_on, years=years), _short(ctx, one.wanted_on, years=years)
    if not mark:
        return label_of(ctx, "extensions-one", "enterprise", one.enterprise, due=due, wanted=wanted)
    return label_of(ctx, "extensions-marked", "enterprise", one.enterprise, mark=mark, due=due, wanted=wanted)


def _short(ctx: Context, when: date, *, years: bool) -> str:
    """A day in a label; its year where that is not this one, or the campaign lies in two."""
    return f"{when:%y-%m-%d}" if years or when.year != ctx.app.today().year else f"{when:%m-%d}"


# --- handlers ---------------------------------------------------------------------------------------


async def on_begin(manager: DialogManager, item: str) -> None:
    """Choose from the queue; nothing is chosen yet."""
    manager.dialog_data[CHOSEN] = {}
    manager.dialog_data["several_page"] = 0
    await manager.switch_to(ExtensionsSG.several)


async def on_toggle(manager: DialogManager, item: str) -> None:
    """Choose one, or leave it out again; the button carries the day that was asked for (id.day)."""
    number, _, wanted = item.partition(".")
    chosen = _chosen(manager)
    if chosen.pop(number, None) is None and len(chosen) < MOST:
        chosen[number] = wanted
    manager.dialog_data[CHOSEN] = chosen


async def on_all(manager: DialogManager, item: str) -> None:
    """Choose all that wait, up to MOST."""
    ctx = context_of(manager)
    waiting, _ = await _waiting(ctx)
    manager.dialog_data[CHOSEN] = {str(one.id): one.wanted_on.isoformat() for one in waiting[:MOST]}


async def on_grant(manager: DialogManager, item: str) -> None:
    """Grant each the day it asks for."""
    await _decide(manager, "", granted=True)


async def on_refuse(manager: DialogManager, item: str) -> None:
    """Refuse all with one of the usual reasons, kept in Chinese."""
    await _decide(manager, context_of(manager).app.catalog.say(REFUSALS[item], "zh"), granted=False)


async def on_refuse_words(manager: DialogManager, text: str) -> None:
    """Refuse all with a reason in the officer's own words."""
    await _decide(manager, text, granted=False)


async def _decide(manager: DialogManager, answer: str, *, granted: bool) -> None:
    """Decide each by itself. A request that was changed, answered or may not be decided is counted apart
    and stays in the queue."""
    ctx = context_of(manager)
    chosen = _chosen(manager)
    async with ctx.app.database.read() as db:
        today = (await post_of(db, ctx)).today
    done = 0
    for number, wanted in chosen.items():
        try:
            view = await ctx.read(extension_views.get_extension, ctx.actor, int(number))
            if view.wanted_on.isoformat() != wanted:
                continue
            day = view.wanted_on if granted else None
            await ctx.act(extensions.decide, view.id, day, answer, today, zone=ctx.app.zone)
            done += 1
        except (Conflict, Invalid, NotAllowed):
            continue
    left = len(chosen) - done
    manager.dialog_data[CHOSEN] = {}
    await reply(manager, ctx.say("extensions-several-done", done=done, left=left))
    await start_extensions(manager)


# --- getters ----------------------------------------------------------------------------------------


async def several_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the queue, with the chosen ones marked."""
    ctx = context_of(dialog_manager)
    waiting, years = await _waiting(ctx)
    chosen = _chosen(dialog_manager)
    choices = [
        (
            f"{one.id}.{one.wanted_on.isoformat()}",
            label_of_one(ctx, one, years=years, mark="✓" if str(one.id) in chosen else "○"),
        )
        for one in waiting
    ]
    page = page_of(choices, turned_to(dialog_manager, "several_page"), PAGE)
    return {
        **page,
        "body": lines(ctx.say("extensions-several-head", chosen=len(chosen)), page_line(ctx, page)),
        "any": bool(chosen),
        "grant_text": ctx.say("extensions-several-grant", chosen=len(chosen)),
        "confirms": tuple(sorted(chosen.items())),
    }


async def refuse_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons, and the number of requests they are for."""
    ctx = context_of(dialog_manager)
    return {
        "refusals": [(one, ctx.say(key)) for one, key in REFUSALS.items()],
        "chosen": len(_chosen(dialog_manager)),
    }


def _chosen(manager: DialogManager) -> dict[str, str]:
    return dict(manager.dialog_data.get(CHOSEN, {}))


async def _waiting(ctx: Context) -> tuple[tuple[ExtensionView, ...], bool]:
    """The waiting requests, and whether their days need the year."""
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        waiting = await extension_views.list_waiting(
            db, ctx.actor, post.place_id, campaign_id=post.campaign_id
        )
    return tuple(waiting), post.campaign is not None and post.campaign.spans_years


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """Choosing several, and the reason of a refusal."""
    return [
        house_window(
            Choices("several_one", "choices", on_toggle),
            paging("several_page", "several_"),
            Confirm(Given("grant_text"), "several_grant", on_grant, when="any"),
            Row(
                Tap(T("extensions-several-all"), "several_all", on_all),
                SwitchTo(
                    T("extensions-refuse"), "several_to_refuse", ExtensionsSG.several_refuse, when="any"
                ),
            ),
            SwitchTo(T("extensions-back"), "several_back", ExtensionsSG.list),
            state=ExtensionsSG.several,
            getter=several_getter,
        ),
        house_window(
            T("extensions-several-refuse-ask"),
            Choices("several_refusal", "refusals", on_refuse),
            back_to("several_refuse_back", ExtensionsSG.several),
            Words(said("refuse", on_refuse_words)),
            state=ExtensionsSG.several_refuse,
            getter=refuse_getter,
        ),
    ]
