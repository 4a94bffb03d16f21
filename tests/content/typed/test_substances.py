"""Toxic substances, and how they are recognised in what an owner types."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.loader import load
from content.model.base import Mark
from content.model.questions import Substance
from content.typed.substances import match

SUBSTANCES = load().substances
ENTRY = {substance.name.zh: substance for substance in SUBSTANCES}
WRITTEN = [
    (name, substance)
    for substance in SUBSTANCES
    for name in (substance.name.zh, substance.name.en, *substance.aliases)
]
SEPARATORS = (
    "、",
    ",",
    "，",
    ";",
    "；",
    "。",
    " ",
    "\n",
    "/",
    "|",
    "+",
    "\t",
    "　",
    " 和 ",
    "——",
    "【】",
    "· ",
)


def numbers(typed: str) -> list[int | None]:
    """Places on the list of 54 of what is found, None for what is not on it."""
    return [substance.number for substance in match(typed, SUBSTANCES)]


def names(typed: str) -> list[str]:
    """Chinese names of what is found."""
    return [substance.name.zh for substance in match(typed, SUBSTANCES)]


# --- the data ---------------------------------------------------------------------------------------


def test_the_list_of_54_is_whole_and_in_order() -> None:
    assert [substance.number for substance in SUBSTANCES[:54]] == list(range(1, 55))
    assert all(substance.number is None for substance in SUBSTANCES[54:])


def test_marks_say_what_was_read() -> None:
    for number, substance in enumerate(SUBSTANCES[:54], 1):
        recalled = Mark.recalled if number in (25, 33, 41) else Mark.second_hand
        assert substance.mark == (Mark.verified if number <= 18 else recalled)


def test_what_is_not_on_the_list_says_what_to_do() -> None:
    for substance in SUBSTANCES[54:]:
        assert substance.hint, substance.name.zh
    for substance in SUBSTANCES:
        if substance.hint:
            assert len(substance.hint.zh) <= 60
            assert len(substance.hint.en) <= 110


def test_no_exposure_limits() -> None:
    for substance in SUBSTANCES:
        assert "mg/m" not in f"{substance.name} {substance.hint}"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("福尔马林", 26),
        ("氰化钠", 44),
        ("山奈", 44),
        ("液氯", 36),
        ("铬酐", 21),
        ("煤气", 54),
        ("光气", 23),
        ("甲苯二异氰酸酯", 17),
        ("水银", 22),
        ("砒霜", 47),
        ("红丹漆", 42),
        ("氢氟酸", 18),
        ("黄磷", 24),
    ],
)
def test_names_of_the_workshop_lead_to_the_list(typed: str, number: int) -> None:
    assert numbers(typed) == [number]


@pytest.mark.parametrize(
    "typed",
    [
        *("正己烷", "1,2-二氯乙烷", "三氯乙烯", "甲苯", "二甲苯", "DMF", "木粉尘", "矽尘", "电焊烟尘"),
        *("二氯甲烷", "天那水", "香蕉水", "稀释剂", "白电油", "万能胶", "黄胶", "氯丁胶", "开油水"),
        *("洗板水", "固化剂", "瓷土", "石英粉"),
    ],
)
def test_usual_materials_off_the_list_are_known_too(typed: str) -> None:
    assert numbers(typed) == [None]


# --- finding ----------------------------------------------------------------------------------------


def test_a_line_as_an_owner_types_it() -> None:
    assert names("黄胶、天那水,甲苯 200L;铬酐") == ["万能胶", "天那水", "甲苯", "铬及其化合物"]


@pytest.mark.parametrize(
    "typed",
    [
        *("氨基树脂", "聚氨酯", "氨纶", "氯化钠", "氯化铵", "氯丁橡胶", "苯甲酸", "苯甲醛", "苯酐"),
        *("苯板", "对苯二酚", "邻苯二甲酸二辛酯", "甲苯磺酸", "甲苯酚", "氯甲苯", "聚丙烯酰胺"),
        *("聚氯乙烯", "聚甲醛", "铁氰化钾", "三氯化铁", "硫酸铜", "铅笔", "汞灯", "烧碱", "片碱", "CO2"),
        *("Dongguan Shoe Co., Ltd", "lead time", "polyvinyl chloride", "ammonium sulfate", "", "没有"),
        *("无",),
    ],
)
def test_other_things_are_not_taken_for_poisons(typed: str) -> None:
    assert names(typed) == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("三硝基甲苯", 45),
        ("丙烯酰胺", 6),
        ("二苯胺", 10),
        ("二甲基苯胺", 11),
        ("二硝基甲苯", 15),
        ("硫酸镍", 29),
        ("氯化汞", 33),
    ],
)
def test_the_longest_name_wins(typed: str, number: int) -> None:
    assert numbers(typed) == [number]


@pytest.mark.parametrize(
    "typed",
    [
        *("无苯胶水", "不含苯", "不含苯和甲苯", "水性漆(不含有甲醛)", "零甲醛", "0甲醛", "没有用甲苯"),
        *("不使用氰化钠", "苯:无", "甲醛:没有", "苯含量:无", "甲苯没有", "benzene-free glue"),
        *("no toluene", "free of benzene and toluene", "无铅"),
    ],
)
def test_what_is_said_to_be_absent_is_left_out(typed: str) -> None:
    assert names(typed) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("无苯胶水、甲苯", ["甲苯"]),
        (
            "不含苯、甲苯",
            ["甲苯"],
        ),  # the negation does not reach over 、: a hint too many is the safe mistake
        ("甲苯没有,二甲苯有", ["二甲苯"]),
        ("苯:无 甲苯 200L", ["甲苯"]),
        ("100甲醛", ["甲醛"]),
        ("无铅焊锡", ["焊锡"]),
        ("lead-free solder, benzene", ["焊锡", "苯"]),
    ],
)
def test_a_negation_reaches_no_further_than_its_name(typed: str, found: list[str]) -> None:
    assert names(typed) == found


@pytest.mark.parametrize("typed", ["含苯胶水", "用苯洗", "3公斤苯", "苯20kg", "苯类", "工业用苯", "苯和酒精"])
def test_a_short_name_standing_alone_is_found(typed: str) -> None:
    assert 4 in numbers(typed)


@pytest.mark.parametrize(
    "typed",
    ["tdi", "ＴＤＩ", "TDI20kg", "TDI 5 桶", "甲苯-2,4-二异氰酸酯", "甲苯\u200b二异氰酸酯", "2,4-TDI"],
)
def test_widths_capitals_and_amounts_do_not_matter(typed: str) -> None:
    assert numbers(typed) == [17]


@pytest.mark.parametrize(
    "typed", ["1,2-二氯乙烷", "１，２－二氯乙烷", "1.2二氯乙烷", "1、2—二氯乙烷", "二氯乙烷"]
)
def test_inner_punctuation_does_not_matter(typed: str) -> None:
    assert names(typed) == ["1,2-二氯乙烷"]


def test_one_name_may_stand_for_two_poisons() -> None:
    assert numbers("铬黄") == [21, 42]


@pytest.mark.parametrize(("name", "substance"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_every_name_and_alias_finds_its_substance(name: str, substance: Substance) -> None:
    sharing = {other.name.zh for written, other in WRITTEN if written.casefold() == name.casefold()}
    assert substance.name.zh in sharing
    assert set(names(name)) == sharing
    assert set(names(f"我们用:{name}。")) == sharing


@given(
    chosen=st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=8),
    separators=st.lists(st.sampled_from(SEPARATORS), min_size=8, max_size=8),
)
def test_order_of_appearance_without_repeats_whatever_the_separators(
    chosen: list[tuple[str, Substance]], separators: list[str]
) -> None:
    typed = "".join(name + separator for (name, _), separator in zip(chosen, separators, strict=False))
    expected = dict.fromkeys(found for name, _ in chosen for found in names(name))
    assert names(typed) == list(expected)


@given(st.text(max_size=300))
@example("苯" + " " * 290)
@example("1,2-")
@example("不含")
def test_any_text_gives_known_substances_each_once(typed: str) -> None:
    found = names(typed)
    assert len(found) == len(set(found))
    assert set(found) <= set(ENTRY)


@given(st.text(alphabet="苯甲氨氯基二三硝无不含和1,2-、 乙烯胺醛酸聚", max_size=60))
def test_texts_of_chemistry_never_break_the_search(typed: str) -> None:
    assert names(typed) == names(typed.translate({ord(","): "，", ord("-"): "－"}))


@pytest.mark.parametrize(
    "typed",
    [
        "苯" * 4096,
        "甲苯、" * 1366,
        " " * 4096,
        "苯" + " " * 4095,
        "1,2-" * 1024,
        "co" + "1" * 4094,
        "苯:无" * 1366,
        "n-" * 2048,
    ],
)
def test_the_longest_message_is_searched_at_once(typed: str) -> None:
    match("苯", SUBSTANCES)  # names are prepared once
    start = time.process_time()
    match(typed[:4096], SUBSTANCES)
    assert (
        time.process_time() - start < 0.5
    )  # some 5 ms; ample for a busy machine, far below a runaway pattern


def test_nothing_is_found_without_substances() -> None:
    assert match("甲苯", ()) == ()
