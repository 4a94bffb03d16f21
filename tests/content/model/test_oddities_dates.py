"""Oddities of the plans in dates (1 to 14), one test for each reading."""

from __future__ import annotations

import re

from content.model.base import PlanDay
from content.model.pack import Phase, PhaseKind
from tests.content.packs import ALL, HL, QX, TJ, XZ, YZ, cited, duty, note, oddity, pack, phase, row


def key(day: PlanDay | None) -> tuple[int, int, int]:
    assert day is not None
    return day.year, day.month, day.day


def months(one: Phase) -> list[int]:
    """The months of a phase as written: of 2024年4-8月 the months 4 and 8."""
    return [int(month) for month in re.findall(r"(\d{1,2})(?=月|-\d)", re.sub(r"20\d\d年", "", one.written))]


@oddity(1, HL, TJ, QX, YZ)
def test_a_range_that_ends_before_it_starts_ends_in_the_next_year() -> None:
    for code, name in ((HL, "self_check"), (TJ, "self_check"), (QX, "review"), (YZ, "self_check")):
        one = phase(code, name)
        first, last = months(one)
        assert last < first
        assert re.findall(r"20\d\d", one.written) == ["2024", "2024"]
        assert (key(one.start)[0], key(one.end)[0]) == (0, 1)


@oddity(2, HL, TJ, YZ)
def test_years_roll_on_from_phase_to_phase() -> None:
    for code in (HL, TJ, QX, YZ):
        year, before = 0, 0
        for one in pack(code).phases:
            first, last = months(one)[0], months(one)[-1]
            year += first < before  # starts only: phases may overlap
            before = first
            assert (key(one.start)[0], key(one.end)[0]) == (year, year + (last < first)), one.code
        starts = [key(one.start) for one in pack(code).phases]
        assert starts == sorted(starts)


@oddity(3, HL, TJ, YZ)
def test_deadlines_are_in_the_year_of_their_phase() -> None:
    next_year = (
        (HL, "self_check_form"),
        (TJ, "self_check_form"),
        (TJ, "district_summary"),
        (YZ, "local_summary"),
    )
    this_year = ((TJ, "district_roster"), (TJ, "district_plan"), (YZ, "local_plan"))
    assert [key(duty(*one).due) for one in next_year] == [(1, 4, 30), (1, 2, 0), (1, 9, 15), (1, 8, 20)]
    assert [key(duty(*one).due) for one in this_year] == [(0, 11, 15), (0, 10, 31), (0, 11, 25)]


@oddity(4, HL)
def test_hailing_lasts_fourteen_months_not_two() -> None:
    phases = pack(HL).phases
    assert (key(phases[0].start), key(phases[-1].end)) == ((0, 11, 1), (1, 12, 31))


@oddity(5, TJ)
def test_the_year_of_row_16_is_no_date_of_the_campaign() -> None:
    text, checks = row(TJ, "16")
    assert text.startswith("2024年以来建设项目")
    assert checks == ("I18",)


@oddity(6, TJ, YZ)
def test_the_cited_national_plan_is_that_of_2009_to_2015() -> None:
    for code in (TJ, YZ):
        assert cited(code)["《国家职业病防治规划（2024-2024年）》"] is None
        assert "2009—2015年" in note(code, 6)


@oddity(7, YZ)
def test_a_day_of_2009_dates_the_rule_not_the_campaign() -> None:
    declaration = duty(YZ, "declaration")
    assert "09年11月1日起施行" in declaration.written
    assert declaration.due is None


@oddity(8, HL, TJ, QX, YZ)
def test_missing_years_months_and_first_days_are_taken_from_beside_them() -> None:
    mobilised = {code: phase(code, "mobilise") for code in (HL, TJ, QX, YZ)}
    days = {code: (str(one.start), str(one.end)) for code, one in mobilised.items()}
    assert days == {
        HL: ("Y-11-01", "Y-11-20"),
        TJ: ("Y-10-01", "Y-10-31"),
        QX: ("Y-08-08", "Y-08-20"),
        YZ: ("Y-11-01", "Y-11-30"),
    }
    assert str(duty(YZ, "local_plan").due) == "Y-11-25"


@oddity(9, TJ)
def test_before_march_is_the_end_of_february_with_grace_until_the_end_of_march() -> None:
    for name in ("self_check_form", "rectification_plan"):
        one = duty(TJ, name)
        assert (str(one.due), str(one.grace_until)) == ("Y+1-02-last", "Y+1-03-31")
    assert duty(TJ, "self_check_form").grace_until == phase(TJ, "self_check").end


@oddity(10, XZ)
def test_the_town_has_no_dates_at_all() -> None:
    one = pack(XZ)
    assert not any(day for each in one.phases for day in (each.start, each.end, each.written))
    assert not any(each.due for each in one.duties)
    assert one.anchor is None
    assert "今年第四季度和明年" in phase(XZ, "closing").reading.zh


@oddity(11, QX)
def test_the_townships_shared_months_belong_to_both_phases() -> None:
    first, second, third = pack(QX).phases
    assert (str(first.end), str(second.start)) == ("Y-08-20", "Y-08-08")
    assert (str(second.end), str(third.start)) == ("Y-11-30", "Y-11-01")
    assert PhaseKind.summary not in {one.kind for one in pack(QX).phases}


@oddity(12, TJ, YZ)
def test_phases_may_overlap_and_deadlines_lie_outside_their_phase() -> None:
    assert key(phase(YZ, "city_inspection").start) < key(phase(YZ, "review").end)
    assert key(phase(TJ, "national_inspection").start) < key(phase(TJ, "city_summary").end)
    for code, name in ((TJ, "district_roster"), (YZ, "local_summary")):
        late = duty(code, name)
        assert late.phase is not None
        assert key(late.due) > key(phase(code, late.phase).end)


@oddity(13, TJ)
def test_the_fifth_phase_has_a_sentence_for_a_heading_and_gets_a_name() -> None:
    *named, last = pack(TJ).phases
    assert all(one.heading.endswith("阶段") for one in named)
    assert "阶段" not in last.heading
    assert last.title.zh == "迎接国家检查"


@oddity(14, TJ, QX, YZ)
def test_every_style_of_dash_is_read_as_until() -> None:
    dashes = {
        dash for code in ALL for one in pack(code).phases for dash in re.findall("[—－-]+", one.written)
    }
    assert dashes == {"—", "——", "－", "-"}
