"""Telegram's HTML becomes styles of the page, and everything else stays text."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.markup import STYLES, Node, plain, safe_link, tree

HOSTILE = st.text(st.sampled_from("<>/\"'=&;!-?[] abimgscriptoneral:java\n长#x3C"), max_size=60)


def styles(nodes: list[Node]) -> set[str]:
    """All that are used."""
    return {one["t"] for one in nodes if isinstance(one, dict)}.union(
        *(styles(one["c"]) for one in nodes if isinstance(one, dict))
    )


def links(nodes: list[Node]) -> list[str]:
    """All addresses."""
    found: list[str] = []
    for one in nodes:
        if isinstance(one, dict):
            found += [one["u"]] if "u" in one else []
            found += links(one["c"])
    return found


@given(HOSTILE)
def test_whatever_is_written_only_known_styles_and_safe_links_come_of_it(text: str) -> None:
    for marked in (True, False):
        nodes = tree(text, html=marked)
        assert styles(nodes) <= set(STYLES.values())
        assert all(safe_link(one) == one for one in links(nodes))


@given(st.text(max_size=80))
def test_a_text_without_markup_is_drawn_as_it_was_typed(text: str) -> None:
    assert plain(tree(text, html=False)) == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=80))
def test_what_was_escaped_for_telegram_is_drawn_as_it_was_typed(text: str) -> None:
    assert plain(tree(f"<b>{html.escape(text)}</b>", html=True)) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<!--x--><!doctype html><?php ?>",
        "<iframe srcdoc='<script>'></iframe>",
    ],
)
def test_tags_that_telegram_has_not_are_text(text: str) -> None:
    nodes = tree(text, html=True)
    assert plain(nodes) == text
    assert styles(nodes) == set()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//x", "", "tg://user?id=1"]
)
def test_a_link_to_a_script_is_none(address: str) -> None:
    nodes: list[Any] = tree(f'<a href="{address}">x</a>', html=True)
    assert links(nodes) == []
    assert plain(nodes) == "x"


def test_styles_may_be_nested_and_addresses_are_found() -> None:
    nodes = tree('<b>甲<i>乙</i></b> 见 https://example.org/a?b=1。<a href="https://e.org">丙</a>', html=True)
    assert plain(nodes) == "甲乙 见 https://example.org/a?b=1。丙"
    assert links(nodes) == ["https://example.org/a?b=1", "https://e.org"]
    assert styles(nodes) == {"b", "i", "a"}
