"""Getters of the profile. They only read."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.profile.fitting import Group, fit, group_skips
from bot.resume import at_hand
from bot.ui.fragments import lines
from content.model.form import Form
from content.model.questions import Industry, Substance
from content.profile_facts import question, recognised
from content.rules import skips, tally
from content.screen import shortened
from storage.campaigns import forms
from storage.enterprises import registry as enterprises
from storage.self_checks.state import SelfCheckState

SHOWN_OF_TYPED = 60
LAST_SHOWN = 24  # on a button


def ticks(ctx: Context, key: str, ticked: list[str]) -> dict[str, object]:
    """A question's options with ☑ or ☐; each button carries the new state of its option."""
    asked = question(ctx.app.library, key)
    return {
        "body": lines(asked.text.say(ctx.language), asked.help.say(ctx.language) if asked.help else "", " "),
        "options": [
            (
                f"{option.key}.{0 if option.key in ticked else 1}",
                ("☑ " if option.key in ticked else "☐ ") + option.text.say(ctx.language),
            )
            for option in asked.options
        ],
    }


async def uses_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show kinds of work in the workshop."""
    ctx = context_of(dialog_manager)
    shown = ticks(ctx, "uses", dialog_manager.dialog_data["uses"])
    return shown | {"body": f"{shown['body']}{ctx.say('profile-screen', screen=1)}"}


async def situations_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show situations of the enterprise."""
    ctx = context_of(dialog_manager)
    shown = ticks(ctx, "situations", dialog_manager.dialog_data["situations"])
    said = lines(ctx.say("profile-totals"), ctx.say("profile-screen", screen=5))
    return shown | {"body": f"{shown['body']}{said}"}


async def materials_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The materials typed so far and what was recognised."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(ctx.app.library, "materials")
    typed = str(data["materials"])
    last = data["last_materials"]
    screen = ctx.say("profile-screen", screen=2)
    question_said = lines(
        asked.text.say(ctx.language),
        asked.help.say(ctx.language) if asked.help else "",
        ctx.say("profile-materials-example"),
        " ",
        screen,
    )
    return {
        "body": say_recognised(ctx, typed, screen) if typed else question_said,
        "is_empty": not typed,
        "has_typed": bool(typed),
        "has_last": bool(last) and not typed,
        "last": shortened(ctx.say("list-comma").join(_name(ctx, name) for name in last), LAST_SHOWN),
    }


def say_recognised(ctx: Context, typed: str, screen: str) -> str:
    """The recognised materials and their hazards: those of the list of 54 first; an unknown one is never
    called harmless."""
    comma = ctx.say("list-comma")
    flat = comma.join(part for part in (line.strip() for line in typed.split("\n")) if part)
    head = [ctx.say("profile-noted", typed=shortened(flat, SHOWN_OF_TYPED)), ctx.say("profile-more-typed")]
    found = sorted(recognised(ctx.app.library, typed), key=lambda one: one.number is None)
    if not found:
        return lines(*head, " ", ctx.say("profile-none-recognised"), " ", screen)
    names = [one.name.say(ctx.language) for one in found]
    instead = [
        ctx.say("profile-recognised-more", names=shortened(comma.join(names[-left:]), SHOWN_OF_TYPED))
        for left in range(1, len(found) + 1)
    ]
    tail = [ctx.say("profile-not-harmless"), "", screen]
    return "\n".join(fit([*head, ""], [_hint(ctx, one) for one in found], instead, tail))


def _hint(ctx: Context, substance: Substance) -> str:
    listed = "profile-on-list" if substance.number is not None else "profile-recognised"
    hint = substance.hint.say(ctx.language) if substance.hint else ""
    return ctx.say(listed, name=substance.name.say(ctx.language)) + hint


def _name(ctx: Context, chinese: str) -> str:
    """A substance's name in the person's language."""
    found = (one for one in ctx.app.library.substances if one.name.zh == chinese)
    return next((one.name.say(ctx.language) for one in found), chinese)


async def workers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Ask for the number of workers, with the known one as a button."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(ctx.app.library, "n_workers")
    number = data["n_workers"] or data["last_workers"]
    return {
        "body": lines(
            asked.text.say(ctx.language),
            asked.help.say(ctx.language) if asked.help else "",
            " ",
            ctx.say("profile-screen", screen=3),
        ),
        "numbers": [(str(number), ctx.say("profile-people", number=number))] if number else [],
    }


async def exposed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Ask for the number of exposed workers, with none and the known one as buttons."""
    ctx = context_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(ctx.app.library, "n_exposed")
    known = data["last_exposed"] if data["n_exposed"] is None else data["n_exposed"]
    workers = data["n_workers"] or 0
    offered = [known] if known and known <= workers else []
    return {
        "body": lines(
            asked.text.say(ctx.language),
            asked.help.say(ctx.language) if asked.help else "",
            ctx.say("profile-totals"),
            " ",
            ctx.say("profile-screen", screen=4),
        ),
        "numbers": [
            *((str(number), ctx.say("profile-people", number=number)) for number in offered),
            ("0", ctx.say("profile-nobody")),
        ],
    }


async def result_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show which questions apply, which fall away and why, and where to look first."""
    ctx = context_of(dialog_manager)
    form: Form | None = None
    self_check: SelfCheckState | None = None
    async with ctx.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        if there := await at_hand(db, ctx, ctx.enterprise_id):
            started = dialog_manager.start_data if isinstance(dialog_manager.start_data, dict) else {}
            asked_for = (one for one in there if one.campaign.id == started.get("campaign"))
            of = next(asked_for, there[0])
            form, self_check = await forms.get(db, of.campaign.form_digest), of.self_check
    industry = ctx.app.library.industries.get(enterprise.industry)
    facts = enterprise.facts
    groups: tuple[Group, ...] = ()
    head = ctx.say("profile-no-campaign")
    if form is not None:
        fallen = skips(form, facts, enterprise.industry)
        groups = group_skips(form, fallen, ctx.language)
        asked = tally(form, fallen, {}).total
        head = ctx.say("profile-asked" if groups else "profile-asked-all", items=asked)
    first = ctx.say("profile-kept", workers=facts.get("n_workers", 0), exposed=facts.get("n_exposed", 0))
    return {
        "body": "\n".join(fit([first, head], *_falling(ctx, groups), _tail(ctx, industry))),
        "check_text": ctx.say("profile-continue" if self_check and self_check.answers else "profile-begin"),
        "has_check": form is not None and (self_check is None or self_check.state == "draft"),
    }


def _falling(ctx: Context, groups: tuple[Group, ...]) -> tuple[list[str], list[str]]:
    """The lines on questions that fall away; the last one may be a count of further ones."""
    said = []
    for group in groups:
        rows = ctx.say("list-comma").join(group.rows)
        if group.whole:
            said.append(ctx.say("profile-item-away", rows=rows, reason=group.reason))
        else:
            said.append(ctx.say("profile-questions-away", rows=rows, count=group.count, reason=group.reason))
    return said, [ctx.say("profile-more-away", reasons=left) for left in range(1, len(groups) + 1)]


def _tail(ctx: Context, industry: Industry | None) -> list[str]:
    if industry is None:
        return []
    named = ctx.say("list-comma").join(hazard.name.say(ctx.language) for hazard in industry.hazards[:5])
    return [
        ctx.say("profile-look-first", hint=industry.look_first.say(ctx.language)),
        *([ctx.say("profile-hazards", names=named)] if named else []),
    ]
