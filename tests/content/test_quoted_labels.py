"""A button that a sentence of the chat names in quotation marks is called so on the button."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from content.checks.texts import texts_of
from content.languages import COMPLETE
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
        *("2026年12月1日到2027年3月31日", "待定", "鞋", "鞋材", "电镀", "20人左右"),
        *("做到的人数/总人数", "转 802", "是"),
        # what Excel and a printer call it, and how a file is sent in Telegram
        *("文本", "值", "打印成 PDF", "照片", "文件"),
        # words that an office is told
        *("磁盘满了", "磁盘写不进", "磁盘坏了"),
        "已撤回",  # replaces a withdrawn message
    },
    "en": {"2026-12-01 to 2027-03-31", "none", "to", "shoe", "ext. 802", "withdrawn"},
}


class Pieces(Visitor):
    """The text of a sentence, each variant for itself, with braces where a placeable stands."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - the library's name
        self.found.append(node.value)

    def visit_Placeable(self, node: ast.Placeable) -> None:  # noqa: N802 - the library's name
        self.found.append("{")
        self.generic_visit(node)
        self.found.append("}")


def sentences(language: str) -> Iterator[tuple[str, list[str]]]:
    """Keys of the chat and their pieces of text."""
    for path in sorted((DEFAULT_ROOT / "catalogs" / language).glob("*.ftl")):
        if path.stem.startswith(NOT_CHAT):
            continue
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message) and entry.value is not None:
                pieces = Pieces()
                pieces.visit(entry.value)
                yield entry.id.name, pieces.found


def labels(language: str) -> set[str]:
    """Possible labels of buttons: short texts without marks, and how they begin, up to the first stop."""
    tree, _ = read_tree(DEFAULT_ROOT)
    found = set()
    for piece in [
        *(piece for _, pieces in sentences(language) for piece in pieces),
        *(one.say(language) for one in texts_of(tree)),
    ]:
        bare = MARKS.sub("", piece)
        if len(bare) <= LONGEST and "\n" not in bare and not bare.endswith(("。", ".", "？", "?")):
            found |= {bare, re.split(r"[，,（(:：]", bare)[0].strip()}
    return found


def quotations(language: str) -> set[tuple[str, str]]:
    """Keys and what their sentences quote."""
    return {
        (key, quoted) for key, pieces in sentences(language) for quoted in QUOTED.findall("".join(pieces))
    }


@pytest.mark.parametrize("language", COMPLETE)
def test_a_button_that_a_sentence_names_has_that_name(language: str) -> None:
    known = labels(language) | NO_BUTTONS[language]
    unknown = {
        (key, quoted)
        for key, quoted in quotations(language)
        if not {MARKS.sub("", step) for step in STEP.split(quoted)} <= known
    }
    assert unknown == set()


@pytest.mark.parametrize("language", COMPLETE)
def test_no_exception_is_left_over(language: str) -> None:
    assert NO_BUTTONS[language] <= {quoted for _, quoted in quotations(language)}
