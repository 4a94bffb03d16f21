"""The library: all content, loaded once."""

from __future__ import annotations

from content.model.base import Frozen, Law
from content.model.columns import ColumnSet
from content.model.emergencies import Emergencies
from content.model.incidents import IncidentRules
from content.model.notices import NoticeTemplate
from content.model.pack import Pack
from content.model.questions import CheckItem, Industry, ProfileQuestion, Substance
from content.model.reminders import MailRule, ReminderRule
from content.model.reports import ReportRules
from content.model.reviews import ReviewRules


class Library(Frozen):
    """All content, loaded once."""

    packs: dict[str, Pack]
    items: dict[str, CheckItem]
    industries: dict[str, Industry]
    substances: tuple[Substance, ...]
    laws: dict[str, Law]
    profile: tuple[ProfileQuestion, ...]
    reminders: tuple[ReminderRule, ...] = ()
    mail: tuple[MailRule, ...] = ()
    notices: tuple[NoticeTemplate, ...] = ()
    reports: ReportRules | None = None
    reviews: ReviewRules | None = None
    emergencies: Emergencies | None = None
    columns: tuple[ColumnSet, ...] = ()
    incidents: IncidentRules | None = None
