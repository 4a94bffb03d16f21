"""Fluent files read quickly: a plain sentence is parsed when it is first used.

Parsing all sentences takes half a second at every start of the program, and a process uses few of them. Nine
of ten are text with variables, which a pattern recognises; the others are parsed at once, so that mistakes
are found when the file is read.
"""

from __future__ import annotations

import re
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

# `key = text` and lines that go on with it, indented; of braces only those of a variable.
_TEXT = r"(?:[^{}\n]|\{ ?\$[a-zA-Z][\w-]* ?\})"
_MORE = rf"(?:\n+ +(?![ .*\[\n]){_TEXT}+)"
_PLAIN = re.compile(
    rf"^([a-zA-Z][\w-]*) = ?(?:(?! *\n){_TEXT}+{_MORE}*|{_MORE}+)\n(?=\n*(?:[a-zA-Z#-]|\Z))",
    re.MULTILINE | re.ASCII,
)


class Bundle(FluentBundle):
    """A bundle that parses a plain sentence when it is first asked for."""

    def __init__(self, language: str) -> None:
        super().__init__([language], use_isolating=False)
        self._messages: dict[str, Any] = _Messages()

    def read(self, text: str) -> ast.Resource:
        """Read a file; return its parsed part, with its mistakes."""
        plain: dict[str, str] = {}

        def note(found: re.Match[str]) -> str:
            plain.setdefault(found[1], found[0])
            return "\n" * found[0].count("\n")

        resource = FluentResource(_PLAIN.sub(note, text))
        if any(isinstance(entry, ast.Junk) for entry in resource.body):
            resource, plain = FluentResource(text), {}  # where mistakes are is said of the file as it is
        self.add_resource(resource)
        for key, entry in plain.items():
            self._messages.setdefault(key, entry)
        return resource


class _Messages(dict[str, Any]):
    """Sentences by key: parsed, or as text of their file."""

    def __getitem__(self, key: str) -> Any:
        found = super().__getitem__(key)
        if isinstance(found, str):
            (found,) = (entry for entry in FluentResource(found).body if isinstance(entry, ast.Message))
            self[key] = found
        return found
