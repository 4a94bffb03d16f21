"""Tables of joint meetings (联席会议): who is asked to come and came, minutes, points decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

ANSWERS = ("come", "send", "leave")
"""参加, 派人参加, 请假."""
MAX_WHERE = 60
MAX_AGENDA = 800
MAX_MINUTES = 3000
MAX_POINT = 150


class Meeting(Base):
    """A meeting that an office calls on a local day `held_on` at `clock` (HH:MM there). `state`: called,
    held, dropped. `code`, `period_on`: the duty of the plan that it does (`content.calendar.duties`), "" for
    none. `token`: of the draft, so that it is called once. `issued_at`: when its minutes were sent."""

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    code: Mapped[str] = mapped_column(String(40), default="")
    period_on: Mapped[date] = mapped_column(Date)
    held_on: Mapped[date] = mapped_column(Date)
    clock: Mapped[str] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(String(MAX_WHERE))
    agenda: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="called")
    called_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    called_at: Mapped[datetime]
    minutes: Mapped[str] = mapped_column(Text, default="")
    minuted_at: Mapped[datetime | None]
    issued_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_meetings_place", "jurisdiction_id", "held_on"),)


class MeetingGuest(Base):
    """A department of a place's office asked to a meeting; `department` "": the whole office of a place
    below. `answer`: of ANSWERS, "" for none yet; `who`: who is sent. `came`: None until it is recorded."""

    __tablename__ = "meeting_guests"
    meeting_id: Mapped[int] = mapped_column(
        Key, ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    department: Mapped[str] = mapped_column(String(12), primary_key=True)
    answer: Mapped[str] = mapped_column(String(8), default="")
    who: Mapped[str] = mapped_column(String(40), default="")
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    came: Mapped[bool | None]
    __table_args__ = (Index("ix_meeting_guests_place", "jurisdiction_id"),)


class MeetingPoint(Base):
    """A point decided at a meeting: a duty of a place's office, of one `department` of it ("": of all), by a
    local day. Whether it is done stands in `DutyMark` and in records, as of the plan's duties."""

    __tablename__ = "meeting_points"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(Key, ForeignKey("meetings.id", ondelete="CASCADE"))
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    department: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(String(MAX_POINT))
    due_on: Mapped[date] = mapped_column(Date)
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_meeting_points_place", "jurisdiction_id", "campaign_id"),)
