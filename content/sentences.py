"""Sentences of the catalogs that are formatted later: their key and values, without a language. Reads no
file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """A key of the catalogs with its values; a value may be a sentence itself. As text it is English.

    Where the program's own catalogs cannot say it (broken, or without the key), it is key and values.
    """

    key: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **values: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", tuple(values.items()))

    def say(self, language: str) -> str:
        """The sentence in `language`, whatever state the catalogs are in."""
        from content.catalog import Catalog  # it reads Fluent, which who only loads content does not need

        values = {
            name: value.say(language) if isinstance(value, Sentence) else value for name, value in self.values
        }
        try:
            return Catalog.readable().say(self.key, language, **values)
        except KeyError:
            given = ", ".join(f"{name}={value}" for name, value in values.items())
            return f"{self.key} ({given})" if given else self.key

    def __str__(self) -> str:
        return self.say("en")


def either(*names: str) -> str | Sentence:
    """Names of which one is to be written, with an "or" between them."""
    if len(names) == 1:
        return names[0]
    return Sentence("mistake-or", first=names[0], second=either(*names[1:]))


class WrongValue(ValueError):
    """A value of a content file that cannot be taken; `sentence` says what to write instead."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.sentence = Sentence(key, **values)
        super().__init__(key)

    def __str__(self) -> str:
        return str(self.sentence)
