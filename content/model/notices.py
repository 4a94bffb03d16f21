"""Notices an office starts from: types of the templates, and filling one with what is known of a campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from pydantic import Field, model_validator

from content.model.base import Frozen, Text
from content.sentences import WrongValue
from content.telegram_html import MAX_CAPTION, escape, seen, units

ALWAYS = frozenset(
    {"place", "office", "plan", "form", "today", "meant", "registered", "started", "submitted"}
)
"""Fields every notice of a campaign can be filled with."""
SOMETIMES = frozenset(
    {
        "due",
        "grace",
        "left",
        "over",
        "check_from",
        "check_to",
        "review_from",
        "review_to",
        "waiting",
        "overdue",
    }
)
"""Fields that may have no value: the day for the form and the last it is taken, days left or over, the first
and last day of self-check and review, how many have not handed in, how many findings are overdue."""

State = Literal["not_submitted", "not_started", "unregistered", "open_rectifications", "overdue", "submitted"]
STATES: tuple[str, ...] = get_args(State)
"""Progress of an enterprise in its campaign. Not submitted takes in the unregistered (on the list, nobody
joined) and those not started (registered, no self-check begun); overdue is a rectification after its day."""

_FIELD = re.compile(r"\{(\w*)\}")
FIELDS = (
    "place",
    "office",
    "plan",
    "form",
    "today",
    "due",
    "left",
    "over",
    "grace",
    "check_from",
    "check_to",
    "review_from",
    "review_to",
    "meant",
    "registered",
    "started",
    "submitted",
    "waiting",
    "overdue",
)
"""All fields, in the order in which offices are offered them."""


def fields_of(text: str) -> tuple[str, ...]:
    """The names in braces of a text, each once."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with its fields under other names, as far as `names` knows them."""
    return _FIELD.sub(lambda match: "{" + names.get(match[1], match[1]) + "}", text)


def fill_lines(text: str, values: Mapping[str, object]) -> str:
    """A text with these values, which are taken as plain text; a line of which a field has none is left
    out."""
    lines = (line for line in text.split("\n") if all(name in values for name in fields_of(line)))
    return "\n".join(_FIELD.sub(lambda match: escape(str(values[match[1]])), line) for line in lines)


class Paragraph(Frozen):
    """A line of a notice, in Telegram HTML with fields in braces."""

    text: Text
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fields_exist(self) -> Paragraph:
        for name in (*self.needs, *self.unless):
            if name not in SOMETIMES:
                raise WrongValue("mistake-field-sometimes", name=name, known=_list(SOMETIMES))
        for text in self.text.sentences:
            for name in _FIELD.findall(text):
                if name not in ALWAYS | set(self.needs):
                    raise WrongValue("mistake-field-no-value", field=f"{{{name}}}", known=_list(ALWAYS))
        return self

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether the line is used with these values."""
        return all(name in values for name in self.needs) and not any(name in values for name in self.unless)


class NoticeTemplate(Frozen):
    """A notice to start from. `states`: the groups it is for at first, none: everybody. `check`: the label
    of a button under it that opens the reader's self-check; None: there is no such button."""

    code: str = Field(pattern=r"^[a-z_]{1,40}$")
    title: Text
    states: tuple[State, ...] = ()
    check: Text | None = None
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)

    def fill(self, language: str, values: Mapping[str, object]) -> str:
        """The text with these values, which are taken as plain text; those of ALWAYS must be there."""
        return "\n".join(self._said(language, values))

    def _said(self, language: str, values: Mapping[str, object]) -> Iterator[str]:
        for paragraph in self.paragraphs:
            if paragraph.holds(values):
                yield _FIELD.sub(lambda match: escape(str(values[match[1]])), paragraph.text.say(language))

    @model_validator(mode="after")
    def _fits_beside_a_picture(self) -> NoticeTemplate:
        for language in dict.fromkeys(one for line in self.paragraphs for one in line.text.languages):
            lines = [_FIELD.sub("x" * 16, paragraph.text.say(language)) for paragraph in self.paragraphs]
            if (length := units(seen("\n".join(lines)))) > MAX_CAPTION:
                raise WrongValue(
                    "mistake-caption-long",
                    code=self.code,
                    written_in=language,
                    length=length,
                    most=MAX_CAPTION,
                )
        return self


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
