"""Digests in words: most urgent first, one phone's screen whatever people wrote, buttons that fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalog import Catalog
from content.loader import load
from content.model.base import Text
from content.screen import LINES, lines_of
from scheduler.delivery.items import Outgoing
from scheduler.messages.digest_wording import MOST_ROWS, Wording
from storage.reminders.digest_lines import DigestFacts
from storage.reminders.lines import (
    CheckLine,
    DutyLine,
    EscalationLine,
    FixLine,
    Line,
    RecheckLine,
    UpkeepLine,
)

CATALOG = Catalog.load()
PACKS = load().packs
RULES = {rule.code: rule for rule in load().reminders}
TODAY = date(2026, 11, 20)
FAULT = Text(zh="没有花名册", en="No list of workers")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def fix(number: int, offset: int, **other: object) -> FixLine:
    values: dict[str, object] = {
        "rule": "rectification",
        "enterprise_id": 1,
        "enterprise": "鑫达鞋材厂",
        "measure": "建立花名册",
        "responsible": "王师傅",
        "first_due_on": day(offset),
        "is_contact": True,
        **other,
    }
    return FixLine(id=number, digest_id=7, subject_id=number, due_on=day(offset), fault=FAULT, **values)  # type: ignore[arg-type]


def check(
    number: int, offset: int, answered: int = 0, total: int = 13, name: str = "鑫达鞋材厂"
) -> CheckLine:
    return CheckLine(number, 7, "self_check", number, day(offset), number, name, answered, total, None)


def digest(*lines: Line, language: str = "zh") -> Outgoing | None:
    facts = DigestFacts(7, TODAY, "Asia/Shanghai", lines, ())
    return Wording(CATALOG, RULES, language, TODAY).digest(facts)


def said(*lines: Line, language: str = "zh") -> list[str]:
    outgoing = digest(*lines, language=language)
    assert outgoing is not None
    return outgoing.text.split("\n")


def test_most_urgent_comes_first_with_its_buttons() -> None:
    outgoing = digest(check(1, 14, 9), fix(2, 3), fix(3, -1))
    assert outgoing is not None
    assert outgoing.text.split("\n") == [
        "鑫达鞋材厂：今天 3 件事",
        "1. 没有花名册：建立花名册（负责人 王师傅） · 11月19日到期，已过 1 天",
        "2. 没有花名册：建立花名册（负责人 王师傅） · 11月23日前，还有 3 天",
        "3. 自查表答了 9/13 项 · 12月4日前，还有 14 天",
    ]
    assert [[(one.text, one.callback) for one in row] for row in outgoing.rows] == [
        [("1 已整改，上传照片", "go:done:3"), ("1 申请延期", "go:extend:3")],
        [("2 已整改，上传照片", "go:done:2"), ("2 申请延期", "go:extend:2")],
        [("继续自查", "go:check:1")],
        [("明天再提醒", "go:snooze:7")],
    ]


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [(0, "自查表还没开始"), (6, "自查表答了 6/13 项"), (13, "自查表都答完了，还没提交")],
)
def test_self_check_is_worded_by_how_far_it_is(answered: int, sentence: str) -> None:
    assert said(check(1, 0, answered))[1] == f"1. {sentence} · 今天到期"


def told_of(*lines: Line, pack: str = "township", language: str = "zh") -> list[str]:
    """The digest's last line, and the text, where its lines are of a campaign of a plan."""
    plans = {line.id: pack for line in lines}
    facts = DigestFacts(7, TODAY, "Asia/Shanghai", lines, (), plans=plans)
    made = Wording(CATALOG, RULES, language, TODAY, PACKS).digest(facts)
    assert made is not None
    return made.text.split("\n")


def test_an_owner_who_is_a_week_late_reads_what_follows_by_the_plan() -> None:
    follows = "方案写明：对职业危害严重且拒不整改的，将停产整顿或提请政府依法予以关闭。"
    assert told_of(fix(1, -7))[-1] == follows
    assert told_of(fix(1, -7), fix(2, -14))[-2:].count(follows) == 1, "once"
    assert "The plan says: “对职业危害严重" in told_of(fix(1, -14), language="en")[-1]
    for silent in (fix(1, -3), fix(1, -14, wanted_on=day(3)), fix(1, -14, is_contact=False)):
        assert not any("方案写明" in line for line in told_of(silent)), "not yet, or not to them"
    assert not any("方案写明" in line for line in told_of(fix(1, -14), pack="hailing")), "it says nothing"
    late = told_of(check(1, -14), pack="county_town")
    assert late[-1] == "方案写明：对自查不到位、整改不落实的，要限期进行整改。"


def test_months_of_one_duty_are_one_line() -> None:
    months = [
        DutyLine(number, 7, "duty", 5, day(-30 * number), 0, "", Text(zh="每月上报", en="Monthly report"))
        for number in (1, 2, 3)
    ]
    lines = said(*months)
    assert lines[1:] == ["1. 每月上报有 3 期未做，最早的8月22日到期，已过 90 天"]


def test_what_follows_leaves_a_full_digest_on_one_screen() -> None:
    many = [fix(number, -14) for number in range(1, 40)]
    lines = told_of(*many)
    assert lines_of("\n".join(lines)) <= LINES
    assert lines[-1].startswith("方案写明")


def task(number: int, kind: str, made: int, over: int | None = None, unit: int = 1) -> EscalationLine:
    """A task since so many days of an enterprise, about a day that long ago is over."""
    values: dict[str, object] = {"over_on": None if over is None else day(over), "kind": kind, "fault": None}
    where = {"enterprise_id": unit, "enterprise": f"第{unit}厂", "subject_id": number, "due_on": day(made)}
    return EscalationLine(id=number, digest_id=7, rule="escalation", **where, **values)  # type: ignore[arg-type]


def test_what_somebody_asks_to_be_stopped_stands_first_and_says_how_long_it_waits() -> None:
    overdue = [task(number, "overdue", -20, -27, unit=number) for number in range(1, 4)]
    lines = said(*overdue, task(9, "suspend", -14, unit=9))
    assert lines[1] == "1. 待决事项：第9厂 · 提请停产整顿，已等 14 天"
    assert said(task(9, "suspend", 0, unit=9))[1] == "1. 待决事项：第9厂 · 提请停产整顿"
    two = said(task(8, "penalty", -7), task(9, "suspend", -14))
    assert two[1] == "1. 待决事项：第1厂 2 件，最久已等 14 天：提请停产整顿等"


def test_form_that_is_still_taken_says_until_when() -> None:
    late = CheckLine(1, 7, "self_check", 1, day(-1), 1, "厂", 0, 0, day(4))
    assert said(late)[1].endswith("11月19日到期，已过 1 天，宽限到11月24日")


def test_extended_rectification_keeps_its_first_day_and_guests_do_not_ask_for_more() -> None:
    outgoing = digest(fix(1, 3, first_due_on=date(2025, 12, 31), is_contact=False))
    assert outgoing is not None
    assert outgoing.text.endswith("11月23日前，还有 3 天（原定2025年12月31日）")
    assert [one.callback for row in outgoing.rows for one in row] == ["go:done:1", "go:snooze:7"]


def test_a_request_for_a_day_that_has_passed_says_so() -> None:
    assert said(fix(1, -9, wanted_on=day(2)))[1].endswith("已申请延到11月22日，等办公室答复")
    assert said(fix(1, -9, wanted_on=day(-2)))[1].endswith("已申请延到11月18日（已过），等办公室答复")


def test_a_day_the_office_made_earlier_is_not_called_an_extension() -> None:
    assert said(fix(1, 3, first_due_on=date(2026, 12, 31)))[1].endswith(
        "11月23日前，还有 3 天（原定12月31日）"
    )


def test_a_day_set_by_a_reviewer_is_told_without_a_measure_nobody_wrote() -> None:
    (line,) = [one for one in said(fix(1, 3, measure="", responsible="")) if "措施" in one]
    assert line.endswith("：措施还没定 · 11月23日前，还有 3 天")


def test_several_enterprises_are_grouped_the_most_urgent_first() -> None:
    lines = (check(1, 7, name="甲厂"), check(2, 1, name="乙厂"), fix(3, 3, enterprise="甲厂"))
    assert said(*lines)[:4] == [
        "今天 3 件事",
        "〔乙厂〕",
        "1. 自查表还没开始 · 11月21日前，还有 1 天",
        "〔甲厂〕",
    ]


def test_what_was_planned_twice_is_said_once() -> None:
    assert said(fix(1, 0), fix(1, 0))[0] == "鑫达鞋材厂：今天 1 件事"


def test_nothing_left_is_no_message() -> None:
    assert digest() is None
    gone = CheckLine(1, 7, "a_rule_taken_out", 1, TODAY, 1, "厂", 0, 0, None)
    assert digest(gone) is None


def test_muting_is_offered_only_where_every_line_allows_it() -> None:
    exam = UpkeepLine(1, 7, "medical_exam", 5, day(0), 1, "厂", "medical_exam", date(2025, 11, 20))
    alone, together = digest(exam), digest(exam, check(2, 0))
    assert alone is not None
    assert together is not None
    callbacks = [one.callback for row in alone.rows for one in row]
    assert callbacks == ["go:kept:5:20261120", "go:snooze:7", "go:mute:7"]
    assert "go:mute:7" not in [one.callback for row in together.rows for one in row]


def test_text_is_plain_whatever_people_are_called() -> None:
    outgoing = digest(fix(1, 1, enterprise="<b>甲</b>&😀", measure="写<i>名册</i>", responsible="{name}"))
    assert outgoing is not None
    assert not outgoing.html
    assert "<b>甲</b>&😀" in outgoing.text
    assert "写<i>名册</i>（负责人 {name}）" in outgoing.text


_days = st.integers(-40, 40)
_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
_long = st.one_of(_words, st.integers(1, 1000).map(lambda count: "改" * count), st.just("a" * 1000))
_fixes = st.builds(
    lambda number, offset, name, measure, who, first, contact: fix(
        number,
        offset,
        enterprise=name,
        measure=measure,
        responsible=who[:40],
        first_due_on=day(first),
        is_contact=contact,
    ),
    st.integers(1, 10**15),
    _days,
    _words,
    _long,
    _words,
    _days,
    st.booleans(),
)
_rechecks = st.builds(
    lambda number, offset, name, office: RecheckLine(
        number, 7, "recheck_office" if office else "recheck", number, day(offset), number, name
    ),
    st.integers(1, 10**15),
    _days,
    _words,
    st.booleans(),
)
_tasks = st.builds(
    lambda number, enterprise, name, kind, fault, over: EscalationLine(
        number, 7, "escalation", number, day(0), enterprise, name, kind, fault, over
    ),
    st.integers(1, 10**15),
    st.integers(1, 5),
    _words,
    st.sampled_from(["overdue", "rejected", "recheck", "suspend"]),
    st.one_of(st.none(), _long.map(lambda words: Text(zh=words or "甲", en=words or "a"))),
    st.one_of(st.none(), _days.map(day)),
)
_checks = st.builds(check, st.integers(1, 10**15), _days, st.integers(0, 13), name=_words)
_duties = st.builds(
    lambda number, offset, name: DutyLine(
        number, 7, "duty", number, day(offset), 0, "", Text(zh=name or "月报", en=name or "report")
    ),
    st.integers(1, 10**15),
    _days,
    st.text("月报表", max_size=20),
)
_upkeeps = st.builds(
    lambda number, offset, kind: UpkeepLine(
        number, 7, kind, number, day(offset), 1, "厂", kind, day(offset - 30)
    ),
    st.integers(1, 10**15),
    _days,
    st.sampled_from(["maintenance", "medical_exam", "testing"]),
)


@given(
    lines=st.lists(st.one_of(_fixes, _checks, _rechecks, _tasks, _duties, _upkeeps), min_size=1, max_size=30),
    language=st.sampled_from(["zh", "en"]),
)
def test_any_digest_fits_a_phone(lines: list[Line], language: str) -> None:
    outgoing = digest(*lines, language=language)
    assert outgoing is not None
    assert lines_of(outgoing.text) <= LINES
    assert len(outgoing.text) <= 4096
    assert 1 <= len(outgoing.rows) <= MOST_ROWS
    callbacks = [one.callback for row in outgoing.rows for one in row]
    assert len(callbacks) == len(set(callbacks))
    assert all(len(one.encode()) <= 64 for one in callbacks)
    assert all(len(row) <= 2 for row in outgoing.rows)
