"""Fits the questions that fall away into the lines of a phone's screen. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.model.base import Text
from content.model.form import Form
from content.screen import LINES, lines_of


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that fall away for one reason. `rows`: numbers of their items in the plan.

    `whole`: nothing is left of any of these items.
    """

    reason: str
    rows: tuple[str, ...]
    count: int
    whole: bool


def group_skips(form: Form, reasons: Mapping[str, Text], language: str) -> tuple[Group, ...]:
    """Questions that fall away by their reason, those that take whole items first."""
    away = {item.check.code: all(one.code in reasons for one in item.check.questions) for item in form.items}
    groups: dict[tuple[bool, str], list[str]] = {}
    for code, reason in reasons.items():
        item, _ = form.by_code[code]
        groups.setdefault((away[item.check.code], reason.say(language)), []).append(code)
    return tuple(
        Group(
            reason,
            tuple(dict.fromkeys(str(form.by_code[code][0].row) for code in codes)),
            len(codes),
            whole,
        )
        for (whole, reason), codes in sorted(groups.items(), key=lambda one: not one[0][0])
    )


def fit(
    head: Sequence[str], middle: Sequence[str], instead: Sequence[str], tail: Sequence[str], most: int = LINES
) -> list[str]:
    """The head, as many of the middle's texts as `most` lines allow, and the tail.

    `instead[n - 1]` is the sentence where n of the middle's texts are left out.
    """
    for left_out in range(len(middle) + 1):
        kept = list(middle[: len(middle) - left_out])
        said = [*head, *kept, *([instead[left_out - 1]] if left_out else []), *tail]
        if sum(map(lines_of, said)) <= most:
            return said
    return [*head, *instead[-1:], *tail]
