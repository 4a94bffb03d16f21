"""A town whose days are lived one after another, and the days on which reminders are due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.model.library import Library
from storage.base.database import Database
from tests.scheduler.planned import RULES, Town, open_town

DAY = timedelta(days=1)
FORM_DAYS = next(rule for rule in RULES if rule.code == "self_check").days


def before(due: date, *offsets: int) -> list[date]:
    return [due + offset * DAY for offset in offsets]


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    return await open_town(database, library)


async def live(town: Town, first: date, last: date) -> None:
    """Every day from `first` to `last` at nine."""
    day = first
    while day <= last:
        await town.day(day)
        day += DAY
