"""Queries of waiting work by campaign and place: forms to review, 销号, answers; and enterprises long
overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from storage.campaigns.running import running
from storage.reviews.queue import reviewer_name
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.reviews import Escalation, Review, ReviewItem
from storage.tables.self_checks import SelfCheck

_WHERE = (Campaign.id, Enterprise.jurisdiction_id, Campaign.zone)


def unreviewed() -> Any:
    """Forms handed in that nobody has begun to review."""
    return (
        select(*_WHERE, func.count(), func.min(SelfCheck.submitted_at))
        .select_from(SelfCheck)
        .join(Campaign, (Campaign.id == SelfCheck.campaign_id) & running())
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(SelfCheck.state == "submitted", Enterprise.state == "active")
        .group_by(*_WHERE)
    )


def claimed() -> Any:
    """Forms somebody has for a review: campaign, place, zone, whose name, since when, and when they judged
    anything of it last."""
    judged = (
        select(func.max(ReviewItem.judged_at))
        .where(ReviewItem.review_id == Review.id)
        .correlate(Review)
        .scalar_subquery()
    )
    return (
        select(*_WHERE, reviewer_name(), Review.claimed_at, judged)
        .select_from(SelfCheck)
        .join(Campaign, (Campaign.id == SelfCheck.campaign_id) & running())
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .join(Review, Review.self_check_id == SelfCheck.id)
        .where(
            SelfCheck.state == "in_review",
            Enterprise.state == "active",
            Review.state.in_(("open", "second")),
            Review.reviewer_id.is_not(None),
        )
        .order_by(Review.id)
    )


def _remedies(*columns: Any) -> Any:
    """Rectifications of open findings in open campaigns, of active enterprises."""
    return (
        select(*columns)
        .select_from(Rectification)
        .join(Finding, (Finding.id == Rectification.finding_id) & (Finding.state == "open"))
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .join(Campaign, (Campaign.id == SelfCheck.campaign_id) & running())
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(Enterprise.state == "active")
    )


def unverified() -> Any:
    """A query of rectifications that are done and wait for 销号, of forms that were reviewed
    (`verification_views`)."""
    return (
        _remedies(*_WHERE, func.count(), func.min(Rectification.done_at))
        .where(
            Rectification.state == "done",
            or_(SelfCheck.state == "reviewed", Finding.inspection_id.is_not(None)),
        )
        .group_by(*_WHERE)
    )


def unanswered() -> Any:
    """Extensions nobody answered."""
    return (
        _remedies(*_WHERE, func.count(), func.min(Extension.asked_at))
        .join(Extension, (Extension.finding_id == Finding.id) & (Extension.state == "asked"))
        .where(Rectification.state == "open")
        .group_by(*_WHERE)
    )


def long_overdue(last: date) -> Any:
    """Campaign, place, where a task about it waits, the day that was over longest, how many enterprises.

    An extension that waits holds the clock.
    """
    asked = select(Extension.id).where(Extension.finding_id == Finding.id, Extension.state == "asked")
    task = (
        select(func.max(Escalation.jurisdiction_id))
        .where(
            Escalation.enterprise_id == Enterprise.id,
            Escalation.self_check_id == SelfCheck.id,
            Escalation.state == "open",
        )
        .correlate(Enterprise, SelfCheck)
        .scalar_subquery()
    )
    each = (
        _remedies(
            Campaign.id.label("campaign_id"),
            Enterprise.jurisdiction_id,
            Enterprise.id.label("enterprise_id"),
            task.label("task_at"),
            func.min(Rectification.due_on).label("oldest"),
        )
        .where(Rectification.state == "open", Rectification.due_on <= last, counts(), ~asked.exists())
        .group_by(Campaign.id, Enterprise.jurisdiction_id, Enterprise.id, SelfCheck.id)
        .subquery()
    )
    key = (each.c.campaign_id, each.c.jurisdiction_id, each.c.task_at, each.c.oldest)
    return select(*key, func.count()).join(Campaign, Campaign.id == each.c.campaign_id).group_by(*key)
