"""What the screens of the profile show. Reading only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
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
from storage.self_checks.state import Standing

SHOWN_OF_TYPED = 60
LAST_SHOWN = 24  # on a button


def ticks(talk: Talk, key: str, ticked: list[str]) -> dict[str, object]:
    """A question's options with ☑ or ☐; each button carries what the option is to become."""
    asked = question(talk.app.library, key)
    return {
        "body": lines(
            asked.text.say(talk.language), asked.help.say(talk.language) if asked.help else "", " "
        ),
        "options": [
            (
                f"{option.key}.{0 if option.key in ticked else 1}",
                ("☑ " if option.key in ticked else "☐ ") + option.text.say(talk.language),
            )
            for option in asked.options
        ],
    }


async def uses_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is done in the workshop."""
    talk = talk_of(dialog_manager)
    shown = ticks(talk, "uses", dialog_manager.dialog_data["uses"])
    return shown | {"body": f"{shown['body']}{talk.say('profile-screen', screen=1)}"}


async def situations_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is the case in the enterprise."""
    talk = talk_of(dialog_manager)
    shown = ticks(talk, "situations", dialog_manager.dialog_data["situations"])
    said = lines(talk.say("profile-totals"), talk.say("profile-screen", screen=5))
    return shown | {"body": f"{shown['body']}{said}"}


async def materials_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The materials typed so far and what was recognised."""
    talk = talk_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(talk.app.library, "materials")
    typed = str(data["materials"])
    last = data["last_materials"]
    screen = talk.say("profile-screen", screen=2)
    question_said = lines(
        asked.text.say(talk.language),
        asked.help.say(talk.language) if asked.help else "",
        talk.say("profile-materials-example"),
        " ",
        screen,
    )
    return {
        "body": say_recognised(talk, typed, screen) if typed else question_said,
        "is_empty": not typed,
        "has_typed": bool(typed),
        "has_last": bool(last) and not typed,
        "last": shortened(talk.say("list-comma").join(_name(talk, name) for name in last), LAST_SHOWN),
    }


def say_recognised(talk: Talk, typed: str, screen: str) -> str:
    """What was noted, and what is known of it: the list of 54 first; a miss is never said to be harmless."""
    comma = talk.say("list-comma")
    flat = comma.join(part for part in (line.strip() for line in typed.split("\n")) if part)
    head = [talk.say("profile-noted", typed=shortened(flat, SHOWN_OF_TYPED)), talk.say("profile-more-typed")]
    found = sorted(recognised(talk.app.library, typed), key=lambda one: one.number is None)
    if not found:
        return lines(*head, " ", talk.say("profile-none-recognised"), " ", screen)
    names = [one.name.say(talk.language) for one in found]
    instead = [
        talk.say("profile-recognised-more", names=shortened(comma.join(names[-left:]), SHOWN_OF_TYPED))
        for left in range(1, len(found) + 1)
    ]
    tail = [talk.say("profile-not-harmless"), "", screen]
    return "\n".join(fit([*head, ""], [_hint(talk, one) for one in found], instead, tail))


def _hint(talk: Talk, substance: Substance) -> str:
    listed = "profile-on-list" if substance.number is not None else "profile-recognised"
    hint = substance.hint.say(talk.language) if substance.hint else ""
    return talk.say(listed, name=substance.name.say(talk.language)) + hint


def _name(talk: Talk, chinese: str) -> str:
    """A substance's name in the person's language."""
    found = (one for one in talk.app.library.substances if one.name.zh == chinese)
    return next((one.name.say(talk.language) for one in found), chinese)


async def workers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """How many work here, with the number known as a button."""
    talk = talk_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(talk.app.library, "n_workers")
    number = data["n_workers"] or data["last_workers"]
    return {
        "body": lines(
            asked.text.say(talk.language),
            asked.help.say(talk.language) if asked.help else "",
            " ",
            talk.say("profile-screen", screen=3),
        ),
        "numbers": [(str(number), talk.say("profile-people", number=number))] if number else [],
    }


async def exposed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """How many are exposed, with none and the number known as buttons."""
    talk = talk_of(dialog_manager)
    data = dialog_manager.dialog_data
    asked = question(talk.app.library, "n_exposed")
    known = data["last_exposed"] if data["n_exposed"] is None else data["n_exposed"]
    workers = data["n_workers"] or 0
    offered = [known] if known and known <= workers else []
    return {
        "body": lines(
            asked.text.say(talk.language),
            asked.help.say(talk.language) if asked.help else "",
            talk.say("profile-totals"),
            " ",
            talk.say("profile-screen", screen=4),
        ),
        "numbers": [
            *((str(number), talk.say("profile-people", number=number)) for number in offered),
            ("0", talk.say("profile-nobody")),
        ],
    }


async def result_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What is asked, what falls away and why, what to look at first."""
    talk = talk_of(dialog_manager)
    form: Form | None = None
    standing: Standing | None = None
    async with talk.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, talk.enterprise_id)
        if there := await at_hand(db, talk, talk.enterprise_id):
            started = dialog_manager.start_data if isinstance(dialog_manager.start_data, dict) else {}
            asked_for = (one for one in there if one.campaign.id == started.get("campaign"))
            of = next(asked_for, there[0])
            form, standing = await forms.get(db, of.campaign.form_digest), of.standing
    industry = talk.app.library.industries.get(enterprise.industry)
    facts = enterprise.facts
    groups: tuple[Group, ...] = ()
    head = talk.say("profile-no-campaign")
    if form is not None:
        groups = group_skips(form, skips(form, facts, enterprise.industry), talk.language)
        asked = tally(form, facts, enterprise.industry, {}).total
        head = talk.say("profile-asked" if groups else "profile-asked-all", items=asked)
    first = talk.say("profile-kept", workers=facts.get("n_workers", 0), exposed=facts.get("n_exposed", 0))
    return {
        "body": "\n".join(fit([first, head], *_falling(talk, groups), _tail(talk, industry))),
        "check_text": talk.say("profile-continue" if standing and standing.answers else "profile-begin"),
        "has_check": form is not None and (standing is None or standing.state == "draft"),
    }


def _falling(talk: Talk, groups: tuple[Group, ...]) -> tuple[list[str], list[str]]:
    """The lines on what falls away, and in place of the last of them that many more."""
    said = []
    for group in groups:
        rows = talk.say("list-comma").join(group.rows)
        if group.whole:
            said.append(talk.say("profile-item-away", rows=rows, reason=group.reason))
        else:
            said.append(talk.say("profile-questions-away", rows=rows, count=group.count, reason=group.reason))
    return said, [talk.say("profile-more-away", reasons=left) for left in range(1, len(groups) + 1)]


def _tail(talk: Talk, industry: Industry | None) -> list[str]:
    if industry is None:
        return []
    named = talk.say("list-comma").join(hazard.name.say(talk.language) for hazard in industry.hazards[:5])
    return [
        talk.say("profile-look-first", hint=industry.look_first.say(talk.language)),
        *([talk.say("profile-hazards", names=named)] if named else []),
    ]
