"""The language of the command line: choosing it, its sentences, and help that is looked up when shown.

Commands and options are declared with keys of the catalogs as their `help`. click's own words ("Usage",
"No such option") go through gettext; they are taken from the catalogs here, too. Names of commands and
options, JSON and logs are the same in every language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from bot.cli.columns import fold, width
from content.catalog import Catalog
from content.languages import languages

F = TypeVar("F", bound=Callable[..., Any])

_VARIABLES = ("CHENAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FORCED: ContextVar[str] = ContextVar("forced", default="")
_KEY = re.compile(r"cli-[a-z0-9-]+")
_PLACE = re.compile(r"\{(\w+)(?:![rs])?\}")


def language() -> str:
    """The language that CHENAN_LANGUAGE begins with, else LC_ALL, LC_MESSAGES or LANG; English otherwise."""
    if forced := _FORCED.get():
        return forced
    given = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    return next((one for one in languages() if given.lower().startswith(one)), "en")


@contextmanager
def speaking(forced: str) -> Iterator[None]:
    """Use that language for every sentence inside."""
    token = _FORCED.set(forced)
    try:
        yield
    finally:
        _FORCED.reset(token)


def say(key: str, /, **values: object) -> str:
    """The sentence `key` in the language of the command line."""
    return Catalog.readable().say(key, language(), **values)


def _told(text: str | None) -> str | None:
    """The sentence of a key; any other text as it is."""
    return say(text) if text is not None and _KEY.fullmatch(text) else text


class _Helped:
    """A click object whose `help` is a key of the catalogs: looked up when it is shown."""

    _help: str | None

    @property
    def help(self) -> str | None:
        """The help in the language of the command line."""
        return _told(self._help)

    @help.setter
    def help(self, value: str | None) -> None:
        self._help = value


class Option(_Helped, click.Option):
    """An option whose `help` and `prompt` are keys."""

    @property
    def prompt(self) -> str | None:
        """The question in the language of the command line."""
        return _told(self._prompt)

    @prompt.setter
    def prompt(self, value: str | None) -> None:
        self._prompt = value


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """As `click.option`; its `help` is a key."""
    return click.option(*names, cls=Option, **settings)


class _Formatter(click.HelpFormatter):
    """Folds lines by the columns they take; click counts characters, and breaks only at spaces."""

    def write_text(self, text: str) -> None:
        """Paragraphs, indented."""
        indent = " " * self.current_indent
        paragraphs = [fold(part, self.width - self.current_indent) for part in text.split("\n\n")]
        self.write("\n\n".join("\n".join(f"{indent}{line}" for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns: names, and what is said of each."""
        rows = list(rows)
        first = min(max((width(name) for name, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            lines = fold(text, max(self.width - first - 2, 10))
            head = f"{indent}{name}"
            if width(name) > first - col_spacing and text:
                self.write(f"{head}\n")
                head = indent
            begin = head + " " * (first + self.current_indent - width(head))
            self.write(f"{begin}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines[1:]))


class Command(_Helped, click.Command):
    """A command whose `help` is a key."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence; Chinese has no spaces at which click could shorten it."""
        if language() != "zh":
            return super().get_short_help_str(limit)
        return (self.help or "").partition("\n")[0].partition("。")[0]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, whose own help click words when it is first asked for."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = say("cli-click-help")
        return found

    def get_help(self, ctx: click.Context) -> str:
        """The help, folded for Han characters."""
        if language() != "zh":
            return super().get_help(ctx)
        formatter = _Formatter(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")


class Group(Command, click.Group):
    """A group whose `help` is a key, and so are those of its commands."""

    command_class = Command


_WORDS = {
    "Usage:": "cli-click-usage",
    "Options": "cli-click-options",
    "Commands": "cli-click-commands",
    "required": "cli-click-required",
    "default: {default}": "cli-click-default",
    "Choose from:\n\t{choices}": "cli-click-choose",
    "Missing argument": "cli-click-missing-argument",
    "Missing option": "cli-click-missing-option",
    "Missing parameter": "cli-click-missing-parameter",
    "Missing command.": "cli-click-missing-command",
    "No such option {name!r}.": "cli-click-no-option",
    "No such command {name!r}.": "cli-click-no-command",
    "Did you mean {possibility}?": "cli-click-mean",
    "(Did you mean one of: {possibilities}?)": "cli-click-mean-one",
    "Got unexpected extra argument ({args})": "cli-click-extra",
    "Got unexpected extra arguments ({args})": "cli-click-extras",
    "Invalid value: {message}": "cli-click-invalid",
    "Invalid value for {param_hint}: {message}": "cli-click-invalid-for",
    "Option {name!r} does not take a value.": "cli-click-no-value",
    "Option {name!r} requires an argument.": "cli-click-needs-value",
    "{value!r} is not one of {choices}.": "cli-click-not-one-of",
    "{value!r} is not a valid {number_type}.": "cli-click-no-number",
    "{value!r} does not match the format {format}.": "cli-click-format",
    "{value} is not in the range {range}.": "cli-click-range",
    "{name} {filename!r} does not exist.": "cli-click-absent",
    "{name} {filename!r} is a file.": "cli-click-is-file",
    "{name} {filename!r} is a directory.": "cli-click-is-directory",
    "{name} {filename!r} is not readable.": "cli-click-not-readable",
    "{name} {filename!r} is not writable.": "cli-click-not-writable",
    "Error: {message}": "cli-click-error",
    "Repeat for confirmation": "cli-click-repeat",
    "Error: The two entered values do not match.": "cli-click-no-match",
    "Error: invalid input": "cli-click-bad-input",
}
"""click's own messages as they stand in its source, with the catalog key of each."""


def _word(text: str) -> str:
    """Stands in for gettext; click fills in the placeholders itself."""
    if (key := _WORDS.get(text)) is None:
        return text
    return say(key, **{found[1]: found[0] for found in _PLACE.finditer(text)})


def _word_of_many(one: str, many: str, number: int) -> str:
    """Stands in for ngettext."""
    return _word(one if number == 1 else many)


for _module in (core, decorators, exceptions, formatting, parser, termui, types):
    for _name, _own in (("_", _word), ("ngettext", _word_of_many)):
        if _name in vars(_module):
            vars(_module)[_name] = _own
