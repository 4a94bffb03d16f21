"""Typed measures, reasons and names without content are recognised; sentences are not."""

from __future__ import annotations

from datetime import date

import pytest

from content.typed.spoken import is_no_sentence

TODAY = date(2027, 3, 1)
NOTHING = (
    *("下周五", "5月10日", "2027-05-10", "明天", "月底", "15号"),
    *("3", "３", "12.5", "3-5", "80%", "500元", "20人", "3天", "十八", "五千元"),
    *("13800001111", "138 0000 1111", "电话：13800001111", "0514-87654321 转 802"),
    *("是", "好", "嗯", "可以", "不", "嗯 是的", "好的。", "OK", "不行", "知道了", "No"),
    *("👍", "好👍"[1:], "……", "?", "/", " "),
)
SENTENCES = (
    "换滤芯",
    "装2台抽风罩",
    "5月10日前把粉尘清干净",
    "已停产",
    "没有喷漆",
    "停电3天",
    "Install a hood",
    "等设备到货",
)


@pytest.mark.parametrize("text", NOTHING)
def test_a_day_a_number_a_telephone_and_signs_say_nothing(text: str) -> None:
    assert is_no_sentence(text, TODAY)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_says_something(text: str) -> None:
    assert not is_no_sentence(text, TODAY)
    assert not is_no_sentence(text, TODAY, name=True)


@pytest.mark.parametrize("name", ["王建国", "万千", "伍一", "Li", "小王", "陆零"])
def test_names_with_numerals_are_names(name: str) -> None:
    assert not is_no_sentence(name, TODAY, name=True)


@pytest.mark.parametrize(
    "text", ["下周五", "5月10日", "3", "13800001111", "500元", "👍", "是", "好", "嗯", "可以", "不", "ok"]
)
def test_what_is_no_name(text: str) -> None:
    assert is_no_sentence(text, TODAY, name=True)
