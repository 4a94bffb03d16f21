"""Files read quickly give what Fluent's own parser gives, and the same mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

import content
from content.catalog import junk
from content.fluent_file import Bundle
from content.languages import FOLDER, languages

ODD = {
    "paragraphs": "a = one\n\n    two { $x }\n      three\n\n\n    four\nb = end\n",
    "block": "a =\n    one\n    two\nb = {$x}{ $y }\n",
    "no last newline": "a = one\nb = two",
    "comments": "# of a\na = one\n### of all\n\nb = two\n# at the end\n",
    "comment between": "a = one\n# between\n    two\nb = three\n",
    "attribute": "a = one\n    .more = two\n\n    .last = three\nb = four\n",
    "selector": "a = { $x ->\n    [one] b = 1\n   *[other] c\n }\nb = { a } and { -term }\n-term = t\n",
    "selector after": "a = one\n    { $x ->\n       *[other] y\n    }\nb = two\n",
    "selector after another": "a = { $x ->\n   *[o] x\n }\nb = one\n    { $y ->\n       *[o] y\n    }\n",
    "attribute without a value": "a = one\n    .more\nb = two\n",
    "closed at the margin": "a = { $x ->\n   *[other] y\n} and\n\n    more\nb = two\n",
    "literal": 'a = {""}\n    one\n\n    two\nb = { "{" }\n',
    "twice": "a = first\na = second\nb = { $x ->\n   *[o] first\n }\nb = second\n",
    "spaces": "a  = one\nb=two\nc = three   \nd =   four\n\te = five\n",
    "no value": "a =\nb = two\n",
    "only spaces": "a =   \nb = two\n",
    "open": "a = { $x\nb = two\nc = }\n",
    "open later": "a = one\n    { two\nb = { $x\n    }\n",
    "bad name": "1a = one\nä = two\na b = three\n",
    "bad variable": "a = { $1 }\nb = { x }\nc = { $x.y }\n",
    "indented star": "a = one\n    *two\nb = one\n    [two\nc = one\n    .two\n",
    "margin": "a = one\ntwo\nb = three\n",
    "tab": "a = one\n\ttwo\nb = three\n",
    "nothing": "",
    "only newlines": "\n\n",
}


def plainly(language: str, texts: list[str]) -> tuple[FluentBundle, list[ast.Resource]]:
    """The files as Fluent itself parses them."""
    bundle = FluentBundle([language], use_isolating=False)
    read = [FluentResource(text) for text in texts]
    for resource in read:
        bundle.add_resource(resource)
    return bundle, read


def compare(language: str, texts: list[str]) -> Bundle:
    """Both have the same entries and mistakes; the one that was read quickly."""
    expected, resources = plainly(language, texts)
    bundle = Bundle(language)
    for text, resource in zip(texts, resources, strict=True):
        assert list(map(str, junk(bundle.read(text), text, "f"))) == list(map(str, junk(resource, text, "f")))
    assert bundle._terms.keys() == expected._terms.keys()
    assert bundle._messages.keys() == expected._messages.keys()
    for key, entry in expected._messages.items():
        assert bundle.has_message(key)
        assert entry.equals(bundle._messages[key], ignored_fields=["span", "comment"]), key
    return bundle


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_is_read_as_fluent_reads_it(text: str) -> None:
    compare("en", [text])


@pytest.mark.parametrize("language", languages())
def test_our_catalogs_are_read_as_fluent_reads_them(language: str) -> None:
    folder = Path(content.__file__).parent / FOLDER / language
    compare(language, [path.read_text("utf-8") for path in sorted(folder.glob("*.ftl"))])


def test_a_plain_sentence_is_parsed_when_it_is_said() -> None:
    bundle = Bundle("en")
    (parsed,) = bundle.read("a = one { $x }\nb = { $x ->\n   *[other] two\n }\n").body
    assert isinstance(parsed, ast.Message)
    assert parsed.id.name == "b"
    value = bundle.get_message("a").value
    assert value is not None
    assert bundle.format_pattern(value, {"x": "more"}) == ("one more", [])
