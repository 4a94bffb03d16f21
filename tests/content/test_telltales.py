"""What in a text may tell who wrote it: found as people write it, and not in what a report needs."""

from __future__ import annotations

import pytest

from content.typed.telltales import telltales, without_telltales

FOUND = {
    "我叫张三，在喷漆房干活": "我叫张三",
    "我姓王": "我姓王",
    "我的名字是李小明。": "我的名字是李小明",
    "本人姓赵，三年了": "本人姓赵",
    "举报人：周大力": "举报人：周大力",
    "打我电话13812345678": "13812345678",
    "电话 138 1234 5678 找我": "138 1234 5678",
    "１３８１２３４５６７８": "１３８１２３４５６７８",
    "+86 138-1234-5678": "+86 138-1234-5678",
    "幺三八一二三四五六七八": "幺三八一二三四五六七八",
    "0523-86881234": "0523-86881234",
    "身份证 32120219900101123X": "身份证 32120219900101123X",
    "微信号 wxid_abc123": "微信号 wxid_abc123",
    "加我vx：zhang_1990": "vx：zhang_1990",
    "QQ 123456789": "QQ 123456789",
    "电话微信同号": "微信同号",
    "找 @zhangsan90": "@zhangsan90",
    "zhang.san@example.com": "zhang.san@example.com",
    "工号 A1024": "工号 A1024",
    "苏M12345 的车": "苏M12345",
    "My name is Zhang San, I work there": "My name is Zhang San",
    "回执 4821 0937 5516 2048 那件": "4821 0937 5516 2048",
}


@pytest.mark.parametrize(("text", "part"), FOUND.items())
def test_what_may_tell_is_found_and_taken_out(text: str, part: str) -> None:
    assert any(part in one or one in part for one in telltales(text)), telltales(text)
    left = without_telltales(text, "…")
    assert part not in left
    assert telltales(left) == ()


@pytest.mark.parametrize(
    "text",
    [
        "喷胶的车间没有抽风，味道很重，关着门干活。",
        "我叫他们开风机，没人听",
        "三楼 2 号线，每天 10 小时，一共 18 个人",
        "2026年11月28日下午3点，关了两台",
        "苯 12.5 毫克，超了 3 倍",
        "要打 120、119 还是 12345？",
        "They cut our pay because we asked for masks.",
        "从去年 5 月开始，2025-05-01 起没有发口罩",
        "",
    ],
)
def test_what_a_report_needs_is_not(text: str) -> None:
    assert telltales(text) == ()


def test_a_long_text_takes_no_time() -> None:
    for text in ("1 " * 2048, "我叫" * 2048, "a@" * 2048, "一" * 4096, "我 的 " * 1300):
        telltales(text)
        without_telltales(text, "…")
