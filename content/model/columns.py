"""Sheets that a superior's system asks for (自查自报): columns by head and fact, data an office can name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import Field, model_validator

from content.model.base import Frozen, Text
from content.sentences import WrongValue

Lines = Literal["enterprise", "finding"]
"""Kinds of lines of a sheet: an enterprise, or a finding of one."""
_ENTERPRISE: Final = (
    "serial",
    "plan",
    "number",
    "name",
    "credit_code",
    "place",
    "industry",
    "address",
    "headcount",
    "contact",
    "phone",
    "joined",
    "step",
    "submitted_on",
    "verdict",
    "found",
    "open",
    "overdue",
    "closed",
    "closed_rate",
)
_FINDING: Final = (
    "found_on",
    "item",
    "row",
    "what",
    "grade",
    "source",
    "law",
    "measure",
    "responsible",
    "funds",
    "first_due_on",
    "due_on",
    "extensions",
    "done_on",
    "rejections",
    "reviewed_by",
    "closed_on",
    "state",
)
FACTS: Final[Mapping[Lines, tuple[str, ...]]] = {
    "enterprise": _ENTERPRISE,
    "finding": (*_ENTERPRISE, *_FINDING),
}
"""Facts that a column can show, by what a line is; of a finding those of its enterprise too."""
MOST = 60
"""Columns of a sheet."""


class OwnColumn(Frozen):
    """A column: its head as the superior's form has it, and the fact it shows; without `fact` it is left
    empty, to be filled in by hand. `width` in characters of the standard font."""

    head: str = Field(min_length=1, max_length=60)
    fact: str | None = None
    width: float = Field(default=14, ge=4, le=80)


class ColumnSet(Frozen):
    """A sheet: `lines` says what a line is; `title` is what offices call it."""

    code: str = Field(pattern=r"^[a-z_]{1,40}$")
    title: Text
    lines: Lines
    columns: tuple[OwnColumn, ...] = Field(min_length=1, max_length=MOST)

    @model_validator(mode="after")
    def _facts_exist(self) -> ColumnSet:
        known = FACTS[self.lines]
        for column in self.columns:
            if column.fact is not None and column.fact not in known:
                raise WrongValue(
                    "mistake-column-fact", fact=column.fact, lines=self.lines, known=", ".join(known)
                )
        heads = [column.head for column in self.columns]
        for head in heads:
            if heads.count(head) > 1:
                raise WrongValue("mistake-column-head", head=head)
        return self
