"""Converts Telegram's HTML to a tree of plain JSON, of which the page draws these styles and nothing else.

A node is a string, or `{"t": style, "c": [nodes]}`; a link has its address in `u`. A tag that is not
Telegram's stays text, so that nothing anybody typed ever becomes markup of the page.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

Node = str | dict[str, Any]

STYLES = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "quote",
    "tg-spoiler": "spoiler",
    "a": "a",
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ADDRESS = re.compile(r"https?://[^\s<>\"，。、；：！？）】》”’]+")


def tree(text: str, *, html: bool) -> list[Node]:
    """The nodes of a text; `html`: it is marked up as Telegram's HTML style."""
    if not html:
        return _linked(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finished()


def plain(nodes: list[Node]) -> str:
    """The words alone."""
    return "".join(one if isinstance(one, str) else plain(one["c"]) for one in nodes)


def safe_link(address: str) -> str:
    """The address if a page may link to it, else an empty text."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return ""
    return address if scheme in SCHEMES else ""


class _Reader(HTMLParser):
    """Collects nodes; tags it does not know are text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._root: list[Node] = []
        self._open: list[tuple[str, list[Node]]] = []

    def finished(self) -> list[Node]:
        """The nodes; unclosed tags end here."""
        return self._root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        style = STYLES.get(tag)
        if tag == "span" and given.get("class") == "tg-spoiler":
            style = "spoiler"
        if style is None:
            self.handle_data(self.get_starttag_text() or "")
            return
        node: dict[str, Any] = {"t": style, "c": []}
        if style == "a":
            link = safe_link(given.get("href") or "")
            node |= {"u": link} if link else {"t": "b"}
        self._inside().append(node)
        self._open.append((tag, node["c"]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            self.handle_data(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        inside = self._inside()
        in_link = any(tag == "a" for tag, _ in self._open)
        inside += [data] if in_link else _linked(data)

    def handle_comment(self, data: str) -> None:
        self.handle_data(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.handle_data(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.handle_data(f"<![{data}]>")

    def _inside(self) -> list[Node]:
        return self._open[-1][1] if self._open else self._root


def _linked(text: str) -> list[Node]:
    """A text with its web addresses as links, as Telegram finds them."""
    nodes: list[Node] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(".,;:!?)")
        if found.start() > at:
            nodes.append(text[at : found.start()])
        nodes.append({"t": "a", "u": address, "c": [address]})
        at = found.start() + len(address)
    if at < len(text):
        nodes.append(text[at:])
    return nodes
