"""A model of reminders in plain dictionaries, with which the planner and its digests are compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from content.model.reminders import BACK_DAYS, ReminderRule
from tests.scheduler.planned import RULES, ZONE

DAY = timedelta(days=1)
_RULES = {rule.code: rule for rule in RULES if rule.code in ("self_check", "rectification")}


@dataclass
class Row:
    """A reminder: the day-count it was planned with, its due day, its state."""

    days: int
    due_on: date
    state: str = "waiting"
    digest: date | None = None


@dataclass
class Model:
    """One enterprise with one person, its form and one rectification."""

    form_due: date | None
    fix_due: date
    fix_planned: date
    handed_in: bool = False
    fix_done: bool = False
    cursor: date | None = None
    rows: dict[tuple[str, date], Row] = field(default_factory=dict)
    digests: dict[date, datetime | None] = field(default_factory=dict)
    """The instant at which a day's digest was made, as long as it is not delivered; then None."""
    letters: list[date] = field(default_factory=list)

    def due_of(self, rule: str) -> date | None:
        """The day something is due, None where nothing is to be reminded of."""
        if rule == "self_check":
            return None if self.handed_in else self.form_due
        return None if self.fix_done else self.fix_due

    def tick(self, now: datetime, *, collects: bool = True) -> None:
        """A tick of the planner; `collects` False: it is killed in the middle."""
        today = now.astimezone(ZONE).date()
        begins = _is_day(now) and (self.cursor is None or self.cursor < today)
        if self.cursor is not None and self.cursor > today:  # by a clock that was ahead: planned again
            self.cursor = today - DAY
        if not _is_day(now):
            return
        if begins:
            first = max(self.cursor + DAY if self.cursor else date.min, today - (BACK_DAYS - 1) * DAY)
            for rule in _RULES.values():
                self._plan(rule, first, today)
            for day, made in self.digests.items():
                if day < today and made is not None:
                    self._put_back(day)
                    self.digests[day] = None
            self.cursor = today
        if collects:
            self._collect(now, today)

    def deliver(self, now: datetime) -> None:
        """Deliver the due rows, or find them too late or moot."""
        today = now.astimezone(ZONE).date()
        for day, made in list(self.digests.items()):
            if made is None or made > now:
                continue
            self.digests[day] = None
            if day != today or not _is_day(now):
                self._put_back(day)
                continue
            said = False
            for (rule, _), row in self.rows.items():
                if row.state == "queued" and row.digest == day:
                    holds = self.due_of(rule) == row.due_on
                    row.state = "sent" if holds else "moot"
                    said = said or holds
            if said:
                self.letters.append(today)

    def _plan(self, rule: ReminderRule, first: date, today: date) -> None:
        due = self.due_of(rule.code)
        if due is None:
            return
        days = [day for day in rule.all_days if first <= due + day * DAY <= today]
        if not days:
            return
        planned_on = due + days[-1] * DAY
        if rule.code == "rectification" and planned_on <= self.fix_planned:
            return
        near = planned_on - rule.gap * DAY
        repeated = any(
            code == rule.code and near < other < planned_on and row.days == days[-1] and row.state != "moot"
            for (code, other), row in self.rows.items()
        )
        if not repeated and (rule.code, planned_on) not in self.rows:
            self.rows[rule.code, planned_on] = Row(days[-1], due)

    def _collect(self, now: datetime, today: date) -> None:
        waiting = [row for (_, day), row in self.rows.items() if row.state == "waiting" and day <= today]
        if not waiting:
            return
        if today not in self.digests:
            self.digests[today] = now
        elif self.digests[today] is None:
            return  # today's is out
        for row in waiting:
            row.state, row.digest = "queued", today

    def _put_back(self, day: date) -> None:
        for row in self.rows.values():
            if row.state == "queued" and row.digest == day:
                row.state, row.digest = "waiting", None


def _is_day(now: datetime) -> bool:
    return time(8, 30) <= now.astimezone(ZONE).time() < time(20)
