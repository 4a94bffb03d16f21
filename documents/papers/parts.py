"""A paper of an office in words, before it becomes a PDF and a Word file (`documents.papers.official`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from content.catalog import Catalog
from content.model.library import Library

LANGUAGE = "zh"
"""An office signs in the plan's language."""
BLANK = "＿"
"""A full-width low line: a blank to fill in by hand is a row of them."""
MOST_PICTURES = 12
"""Photos printed on a paper; further ones are stored."""


def blank(length: int) -> str:
    """A line of `length` characters to write on."""
    return BLANK * length


def paragraphs(text: str) -> tuple[str, ...]:
    """Lines of a text as paragraphs, without empty ones."""
    return tuple(line for line in (part.strip() for part in text.split("\n")) if line)


class PaperWords:
    """Sentences and days of papers, in the language an office signs in."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def __call__(self, key: str, **values: object) -> str:
        return self._catalog.say(key, LANGUAGE, **values)

    def day(self, when: date | None) -> str:
        """A day, or a blank to fill in by hand."""
        if when is None:
            return self("inspection-paper-date")
        return self("day", year=when.year, month=when.month, day=when.day)

    def plan(self, library: Library, pack: str, otherwise: str = "") -> str:
        """The title of a plan by its code; of one that is not known `otherwise`, or the code."""
        known = library.packs.get(pack)
        return known.title.say(LANGUAGE) if known else otherwise or pack


def typefaces(catalog: Catalog, language: str = LANGUAGE) -> tuple[str, str, str]:
    """Typefaces of a Word file: body, headings, title."""
    return (
        catalog.say("summary-typeface-body", language),
        catalog.say("summary-typeface-heading", language),
        catalog.say("summary-typeface-title", language),
    )


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a paper's table: the key of its head, the function that gives a row's value, and its share
    of the width (0 in all columns: the first takes what the others leave)."""

    head: str
    value: Callable[[Row], str]
    width: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: title (empty: none), paragraphs, then a table (heads and rows) where there is one.

    `widths`: shares of the columns; empty: the first takes what the others leave.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


def table_of(
    title: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[Any],
    say: Callable[[str], str],
    above: tuple[str, ...] = (),
) -> Section:
    """A section with a table of `rows` below the paragraphs `above`; no heads where there are no rows."""
    cells = tuple(tuple(column.value(row) for column in columns) for row in rows)
    if not cells:
        return Section(title, above)
    widths = tuple(column.width for column in columns)
    return Section(
        title, above, tuple(say(column.head) for column in columns), cells, widths if any(widths) else ()
    )


def numbered(sections: Iterable[Section], catalog: Catalog, language: str = LANGUAGE) -> tuple[Section, ...]:
    """The sections with their titles numbered 一、二、三."""
    return tuple(
        replace(section, title=catalog.say("summary-part", language, number=number, title=section.title))
        for number, section in enumerate(sections, 1)
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by the parts that GB/T 9704-2012 names.

    `number`: 发文字号; `to`: 主送机关, without its colon; `office` and `day`: 发文机关署名, 成文日期.
    `state`: that it is a draft. `facts`: a table of labels and values below the title.
    `signs`: lines to sign by hand below the text; `note`: a small remark at the end.
    `pictures`: photos by name, each with its caption; `pictures_head`: the line above them.
    `file_name`: without its ending. `typefaces`: of the Word file: body, headings, title.
    """

    title: str
    sections: tuple[Section, ...]
    office: str
    day: str
    file_name: str
    typefaces: tuple[str, str, str]
    number: str = ""
    to: str = ""
    subtitle: str = ""
    state: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    closing: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    note: str = ""
    pictures_head: str = ""
    captions: tuple[tuple[str, str], ...] = ()
    pictures: Mapping[str, Path] = field(default_factory=dict)

    @property
    def body(self) -> tuple[Section, ...]:
        """The sections that say something, then the closing paragraphs as one without a title."""
        said = tuple(one for one in self.sections if one.paragraphs or one.rows)
        return (*said, Section("", self.closing)) if self.closing else said
