"""The content files as models, each with its place in its file; no reading of files and no rules here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from content.checks.mistakes import Mistake, mistake
from content.checks.parts import Part
from content.model.base import Frozen, Law
from content.model.columns import ColumnSet
from content.model.emergencies import Emergencies
from content.model.incidents import IncidentRules
from content.model.notices import NoticeTemplate
from content.model.pack import DutyWord, Pack
from content.model.questions import CheckItem, Industry, ProfileQuestion, Substance
from content.model.reminders import MailRule, ReminderRule
from content.model.reports import ReportRules
from content.model.reviews import ReviewRules

Place = tuple[str | int, ...]
"""Keys and indexes that lead to a value in a file."""

LAWS, INDUSTRIES, SUBSTANCES, PROFILE = "laws.yaml", "industries.yaml", "substances.yaml", "profile.yaml"
REMINDERS, NOTICES = "reminders.yaml", "notices.yaml"
REPORTS, REVIEWS, EMERGENCIES = "reports.yaml", "reviews.yaml", "emergencies.yaml"
DUTY_WORDS, INCIDENTS = "duty_words.yaml", "incidents.yaml"
COLUMNS = "columns.yaml"


@dataclass
class Tree:
    """All content files of a root that have the right shape; `items` and `packs` by file."""

    items: dict[str, CheckItem] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    laws: tuple[Law, ...] = ()
    industries: tuple[Industry, ...] = ()
    substances: tuple[Substance, ...] = ()
    profile: tuple[ProfileQuestion, ...] = ()
    reminders: tuple[ReminderRule, ...] = ()
    mail: tuple[MailRule, ...] = ()
    notices: tuple[NoticeTemplate, ...] = ()
    reports: ReportRules | None = None
    reviews: ReviewRules | None = None
    emergencies: Emergencies | None = None
    incidents: IncidentRules | None = None
    duty_words: tuple[DutyWord, ...] = ()
    columns: tuple[ColumnSet, ...] = ()
    broken: set[str] = field(default_factory=set)
    """Files of the wrong shape: their content is not known, or only a part of it."""
    parts: dict[str, Part[Any]] = field(default_factory=dict)
    """Sound parts of files of the wrong shape. Those of items and packs stand here alone."""
    lines: dict[str, Callable[[Place], int]] = field(default_factory=dict)
    """The line of the key at a place, counted from 1, for each file."""

    def mistake(self, file: str, place: Place, key: str, /, **values: object) -> Mistake:
        """A mistake at a place of a file, said by the sentence `key`."""
        return mistake(file, self.lines[file](place), key, **values)

    def roots(self) -> Iterator[tuple[str, Place, Frozen]]:
        """Every file's models with the place where each begins."""
        for file, item in self.items.items():
            yield file, (), item
        for file, pack in self.packs.items():
            yield file, (), pack
        if self.reports is not None:
            yield REPORTS, (), self.reports
        if self.reviews is not None:
            yield REVIEWS, (), self.reviews
        if self.emergencies is not None:
            yield EMERGENCIES, (), self.emergencies
        if self.incidents is not None:
            yield INCIDENTS, (), self.incidents
        lists: dict[str, tuple[Frozen, ...]] = {
            LAWS: self.laws,
            INDUSTRIES: self.industries,
            SUBSTANCES: self.substances,
            PROFILE: self.profile,
            REMINDERS: self.reminders,
            NOTICES: self.notices,
            COLUMNS: self.columns,
        }
        for file, models in lists.items():
            for index, model in enumerate(models):
                yield file, (file.removesuffix(".yaml"), index), model
