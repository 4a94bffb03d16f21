"""Docstrings and comments name their subject: none begins with a riddle or uses an archaism."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "content", "documents", "scheduler", "simulator", "storage", "tests")
RIDDLE = re.compile(r"(What|Which|Who|Whoever|Whom|How|Where|One of them|Once of that|All of it)\b")
"""First words that hide the subject: "What a draft says" is "The text of a draft", "How many wait" counts."""
ARCHAISM = re.compile(
    r"\b(anew|any more|is no more|let go|put together with|whoever|whosever|what became of|as it is kept)\b"
    r"|; how many\b",
    re.IGNORECASE,
)
"""Turns that need decoding; a function that returns a number says so: "return how many"."""


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Docstrings of modules, classes, functions and attributes, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Comments, those on following lines as one, with their first lines."""
    found: list[tuple[int, int, str]] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line, text = token.start[0], token.string.lstrip("#: ")
        if found and found[-1][1] == line - 1 and token.line.lstrip().startswith("#"):
            first, _, before = found.pop()
            found.append((first, line, f"{before} {text}"))
        else:
            found.append((line, line, text))
    return ((first, text) for first, _, text in found)


def faults(source: str) -> list[tuple[int, str]]:
    """Lines and first words of docstrings and comments in another voice."""
    texts = [*docstrings(ast.parse(source)), *comments(source)]
    plain = [(line, " ".join(text.split())) for line, text in texts]
    return [(line, text[:60]) for line, text in plain if RIDDLE.match(text) or ARCHAISM.search(text)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_docstrings_and_comments_name_their_subject(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__)
        for line, text in faults(path.read_text("utf-8"))
    ]
    assert not found, "say in plain English what it does or holds (CONTRIBUTING.md):\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        '"""What a draft says."""',
        'def f():\n    """Who may\n    read it."""',
        'def f():\n    """How many rows there are."""',
        'def f():\n    """One of them."""',
        'def f():\n    """Where a row goes."""',
        'def f():\n    """Delete old rows; how many."""',
        'MOST = 3\n"""Nobody is asked\nany more."""',
        "x = 1  # Whoever comes later waits",
        "# Rows are written\n# anew.",
    ],
)
def test_another_voice_is_seen(source: str) -> None:
    assert len(faults(source)) == 1


def test_a_plain_voice_is_not() -> None:
    source = '"""The text of a draft."""\nx = "What a draft says"  # whatever it is, which is read again\n'
    assert faults(source) == []
