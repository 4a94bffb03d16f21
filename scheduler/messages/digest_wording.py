"""A digest in its reader's words: one message that fits a phone, most urgent first. Pure, no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from content.model.reminder_kinds import About
from content.model.reminders import ReminderRule
from content.screen import LINES, lines_of
from scheduler.delivery.items import Button, Outgoing
from scheduler.messages.digest_kinds import KINDS
from scheduler.messages.digest_words import Said, Words
from scheduler.messages.mail_lines import MailSaid
from storage.reminders.digest_lines import DigestFacts
from storage.reminders.lines import FixLine, Line

OFFICE = "go:office:0"
"""The button that leads to the office's home."""
MOST_ROWS = 8


class Wording(Words):
    """Composes digests."""

    def digest(self, facts: DigestFacts) -> Outgoing | None:
        """The message; None where nothing is left to say."""
        return self.with_mail(facts, ())[0]

    def with_mail(
        self, facts: DigestFacts, mail: Iterable[MailSaid]
    ) -> tuple[Outgoing | None, tuple[int, ...]]:
        """The message with the messages to the reader's office as lines, and the ids of those it has
        room for."""
        office = self.say("reminder-office")
        said = [*self._said(facts.lines)]
        said += [Said(one.days, office, (), one.full, one.short, None, one) for one in mail]
        said.sort(key=lambda one: (one.days, one.first))
        if not said:
            return None, ()
        order = list(dict.fromkeys(one.group for one in said))  # the enterprise with the most urgent first
        said.sort(key=lambda one: order.index(one.group))
        text, shown = self._fitted(said, order, self._following(said, facts))
        told = tuple(one.id for line in said[:shown] if line.mail for one in line.mail.mail)
        return Outgoing(text, rows=self._rows(facts.id, said, shown)), told

    # --- lines

    def _said(self, lines: Sequence[Line]) -> Iterator[Said]:
        """The lines as sentences; those with the same sentence are joined."""
        alike: dict[Callable[[Words, Sequence[Any]], Iterator[Said]], list[Line]] = {}
        seen: set[tuple[object, ...]] = set()
        for line in lines:
            rule = self.rules.get(line.rule)
            if rule is None:
                continue  # a rule taken out of content meanwhile
            what = (*line.what, "office" in rule.to)
            if what not in seen:  # else planned for yesterday too
                seen.add(what)
                alike.setdefault(KINDS[rule.about].say, []).append(line)
        for say, listed in alike.items():
            yield from say(self, listed)

    # --- the message

    def _following(self, said: Sequence[Said], facts: DigestFacts) -> str:
        """The consequence by the plan for the most urgent subject long overdue; "" for none."""
        for one in said:
            rule, line = one.rule, one.lines[0] if one.lines else None
            if rule is None or line is None or one.days > -max(rule.days[-1], 1):
                continue
            if isinstance(line, FixLine) and (line.wanted_on is not None or not line.is_contact):
                continue  # a request holds the clock; who is responsible is not the enterprise
            if text := self.follows(facts.plans.get(line.id, ""), rule.follows):
                return text
        return ""

    def _fitted(self, said: Sequence[Said], order: Sequence[str], last: str) -> tuple[str, int]:
        """The text, and the number of lines of `said` it holds: shorter words first, then fewer
        lines."""
        for shown in range(len(said), 0, -1):
            for short in range(shown + 1):
                text = self._text(said, shown, short, order, last)
                if lines_of(text) <= LINES:
                    return text, shown
        return self._text(said, 1, 1, order, ""), 1

    def _text(self, said: Sequence[Said], shown: int, short: int, order: Sequence[str], last: str) -> str:
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
        if last:
            parts.append(last)
        return "\n".join(parts)

    # --- buttons

    def _rows(self, digest_id: int, said: Sequence[Said], shown: int) -> tuple[tuple[Button, ...], ...]:
        rows: list[tuple[Button, ...]] = []
        told: Counter[About] = Counter()
        for number, one in enumerate(said[:shown], 1):
            if one.rule is not None:
                told[one.rule.about] += 1
                most = KINDS[one.rule.about].most_rows
                if most is not None and told[one.rule.about] > most:
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

    def _actions(self, number: int, one: Said) -> Iterator[Button]:
        if one.rule is not None:
            yield from self._of_rule(number, one.lines[0], one.rule)
        elif one.mail is not None:
            yield from self._of_mail(number, one.mail)

    def _of_rule(self, number: int, line: Line, rule: ReminderRule) -> Iterator[Button]:
        if (buttons := KINDS[rule.about].buttons) is not None:
            yield from buttons(self, number, line, rule)
        if "office" in rule.buttons:
            yield Button(self.say("reminder-to-office"), OFFICE)

    def _of_mail(self, number: int, mail: MailSaid) -> Iterator[Button]:
        if mail.button is not None:
            is_home = mail.button.callback == OFFICE
            text = mail.button.text
            named = text if is_home else self.say("reminder-numbered", number=number, text=text)
            yield Button(named, mail.button.callback)
