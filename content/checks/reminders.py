"""What may be wrong with the rules of reminding beyond their shape; called with the other references."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.mistakes import Mistake
from content.model.reminder_kinds import UPKEEPS
from content.model.reminders import ReminderRule
from content.tree import REMINDERS, Place, Tree

Found = Iterator[Mistake]

_TOLD = {True: "with the sentence of one", False: "with a sentence of their own"}


def find_reminder_mistakes(tree: Tree) -> Found:
    """Rules that would remind nobody, twice, or with a button that does nothing."""
    first: dict[str, int] = {}
    for index, rule in enumerate(tree.reminders):
        place: Place = ("reminders", index)
        if rule.code in first:
            line = tree.lines[REMINDERS](("reminders", first[rule.code], "code"))
            message = f"rule '{rule.code}' is already at {REMINDERS}:{line}; write another one"
            yield tree.mistake(REMINDERS, (*place, "code"), message)
        first.setdefault(rule.code, index)
        yield from _days(tree, place, rule)
        yield from _fitting(tree, place, rule)
        yield from _worded(tree, place, rule)
        yield from _counted(tree, place, rule)


def find_mail_mistakes(tree: Tree) -> Found:
    """Rules about the same message twice, or without the sentence for several."""
    seen: dict[str, int] = {}
    for index, rule in enumerate(tree.mail):
        if rule.says in seen:
            line = tree.lines[REMINDERS](("mail", seen[rule.says], "says"))
            message = f"'{rule.says}' has a rule already at {REMINDERS}:{line}; keep one of them"
            yield tree.mistake(REMINDERS, ("mail", index, "says"), message)
        seen.setdefault(rule.says, index)
        if rule.is_alone == (rule.several is not None):
            instead = "drop 'several'" if rule.is_alone else 'write several: KEY, or names: ""'
            message = f"'{rule.says}': several of them are told {_TOLD[rule.is_alone]}; {instead}"
            yield tree.mistake(REMINDERS, ("mail", index, "says"), message)


def _days(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    tidy = sorted(set(rule.days))
    if list(rule.days) != tidy:
        message = f"the days of '{rule.code}' are not in order; write days: [{', '.join(map(str, tidy))}]"
        yield tree.mistake(REMINDERS, (*place, "days"), message)
    for number, day in enumerate(rule.urgent_on):
        if day not in rule.days:
            message = f"'{rule.code}' does not remind on day {day}; write one of {', '.join(map(str, tidy))}"
            yield tree.mistake(REMINDERS, (*place, "urgent_on", number), message)


def _fitting(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    for noun, allowed in (("to", rule.kind.hearers), ("buttons", rule.kind.buttons)):
        for number, one in enumerate(getattr(rule, noun)):
            if one not in allowed:
                known = ", ".join(allowed)
                message = f"'{one}' does not go with about: {rule.about}; write one of {known}"
                yield tree.mistake(REMINDERS, (*place, noun, number), message)
    yield from _following(tree, place, rule)
    if "office" in rule.to and len(rule.to) > 1:
        message = f"'{rule.code}' speaks to an office and to others; write a rule of its own for to: [office]"
        yield tree.mistake(REMINDERS, (*place, "to"), message)
    if rule.mutable != ("mute" in rule.buttons):
        instead = (
            "add mute to its buttons" if rule.mutable else "write mutable: true, or drop the button mute"
        )
        yield tree.mistake(REMINDERS, (*place, "buttons"), f"'{rule.code}': {instead}")
    if rule.kind.has_upkeeps != bool(rule.kinds):
        kinds = ", ".join(UPKEEPS)
        instead = f"write kinds: one or more of {kinds}" if rule.kind.has_upkeeps else "drop 'kinds'"
        yield tree.mistake(REMINDERS, (*place, "about"), f"'{rule.code}' is about {rule.about}; {instead}")
    for number, kind in enumerate(rule.kinds):
        if kind not in UPKEEPS:
            message = f"there is no upkeep '{kind}'; write one of {', '.join(UPKEEPS)}"
            yield tree.mistake(REMINDERS, (*place, "kinds", number), message)


def _following(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """Rungs of ladders that are quoted to enterprises."""
    if tree.reviews is None:
        return
    rungs = sorted({rung for verdict in tree.reviews.verdicts for rung in verdict.rungs})
    for number, rung in enumerate(rule.follows):
        if rung not in rungs:
            message = f"no verdict stands on the rung '{rung}'; write one of {', '.join(rungs)}"
            yield tree.mistake(REMINDERS, (*place, "follows", number), message)
    if rule.follows and "contacts" not in rule.to:
        message = f"'{rule.code}' speaks to no enterprise; drop 'follows'"
        yield tree.mistake(REMINDERS, (*place, "follows"), message)


def _worded(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """A sentence for each role of its kind."""
    roles = rule.kind.roles(rule.to)
    for role in roles:
        if role not in rule.more:
            message = f"'{rule.code}' has no sentence for '{role}'; write more: {{{role}: KEY}}"
            yield tree.mistake(REMINDERS, (*place, "text"), message)
    for role in rule.more:
        if role not in roles:
            instead = f"write one of {', '.join(roles)}" if roles else "drop it"
            message = f"'{rule.code}' is never said with '{role}'; {instead}"
            yield tree.mistake(REMINDERS, (*place, "more", role), message)


def _counted(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """Rules about what is counted for an office: one day of waiting, and how often again."""
    if rule.kind.planned != "counted":
        return
    if len(rule.days) != 1 or rule.days[0] < 0:
        message = f"'{rule.code}' counts days of waiting; write days: [N], from which of them on it is said"
        yield tree.mistake(REMINDERS, (*place, "days"), message)
    if not rule.again:
        message = f"'{rule.code}' would be said once and never again; write again: 7"
        yield tree.mistake(
            REMINDERS, (*place, "again" if "again" in rule.model_fields_set else "code"), message
        )
    first = next(one for one in tree.reminders if one.about == rule.about)
    if first.code != rule.code:
        message = f"'{first.code}' is about {rule.about} already; keep one of them"
        yield tree.mistake(REMINDERS, (*place, "about"), message)
