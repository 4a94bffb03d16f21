"""Computes the days that move along when an office moves a day of a campaign, opened or about to be. No I/O,
no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from content.calendar.rules import Due, OpenedDates, Span
from content.model.pack import Pack, Rhythm

Dues = Mapping[str, Due | None]


def carried(
    pack: Pack, phase: str, before: Span | None, after: Span | None, duties: Dues
) -> dict[str, Due | None]:
    """The duties of a phase that move with its end: those owed once and due in or after it, by as many days,
    or left open with it. A phase that had no days gives its end to those that had none either.
    """
    found: dict[str, Due | None] = {}
    for duty in pack.duties:
        if duty.phase != phase or duty.rhythm is not Rhythm.once or duty.code not in duties:
            continue
        due = duties[duty.code]
        if before is None:
            if due is None and after is not None:
                found[duty.code] = (after[1], None)
        elif due is not None and due[0] >= before[0]:
            found[duty.code] = None if after is None else moved(due, due[0] + (after[1] - before[1]))
    return found


def following(phases: Mapping[str, Span | None], code: str, after: Span) -> dict[str, Span]:
    """Phases that begin when one that moves to `after` ends or later, moved by as many days as its end."""
    before = phases.get(code)
    if before is None or after[1] == before[1]:
        return {}
    by = after[1] - before[1]
    return {
        other: (span[0] + by, span[1] + by)
        for other, span in phases.items()
        if other != code and span is not None and span[0] >= before[1]
    }


def together(pack: Pack, code: str, duties: Dues) -> tuple[str, ...]:
    """Duties that move with a duty: plans of rectification that the same party owes with it by the same
    day."""
    duty = next((one for one in pack.duties if one.code == code), None)
    if duty is None or duty.rhythm is not Rhythm.once:
        return ()
    return tuple(
        one.code
        for one in pack.duties
        if (one.who, one.phase, one.rhythm) == (duty.who, duty.phase, duty.rhythm)
        and one.what == "plan"
        and one.code != code
        and one.code in duties
        and _day(duties[one.code]) == _day(duties.get(code))
    )


def moved(due: Due | None, day: date | None) -> Due | None:
    """A duty on another day, taken for as many days after it as before."""
    if day is None:
        return None
    return (day, day + (due[1] - due[0]) if due is not None and due[1] is not None else None)


def set_by_hand(
    pack: Pack, days: OpenedDates, phases: Mapping[str, Span | None], duties: Mapping[str, date | None]
) -> OpenedDates:
    """A campaign's days with some set by hand before it is opened, and all that hangs on those."""
    spans, dues = dict(days.phases), dict(days.duties)
    for code, span in phases.items():
        dues |= carried(pack, code, spans.get(code), span, dues)
        spans[code] = span
    for code, day in duties.items():
        due = moved(dues.get(code), day)
        along = [one for one in together(pack, code, dues) if one not in duties]
        dues |= dict.fromkeys((code, *along), due)
    return OpenedDates(spans, dues)


def _day(due: Due | None) -> date | None:
    return due[0] if due is not None else None
