"""Telegram's MarkdownV2 style: a strict little parser with Telegram's own complaints."""

import re
from typing import Any

from simulator.api.errors import ApiError, bad_request

_RESERVED = set("_*[]()~`>#+-=|{}.!")
# The longest mark first: `__` is underline, `_` italic; `||` is a spoiler.
_MARKS = (("__", "underline"), ("||", "spoiler"), ("*", "bold"), ("_", "italic"), ("~", "strikethrough"))
_NAMES = {"text_link": "TextUrl", "pre": "Pre", "code": "Code"}
_LINK = re.compile(r"\]\(((?:\\.|[^)\\])*)\)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def _fault(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.entities: list[dict[str, Any]] = []
        self.open: list[tuple[str, str, int, int]] = []  # mark, kind, start, byte offset

    def bytes_to(self, position: int) -> int:
        return len(self.source[:position].encode())

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text.encode("utf-16-le", "surrogatepass")) // 2

    def add(self, kind: str, start: int, **extra: str) -> None:
        if self.length > start:
            self.entities.append({"type": kind, "offset": start, "length": self.length - start, **extra})

    def run(self) -> tuple[str, list[dict[str, Any]]]:
        position, line_start = 0, True
        while position < len(self.source):
            sign = self.source[position]
            if line_start and sign == ">" and not any(mark == ">" for mark, *_ in self.open):
                self.open.append((">", "blockquote", self.length, self.bytes_to(position)))
                position += 1
                line_start = False
                continue
            if line_start and sign == ">":
                position += 1
                line_start = False
                continue
            if line_start and self.open and self.open[-1][0] == ">":
                self.add("blockquote", self.open.pop()[2])
            position = self.step(position)
            line_start = self.source[position - 1] == "\n"
        if self.open and self.open[-1][0] == ">":
            self.add("blockquote", self.open.pop()[2])
        if self.open:
            _mark, kind, _start, at = self.open[-1]
            raise _fault(f"Can't find end of {_NAMES.get(kind, kind.title())} entity at byte offset {at}")
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def step(self, position: int) -> int:
        """Read one sign, mark or code block; returns where the next begins."""
        sign = self.source[position]
        following = self.source[position + 1 : position + 2]
        if sign == "\\" and following and ord(following) < 127:
            self.write(following)
            return position + 2
        if sign == "\r":  # Telegram leaves it out; it keeps two marks apart, as in `_\r__`
            return position + 1
        if sign == "`":
            return self.code(position)
        for mark, kind in _MARKS:
            if self.source.startswith(mark, position):
                self.toggle(mark, kind, position)
                return position + len(mark)
        if sign == "[":
            self.open.append(("[", "text_link", self.length, self.bytes_to(position)))
            return position + 1
        if sign == "]" and self.open and self.open[-1][0] == "[":
            return self.link(position)
        if sign in _RESERVED:
            raise _fault(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")
        self.write(sign)
        return position + 1

    def toggle(self, mark: str, kind: str, position: int) -> None:
        if self.open and self.open[-1][0] == mark:
            self.add(kind, self.open.pop()[2])
        else:
            self.open.append((mark, kind, self.length, self.bytes_to(position)))

    def link(self, position: int) -> int:
        _mark, _kind, start, at = self.open.pop()
        target = _LINK.match(self.source, position)
        if target is None:
            raise _fault(f"Can't find end of a URL at byte offset {at}")
        if url := _ESCAPE.sub(r"\1", target.group(1)):
            self.add("text_link", start, url=url)
        return target.end()

    def code(self, position: int) -> int:
        mark = "```" if self.source.startswith("```", position) else "`"
        end = position + len(mark)
        while not self.source.startswith(mark, end):
            if end >= len(self.source):
                kind = "Pre" if mark == "```" else "Code"
                raise _fault(f"Can't find end of {kind} entity at byte offset {self.bytes_to(position)}")
            end += 2 if self.source[end] == "\\" else 1
        body = _ESCAPE.sub(r"\1", self.source[position + len(mark) : end])
        start, extra = self.length, dict[str, str]()
        if mark == "```":
            language, newline, rest = body.partition("\n")
            if newline and re.fullmatch(r"\S*", language):
                body = rest
                if language:
                    extra["language"] = language
        self.write(body)
        self.add("pre" if mark == "```" else "code", start, **extra)
        return end + len(mark)


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """MarkdownV2 to plain text and entities in UTF-16 units; raises ApiError 400 in Telegram's words."""
    return _Parser(source).run()
