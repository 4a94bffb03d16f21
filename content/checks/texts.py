"""Checks the texts of content: each language in its own script, short enough for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from pydantic import BaseModel

from content.checks.mistakes import Mistake
from content.model.base import Text
from content.sentences import Sentence
from content.tree import Place, Tree

_HAN = r"\u3400-\u9fff"
_SIGNS = "，。；：、？！（）《》“”"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^'A-Za-z]*'|「[^」]*」|《[^》]*》|（[^）]*）|\([^)]*\)")
_JOINED = re.compile(rf"[{_HAN}{_SIGNS}] +[{_HAN}{_SIGNS}]")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")

LIMITS: dict[tuple[str, str], int] = {
    ("Question", "text"): 60,
    ("Question", "why"): 80,
    ("Question", "passes"): 60,
    ("Question", "example"): 100,
    ("Question", "fails"): 30,
    ("Question", "stop"): 80,
    ("Question", "measure"): 60,
    ("Question", "na_reasons"): 20,
    ("Evidence", "what"): 80,
    ("Skip", "reason"): 40,
    ("Dated", "ask"): 44,
    ("CheckItem", "title"): 20,
    ("Industry", "name"): 12,
    ("Industry", "look_first"): 80,
    ("ProfileOption", "text"): 24,
    ("ProfileQuestion", "text"): 60,
    ("ProfileQuestion", "help"): 80,
    ("ReportCategory", "title"): 10,
    ("ReportCategory", "hint"): 40,
    ("ReportReply", "text"): 60,
    ("ReportReply", "title"): 16,
    ("Since", "text"): 8,
    ("Emergencies", "first_aid"): 100,
    ("Emergencies", "help"): 240,
}
"""Longest Chinese text, in Han characters, for what a phone shows on a screen or a button (22 a line)."""

ENGLISH_FACTOR = 2
"""Widest text in another language, as a multiple of the Chinese limit; a letter is half a Han character."""


def check_texts(tree: Tree) -> Iterator[Mistake]:
    """Mistakes in every Text of the tree."""
    for file, place, owner, name, text in find_texts(tree):
        for language, sentence in _mistakes(text, name, LIMITS.get((owner, name))):
            yield Mistake(file, tree.lines[file]((*place, language)), sentence)


def find_texts(tree: Tree) -> Iterator[tuple[str, Place, str, str, Text]]:
    """Every Text of the tree: its file and place, the class and field it belongs to."""
    for file, place, model in tree.roots():
        for found in _texts(model, place):
            yield file, *found


def texts_of(tree: Tree) -> Iterator[Text]:
    """Every sentence of the content's files, with its file."""
    for _, place, model in tree.roots():
        for _, _, _, text in _texts(model, place):
            yield text


def _texts(model: BaseModel, place: Place) -> Iterator[tuple[Place, str, str, Text]]:
    """Every Text below `model`: its place, the class and field it belongs to."""
    owner = type(model).__name__
    for name in type(model).model_fields:
        value = getattr(model, name)
        entries = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, entry in entries:
            inner: Place = (*place, name) if index is None else (*place, name, index)
            if isinstance(entry, Text):
                yield inner, owner, name, entry
            elif isinstance(entry, BaseModel):
                yield from _texts(entry, inner)


def _mistakes(text: Text, name: str, limit: int | None) -> Iterator[tuple[str, Sentence]]:
    if re.search(f"[{_HAN}]", text.zh) and text.zh == text.en:
        yield "en", Sentence("mistake-text-same", name=name)
    elif found := re.search(f"[{_HAN}]+", _QUOTED.sub("", text.en)):
        yield "en", Sentence("mistake-text-chinese-in-english", name=name, found=found[0])
    if _ENGLISH.search(text.zh) and not re.search(f"[{_HAN}]", text.zh):
        yield "zh", Sentence("mistake-text-no-chinese", name=name)
    if joined := _JOINED.search(_QUOTED.sub("", text.zh)):
        yield "zh", Sentence("mistake-text-space", name=name, found=joined[0])
    if limit is not None:
        yield from _too_long(text, name, limit)


def _too_long(text: Text, name: str, limit: int) -> Iterator[tuple[str, Sentence]]:
    long = width(text.zh)
    if long > limit:
        yield "zh", Sentence("mistake-text-long", name=name, length=f"{long:g}", most=limit)
    most = limit * 2 * ENGLISH_FACTOR
    for language in text.languages[1:]:
        if (letters := len(text.say(language))) > most:
            yield language, Sentence("mistake-text-letters", name=name, length=letters, most=most)


def width(text: str) -> float:
    """Width of a text in Han characters; a Latin letter is half a one."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)
