"""The Chinese README says what the English one says: the same commands, settings, links, headings, terms."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]")


def page(name: str) -> str:
    """A README."""
    return (ROOT / name).read_text("utf-8")


def commands(text: str) -> list[str]:
    """Lines of the blocks of code, what is said beside them left out."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def quoted(text: str) -> Counter[str]:
    """Text in backticks outside of blocks: commands, settings, folders."""
    return Counter(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def links(text: str) -> Counter[str]:
    """Targets of links and pictures."""
    found = re.findall(r"\]\(([^)]+)\)", text)
    return Counter(link for link in found if link not in ("README.md", "README.zh.md"))


def headings(text: str) -> list[str]:
    """The depths of the headings, in their order."""
    return re.findall(r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)


def first_cells(text: str) -> list[str]:
    """First column of the glossary, the last table."""
    rows = text.rpartition("| --- | --- | --- |\n")[2].splitlines()
    return [row.split("|")[1].strip() for row in rows if row.startswith("| ")]


@pytest.mark.parametrize(
    "read", [commands, quoted, links, headings, first_cells], ids=lambda one: one.__name__
)
def test_both_say_the_same(read: object) -> None:
    assert callable(read)
    english, chinese = read(page("README.md")), read(page("README.zh.md"))
    assert english
    if isinstance(english, Counter):
        assert chinese - english == english - chinese == Counter()
    assert chinese == english


def test_settings_that_it_names_are_those_of_the_example() -> None:
    known = set(re.findall(r"^#? ?(CHENAN_\w+)=", page(".env.example"), re.MULTILINE))
    named = set(re.findall(r"CHENAN_\w+", page("README.zh.md")))
    assert named
    assert named <= known | {"CHENAN_LANGUAGE"}


def test_it_is_chinese_and_numbered_alike() -> None:
    text = page("README.zh.md")
    english = page("README.md")
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) == len(re.findall(r"^\d\. ", english, re.MULTILINE))
    paragraphs = [part for part in text.split("\n\n") if not part.lstrip().startswith(("```", "![", "|"))]
    assert [part for part in paragraphs if not HAN.search(part)] == []
