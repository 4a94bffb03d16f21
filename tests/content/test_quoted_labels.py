"""A button that a sentence of the chat names in quotation marks is called so on the button, in every language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from content.checks.texts import texts_of
from content.languages import languages
from content.loader import DEFAULT_ROOT, read_tree

NOT_CHAT = ("command_line", "content_check", "ledger", "self_check_form")
"""Catalogs whose sentences are read at a desk or on paper, where there are no buttons."""
LONGEST = 32
"""Characters: what is longer is no label."""
QUOTED = re.compile(r"“([^”{}]+)”")
STEP = re.compile(r"\s*[→›]\s*")
MARKS = re.compile(r"^[\s‹✓✗✅⛔☐☑⚠✎·■▶◷⏸]+|[\s›…:：]+$")

NO_BUTTONS = {
    "zh": {
        # what somebody types, and examples of it
        "2026年12月1日到2027年3月31日", "待定", "鞋", "鞋材", "电镀", "20人左右", "做到的人数/总人数", "转 802", "是",
        # what Excel and a printer call it, and how a file is sent in Telegram
        "文本", "值", "打印成 PDF", "照片", "文件",
        # words that an office is told
        "磁盘满了", "磁盘写不进", "磁盘坏了",
        "已撤回",  # what stands in place of a withdrawn message
    },
    "en": {"2026-12-01 to 2027-03-31", "none", "to", "shoe", "ext. 802", "withdrawn"},
}  # fmt: skip


class Pieces(Visitor):
    """The text of a sentence between its placeables, each variant for itself; braces where a placeable stands."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.found.append(node.value)

    def visit_Placeable(self, node: ast.Placeable) -> None:
        self.found.append("{")
        self.generic_visit(node)
        self.found.append("}")


def sentences(language: str) -> Iterator[tuple[str, list[str]]]:
    """Keys of the chat and their pieces of text."""
    for path in sorted((DEFAULT_ROOT / "catalogs" / language).glob("*.ftl")):
        if not path.stem.startswith(NOT_CHAT):
            yield from _messages(path)


def _messages(path: Path) -> Iterator[tuple[str, list[str]]]:
    for entry in FluentParser().parse(path.read_text("utf-8")).body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            pieces = Pieces()
            pieces.visit(entry.value)
            yield entry.id.name, pieces.found


def labels(language: str) -> set[str]:
    """What can stand on a button: short pieces without marks, and how they begin, up to a comma, colon or bracket."""
    tree, _ = read_tree(DEFAULT_ROOT)
    found = set()
    for pieces in (*(pieces for _, pieces in sentences(language)), *([one.say(language)] for one in texts_of(tree))):
        for piece in pieces:
            bare = MARKS.sub("", piece)
            if len(bare) <= LONGEST and "\n" not in bare and not bare.endswith(("。", ".", "？", "?")):
                found |= {bare, re.split(r"[，,（(:：]", bare)[0].strip()}
    return found


@pytest.mark.parametrize("language", languages())
def test_a_button_that_a_sentence_names_has_that_name(language: str) -> None:
    known = labels(language) | NO_BUTTONS[language]
    unknown = {
        (key, quoted)
        for key, pieces in sentences(language)
        for quoted in QUOTED.findall("".join(pieces))
        if not {MARKS.sub("", step) for step in STEP.split(quoted)} <= known
    }
    assert unknown == set()


@pytest.mark.parametrize("language", languages())
def test_no_exception_is_left_over(language: str) -> None:
    said = {quoted for _, pieces in sentences(language) for quoted in QUOTED.findall("".join(pieces))}
    assert NO_BUTTONS[language] <= said
