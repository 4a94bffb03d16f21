"""The states in which a finding is counted: each condition once, for every place that shows it
(docs/figures.md).

All are conditions on `Finding` joined with its `Rectification` (an outer join where there may be none). Which
findings an office counts at all is `counts`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_

from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import reported

TODAY: Any = bindparam("today", type_=Date())
"""The local day what is overdue is counted on, bound as `today`."""
_is_open = Finding.state == "open"

UNDECIDED: ColumnElement[bool] = and_(_is_open, Rectification.id.is_(None))
"""未定期限: neither a measure nor a day."""
TO_DO: ColumnElement[bool] = and_(_is_open, Rectification.state == "open")
"""Condition: to be rectified by a day, overdue or not."""
DONE: ColumnElement[bool] = and_(_is_open, Rectification.state != "open")
"""Condition 待销号: the enterprise says it is rectified; the office has not accepted it."""
SETTLED: ColumnElement[bool] = Finding.state == "closed"
"""Condition 已销号."""
UNFIXED: ColumnElement[bool] = or_(UNDECIDED, TO_DO)
"""Condition: not rectified: undecided, or due by a day."""
FOUND: ColumnElement[bool] = Finding.state != "withdrawn"
"""Any of these states; a finding withdrawn by a changed answer is in none."""


def counts() -> ColumnElement[bool]:
    """Whether an office knows of a finding, as a condition on `Finding` and its `SelfCheck`: the form was
    handed in once, or a visit found it."""
    return or_(reported(), Finding.inspection_id.is_not(None))


def overdue(today: Any = TODAY) -> ColumnElement[bool]:
    """Condition 逾期: not rectified, and its day is before `today` (a date, or bound)."""
    return and_(TO_DO, Rectification.due_on < today)


def last_day(today: date, closed_on: date | None) -> date:
    """The day on which a campaign's figures are counted: today, of one that has ended its last."""
    return today if closed_on is None else min(today, closed_on)
