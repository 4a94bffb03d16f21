"""A digest in its reader's words: one message that fits a phone, most urgent first. Pure, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.catalog import Catalog
from content.model.facts import Fact
from content.model.pack import Pack
from content.model.reminders import ReminderRule
from content.screen import LINES, lines_of, shortened
from scheduler.delivery.items import Button, Outgoing
from scheduler.messages.mail_lines import MailSaid
from storage.reminders.digest_lines import (
    CheckLine,
    DigestFacts,
    DutyLine,
    EscalationLine,
    FactLine,
    FixLine,
    Line,
    RecheckLine,
    UpkeepLine,
)

OFFICE = "go:office:0"
"""The button that leads to the office's home."""
MOST_ROWS = 8
MOST_FIXES = 3
"""Rectifications that get buttons of their own."""
NAMES = 3
"""Enterprises an office is told by name where several are counted."""
PLAN = 10
"""Signs of a plan's title by which a campaign is named."""
DUTIES = 4
"""Duties told one by one; more are counted by their day."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A line of the message: its sentence, shorter where there is no room, and its buttons: those of its
    rule, or of the messages it tells."""

    days: int
    group: str
    lines: tuple[Line, ...]
    full: str
    short: str
    rule: ReminderRule | None
    mail: MailSaid | None = None

    @property
    def first(self) -> tuple[bool, int]:
        """What it begins with: the rules' lines go first."""
        return self.mail is not None, self.mail.mail[0].id if self.mail else self.lines[0].id

    @property
    def count(self) -> int:
        """How many things it tells."""
        return len(self.mail.mail) if self.mail else len(self.lines)


class Wording:
    """The words of one language on one local day."""

    def __init__(
        self,
        catalog: Catalog,
        rules: Mapping[str, ReminderRule],
        language: str,
        today: date,
        packs: Mapping[str, Pack] | None = None,
    ) -> None:
        self._catalog = catalog
        self._packs = packs or {}
        self._rules = rules
        self._language = language
        self._today = today

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalog."""
        return self._catalog.say(key, self._language, **values)

    def digest(self, facts: DigestFacts) -> Outgoing | None:
        """The message; None where nothing is left to say."""
        return self.with_mail(facts, ())[0]

    def with_mail(
        self, facts: DigestFacts, mail: Iterable[MailSaid]
    ) -> tuple[Outgoing | None, tuple[int, ...]]:
        """The message with what the reader's office is told besides, and the ids of that, as far as there is
        room for it."""
        office = self.say("reminder-office")
        said = [*self._said(facts.lines)]
        said += [_Said(one.days, office, (), one.full, one.short, None, one) for one in mail]
        said.sort(key=lambda one: (one.days, one.first))
        if not said:
            return None, ()
        order = list(dict.fromkeys(one.group for one in said))  # the enterprise with the most urgent first
        said.sort(key=lambda one: order.index(one.group))
        text, shown = self._fitted(said, order)
        told = tuple(one.id for line in said[:shown] if line.mail for one in line.mail.mail)
        return Outgoing(text, rows=self._rows(facts.id, said, shown)), told

    # --- lines

    def _said(self, lines: Sequence[Line]) -> Iterator[_Said]:
        late: dict[tuple[str, int], list[RecheckLine]] = {}
        duties: list[DutyLine] = []
        tasks: dict[tuple[int, int], list[EscalationLine]] = {}
        facts: list[FactLine] = []
        seen: set[tuple[object, ...]] = set()
        for line in lines:
            rule = self._rules.get(line.rule)
            if rule is None:
                continue  # a rule taken out of content meanwhile
            office = "office" in rule.to
            of = line.campaign.id if line.campaign else 0
            what: tuple[object, ...] = (type(line), line.subject_id, office, of)
            if isinstance(line, DutyLine):  # each month of it is another one
                what = (*what, line.due_on)
            if isinstance(line, FactLine):
                what = (*what, line.fact.about, line.fact.campaign_id)
            if what in seen:
                continue  # planned for yesterday too
            seen.add(what)
            if isinstance(line, RecheckLine) and office:
                late.setdefault((line.rule, of), []).append(line)
            elif isinstance(line, DutyLine):
                duties.append(line)
            elif isinstance(line, FactLine):
                facts.append(line)
            elif isinstance(line, EscalationLine):
                tasks.setdefault((line.enterprise_id, of), []).append(line)
            else:
                full, short = (self._of_campaign(line, text) for text in self._sentence(rule, line))
                yield _Said((line.due_on - self._today).days, line.enterprise, (line,), full, short, rule)
        yield from self._owed(duties)
        yield from map(self._to_decide, tasks.values())
        yield from self._counted(facts)
        for (code, _), rechecks in late.items():
            text = self._of_campaign(rechecks[0], self._late(self._rules[code], rechecks))
            days = min((line.due_on - self._today).days for line in rechecks)
            yield _Said(days, self.say("reminder-office"), tuple(rechecks), text, text, self._rules[code])

    def _sentence(self, rule: ReminderRule, line: Line) -> tuple[str, str]:
        when = self._when(line.due_on)
        if isinstance(line, CheckLine):
            if line.grace_until and line.due_on < self._today <= line.grace_until:
                when += self.say("reminder-grace", day=self._day(line.grace_until))
            return (self._check(rule, line, when),) * 2
        if isinstance(line, RecheckLine):
            return (self._say(rule.text, when=when),) * 2
        if isinstance(line, FixLine):
            return self._fix(rule, line, when)
        if isinstance(line, UpkeepLine):
            text = self._say(rule.text, when=when, last=self._day(line.last_on))
            return text, text
        raise TypeError(type(line).__name__)

    def _of_campaign(self, line: Line, text: str) -> str:
        """A sentence with the campaign it is about, where that is to be said."""
        if line.campaign is None:
            return text
        pack = self._packs.get(line.campaign.pack)
        plan = pack.title.say(self._language) if pack else line.campaign.pack
        return self.say(
            "reminder-of-campaign", text=text, place=line.campaign.place, plan=shortened(plan, PLAN)
        )

    def _check(self, rule: ReminderRule, line: CheckLine, when: str) -> str:
        if not line.answered:
            return self._say(f"{rule.text}-not-started", when=when)
        if line.answered < line.total:
            return self._say(f"{rule.text}-partly", when=when, done=line.answered, total=line.total)
        return self._say(f"{rule.text}-answered", when=when)

    def _fix(self, rule: ReminderRule, line: FixLine, when: str) -> tuple[str, str]:
        who = self.say("reminder-who", name=line.responsible) if line.responsible else ""
        if line.wanted_on is not None:  # a request that waits holds the clock
            when = self.say("reminder-asked", day=self._day(line.wanted_on))
        elif line.first_due_on != line.due_on:
            when += self.say("reminder-first", day=self._day(line.first_due_on))
        fault = line.fault.say(self._language)
        measure = _one_line(line.measure) or self.say("reminder-no-measure")
        full = self._say(rule.text, fault=fault, measure=measure, who=who, when=when)
        short = self._say(f"{rule.text}-short", fault=shortened(fault, 20), who=shortened(who, 20), when=when)
        return full, short

    def _late(self, rule: ReminderRule, rechecks: Sequence[RecheckLine]) -> str:
        """Enterprises that did not hand in again, in one sentence for their office."""
        names = list(dict.fromkeys(line.enterprise for line in rechecks))
        listed = self.say("list-comma").join(shortened(name, 14) for name in names[:NAMES])
        over = max((self._today - line.due_on).days for line in rechecks)
        key = f"{rule.text}-several" if len(names) > NAMES else rule.text
        return self._say(key, names=listed, enterprises=len(names), days=over)

    def _to_decide(self, tasks: Sequence[EscalationLine]) -> _Said:
        """An enterprise's tasks together: the one that is longest overdue in words, the others counted."""
        over = {task.id: max(0, (self._today - task.over_on).days) if task.over_on else 0 for task in tasks}
        first = max(tasks, key=lambda task: (over[task.id], -task.subject_id))
        rule = self._rules[first.rule]
        fault = shortened(first.fault.say(self._language), 20) if first.fault else "no"
        if len(tasks) > 1 and first.fault is None:
            fault = self.say("escalation-kind", kind=first.kind)
        text = self.say(
            rule.text if len(tasks) == 1 else f"{rule.text}-several",
            name=shortened(first.enterprise, 14),
            kind=first.kind,
            fault=fault,
            days=over[first.id],
            count=len(tasks),
        )
        if any(task.wanted_on is not None for task in tasks):
            text += self.say("reminder-request-waits")
        text = self._of_campaign(first, text)
        return _Said(-over[first.id], self.say("reminder-office"), tuple(tasks), text, text, rule)

    def _owed(self, duties: Sequence[DutyLine]) -> Iterator[_Said]:
        """The duties of an office: one that recurs with all its months, others on their own, or, when they
        are many, those of one day together."""
        recurring: dict[tuple[str, int], list[DutyLine]] = {}
        for line in duties:
            recurring.setdefault((line.rule, line.subject_id), []).append(line)
        together: dict[tuple[object, ...], list[DutyLine]] = {}
        for (code, _), lines in recurring.items():
            if len(lines) == 1:
                (line,) = lines
                alone = len(recurring) <= DUTIES
                of = line.campaign.id if line.campaign else 0
                together.setdefault((code, line.due_on, of, line.id if alone else None), []).append(line)
                continue
            rule, oldest = self._rules[code], min(line.due_on for line in lines)
            title = lines[0].title.say(self._language)
            text = self._say(f"{rule.text}-recurring", title=title, count=len(lines), when=self._when(oldest))
            text = self._of_campaign(lines[0], text)
            days = (oldest - self._today).days
            yield _Said(days, self.say("reminder-office"), tuple(lines), text, text, rule)
        for lines in together.values():
            rule, due_on = self._rules[lines[0].rule], lines[0].due_on
            key = f"{rule.text}-several" if len(lines) > 1 else rule.text
            title = lines[0].title.say(self._language)
            text = self._say(key, title=title, count=len(lines), when=self._when(due_on))
            text = self._of_campaign(lines[0], text)
            yield _Said(
                (due_on - self._today).days, self.say("reminder-office"), tuple(lines), text, text, rule
            )

    def _counted(self, facts: Sequence[FactLine]) -> Iterator[_Said]:
        """What is counted for the reader's offices, under the name of each where there are several."""
        several = len({line.subject_id for line in facts}) > 1
        for line in facts:
            rule, group = self._rules[line.rule], self.say("reminder-office")
            if several:
                group = self.say("reminder-office-of", place=line.place)
            text = self.fact(rule, line.fact)
            yield _Said(-line.fact.waits(self._today), group, (line,), text, text, rule)

    def fact(self, rule: ReminderRule, fact: Fact) -> str:
        """A fact of an office in a sentence."""
        names = self.say("list-comma").join(shortened(name.say(self._language), 14) for name in fact.names)
        return self._say(
            rule.text,
            count=fact.count,
            days=fact.waits(self._today),
            day=self._day(fact.since),
            recent=fact.recent,
            names=names,
            left="none" if fact.until is None else (fact.until - self._today).days,
            until=self._day(fact.until) if fact.until is not None else "",
        )

    def _say(self, key: str, **values: object) -> str:
        """A sentence a rule names, with those of the values it wants."""
        wanted = self._catalog.variables(key, self._language)
        return self.say(key, **{name: value for name, value in values.items() if name in wanted})

    def _when(self, due_on: date) -> str:
        left = (due_on - self._today).days
        if left < 0:
            return self.say("reminder-over", day=self._day(due_on), days=-left)
        if left == 0:
            return self.say("reminder-today")
        return self.say("reminder-left", day=self._day(due_on), days=left)

    def _day(self, day: date) -> str:
        key = "reminder-day" if day.year == self._today.year else "reminder-day-of-year"
        return self._say(key, year=day.year, month=day.month, day=day.day)

    # --- the message

    def _fitted(self, said: Sequence[_Said], order: Sequence[str]) -> tuple[str, int]:
        """The text, and how many lines of `said` it holds: shorter words first, then fewer lines."""
        for shown in range(len(said), 0, -1):
            for short in range(shown + 1):
                text = self._text(said, shown, short, order)
                if lines_of(text) <= LINES:
                    return text, shown
        return self._text(said, 1, 1, order), 1

    def _text(self, said: Sequence[_Said], shown: int, short: int, order: Sequence[str]) -> str:
        count = sum(one.count for one in said)
        several = len(order) > 1
        parts = [
            self.say("reminder-head-several", count=count)
            if several
            else self.say("reminder-head", name=order[0], count=count)
        ]
        group = ""
        for number, one in enumerate(said[:shown], 1):
            if several and one.group != group:
                group = one.group
                parts.append(self.say("reminder-group", name=group))
            # the less urgent is shortened first
            parts.append(f"{number}. {one.short if number > shown - short else one.full}")
        if left := sum(one.count for one in said[shown:]):
            parts.append(self.say("reminder-more", count=left))
        return "\n".join(parts)

    # --- buttons

    def _rows(self, digest_id: int, said: Sequence[_Said], shown: int) -> tuple[tuple[Button, ...], ...]:
        rows: list[tuple[Button, ...]] = []
        fixes = 0
        for number, one in enumerate(said[:shown], 1):
            is_fix = bool(one.lines) and isinstance(one.lines[0], FixLine)
            fixes += is_fix
            if is_fix and fixes > MOST_FIXES:
                continue
            row = tuple(self._actions(number, one))
            offered = {button.callback for other in rows for button in other}
            if not offered.issuperset(button.callback for button in row) and len(rows) < MOST_ROWS - 1:
                rows.append(row)
        last = []
        rules = [one.rule for one in said if one.rule is not None]
        if any("snooze" in rule.buttons for rule in rules):
            last.append(Button(self.say("reminder-snooze"), f"go:snooze:{digest_id}"))
        if len(rules) == len(said) and all(rule.mutable for rule in rules):
            last.append(Button(self.say("reminder-mute"), f"go:mute:{digest_id}"))
        return (*rows, tuple(last)) if last else tuple(rows)

    def _of_mail(self, number: int, mail: MailSaid) -> Iterator[Button]:
        if mail.button is not None:
            is_home = mail.button.callback == OFFICE
            text = mail.button.text
            named = text if is_home else self.say("reminder-numbered", number=number, text=text)
            yield Button(named, mail.button.callback)

    def _actions(self, number: int, one: _Said) -> Iterator[Button]:
        if one.rule is not None:
            yield from self._of_rule(number, one, one.rule)
        elif one.mail is not None:
            yield from self._of_mail(number, one.mail)

    def _of_rule(self, number: int, one: _Said, rule: ReminderRule) -> Iterator[Button]:
        line, buttons = one.lines[0], rule.buttons
        if isinstance(line, CheckLine | RecheckLine) and "check" in buttons:
            begun = isinstance(line, RecheckLine) or line.answered
            key = "reminder-check" if begun else "reminder-check-start"
            text, callback = self.say(key, number=number), f"go:check:{line.enterprise_id}"
            if line.campaign is not None:
                text = self.say("reminder-numbered", number=number, text=text)
                callback += f":{line.campaign.id}"
            yield Button(text, callback)
        if isinstance(line, FixLine) and "done" in buttons:
            yield Button(self.say("reminder-done", number=number), f"go:done:{line.subject_id}")
            if "extend" in buttons and line.is_contact and line.wanted_on is None:
                yield Button(self.say("reminder-extend", number=number), f"go:extend:{line.subject_id}")
        if isinstance(line, UpkeepLine) and "kept" in buttons:
            yield Button(
                self.say("reminder-kept", number=number), f"go:kept:{line.subject_id}:{line.due_on:%Y%m%d}"
            )
        if isinstance(line, FactLine):
            here = f"{line.subject_id}:{line.fact.campaign_id}"
            if "list" in buttons:
                key = f"fact-to-{line.fact.about}"
                yield Button(self.say(key, number=number), f"go:{line.fact.about}:{here}")
            if "nudge" in buttons:
                yield Button(self.say("fact-nudge", number=number), f"go:nudge:{here}")
            if "take" in buttons and line.fact.until is not None:
                day = line.fact.until
                yield Button(self.say("fact-take", number=number), f"go:take:{here}:{day:%Y%m%d}")
        if "office" in buttons:
            yield Button(self.say("reminder-to-office"), OFFICE)


def _one_line(text: str) -> str:
    return " ".join(text.split())
