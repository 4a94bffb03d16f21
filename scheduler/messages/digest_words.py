"""Words that all lines of a digest share: days, campaigns, facts, in one language on one local day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.catalog import Catalog
from content.model.facts import Fact
from content.model.pack import Pack
from content.model.reminders import ReminderRule
from content.screen import shortened
from documents.words import plan_day
from scheduler.messages.mail_lines import MailSaid
from storage.reminders.lines import Line

PLAN = 10
"""Characters of a plan's title by which a campaign is named."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the message: its sentence, a shorter one, and its buttons: those of its rule, or of the
    messages it tells."""

    days: int
    group: str
    lines: tuple[Line, ...]
    full: str
    short: str
    rule: ReminderRule | None
    mail: MailSaid | None = None

    @property
    def first(self) -> tuple[bool, int]:
        """Sort key of a line: the rules' lines go first."""
        return self.mail is not None, self.mail.mail[0].id if self.mail else self.lines[0].id

    @property
    def count(self) -> int:
        """The number of things it tells."""
        return len(self.mail.mail) if self.mail else len(self.lines)


class Words:
    """The words of one language on one local day."""

    def __init__(
        self,
        catalog: Catalog,
        rules: Mapping[str, ReminderRule],
        language: str,
        today: date,
        packs: Mapping[str, Pack] | None = None,
        *,
        years: bool = False,
    ) -> None:
        """`years`: days are written with their years."""
        self._catalog = catalog
        self._packs = packs or {}
        self.rules = rules
        self.language = language
        self.today = today
        self._years = years

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalog."""
        return self._catalog.say(key, self.language, **values)

    def say_wanted(self, key: str, **values: object) -> str:
        """A sentence that the content names, filled with the values it uses."""
        wanted = self._catalog.variables(key, self.language)
        return self.say(key, **{name: value for name, value in values.items() if name in wanted})

    def follows(self, pack_code: str, rungs: Sequence[str]) -> str:
        """The consequence by a plan, in its own words: the first of these rungs that its ladder has."""
        pack = self._packs.get(pack_code)
        ladder = {rung.code: rung for rung in pack.ladder} if pack else {}
        found = next((ladder[code] for code in rungs if code in ladder), None)
        if found is None:
            return ""
        return self.say("reminder-follows", written=found.written, consequence=found.consequence)

    def when(self, due_on: date) -> str:
        """The due day in words, relative to today."""
        left = (due_on - self.today).days
        if left < 0:
            return self.say("reminder-over", day=self.day(due_on), days=-left)
        if left == 0:
            return self.say("reminder-today")
        return self.say("reminder-left", day=self.day(due_on), days=left)

    def day(self, day: date) -> str:
        """A day, with its year where that could be another one."""
        return plan_day(self.say, day, self.today, years=self._years)

    def of_campaign(self, line: Line, text: str) -> str:
        """A sentence with its campaign, where that has to be named."""
        if line.campaign is None:
            return text
        pack = self._packs.get(line.campaign.pack)
        plan = pack.title.say(self.language) if pack else line.campaign.pack
        return self.say(
            "reminder-of-campaign", text=text, place=line.campaign.place, plan=shortened(plan, PLAN)
        )

    def fact(self, rule: ReminderRule, fact: Fact) -> str:
        """A fact of an office in a sentence."""
        names = self.say("list-comma").join(shortened(name.say(self.language), 14) for name in fact.names)
        if fact.others:
            names = self.say("mail-names", names=names)
        return self.say_wanted(
            rule.text,
            count=fact.count,
            days=fact.waits(self.today),
            day=self.day(fact.since),
            recent=fact.recent,
            names=names,
            left="none" if fact.until is None else (fact.until - self.today).days,
            until=self.day(fact.until) if fact.until is not None else "",
            over=0 if fact.until is None else max(0, (self.today - fact.until).days),
        )
