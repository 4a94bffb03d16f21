"""The outcome of a campaign that was played to its end, and the rules that it has to keep."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from content.calendar.workdays import is_workday
from tests.scheduler.planned import ZONE
from tests.time_machine.bounds import said_twice, too_much, unreadable
from tests.time_machine.world import Letter


@dataclass
class Lived:
    """The outcome of a played campaign. `planned`: (rule, subject, id, person, day) of each reminder; `due`:
    the expected ones."""

    pack: str
    closed_on: date
    letters: list[Letter]
    planned: list[tuple[str, str, int, int, date]]
    expected: set[tuple[str, str, int, int, date]]
    kinds: dict[int, str]
    officers: frozenset[int] = frozenset()
    second_on: date | None = None
    """The day on which a second campaign was opened."""
    wrong: list[str] = field(default_factory=list)
    """Differences found while it was played."""
    is_told: bool = True
    """Whether all reminders are predicted (`expected`)."""
    late: dict[int, frozenset[str]] = field(default_factory=dict)
    """Months in which somebody had something overdue."""
    days: dict[tuple[str, str], Counter[int]] = field(default_factory=dict)
    """Number of reminders of a kind of person by a rule, by days from the due day."""


def faults(lived: Lived) -> list[str]:
    """Violations of the rules."""
    found = []
    daily = Counter(
        (one.person_id, one.local.date()) for one in lived.letters if one.kind == "digest" and not one.urgent
    )
    found += [
        f"{lived.kinds[who]}: {count} digests on {day}" for (who, day), count in daily.items() if count > 1
    ]
    for one in lived.letters:
        if not time(8, 30) <= one.local.time() < time(20):
            found.append(f"{lived.kinds[one.person_id]} at {one.local}: {one.text}")
        off = one.kind == "digest" and not is_workday(one.local.date())
        if off and not re.search("今天到期|件新线索", one.text):  # who reports is heard by the next day
            found.append(f"{lived.kinds[one.person_id]} on a day off, {one.local}: {one.text}")
        if one.kind == "notice" and not is_workday(one.local.date()) and not one.text.startswith("【紧急】"):
            found.append(f"{lived.kinds[one.person_id]} has a notice on a day off, {one.local}: {one.text}")
        # That it is over is told after it is over; and what an office does then.
        ended = re.search("已结束|已于.+结束", one.text) is not None or one.kind == "outbox-moved"
        ended = ended or re.fullmatch(r"有 \d+ 件线索过了办理时限.*", one.text) is not None  # of no campaign
        over = datetime.combine(lived.closed_on, time(21), ZONE)
        again = lived.second_on is not None and one.local.date() > lived.second_on
        if one.local > over and not ended and not again:
            found.append(f"{lived.kinds[one.person_id]} after the end, {one.local}: {one.text}")
    found += too_much(lived.letters, lived.kinds, lived.officers, lived.late)
    found += unreadable(lived.letters, lived.kinds)
    found += said_twice(lived.letters, lived.kinds)
    found += lived.wrong
    doubled = [key for key, count in Counter(lived.planned).items() if count > 1]
    found += [f"twice: {key}" for key in doubled]
    if not lived.is_told:
        return found
    planned = set(lived.planned)
    found += [f"not planned: {_named(lived, key)}" for key in sorted(lived.expected - planned)]
    found += [f"planned, and not to be: {_named(lived, key)}" for key in sorted(planned - lived.expected)]
    return found


def _named(lived: Lived, key: tuple[str, str, int, int, date]) -> str:
    rule, subject, id_, person, day = key
    return f"{rule} of {subject} {id_} for {lived.kinds.get(person, person)} on {day}"
