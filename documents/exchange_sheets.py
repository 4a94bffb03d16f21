"""Columns of the ledger's sheets on duties recorded, what was handed up outside, circulars, meetings,
accidents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from content.model.library import Library
from documents.sheets import Column
from storage.exchange.circular_views import Copy
from storage.exchange.meeting_views import MeetingView
from storage.exchange.record_views import Record
from storage.incidents.views import IncidentView
from storage.reviews.referral_views import ReferralView

LANGUAGE = "zh"
"""Ledgers are the office's records, in the plan's language."""
Say = Callable[..., str]
Day = Callable[[datetime | None], date | None]


def record_columns(say: Say, library: Library) -> tuple[Column[Record], ...]:
    """Records of duties (任务): what was done when, handed in to whom, with what answer."""

    def duty(row: Record) -> str:
        if row.decided:
            return row.decided
        pack = library.packs.get(row.pack)
        every = pack.duties if pack else ()
        return next((one.title.say(LANGUAGE) for one in every if one.code == row.code), row.code)

    return (
        Column("ledger-head-done-on", 12, lambda row: row.done_on),
        Column("ledger-head-whose", 24, lambda row: row.enterprise or row.place),
        Column("ledger-head-duty", 28, duty),
        Column("ledger-head-comment", 40, lambda row: row.sentence),
        Column("ledger-head-files", 8, lambda row: row.files),
        Column("ledger-head-to", 16, lambda row: (row.to or "") if row.state != "kept" else ""),
        Column("ledger-head-state", 10, lambda row: say("ledger-record", state=row.state)),
        Column("ledger-head-returned", 30, lambda row: row.reason),
    )


def referral_columns(say: Say) -> tuple[Column[ReferralView], ...]:
    """Tasks handed up to authorities outside (上报): on which paper, with what answer."""
    return (
        Column("ledger-head-handed-on", 12, lambda row: row.handed_on),
        Column("ledger-head-enterprise", 30, lambda row: row.enterprise),
        Column("ledger-head-place", 14, lambda row: row.office),
        Column("ledger-head-authority", 20, lambda row: row.authority),
        Column("ledger-head-wanted", 12, lambda row: say("referral-wanted", wanted=row.wanted)),
        Column("ledger-head-paper-number", 20, lambda row: row.number),
        Column("ledger-head-reason", 40, lambda row: row.reason),
        Column("ledger-head-files", 8, lambda row: row.files),
        Column("ledger-head-answer-by", 12, lambda row: row.answer_by),
        Column("ledger-head-state", 10, lambda row: say("referral-state", state=row.state)),
        Column("ledger-head-answered-on", 12, lambda row: row.answered_on),
        Column("ledger-head-answered-from", 20, lambda row: row.answered_from),
        Column(
            "ledger-head-outcome",
            16,
            lambda row: say("referral-outcome", outcome=row.outcome) if row.outcome else "",
        ),
        Column("ledger-head-answer", 40, lambda row: row.answer),
        Column("ledger-head-answer-files", 8, lambda row: row.answer_files),
    )


def circular_columns(say: Say, day: Day) -> tuple[Column[Copy], ...]:
    """Circulars (情况通报), one row for each office that has one."""

    def recalled(row: Copy) -> str:
        if row.recalled_at is None:
            return ""
        return say("ledger-recalled", state=row.state, reason=row.recall_reason)

    return (
        Column("ledger-head-sent-on", 12, lambda row: day(row.sent_at)),
        Column("ledger-head-from", 16, lambda row: row.sender),
        Column("ledger-head-kind", 8, lambda row: say("circular-kind", kind=row.kind)),
        Column("ledger-head-text", 50, lambda row: row.text),
        Column("ledger-head-files", 8, lambda row: row.files),
        Column("ledger-head-got", 16, lambda row: row.place),
        Column("ledger-head-read-on", 12, lambda row: day(row.read_at)),
        Column("ledger-head-answer-by", 12, lambda row: row.answer_by),
        Column("ledger-head-answered-on", 12, lambda row: day(row.answered_at)),
        Column("ledger-head-answer", 40, lambda row: row.answer),
        Column("ledger-head-recalled", 30, recalled),
    )


def meeting_columns(say: Say) -> tuple[Column[MeetingView], ...]:
    """Joint meetings (联席会议): who was asked and came, minutes, points decided."""

    def party(place: str, department: str) -> str:
        return say("staff-department", department=department) if department else place

    def came(row: MeetingView) -> str:
        return comma.join(party(one.place, one.department) for one in row.guests if one.came)

    def points(row: MeetingView) -> str:
        return "\n".join(
            say(
                "ledger-meeting-point",
                text=one.text,
                party=party(one.place, one.department),
                due=one.due_on,
                state="done" if one.done_at else "open",
            )
            for one in row.points
        )

    comma = say("list-comma")
    return (
        Column("ledger-head-held-on", 12, lambda row: row.held_on),
        Column("ledger-head-called-by", 16, lambda row: row.office),
        Column("ledger-head-state", 10, lambda row: say("meeting-state", state=row.state)),
        Column("ledger-head-agenda", 40, lambda row: row.agenda),
        Column("ledger-head-asked", 8, lambda row: len(row.guests)),
        Column("ledger-head-came", 30, came),
        Column("ledger-head-minutes", 50, lambda row: row.minutes),
        Column("ledger-head-points", 50, points),
        Column("ledger-head-issued", 8, lambda row: say("ledger-yes") if row.issued_at else ""),
    )


def incident_columns(say: Say, day: Day, library: Library) -> tuple[Column[IncidentView], ...]:
    """Accidents (职业危害事故): people as numbers, who was told, the four things, result and publication."""
    rules = library.incidents
    parties = rules.parties if rules is not None else ()
    points = rules.points if rules is not None else ()

    def told(row: IncidentView) -> str:
        names = [party.title.say(LANGUAGE) for party in parties if party.code in row.told]
        return say("list-comma").join(names)

    def shown(row: IncidentView) -> str:
        there = [
            (point.title.say(LANGUAGE), row.shown[point.code]) for point in points if point.code in row.shown
        ]
        return "\n".join(
            say(
                "ledger-incident-point",
                title=title,
                sentence=one.sentence,
                done="yes" if one.done_on else "no",
            )
            for title, one in there
        )

    return (
        Column("ledger-head-happened-on", 12, lambda row: day(row.happened_at)),
        Column("ledger-head-enterprise", 30, lambda row: row.enterprise),
        Column("ledger-head-place", 14, lambda row: row.office),
        Column("ledger-head-what-happened", 40, lambda row: row.what),
        Column("ledger-head-substance", 16, lambda row: row.substance),
        Column("ledger-head-hurt", 8, lambda row: row.hurt),
        Column("ledger-head-dead", 8, lambda row: row.dead),
        Column("ledger-head-told", 40, told),
        Column("ledger-head-inquiry", 20, lambda row: row.inquiry),
        Column("ledger-head-shown", 50, shown),
        Column("ledger-head-result", 40, lambda row: row.result),
        Column("ledger-head-published-on", 12, lambda row: row.published_on),
        Column("ledger-head-state", 10, lambda row: say("incident-state", state=row.state)),
    )
