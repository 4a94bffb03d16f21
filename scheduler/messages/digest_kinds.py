"""Sentences and buttons of each kind of reminder in a digest. Pure, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.model.reminder_kinds import ABOUTS, FACTS, About
from content.model.reminders import MailRule, ReminderRule
from content.registry import complete
from content.screen import shortened
from scheduler.delivery.items import Button
from scheduler.messages.digest_words import Said, Words
from storage.reminders.gathered import Gathered
from storage.reminders.lines import (
    CheckLine,
    DutyLine,
    EscalationLine,
    FactLine,
    FixLine,
    Line,
    OwnDutyLine,
    PhotoLine,
    RecheckLine,
    UpkeepLine,
    VisitLine,
)

MOST_FIXES = 3
"""Most rectifications that get buttons of their own."""
NAMES = 3
"""Most enterprises named to an office where several are counted."""
ASKED = 10_000
"""Days by which a task that a colleague handed up is sorted before all overdue ones."""
DUTIES = 4
"""Most duties told one by one; more are counted by their day."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of a kind.

    `say`: its lines of a digest, with those of other kinds that share a sentence. `buttons`: those of a line,
    by its number in the digest. `most_rows`: lines that get buttons of their own. `covers`: whether a line
    already says what a separate message tells an office.
    """

    say: Callable[[Words, Sequence[Any]], Iterator[Said]]
    buttons: Callable[[Words, int, Any, ReminderRule], Iterator[Button]] | None = None
    most_rows: int | None = None
    covers: Callable[[Line, Gathered], bool] | None = None


# --- sentences


def _each(words: Words, line: Line, full: str, short: str = "") -> Said:
    """A sentence for each line, under its enterprise."""
    full, short = (words.of_campaign(line, text) for text in (full, short or full))
    days = (line.due_on - words.today).days
    return Said(days, line.enterprise, (line,), full, short, words.rules[line.rule])


def _of_office(
    words: Words, days: int, lines: Sequence[Line], text: str, rule: ReminderRule, group: str = ""
) -> Said:
    """Lines of an office in one sentence."""
    return Said(days, group or words.say("reminder-office"), tuple(lines), text, text, rule)


def _checks(words: Words, lines: Sequence[CheckLine]) -> Iterator[Said]:
    for line in lines:
        rule, when = words.rules[line.rule], words.when(line.due_on)
        if line.grace_until and line.due_on < words.today <= line.grace_until:
            when += words.say("reminder-grace", day=words.day(line.grace_until))
        if not line.answered:
            text = words.say_wanted(rule.text, when=when)
        elif line.answered < line.total:
            text = words.say_wanted(rule.more["partly"], when=when, done=line.answered, total=line.total)
        else:
            text = words.say_wanted(rule.more["answered"], when=when)
        yield _each(words, line, text)


def _rechecks(words: Words, lines: Sequence[RecheckLine]) -> Iterator[Said]:
    """Forms handed back: to an enterprise each by itself; to an office those of a campaign together."""
    for line in lines:
        rule = words.rules[line.rule]
        if "office" not in rule.to:
            yield _each(words, line, words.say_wanted(rule.text, when=words.when(line.due_on)))
    yield from _late(words, lines)


def _photos(words: Words, lines: Sequence[PhotoLine]) -> Iterator[Said]:
    """Photos owed, in the same way."""
    for line in lines:
        rule = words.rules[line.rule]
        if "office" not in rule.to:
            title, when = line.title.say(words.language), words.when(line.due_on)
            yield _each(words, line, words.say_wanted(rule.text, title=title, when=when))
    yield from _late(words, lines)


def _late(words: Words, lines: Sequence[Line]) -> Iterator[Said]:
    """Overdue duties of enterprises, told to an office: those of a campaign in one line, by name."""
    late: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        if "office" in words.rules[line.rule].to:
            late.setdefault((line.rule, _campaign(line)), []).append(line)
    for (code, _), owed in late.items():
        rule = words.rules[code]
        names = list(dict.fromkeys(line.enterprise for line in owed))
        listed = words.say("list-comma").join(shortened(name, 14) for name in names[:NAMES])
        over = max((words.today - line.due_on).days for line in owed)
        key = rule.more["several"] if len(names) > NAMES else rule.text
        text = words.say_wanted(key, names=listed, enterprises=len(names), days=over)
        yield _of_office(words, -over, owed, words.of_campaign(owed[0], text), rule)


def _fixes(words: Words, lines: Sequence[FixLine]) -> Iterator[Said]:
    for line in lines:
        rule, when = words.rules[line.rule], words.when(line.due_on)
        who = words.say("reminder-who", name=line.responsible) if line.responsible else ""
        if line.wanted_on is not None:  # a request that waits holds the clock
            passed = "yes" if line.wanted_on < words.today else "no"
            when = words.say("reminder-asked", day=words.day(line.wanted_on), passed=passed)
        elif line.first_due_on != line.due_on:
            when += words.say("reminder-first", day=words.day(line.first_due_on))
        fault = line.fault.say(words.language)
        measure = " ".join(line.measure.split()) or words.say("reminder-no-measure")
        full = words.say_wanted(rule.text, fault=fault, measure=measure, who=who, when=when)
        short = words.say_wanted(
            rule.more["short"], fault=shortened(fault, 20), who=shortened(who, 20), when=when
        )
        yield _each(words, line, full, short)


def _upkeeps(words: Words, lines: Sequence[UpkeepLine]) -> Iterator[Said]:
    for line in lines:
        when, last = words.when(line.due_on), words.day(line.last_on)
        yield _each(words, line, words.say_wanted(words.rules[line.rule].text, when=when, last=last))


def _visits(words: Words, lines: Sequence[VisitLine]) -> Iterator[Said]:
    """The visits of a day together, those begun and not ended apart; by name as far as they are few."""
    together: dict[tuple[object, ...], list[VisitLine]] = {}
    for line in lines:
        together.setdefault((line.rule, line.due_on, line.state, _campaign(line)), []).append(line)
    for listed in together.values():
        rule, first = words.rules[listed[0].rule], listed[0]
        names = words.say("list-comma").join(shortened(line.enterprise, 14) for line in listed[:NAMES])
        days = (words.today - first.due_on).days
        text = words.say_wanted(
            rule.more["several"] if len(listed) > NAMES else rule.text,
            names=names,
            count=len(listed),
            state=first.state,
            days=days,
            day=words.day(first.due_on),
        )
        yield _of_office(words, -days, listed, words.of_campaign(first, text), rule)


def _own_duties(words: Words, lines: Sequence[OwnDutyLine]) -> Iterator[Said]:
    for line in lines:
        rule, count = words.rules[line.rule], len(line.titles)
        key = rule.text if count == 1 else rule.more["several"]
        title, when = line.titles[0].say(words.language), words.when(line.due_on)
        yield _each(words, line, words.say_wanted(key, title=title, count=count, when=when))


def _tasks(words: Words, lines: Sequence[EscalationLine]) -> Iterator[Said]:
    """The tasks of each enterprise together."""
    tasks: dict[tuple[int, int], list[EscalationLine]] = {}
    for line in lines:
        tasks.setdefault((line.enterprise_id, _campaign(line)), []).append(line)
    for listed in tasks.values():
        yield _to_decide(words, listed)


def _to_decide(words: Words, tasks: Sequence[EscalationLine]) -> Said:
    """An enterprise's tasks together: in words the one a colleague asked for, else the one that is longest
    overdue; the others counted."""
    over = {task.id: max(0, (words.today - task.over_on).days) if task.over_on else 0 for task in tasks}
    waits = {task.id: (words.today - task.due_on).days for task in tasks if task.over_on is None}
    first = max(tasks, key=lambda task: (waits.get(task.id, -1), over[task.id], -task.subject_id))
    rule = words.rules[first.rule]
    fault = shortened(first.fault.say(words.language), 20) if first.fault else "no"
    if len(tasks) > 1 and first.fault is None:
        fault = words.say("escalation-kind", kind=first.kind)
    days, waited = max(over.values()), max(waits.values(), default=0)
    text = words.say(
        rule.text if len(tasks) == 1 else rule.more["several"],
        name=shortened(first.enterprise, 14),
        kind=first.kind,
        fault=fault,
        days=days,
        waits=waited,
        count=len(tasks),
    )
    if any(task.wanted_on is not None for task in tasks):
        text += words.say("reminder-request-waits")
    days = max(days, ASKED + waited) if waits else days
    return _of_office(words, -days, tasks, words.of_campaign(first, text), rule)


def _duties(words: Words, lines: Sequence[DutyLine]) -> Iterator[Said]:
    """The duties of an office: one that recurs with all its months, others on their own, or, when they are
    many, those of one day together."""
    recurring: dict[tuple[str, int], list[DutyLine]] = {}
    for line in lines:
        recurring.setdefault((line.rule, line.subject_id), []).append(line)
    together: dict[tuple[object, ...], list[DutyLine]] = {}
    for (code, _), months in recurring.items():
        if len(months) == 1:
            (one,) = months
            alone = len(recurring) <= DUTIES
            key = (code, one.due_on, _campaign(one), one.id if alone else None)
            together.setdefault(key, []).append(one)
            continue
        oldest = min(line.due_on for line in months)
        yield _owed(words, months, words.rules[code].more["recurring"], oldest)
    for listed in together.values():
        rule = words.rules[listed[0].rule]
        yield _owed(words, listed, rule.more["several"] if len(listed) > 1 else rule.text, listed[0].due_on)


def _owed(words: Words, lines: Sequence[DutyLine], key: str, due_on: date) -> Said:
    title = lines[0].title.say(words.language)
    text = words.say_wanted(key, title=title, count=len(lines), when=words.when(due_on))
    text = words.of_campaign(lines[0], text)
    return _of_office(words, (due_on - words.today).days, lines, text, words.rules[lines[0].rule])


def _counted(words: Words, lines: Sequence[FactLine]) -> Iterator[Said]:
    """Counts for the reader's offices, under the name of each where there are several."""
    several = len({line.subject_id for line in lines}) > 1
    for line in lines:
        rule, days = words.rules[line.rule], -line.fact.waits(words.today)
        group = words.say("reminder-office-of", place=line.place) if several else ""
        text = words.of_campaign(line, words.fact(rule, line.fact))
        yield _of_office(words, days, [line], text, rule, group)


def _campaign(line: Line) -> int:
    return line.campaign.id if line.campaign else 0


# --- buttons


def _check_buttons(
    words: Words, number: int, line: CheckLine | RecheckLine, rule: ReminderRule
) -> Iterator[Button]:
    if "check" not in rule.buttons:
        return
    begun = isinstance(line, RecheckLine) or line.answered
    text = words.say("reminder-check" if begun else "reminder-check-start")
    callback = f"go:check:{line.enterprise_id}"
    if line.campaign is not None:
        text = words.say("reminder-numbered", number=number, text=text)
        callback += f":{line.campaign.id}"
    yield Button(text, callback)


def _fix_buttons(words: Words, number: int, line: FixLine, rule: ReminderRule) -> Iterator[Button]:
    if "done" not in rule.buttons:
        return
    yield Button(words.say("reminder-done", number=number), f"go:done:{line.subject_id}")
    if "extend" in rule.buttons and line.is_contact and line.wanted_on is None:
        yield Button(words.say("reminder-extend", number=number), f"go:extend:{line.subject_id}")


def _photo_buttons(words: Words, number: int, line: PhotoLine, rule: ReminderRule) -> Iterator[Button]:
    if "bring" in rule.buttons:
        yield Button(words.say("reminder-bring", number=number), f"go:bring:{line.subject_id}")


def _upkeep_buttons(words: Words, number: int, line: UpkeepLine, rule: ReminderRule) -> Iterator[Button]:
    if "kept" in rule.buttons:
        callback = f"go:kept:{line.subject_id}:{line.due_on:%Y%m%d}"
        yield Button(words.say("reminder-kept", number=number), callback)


def _own_duty_buttons(words: Words, number: int, line: OwnDutyLine, rule: ReminderRule) -> Iterator[Button]:
    if "record" in rule.buttons:
        yield Button(words.say("reminder-record", number=number), f"go:record:{line.enterprise_id}")


def _visit_buttons(words: Words, number: int, line: VisitLine, rule: ReminderRule) -> Iterator[Button]:
    if "inspection" in rule.buttons:
        yield Button(words.say("reminder-visit", number=number), f"go:inspection:{line.subject_id}")


def _fact_buttons(list_key: str) -> Callable[[Words, int, FactLine, ReminderRule], Iterator[Button]]:
    """`list_key`: label of the button that leads to the counted list."""

    def buttons(words: Words, number: int, line: FactLine, rule: ReminderRule) -> Iterator[Button]:
        here = f"{line.subject_id}:{line.fact.campaign_id}"
        if "write" in rule.buttons and line.fact.count > 1:
            yield Button(words.say("fact-write", number=number), f"go:write:{here}")
        if "list" in rule.buttons:
            yield Button(words.say(list_key, number=number), f"go:{line.fact.about}:{here}")
        if "nudge" in rule.buttons:
            yield Button(words.say("fact-nudge", number=number), f"go:nudge:{here}")
        if "take" in rule.buttons and line.fact.until is not None:
            day = line.fact.until
            yield Button(words.say("fact-take", number=number), f"go:take:{here}:{day:%Y%m%d}")

    return buttons


# --- what a line says already


def _counts_it(about: About) -> Callable[[Line, Gathered], bool]:
    def covers(line: Line, one: Gathered) -> bool:
        is_it = isinstance(line, FactLine) and line.fact.about == about
        return is_it and line.subject_id == one.office_id

    return covers


def _is_that_task(line: Line, one: Gathered) -> bool:
    return isinstance(line, EscalationLine) and bool(one.button) and one.button["id"] == line.subject_id


_LISTS: Mapping[About, str] = complete(
    "scheduler.messages.digest_kinds._LISTS",
    FACTS,
    {
        "unsent": "fact-to-unsent",
        "unreviewed": "fact-to-unreviewed",
        "claimed": "fact-to-claimed",
        "unverified": "fact-to-unverified",
        "unanswered": "fact-to-unanswered",
        "overdue": "fact-to-overdue",
        "owed": "fact-to-owed",
        "undated": "fact-to-undated",
        "ending": "fact-to-ending",
    },
)
KINDS: Mapping[About, Spoken] = complete(
    "scheduler.messages.digest_kinds.KINDS",
    ABOUTS,
    {
        "self_check": Spoken(_checks, _check_buttons),
        "recheck": Spoken(_rechecks, _check_buttons),
        "rectification": Spoken(_fixes, _fix_buttons, most_rows=MOST_FIXES),
        "photo": Spoken(_photos, _photo_buttons),
        "escalation": Spoken(_tasks, covers=_is_that_task),
        "duty": Spoken(_duties),
        "upkeep": Spoken(_upkeeps, _upkeep_buttons),
        "inspection": Spoken(_visits, _visit_buttons),
        "own_duty": Spoken(_own_duties, _own_duty_buttons),
        **{
            about: Spoken(_counted, _fact_buttons(key), covers=_counts_it(about))
            for about, key in _LISTS.items()
        },
    },
)


def uncovered(
    mail: Sequence[Gathered], lines: Sequence[Line], rules: Mapping[str, MailRule]
) -> tuple[Gathered, ...]:
    """Messages to an office that no line of its digest covers."""

    def is_said(one: Gathered) -> bool:
        rule = rules.get(one.text_key)
        covers = KINDS[rule.within].covers if rule is not None and rule.within is not None else None
        return covers is not None and any(covers(line, one) for line in lines)

    return tuple(one for one in mail if not is_said(one))
