"""Words for what JSON shows as a code: of plans, industries, verdicts, deeds. Other codes have a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cli.language import language, say
from content.loader import load, review_rules
from content.model.pack import Pack
from content.model.reminder_kinds import UPKEEPS
from documents.words import reason_line
from storage.offices.audit_trail import Deed
from storage.reminders.why import ReminderAnswer


def plan_title(code: str) -> str:
    """The title of a plan; its code where the content no longer has it."""
    pack = load().packs.get(code)
    return pack.title.say(language()) if pack else code


def duty_title(pack: str, code: str) -> str:
    """The title of a plan's duty; its code where the content no longer has it."""
    return titles(load().packs.get(pack)).get(code, code)


def titles(pack: Pack | None) -> dict[str, str]:
    """The titles of a plan's phases and duties by their codes."""
    if pack is None:
        return {}
    phases = {one.code: one.title.say(language()) for one in pack.phases}
    return phases | {one.code: one.title.say(language()) for one in pack.duties}


def industry(key: str) -> str:
    """The name of an industry; the stored key where the content does not have it."""
    found = load().industries.get(key)
    return found.name.say(language()) if found else key


def verdict(key: str | None) -> str:
    """The verdict of a review; "" where it is not over."""
    found = review_rules().by_key.get(key or "")
    return found.title.say(language()) if found else key or ""


def reasons(counts: Mapping[str, int]) -> str:
    """The reasons why a form is reviewed before others."""
    return reason_line(say, review_rules(), counts)


def did(deed: Deed) -> str:
    """The action of an officer."""
    return say("deed", deed=deed.code)


def rule(answer: ReminderAnswer) -> str:
    """The subject of a reminder."""
    about = answer.rule if answer.rule in UPKEEPS else answer.thing.about
    return say("cli-reminder-about", about=about)
