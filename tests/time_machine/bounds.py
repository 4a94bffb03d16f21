"""Limits of the messages each kind of person gets in a month, and properties that no message may have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.handlers.delivered import DELIVERED
from tests.time_machine.world import Letter

MOST_A_MONTH = 8
"""Unasked messages for an owner with nothing overdue."""
MOST_A_DAY = 1
"""Unasked messages for an officer, but for urgent ones."""
OWN = frozenset({"nprogress"})
"""Messages that people follow because they began them themselves."""

_BAD = re.compile(r"[{}]|None|null|\ufffd|“”|《》|〔〕|（）|：[，。；]|\d\.\s*$|^\d+\. .*：$|^\s*$")
_CALLBACK = re.compile(r"go:([a-z]+):([0-9]{1,18})(:.*)?")


@dataclass
class Months:
    """Messages to one kind of person in each month, by kind of message; urgent ones apart."""

    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    urgent: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)

    @property
    def most(self) -> int:
        """The fullest month, urgent ones left out."""
        return max((sum(kinds.values()) for kinds in self.kinds.values()), default=0)


def tally(letters: list[Letter]) -> Months:
    """The messages of one person."""
    months = Months()
    for one in letters:
        month = f"{one.local:%Y-%m}"
        if one.urgent:
            months.urgent[month] += 1
        elif one.kind not in OWN:
            months.kinds[month][one.kind] += 1
            months.days[one.local.date()] += 1
    return months


def by_person(letters: list[Letter]) -> Mapping[int, list[Letter]]:
    """The messages of each."""
    found: dict[int, list[Letter]] = defaultdict(list)
    for one in letters:
        found[one.person_id].append(one)
    return found


def too_much(
    letters: list[Letter],
    kinds: Mapping[int, str],
    officers: frozenset[int],
    late: Mapping[int, frozenset[str]],
) -> Iterator[str]:
    """Cases of too many messages to somebody. `late`: months (2027-03) in which somebody had something
    overdue."""
    for person, theirs in by_person(letters).items():
        months, who = tally(theirs), kinds[person]
        if person in officers:
            for day, count in months.days.items():
                if count > MOST_A_DAY:
                    said = [one.kind for one in theirs if one.local.date() == day and not one.urgent]
                    yield f"{who}: {count} messages on {day}: {', '.join(said)}"
            continue
        for month, counted in months.kinds.items():
            if (count := sum(counted.values())) > MOST_A_MONTH and month not in late.get(person, ()):
                yield f"{who}: {count} messages in {month} with nothing overdue: {dict(counted)}"


def unreadable(letters: list[Letter], kinds: Mapping[int, str]) -> Iterator[str]:
    """Messages with a gap, without text, or with a button that leads nowhere."""
    for text, one in {one.text: one for one in letters}.items():
        for line in text.splitlines() or [""]:
            if (line or not text) and _BAD.search(line):
                yield f"{kinds[one.person_id]} reads: {line!r}"
    pressed = {button: one.person_id for one in letters for button in one.buttons}
    for callback, person in pressed.items():
        found = _CALLBACK.fullmatch(callback)
        if found is None or found[1] not in DELIVERED or len(callback.encode()) > 64:
            yield f"{kinds[person]}: a button leads nowhere: {callback}"
    for one in letters:
        if one.kind == "digest" and not one.buttons:
            yield f"{kinds[one.person_id]} can do nothing about: {one.text}"


def said_twice(letters: list[Letter], kinds: Mapping[int, str]) -> Iterator[str]:
    """Digests that tell an office by one rule what another tells in the same message: that a form was not
    handed in again, of which there is a task by now; requests for more time, counted and one by one."""
    for one in letters:
        tasks = re.findall(r"待决事项：(\S+) · 退回后未重新报送", one.text)
        late = re.findall(r"\d\. (\S+?)(?:等 \d+ 家)?退回重新自查，到期未重新报送", one.text)
        if any(name in listed.split("、") for name in tasks for listed in late):
            yield f"{kinds[one.person_id]} reads of a re-check twice: {one.text}"
        if "件延期申请未答复" in one.text and ("申请延期：" in one.text or "件延期申请等您" in one.text):
            yield f"{kinds[one.person_id]} reads of requests twice: {one.text}"


def calendar(letters: list[Letter], kinds: Mapping[int, str]) -> list[str]:
    """A line for each kind of person: how many messages in each month, of the one of them who had most in
    that month, urgent ones after a plus."""
    people = by_person(letters)
    months = sorted({f"{one.local:%Y-%m}" for one in letters})
    rows = [f"{'谁':　<12}" + "".join(f"{month[2:]:>6}" for month in months) + "  一天最多"]
    by_kind: dict[str, list[Months]] = defaultdict(list)
    for person, theirs in people.items():
        by_kind[kinds[person]].append(tally(theirs))
    for kind, counted in sorted(by_kind.items(), key=lambda one: (-max(m.most for m in one[1]), one[0])):
        cells = ""
        for month in months:
            most = max(sum(one.kinds[month].values()) for one in counted)
            urgent = max(one.urgent[month] for one in counted)
            cells += f"{(str(most or '·') + (f'+{urgent}' if urgent else '')):>6}"
        day = max((max(one.days.values(), default=0) for one in counted), default=0)
        rows.append(f"{kind:　<12}{cells}{day:6}")
    return rows
