"""Content of anonymous reports: categories, hours, limits, answers. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from content.calendar.quiet import BEGIN as END_OF_DAY
from content.calendar.quiet import END as BEGIN_OF_DAY
from content.model.base import Frozen, LawRef, Text
from content.sentences import WrongValue

Hour = Annotated[str, AfterValidator(lambda value: time.fromisoformat(value).strftime("%H:%M"))]
"""A local time of day, as 09:00."""
Result = Literal["true", "partly", "untrue", "elsewhere"]


class ReportCategory(Frozen):
    """A category of reports. `items`: check items it follows; `departments`: the departments that are told,
    by kind."""

    key: str = Field(max_length=20)
    title: Text
    hint: Text
    items: tuple[str, ...] = ()
    departments: tuple[str, ...] = Field(min_length=1)


class Since(Frozen):
    """A rough answer to since when it has been so; no day is asked for."""

    key: str = Field(max_length=10)
    text: Text


class ReportReply(Frozen):
    """A ready sentence of an officer, and its button. `use`: a question, an answer, or a result."""

    key: str = Field(max_length=20)
    use: Literal["ask", "answer"] | Result
    title: Text
    text: Text


class SafetyTip(Frozen):
    """One weekly tip, with the articles it rests on, where it says what the law says."""

    key: str = Field(pattern=r"^[a-z_]+$", max_length=30)
    text: Text
    law: tuple[LawRef, ...] = ()


class SafetyTips(Frozen):
    """The weekly tips in turn. `weekday`: 1 is Monday; `hour`: local, outside the quiet hours."""

    weekday: int = Field(ge=1, le=7)
    hour: Hour
    texts: tuple[SafetyTip, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_hour(self) -> Self:
        if not BEGIN_OF_DAY <= time.fromisoformat(self.hour) < END_OF_DAY:
            raise WrongValue("mistake-quiet-hour", hour=str(self.hour))
        return self

    def issue(self, now: datetime, zone: tzinfo) -> int:
        """The number of the tip that was due last at `now`: one a week, counted from a fixed week."""
        local = now.astimezone(zone)
        begun = local.strftime("%H:%M") >= self.hour
        return (local.date().toordinal() - self.weekday - (not begun)) // 7

    def of_issue(self, issue: int) -> SafetyTip:
        """The tip with that number."""
        return self.texts[issue % len(self.texts)]


class ReportRules(Frozen):
    """All of reports.yaml. Days are whole local days, counted from the day a report came in.

    `batches`: hours at which offices are told of reports. `keep_days`: closed reports are wiped after so many
    days, spam after `keep_spam_days`. `least`: a smaller number of reports is never shown beside an
    enterprise.
    """

    categories: tuple[ReportCategory, ...] = Field(min_length=1)
    since: tuple[Since, ...]
    batches: tuple[Hour, ...] = Field(min_length=1)
    accept_days: int = Field(ge=1)
    answer_days: int = Field(ge=1)
    result_days: int = Field(ge=1)
    keep_days: int = Field(ge=1)
    keep_spam_days: int = Field(ge=1)
    least: int = Field(ge=3)
    replies: tuple[ReportReply, ...]
    tips: SafetyTips

    @cached_property
    def by_key(self) -> dict[str, ReportCategory]:
        """The categories by their keys."""
        return {category.key: category for category in self.categories}

    def due_on(self, state: str, received_on: date, answered_on: date | None) -> tuple[str, date] | None:
        """The next step of an office, and its day: accept, answer or result; None for a closed
        report."""
        if state == "closed":
            return None
        result = received_on + timedelta(days=self.result_days)
        if state in ("received", "waiting"):
            return "accept", min(result, received_on + timedelta(days=self.accept_days))
        if answered_on is None:
            return "answer", min(result, received_on + timedelta(days=self.answer_days))
        return "result", result


def last_batch(now: datetime, zone: ZoneInfo, batches: tuple[str, ...]) -> str:
    """The batch that was due last at `now`, as 2026-11-24T09:00 in `zone`."""
    local = now.astimezone(zone)
    clock = local.strftime("%H:%M")
    day, due = local.date(), [hour for hour in sorted(batches) if hour <= clock]
    if not due:
        day, due = day - timedelta(days=1), sorted(batches)
    return f"{day.isoformat()}T{due[-1]}"


def batch_day(slot: str) -> date:
    """The local day of a batch."""
    return date.fromisoformat(slot[:10])
