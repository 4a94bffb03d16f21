"""Days in queued messages and digests: with their years wherever they could be taken for another one's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from content import loader
from content.catalog import Catalog
from scheduler.messages.wording import sentence
from storage.base.database import Database
from storage.campaigns.places import OF_YEARS
from storage.enterprises.mail import days
from tests.scheduler.planned import open_town

CATALOG = Catalog.load()
NOW = datetime(2026, 12, 20, 2, tzinfo=UTC)


def granted(values: dict[str, Any], language: str = "zh") -> str:
    """The message that more time was granted."""
    named = {"enterprise": "鑫达鞋材厂", "measure": "装抽风罩"}
    return sentence(CATALOG, language, "outbox-extension-granted", {**named, **values})


@pytest.mark.parametrize(
    ("due_on", "of_campaign", "said"),
    [
        (date(2026, 12, 30), {}, "期限是 12月30日。"),
        (date(2027, 1, 10), {}, "期限是 2027年1月10日。"),
        (date(2026, 12, 30), {OF_YEARS: True}, "期限是 2026年12月30日。"),
    ],
)
def test_a_queued_day_has_its_year_where_it_could_be_another_one(
    due_on: date, of_campaign: dict[str, Any], said: str
) -> None:
    assert granted(days("due", due_on, NOW) | of_campaign).endswith(said)


def test_a_row_queued_before_days_had_years_is_said_as_it_was() -> None:
    assert granted({"due_month": 2, "due_day": 29}).endswith("期限是 2月29日。")
    assert "29 Feb." in granted({"due_month": 2, "due_day": 29}, "en")


@pytest.mark.parametrize(
    ("pack", "start", "due_on", "said"),
    [
        ("hailing", date(2026, 11, 2), date(2027, 5, 1), "2027年5月1日"),
        ("county_town", date(2026, 3, 2), date(2026, 4, 20), "4月20日"),
    ],
)
async def test_a_digest_of_a_plan_that_spans_two_years_writes_them(
    database: Database, pack: str, start: date, due_on: date, said: str
) -> None:
    library = loader.load()
    town = await open_town(database, library, rules=library.reminders, pack=pack, start=start)
    await town.enterprise()
    await town.move_form(due_on)
    for days_before in (3, 1):
        await town.day(due_on - timedelta(days=days_before))
    texts = [letter.text for letter in town.letters if "自查表" in letter.text]
    assert any(said in text for text in texts)
    assert (f"{due_on.year}年" in "".join(texts)) is ("年" in said)
