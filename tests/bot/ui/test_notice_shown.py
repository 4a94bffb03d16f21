"""Text people wrote, as Telegram HTML; and the reasons Telegram refuses one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, Message, MessageEntity

from bot.ui.notices import html_of, why


def message(text: str, *entities: tuple[str, int, int], **more: Any) -> Message:
    found = [MessageEntity(type=kind, offset=at, length=long) for kind, at, long in entities]
    return Message(
        message_id=1,
        date=datetime(2027, 3, 2, tzinfo=UTC),
        chat=Chat(id=1, type="private"),
        text=text,
        entities=found or None,
        **more,
    )


@pytest.mark.parametrize(
    ("said", "html"),
    [
        (message("请<b>尽快</b>交表"), "请<b>尽快</b>交表"),
        (message("请尽快交表 1<2", ("bold", 1, 2)), "请<b>尽快</b>交表 1&lt;2"),
        (message("<b>看</b> www.example.cn", ("url", 9, 14)), "<b>看</b> www.example.cn"),
        (message("😀请看", ("italic", 2, 2)), "😀<i>请看</i>"),
        (message("a & b"), "a & b"),
    ],
)
def test_what_was_typed_is_html_unless_it_is_formatted(said: Message, html: str) -> None:
    assert html_of(said) == html


@pytest.mark.parametrize(
    ("said", "problem", "values"),
    [
        (
            'can\'t parse entities: Unsupported start tag "h1" at byte offset 0',
            "notice-html-unknown",
            {"tag": "h1"},
        ),
        (
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            "notice-html-unclosed",
            {"tag": "b"},
        ),
        (
            'can\'t parse entities: Unmatched end tag at byte offset 9, expected "</b>", found "</i>"',
            "notice-html-crossed",
            {"expected": "</b>", "found": "</i>"},
        ),
        ("can't parse entities: Unclosed start tag at byte offset 5", "notice-html", {}),
        ('can\'t parse entities: Unsupported start tag "" at byte offset 5', "notice-html", {}),
        ("MESSAGE_TOO_LONG", "notice-refused", {}),
    ],
)
def test_why_a_text_is_not_taken_is_said_in_words(said: str, problem: str, values: dict[str, str]) -> None:
    found = why(f"Bad Request: {said}")
    assert (found.problem, found.values) == (problem, values)
