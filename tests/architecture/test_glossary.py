"""The README's glossary has the words of the code: each is used, and what tables and packages are called is
in it or plain English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.test_layout import PACKAGES

ROOT = Path(__file__).parents[2]
_WORDS = """
access answer api attachment audience audit background backlog backup base bot calendar change
choice cli closing comment consequence content copying count crypto database date day delivery demo
department diagnosis dialog doctor document draft driver ending error figure file folder former
gathered gathering handing handler handling health helper home hotline import in installation invite
key lifecycle line log mail membership memory message migrate model move mute night office
open opening order ordered other own people person picture place plan planning postgre privacy
private query question queue raising reachability reading record registration registry
release restore result retention right rotation routing row rule running sandbox scheduler schema sealing
secret sending simulator slot sqlite state statement statistic stopping storage stored submission subscriber
system table telling text trail transfer transport trial trigger typed ui unit url usage view weight
why write zone
"""
PLAIN = frozenset(_WORDS.split())
"""Nouns that a dictionary explains, and words of computing that every programmer knows."""
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def singular(word: str) -> str:
    """A noun as one of them."""
    word = word.lower()
    for plural, one in (
        ("ies", "y"),
        ("ches", "ch"),
        ("sses", "ss"),
        ("ss", "ss"),
        ("sis", "sis"),
        ("s", ""),
    ):
        if word.endswith(plural):
            return word[: -len(plural)] + one
    return word


def nouns(name: str) -> tuple[str, ...]:
    """The words of a name, each as one of them: SelfCheckForms as self, check, form."""
    return tuple(map(singular, PARTS.findall(name)))


def terms(readme: str) -> list[str]:
    """The names in the first column of the glossary."""
    table = readme.partition("\n## Glossary\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return [term.strip() for row in rows[2:] for term in row.split(",")]


def sources() -> Iterator[Path]:
    """The modules of the program."""
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


@cache
def identifiers() -> frozenset[tuple[str, ...]]:
    """Names of the program: modules, folders, what is defined and what it is called by."""
    found = set()
    for path in sources():
        found |= {nouns(part) for part in path.relative_to(ROOT).with_suffix("").parts}
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for field in ("name", "attr", "id", "arg"):
                if isinstance(value := getattr(node, field, None), str):
                    found.add(nouns(value))
    return frozenset(found)


def is_used(term: str) -> bool:
    """Whether the words of a term follow one another in some name of the program."""
    wanted = nouns(term)
    return any(
        wanted == name[at : at + len(wanted)]
        for name in identifiers()
        for at in range(len(name) - len(wanted) + 1)
    )


def things() -> Iterator[tuple[str, str]]:
    """Named things: tables, packages, and the modules of storage; each with its name."""
    for path in sources():
        where = path.relative_to(ROOT)
        if "versions" in where.parts:
            continue
        if path.name == "__init__.py":
            yield where.as_posix(), where.parent.name
        elif where.parts[0] == "storage" and path.stem != "env":
            yield where.as_posix(), path.stem
        if where.parts[:2] == ("storage", "tables"):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    yield f"{where}:{node.name}", node.name


def test_every_term_of_the_glossary_is_used() -> None:
    found = terms((ROOT / "README.md").read_text("utf-8"))
    assert len(found) > 40
    assert [term for term in found if not is_used(term)] == []
    assert len(found) == len(set(found))


def test_a_term_that_nothing_is_called_is_seen() -> None:
    assert not is_used("typical case")
    assert is_used("summary case")
    assert terms(
        "# x\n\n## Glossary\n\n| name | y |\n| --- | --- |\n| one, two_b | z |\n\n## Next\n| no | n |\n"
    ) == [
        "one",
        "two_b",
    ]


def test_what_is_called_by_a_noun_is_in_the_glossary_or_plain() -> None:
    known = PLAIN.union(*(nouns(term) for term in terms((ROOT / "README.md").read_text("utf-8"))))
    strange = {f"{where}: {word}" for where, name in things() for word in nouns(name) if word not in known}
    assert sorted(strange) == [], "write it into the glossary of README.md, or take a plainer name"


def test_no_plain_word_is_in_the_glossary() -> None:
    known = set().union(*(nouns(term) for term in terms((ROOT / "README.md").read_text("utf-8"))))
    assert sorted(PLAIN & known) == []
