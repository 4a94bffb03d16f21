"""Parts that the queries of a digest's lines share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, select

from content.model.reminder_kinds import About
from storage.campaigns.running import running
from storage.membership.reminder_access import ACCESS
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Extension, Finding
from storage.tables.reminders import Reminder, ReminderMute


def is_queued(digest_ids: Sequence[int]) -> Any:
    return and_(Reminder.digest_id.in_(digest_ids), Reminder.state == "queued")


def lines_about(digest_ids: Sequence[int], about: About, *columns: Any) -> Any:
    """Query of lines of one kind in open campaigns, of active enterprises, not muted; joins are to
    follow."""
    return (
        select(
            Reminder.id,
            Reminder.digest_id,
            Reminder.rule,
            Reminder.subject_id,
            Reminder.due_on,
            Enterprise.id.label("enterprise_id"),
            Enterprise.name.label("enterprise"),
            *columns,
        )
        .select_from(Reminder)
        .join(Campaign, and_(Campaign.id == Reminder.campaign_id, running()))
        .where(
            is_queued(digest_ids),
            Reminder.subject == ACCESS[about].subject,
            Enterprise.state == "active",
            ~muted(),
        )
        .order_by(Reminder.due_on, Reminder.id)
    )


def muted() -> Any:
    return exists().where(
        ReminderMute.person_id == Reminder.person_id,
        ReminderMute.rule == Reminder.rule,
        ReminderMute.subject == Reminder.subject,
        ReminderMute.subject_id == Reminder.subject_id,
    )


def wanted_on() -> Any:
    """The day asked for by the undecided extension of a finding, if there is one."""
    return (
        select(Extension.wanted_on)
        .where(Extension.finding_id == Finding.id, Extension.state == "asked")
        .correlate(Finding)
        .scalar_subquery()
    )
