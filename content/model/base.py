"""Shared by all content types: texts in every language, days of a plan, law."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import InitErrorDetails

from content.languages import COMPLETE, FALLBACK
from content.sentences import WrongValue


class Frozen(BaseModel):
    """Base of all content types: immutable, and an unknown key is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


TEXT_SHAPE = "{zh: …, en: …}"
"""Notation of a Text in a content file."""


class Text(Frozen):
    """One sentence in Chinese, in English, and in whatever other languages it was written.

    Another language is a key beside zh and en. Validated with a context of `languages`, a key that is none of
    them is a mistake; without one (a form read back from the database) all are taken as they are.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Annotated[str, StringConstraints(min_length=1)]] = Field(init=False)

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @model_validator(mode="wrap")
    @classmethod
    def _only_languages(
        cls, data: Any, handler: ModelWrapValidatorHandler[Text], info: ValidationInfo
    ) -> Text:
        known = (info.context or {}).get("languages")
        if known is not None and isinstance(data, dict):
            unknown = [key for key in data if key not in cls.model_fields and key not in known]
            if unknown:
                raise ValidationError.from_exception_data(
                    cls.__name__,
                    [
                        InitErrorDetails(type="extra_forbidden", loc=(key,), input=data[key])
                        for key in unknown
                    ],
                )
        return handler(data)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, Chinese first."""
        return (*COMPLETE, *(self.__pydantic_extra__ or ()))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentence in each of its languages."""
        return tuple(map(self.say, self.languages))

    def say(self, language: str) -> str:
        """The sentence in `language`; Chinese where it is not written in that one."""
        if language in COMPLETE:
            return str(getattr(self, language))
        return (self.__pydantic_extra__ or {}).get(language) or str(getattr(self, FALLBACK))

    def within(self, frame: Text, **values: str) -> Text:
        """The sentence in each of its languages in place of `{text}` of a frame, filled with `values`."""
        words = {one: frame.say(one).format(text=self.say(one), **values) for one in self.languages}
        return Text.model_validate(words)

    def framed(self, before: str) -> Text:
        """The sentence in each of its languages with the same signs before it."""
        return Text.model_validate({one: before + self.say(one) for one in self.languages})


class Mark(StrEnum):
    """Degree of certainty of a fact (domain.md): read, read second-hand, recalled, proposed."""

    verified = "verified"
    second_hand = "second_hand"
    recalled = "recalled"
    proposed = "proposed"


# --- days of a plan ---------------------------------------------------------------------------------

_PLAN_DAY = re.compile(r"Y(?:\+(\d))?-(\d{2})-(\d{2}|last)")


class PlanDay(Frozen):
    """A day as a plan gives it: years after the campaign's year Y, month, day (0: last of the month)."""

    year: int = Field(ge=0, le=9)
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=0, le=31)

    def __str__(self) -> str:
        years = f"+{self.year}" if self.year else ""
        return f"Y{years}-{self.month:02d}-{self.day:02d}" if self.day else f"Y{years}-{self.month:02d}-last"


def parse_plan_day(value: Any) -> Any:
    """`Y-11-21`, `Y+1-04-30` or `Y+1-02-last` as a PlanDay.

    Raises:
        WrongValue: another shape.
        ValueError: a day no such month can have.
    """
    if not isinstance(value, str):
        return value
    if not (found := _PLAN_DAY.fullmatch(value)):
        raise WrongValue("mistake-no-plan-day", day=value)
    years, month, day = found.groups()
    if day != "last":
        date(2024, int(month), int(day))  # a leap year: 29 February may stand in a plan
    return {"year": int(years or 0), "month": int(month), "day": 0 if day == "last" else int(day)}


PlanDayField = Annotated[PlanDay, BeforeValidator(parse_plan_day)]


# --- law --------------------------------------------------------------------------------------------


class Law(Frozen):
    """An act or regulation: `version` is the day of the text meant, `in_force` whether it is law today."""

    code: str
    title: Text
    version: str
    in_force: bool
    mark: Mark
    replaced_by: str | None = None
    note: Text | None = None


class LawRef(Frozen):
    """An article of a law, as a question's ground or penalty. `article` as cited: 第三十五条第一款."""

    law: str
    article: str
    mark: Mark
    note: Text | None = None
