"""每日提醒: the facts in an office's daily digest, their first day and interval; a preview of the next
digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.states.campaigns import start_campaign
from bot.states.offices import OfficeRulesSG
from bot.ui.fragments import day, lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, T, Tap, paging
from bot.ui.window import house_window
from content.model.facts import Days
from content.model.reminders import ReminderRule
from content.screen import fitted
from scheduler.messages.digest_wording import Wording
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.offices import staff
from storage.reminders import fact_planning, office_rules
from storage.reminders.digest_lines import DigestFacts
from storage.reminders.fact_planning import Preview
from storage.reminders.lines import FactLine

FIRST = (1, 3, 7, 14, 30)
AGAIN = (1, 3, 7, 14, 30)
"""Offered intervals in days."""

# --- handlers ---------------------------------------------------------------------------------------

PAGE = 6


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a rule."""
    manager.dialog_data["rule"] = item
    await manager.switch_to(OfficeRulesSG.one)


async def on_first(manager: DialogManager, item: str) -> None:
    """Choose the first day of waiting."""
    await keep(manager, lambda days: replace(days, first=int(item)))


async def on_again(manager: DialogManager, item: str) -> None:
    """Choose the interval in days."""
    await keep(manager, lambda days: replace(days, again=int(item)))


async def on_turn(manager: DialogManager, item: str) -> None:
    """Turn the rule on or off, as the button says."""
    await keep(manager, lambda days: replace(days, is_on=item == "on"))


async def keep(manager: DialogManager, change: Callable[[Days], Days]) -> None:
    """Store another choice for the rule of the window."""
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        post = await post_of(db, ctx)
        rules = await office_rules.list_rules(db, ctx.actor, ctx.app.library, post.place_id)
        rule, days = _chosen(manager, rules)
        await office_rules.set_days(
            db,
            ctx.actor,
            ctx.app.now(),
            ctx.app.library,
            post.place_id,
            rule.code,
            change(days),
        )

    await ctx.app.database.run(work)


async def on_campaign(manager: DialogManager, item: str) -> None:
    """Go back to the campaign's days."""
    await start_campaign(manager, opening=False)


# --- getters ----------------------------------------------------------------------------------------


def _chosen(
    manager: DialogManager, rules: tuple[tuple[ReminderRule, Days], ...]
) -> tuple[ReminderRule, Days]:
    code = str(manager.dialog_data.get("rule", ""))
    found = next((one for one in rules if one[0].code == code), None)
    if found is None:
        raise NotFound
    return found


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The rules with the office's days."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        rules = await office_rules.list_rules(db, ctx.actor, ctx.app.library, post.place_id)
        may = await staff.may(db, ctx.actor, office_rules.RIGHT, post.place_id)
    choices = [
        (
            rule.code,
            ctx.say(
                "rules-one",
                about=rule.about,
                on="yes" if days.is_on else "no",
                first=days.first,
                again=days.again,
            ),
        )
        for rule, days in rules
    ]
    return {
        "body": lines(ctx.say("rules-head", place=post.path[-1]), "" if may else ctx.say("rules-only-head")),
        **page_of(choices, turned_to(dialog_manager), PAGE),
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One rule: the meaning of its days, and the days to choose from."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        rules = await office_rules.list_rules(db, ctx.actor, ctx.app.library, post.place_id)
        may = await staff.may(db, ctx.actor, office_rules.RIGHT, post.place_id)
    rule, days = _chosen(dialog_manager, rules)
    on = "yes" if days.is_on else "no"
    return {
        "body": lines(
            ctx.say("rules-one", about=rule.about, on=on, first=days.first, again=days.again),
            ctx.say("rules-what", about=rule.about),
            "" if may else ctx.say("rules-only-head"),
        ),
        "firsts": [
            (str(one), ctx.say("rules-first-one", days=one, chosen="yes" if one == days.first else "no"))
            for one in sorted({*FIRST, days.first})
        ],
        "agains": [
            (str(one), ctx.say("rules-again-one", days=one, chosen="yes" if one == days.again else "no"))
            for one in sorted({*AGAIN, days.again})
        ],
        "may_choose": may and days.is_on,
        "may_turn_on": may and not days.is_on,
        "on": "on",
        "off": "off",
    }


async def preview_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The next digest as it would be sent, and facts that come later."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        seen = await fact_planning.preview(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    if seen is None:
        return {"body": ctx.say("rules-no-campaign")}
    abouts = {rule.code: rule.about for rule in ctx.app.library.reminders}
    later = [
        (
            ctx.say(
                "rules-later", day=day(ctx, one.next_on), name=ctx.say("rules-name", about=abouts[one.rule])
            ),
            "",
        )
        for one in seen.later
    ]
    told = shown(ctx, seen, post.place_id, post.path[-1])
    return {
        "body": fitted(
            ctx.say("rules-told" if told else "rules-told-none", day=day(ctx, seen.day)),
            *([" ", told] if told else []),
            *([" "] if later else []),
            *later,
            most=14,
        )
    }


def shown(ctx: Context, seen: Preview, place_id: int, place: str) -> str:
    """The text of the digest; "" where it would be empty."""
    told = tuple(
        FactLine(
            number,
            0,
            one.rule,
            place_id,
            one.fact.since,
            0,
            "",
            one.fact,
            place,
            bool(seen.campaigns),
            campaign=seen.campaigns.get(one.fact.campaign_id),
        )
        for number, one in enumerate(seen.told)
    )
    rules = {rule.code: rule for rule in ctx.app.library.reminders}
    packs = ctx.app.library.packs
    wording = Wording(ctx.app.catalog, rules, ctx.language, seen.day, packs, years=seen.years)
    outgoing = wording.digest(DigestFacts(0, seen.day, "", told, ()))
    return outgoing.text if outgoing is not None else ""


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of OfficeRulesSG."""
    return Dialog(
        house_window(
            Choices("rule", "choices", on_one),
            paging(prefix="rules_"),
            Row(
                Tap(T("back"), "rules_campaign", on_campaign),
                SwitchTo(T("rules-preview"), "to_preview", OfficeRulesSG.preview),
            ),
            state=OfficeRulesSG.list,
            getter=list_getter,
        ),
        house_window(
            Choices("first", "firsts", on_first, width=3, when="may_choose"),
            Choices("again", "agains", on_again, width=3, when="may_choose"),
            Tap(T("rules-turn-off"), "turn_off", on_turn, "off", when="may_choose"),
            Tap(T("rules-turn-on"), "turn_on", on_turn, "on", when="may_turn_on"),
            Row(
                SwitchTo(T("rules-back"), "one_back", OfficeRulesSG.list),
                SwitchTo(T("rules-preview"), "one_preview", OfficeRulesSG.preview),
            ),
            state=OfficeRulesSG.one,
            getter=one_getter,
        ),
        house_window(
            SwitchTo(T("rules-back"), "preview_back", OfficeRulesSG.list),
            state=OfficeRulesSG.preview,
            getter=preview_getter,
        ),
    )
