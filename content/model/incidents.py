"""Content of accidents (职业危害事故): who is told within which time, the four things to show. Pure."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from content.model.base import Frozen, LawRef, Text

Grade = Literal["general", "larger", "major", "gravest"]
"""一般, 较大, 重大, 特别重大 (生产安全事故报告和调查处理条例 第三条)."""
_GRADES: tuple[tuple[Grade, int, int], ...] = (("gravest", 30, 100), ("major", 10, 50), ("larger", 3, 10))


class Party(Frozen):
    """A party that is told of an accident. `by`: the side that has to tell them. `minutes`: counted from the
    telling of `after`, else from the accident; None where the law gives no time."""

    code: str = Field(pattern=r"^[a-z_]+$", max_length=20)
    title: Text
    within: Text
    by: Literal["enterprise", "office"]
    minutes: int | None = Field(default=None, ge=1)
    after: str | None = None
    law: tuple[LawRef, ...] = Field(min_length=1)


class ShownPoint(Frozen):
    """A point of 四不放过, which an office has to show before an accident is closed."""

    code: str = Field(pattern=r"^[a-z_]+$", max_length=20)
    title: Text
    hint: Text


class IncidentRules(Frozen):
    """All of incidents.yaml. `later_days`: days in which changed numbers of people are reported (第十三条);
    `inquiry_days`: days until the inquiry's report (第二十九条)."""

    parties: tuple[Party, ...] = Field(min_length=1)
    points: tuple[ShownPoint, ...] = Field(min_length=1)
    later_days: int = Field(ge=1)
    inquiry_days: int = Field(ge=1)

    def party(self, code: str) -> Party | None:
        """The party of a code."""
        return next((one for one in self.parties if one.code == code), None)


def grade_of(dead: int, hurt: int) -> Grade:
    """The grade of an accident by people alone; those hurt counted as gravely hurt, as acute poisoning is
    (第三条: 重伤（包括急性工业中毒）)."""
    return next(
        (name for name, most_dead, most_hurt in _GRADES if dead >= most_dead or hurt >= most_hurt), "general"
    )
