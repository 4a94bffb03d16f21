"""The form of a campaign, frozen with its answers."""

from __future__ import annotations

import hashlib
from functools import cached_property

from content.model.base import Frozen, Text
from content.model.questions import CheckItem, Closing, Question


class FormItem(Frozen):
    """A check item on a form: its place among the plan's rows, the row's wording, its questions.

    `row` counts the plan's rows from 1; `part` is 1, 2 … where a row carries several duties, else 0.
    """

    row: int
    part: int
    number: str
    source_text: str
    check: CheckItem
    numbers: bool
    """Whether questions with `numbers` ask for done and total counts."""
    must: tuple[str, ...] = ()
    """Codes that have to be answered where they apply, in the order asked; none: the core alone."""
    department: str
    """Today's name of the supervising office, in Chinese."""
    advisers: tuple[str, ...] = ()
    """Kinds of department to which the plan gives the row besides that of its check item."""

    def concerns(self, department: str) -> bool:
        """Whether the row is given to that kind of department."""
        return department == self.check.department or department in self.advisers


class Form(Frozen):
    """The questions of a campaign with every text, as they were when the self-check began."""

    pack: str
    title: Text
    plan: str
    number_prefix: str
    rows: int
    items: tuple[FormItem, ...]
    since: int | None = None
    """The year from which the rows that ask so are meant, where the office has set one."""

    @cached_property
    def digest(self) -> str:
        """Version of the form: SHA-256 (first 32 hex digits) of its JSON."""
        left_out = {"since"} if self.since is None else None
        return hashlib.sha256(self.model_dump_json(exclude=left_out).encode()).hexdigest()[:32]

    @cached_property
    def by_code(self) -> dict[str, tuple[FormItem, Question]]:
        """Item and question of each question code."""
        return {question.code: (item, question) for item in self.items for question in item.check.questions}

    @cached_property
    def closings(self) -> dict[str, tuple[Closing, ...]]:
        """The answers that close a question, by question, in the order of the form."""
        return {
            code: question.closed_by for code, (_, question) in self.by_code.items() if question.closed_by
        }
