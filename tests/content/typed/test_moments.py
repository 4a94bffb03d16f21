"""Instants as people type them after an accident."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from content.typed.moments import parse_clock, parse_moment

NOW = datetime(2026, 11, 30, 14, 32, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("刚才", 30, "14:32"),
        ("10分钟前", 30, "14:22"),
        ("半个小时前", 30, "14:02"),
        ("2 hours ago", 30, "12:32"),
        ("14:20", 30, "14:20"),
        ("１４：２０", 30, "14:20"),
        ("下午2点半", 30, "14:30"),
        ("2点5分", 30, "02:05"),
        ("23:50", 29, "23:50"),  # the last such time
        ("昨天 15:00", 29, "15:00"),
        ("11月28日 9点", 28, "09:00"),
    ],
)
def test_what_is_typed_is_an_instant(text: str, day: int, clock: str) -> None:
    found = parse_moment(text, NOW)
    assert found is not None
    assert (found.day, f"{found:%H:%M}") == (day, clock)


@pytest.mark.parametrize(
    "text", ["", "不知道", "25:00", "12:75", "今天 15:00", "300", "某天 9:00", "<b>😀</b>"]
)
def test_what_names_none_or_is_still_to_come_is_none(text: str) -> None:
    assert parse_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14:30 三楼会议室", ("14:30", "三楼会议室")),
        ("14点30分，三楼 <b>会议室</b>", ("14:30", "三楼 <b>会议室</b>")),
        ("下午2点半 二楼", ("14:30", "二楼")),
        ("9点", ("09:00", "")),
        ("25:10 三楼", None),
        ("下午", None),
    ],
)
def test_a_time_and_what_stands_after_it(text: str, found: tuple[str, str] | None) -> None:
    assert parse_clock(text) == found
