"""Content of reviews (复查): points, signs of a check done for show, verdicts, days. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from pydantic import Field, model_validator

from content.model.base import Frozen, Text
from content.sentences import WrongValue

Reason = Literal[
    "high_toxic",
    "severe",
    "stop_work",
    "failure",
    "overdue",
    "reports",
    "rejected",
    "lapsed",
    "mostly_na",
    "fast",
    "same_photo",
    "old_photo",
    "copied_note",
]
"""Reasons for a case's rank in the queue; the last four are signs of a check done for show."""
REASONS: tuple[str, ...] = get_args(Reason)
SIGNS: tuple[str, ...] = ("fast", "same_photo", "old_photo", "copied_note")


class Points(Frozen):
    """Points of a reason: for `each` time, `most` in all."""

    each: int = Field(ge=1)
    most: int | None = None

    def of(self, count: int) -> int:
        """The points of that many times."""
        points = self.each * count
        return points if self.most is None else min(points, self.most)


class ReviewVerdict(Frozen):
    """A verdict of a review (domain 1.6). `rungs`: of the plan's ladder. `needs`: clean, faults or nothing.
    `day`, `reason`: have to be given. `raises`: the office above decides. `second`: another head confirms.
    `again`: handed back to be checked again."""

    key: str = Field(pattern=r"^[a-z]{1,12}$")
    sign: str
    title: Text
    hint: Text
    rungs: tuple[str, ...] = ()
    needs: Literal["clean", "faults"] | None = None
    day: bool = False
    reason: bool = False
    raises: bool = False
    second: bool = False
    again: bool = False


class Remark(Text):
    """A ready sentence of an officer."""

    use: Literal["ask", "overturn", "reject"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reason with the number of times it holds, and its points."""

    reason: str
    count: int
    points: int


class ReviewRules(Frozen):
    """All of reviews.yaml. Days are whole local days."""

    points: dict[Reason, Points]
    fast_seconds: int = Field(ge=1)
    na_one_in: int = Field(ge=2, le=10)
    """A form with a larger share than one in so many rows answered 不涉及 is reviewed first."""
    copied_signs: int = Field(ge=4)
    likeness_bits: int = Field(ge=0, le=3)
    plain_bits: int = Field(ge=0, le=20)
    days: tuple[int, ...] = Field(min_length=1, max_length=4)
    rejected_days: int = Field(ge=1)
    holds_days: int = Field(ge=1)
    escalate_days: int = Field(ge=0)
    escalate_rejections: int = Field(ge=1)
    refusal_days: int = Field(ge=1)
    """Days after a warning in writing (催告) from which a finding still open counts as refused (拒不整改)."""
    keep_years: int = Field(ge=1, le=50)
    """Years for which an enterprise's records are kept after its campaign was closed (台账, five years)."""
    verdicts: tuple[ReviewVerdict, ...] = Field(min_length=1)
    remarks: tuple[Remark, ...]

    @model_validator(mode="after")
    def _complete(self) -> ReviewRules:
        for reason in REASONS:
            if reason not in self.points:
                raise WrongValue("mistake-reason-no-points", reason=reason)
        keys = [verdict.key for verdict in self.verdicts]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                raise WrongValue("mistake-verdict-twice", key=key)
        return self

    @cached_property
    def by_key(self) -> dict[str, ReviewVerdict]:
        """The verdicts by their keys."""
        return {verdict.key: verdict for verdict in self.verdicts}

    def said(self, use: str) -> tuple[Remark, ...]:
        """The ready sentences for a use."""
        return tuple(remark for remark in self.remarks if remark.use == use)

    def weigh(self, counts: Mapping[str, int]) -> tuple[Weighed, ...]:
        """The reasons that hold, the heaviest first, in the order of REASONS where equal."""
        held = [
            Weighed(reason, counts[reason], self.points[reason].of(counts[reason]))
            for reason in get_args(Reason)
            if counts.get(reason, 0) > 0
        ]
        return tuple(sorted(held, key=lambda one: -one.points))

    def risk(self, counts: Mapping[str, int]) -> int:
        """The points of all reasons together."""
        return sum(one.points for one in self.weigh(counts))

    def is_fast(self, seconds: float, questions: int, failures: int) -> bool:
        """Whether a form of nothing but 符合 was filled in faster than it can be read."""
        return failures == 0 and questions > 0 and seconds < self.fast_seconds * questions

    def is_plain(self, likeness: str) -> bool:
        """Whether a 64-bit likeness (hex) is too uniform to compare: too few bits of one kind."""
        ones = int(likeness, 16).bit_count()
        return min(ones, 64 - ones) < self.plain_bits

    def is_like(self, one: str, other: str) -> bool:
        """Whether two likenesses (64 bits in hex) are of the same picture."""
        return (int(one, 16) ^ int(other, 16)).bit_count() <= self.likeness_bits


def bands(likeness: str) -> tuple[str, ...]:
    """Four keys of a likeness (64 bits in hex): two that differ in at most 3 bits share one of them."""
    return tuple(f"{place}{likeness[place * 4 : place * 4 + 4]}" for place in range(4))
