"""HTML and MarkdownV2 as Telegram reads them."""

from __future__ import annotations

import html

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration, markdown_decoration
from hypothesis import given
from hypothesis import strategies as st

from simulator.api.entities import find_entities, parse_text, utf16_length
from simulator.api.errors import ApiError
from simulator.api.keyboards import check_markup

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def described(text: str, mode: str) -> tuple[str, list[tuple[str, int, int]]]:
    plain, entities = parse_text(text, mode, None)
    return plain, [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("<b>粗<i>斜</i></b>", "粗斜", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😷<u>x</u>", "😷x", [("underline", 2, 1)]),
        ("&lt;b&gt; &amp; &#39; &nbsp;", "<b> & ' &nbsp;", []),
        ('<a href="https://a.b/?c=1&amp;d">链</a>', "链", [("text_link", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        (
            '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ('<a href="tg://user?id=7">他</a>', "他", [("text_mention", 0, 1)]),
    ],
)
def test_html(source: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    assert described(source, "HTML") == (plain, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("尘<br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_telegram_refuses(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_text(source, "HTML", None)
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("*粗 _斜_*", "粗 斜", [("bold", 0, 3), ("italic", 2, 1)]),
        ("__u__ ~s~ ||p||", "u s p", [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1)]),
        (r"a\.b\!", "a.b!", []),
        ("`c_d`", "c_d", [("code", 0, 3)]),
        ("```py\nx.y\n```", "x.y", [("pre", 0, 3)]),
        ("[链](https://a\\.b/\\))", "链", [("text_link", 0, 1)]),
        (">引文\n外", "引文\n外", [("blockquote", 0, 3)]),
    ],
)
def test_markdown(source: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    assert described(source, "MarkdownV2") == (plain, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("尘*x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_markdown_telegram_refuses(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_text(source, "MarkdownV2", None)
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


@given(TEXTS)
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    assert parse_text(html.escape(text), "HTML", None)[0] == text.strip()
    assert parse_text(markdown_decoration.quote(text), "MarkdownV2", None)[0] == text.strip()


@given(TEXTS, st.sampled_from(["bold", "italic", "underline", "strikethrough", "code", "spoiler"]), st.data())
def test_what_aiogram_writes_is_read_back(text: str, kind: str, data: st.DataObject) -> None:
    text = f"尘{text}安".replace("\\", "")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    entity = MessageEntity(type=kind, offset=utf16_length(text[:start]), length=utf16_length(text[start:end]))
    for mode, decoration in (("HTML", html_decoration), ("MarkdownV2", markdown_decoration)):
        plain, found = parse_text(decoration.unparse(text, [entity]), mode, None)
        assert plain == text
        assert {"type": kind, "offset": entity.offset, "length": entity.length} in found


def test_telegram_finds_commands_and_links_by_itself() -> None:
    text = "😷 /start 见 https://a.cn/b。 @wang_li #粉尘 a/b"
    units = text.encode("utf-16-le")
    found = {
        one["type"]: units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in find_entities(text)
    }
    assert found == {
        "bot_command": "/start",
        "url": "https://a.cn/b",
        "mention": "@wang_li",
        "hashtag": "#粉尘",
    }
    assert [entity["type"] for entity in find_entities("t.me/x_bot?start=1")] == ["url"]


def test_the_old_markdown_is_refused_rather_than_shown_as_it_stands() -> None:
    with pytest.raises(ApiError, match="only MarkdownV2 and HTML"):
        parse_text("*粗*", "Markdown", None)


def test_entities_of_the_bot_are_telegram_s_kinds() -> None:
    given = [{"type": kind, "offset": 0, "length": 2} for kind in ("bold", "email", "url")]
    assert [one["type"] for one in parse_text("没有地址", None, given)[1]] == ["bold"]
    with pytest.raises(ApiError, match="Unsupported type specified"):
        parse_text("没有", None, [{"type": "blinking", "offset": 0, "length": 2}])
    assert [one["type"] for one in parse_text("写 a.b@c-d.cn 或 @chenan", None, None)[1]] == [
        "email",
        "mention",
    ]


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "他", "url": "tg://user?id=42"}, ""),
        ({"text": "谁", "url": "tg://user?id=43"}, "BUTTON_USER_INVALID"),
        ({"text": "抄", "copy_text": {"text": "x" * 256}}, ""),
        ({"text": "抄", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "抄", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "玩", "callback_game": {}}, "callback_game is not allowed here"),
        ({"text": "开", "web_app": {"url": "http://x.cn"}}, "Only HTTPS links are allowed"),
        ({"text": "开", "web_app": {"url": "https://x.cn"}}, ""),
    ],
)
def test_buttons_telegram_refuses_are_refused(button: dict[str, object], refusal: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    if not refusal:
        assert check_markup(markup, {42}.__contains__) == markup
        return
    with pytest.raises(ApiError, match=refusal):
        check_markup(markup, {42}.__contains__)
