"""Checks the rules of reminding beyond their shape, together with the other references."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.mistakes import Mistake
from content.model.reminder_kinds import UPKEEPS
from content.model.reminders import ReminderRule
from content.sentences import Sentence
from content.tree import REMINDERS, Place, Tree

Found = Iterator[Mistake]


def find_reminder_mistakes(tree: Tree) -> Found:
    """Rules that would remind nobody, twice, or with a button without effect."""
    first: dict[str, int] = {}
    for index, rule in enumerate(tree.reminders):
        place: Place = ("reminders", index)
        if rule.code in first:
            line = tree.lines[REMINDERS](("reminders", first[rule.code], "code"))
            where = f"{REMINDERS}:{line}"
            noun = Sentence("mistake-noun-rule")
            yield tree.mistake(
                REMINDERS, (*place, "code"), "mistake-twice", noun=noun, code=rule.code, where=where
            )
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
            yield tree.mistake(
                REMINDERS,
                ("mail", index, "says"),
                "mistake-mail-twice",
                says=rule.says,
                where=f"{REMINDERS}:{line}",
            )
        seen.setdefault(rule.says, index)
        if rule.is_alone == (rule.several is not None):
            key = "mistake-mail-alone" if rule.is_alone else "mistake-mail-several"
            yield tree.mistake(REMINDERS, ("mail", index, "says"), key, says=rule.says)


def _days(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    tidy = sorted(set(rule.days))
    if list(rule.days) != tidy:
        instead = f"[{', '.join(map(str, tidy))}]"
        yield tree.mistake(REMINDERS, (*place, "days"), "mistake-days-order", rule=rule.code, instead=instead)
    for number, day in enumerate(rule.urgent_on):
        if day not in rule.days:
            yield tree.mistake(
                REMINDERS,
                (*place, "urgent_on", number),
                "mistake-urgent-day",
                rule=rule.code,
                day=day,
                known=", ".join(map(str, tidy)),
            )


def _fitting(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    for noun, allowed in (("to", rule.kind.hearers), ("buttons", rule.kind.buttons)):
        for number, one in enumerate(getattr(rule, noun)):
            if one not in allowed:
                yield tree.mistake(
                    REMINDERS,
                    (*place, noun, number),
                    "mistake-not-with-about",
                    word=one,
                    about=rule.about,
                    known=", ".join(allowed),
                )
    yield from _following(tree, place, rule)
    if "office" in rule.to and len(rule.to) > 1:
        yield tree.mistake(
            REMINDERS, (*place, "to"), "mistake-office-and-others", rule=rule.code, instead="[office]"
        )
    if rule.mutable != ("mute" in rule.buttons):
        key = "mistake-no-mute" if rule.mutable else "mistake-mute"
        yield tree.mistake(REMINDERS, (*place, "buttons"), key, rule=rule.code)
    if rule.kind.has_upkeeps != bool(rule.kinds):
        at: Place = (*place, "about")
        if rule.kind.has_upkeeps:
            known = ", ".join(UPKEEPS)
            yield tree.mistake(
                REMINDERS, at, "mistake-no-upkeeps", rule=rule.code, about=rule.about, known=known
            )
        else:
            yield tree.mistake(REMINDERS, at, "mistake-upkeeps", rule=rule.code, about=rule.about)
    for number, kind in enumerate(rule.kinds):
        if kind not in UPKEEPS:
            yield tree.mistake(
                REMINDERS,
                (*place, "kinds", number),
                "mistake-unknown",
                noun=Sentence("mistake-noun-upkeep"),
                code=kind,
                known=", ".join(UPKEEPS),
            )


def _following(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """Check the rungs of ladders that are quoted to enterprises."""
    if tree.reviews is None:
        return
    rungs = sorted({rung for verdict in tree.reviews.verdicts for rung in verdict.rungs})
    for number, rung in enumerate(rule.follows):
        if rung not in rungs:
            at: Place = (*place, "follows", number)
            yield tree.mistake(REMINDERS, at, "mistake-no-rung", rung=rung, known=", ".join(rungs))
    if rule.follows and "contacts" not in rule.to:
        yield tree.mistake(REMINDERS, (*place, "follows"), "mistake-follows", rule=rule.code)


def _worded(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """Check that a rule has a sentence for each role of its kind."""
    roles = rule.kind.roles(rule.to)
    for role in roles:
        if role not in rule.more:
            yield tree.mistake(
                REMINDERS,
                (*place, "text"),
                "mistake-no-role",
                rule=rule.code,
                role=role,
                instead=f"{{{role}: KEY}}",
            )
    for role in rule.more:
        if role not in roles:
            at: Place = (*place, "more", role)
            if roles:
                known = ", ".join(roles)
                yield tree.mistake(REMINDERS, at, "mistake-role", rule=rule.code, role=role, known=known)
            else:
                yield tree.mistake(REMINDERS, at, "mistake-roles", rule=rule.code, role=role)


def _counted(tree: Tree, place: Place, rule: ReminderRule) -> Found:
    """Check rules about counts for an office: one day of waiting, and the interval after it."""
    if rule.kind.planned != "counted":
        return
    if len(rule.days) != 1 or rule.days[0] < 0:
        yield tree.mistake(REMINDERS, (*place, "days"), "mistake-counted-days", rule=rule.code, instead="[N]")
    if not rule.again:
        at: Place = (*place, "again" if "again" in rule.model_fields_set else "code")
        yield tree.mistake(REMINDERS, at, "mistake-counted-once", rule=rule.code)
    first = next(one for one in tree.reminders if one.about == rule.about)
    if first.code != rule.code:
        yield tree.mistake(
            REMINDERS, (*place, "about"), "mistake-counted-twice", rule=first.code, about=rule.about
        )
