"""Tables of notices: texts of an office to enterprises, their targets, and the state of each copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

# Written out, not bound: only then do both databases see that the partial indexes serve.
AT_WORK = text("state IN ('scheduled', 'sending', 'paused')")
STANDING = text("standing AND state = 'sent'")
SHOWN = text("progress_open")
READ = text("read_at IS NOT NULL")
ENDS = text("valid_until IS NOT NULL AND state IN ('waiting', 'scheduled', 'sending', 'paused')")


class Notice(Base):
    """A notice of an office. `state`: draft, waiting (for a second person's release), scheduled, sending,
    paused, stopped, sent, withdrawn.

    `body` is Telegram HTML; `audience` says who gets it, as data; `revision` counts corrections from 1;
    `standing`: also for those who register later, `topped_up_at` until when that was looked after; `urgent`:
    also in quiet hours; `send_at` None: as soon as confirmed. `job`: what goes on while it is sending or
    paused: send, again (once more to who has not read), correct, withdraw, topup (who registered later);
    `job_total` copies of it, since `job_at`.
    """

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    campaign_id: Mapped[int | None] = mapped_column(Key, ForeignKey("campaigns.id"))
    author_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    template: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(60), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    urgent: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    again: Mapped[int] = mapped_column(default=0)
    """Number of times it was sent again to those who had not read it."""
    send_at: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    """Instant (UTC) from which it is sent to nobody, because it is out of date (a meeting has begun). None:
    always valid."""
    held: Mapped[str | None] = mapped_column(String(8))
    """The reason it waits: size, or author (whose right ended before it was sent). Of a draft: ended, it came
    back since its campaign had ended; expired, since it was of no more use."""
    returned: Mapped[str] = mapped_column(String(300), default="")
    """The reason the second person gave it back to its author."""
    reached_by: Mapped[str] = mapped_column(String(3), default="any", server_default="any")
    """The contacts by which an enterprise counts as reached and as a reader: any of them, or all."""
    job: Mapped[str | None] = mapped_column(String(8))
    job_total: Mapped[int] = mapped_column(default=0)
    job_at: Mapped[datetime | None]
    job_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    """The person who began the job, if not the author; the progress is shown to them."""
    enterprises: Mapped[int] = mapped_column(default=0)
    unregistered: Mapped[int] = mapped_column(default=0)
    blocked: Mapped[int] = mapped_column(default=0)
    """Number of its enterprises, and of those it could not be sent to."""
    gathered_id: Mapped[int | None] = mapped_column(Key)
    """Targets are written for enterprises up to this id; None: for all of them."""
    progress_open: Mapped[bool] = mapped_column(default=False)
    """Its author has not yet been shown how it ended."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    released_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    released_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    topped_up_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_notices_place", "jurisdiction_id", "id"),
        Index("ix_notices_at_work", "state", "id", sqlite_where=AT_WORK, postgresql_where=AT_WORK),
        Index("ix_notices_standing", "id", sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_notices_valid", "valid_until", sqlite_where=ENDS, postgresql_where=ENDS),
        Index("ix_notices_shown", "id", sqlite_where=SHOWN, postgresql_where=SHOWN),
    )


class NoticeFile(Base):
    """A picture or document of a notice; several make an album. `kind`: photo, document. `sha256` names the
    bytes in the file store, where they were small enough to be fetched."""

    __tablename__ = "notice_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    notice_id: Mapped[int] = mapped_column(Key, ForeignKey("notices.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    file_id: Mapped[str] = mapped_column(String(200))
    unique_id: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int] = mapped_column(default=0)
    __table_args__ = (UniqueConstraint("notice_id", "unique_id"),)


class NoticeTarget(Base):
    """An enterprise a notice was for when it was confirmed. `reach`: reachable, unregistered, blocked."""

    __tablename__ = "notice_targets"
    notice_id: Mapped[int] = mapped_column(Key, ForeignKey("notices.id"), primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    reach: Mapped[str] = mapped_column(String(12))
    __table_args__ = (Index("ix_notice_targets_enterprise", "enterprise_id"),)


class NoticeCopy(Base):
    """The copy of one person, one message however many of their enterprises are meant. `number` 2: sent once
    more, since they had not read the first.

    `state`: queued, edit, delete (what is to be done with it); out, editing, deleting (being done, in the
    outbox); sent, failed, unreachable, stopped, withdrawn. `message_ids` are Telegram's, `revision` the one
    the person has, `read_revision` the last they confirmed to have read.
    """

    __tablename__ = "notice_copies"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    notice_id: Mapped[int] = mapped_column(Key, ForeignKey("notices.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    message_ids: Mapped[list[int] | None] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_revision: Mapped[int | None]
    problem: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        UniqueConstraint("notice_id", "person_id", "number"),
        # Counting and feeding ask for nothing that is not in it.
        Index("ix_notice_copies_state", "notice_id", "state", "number", "id"),
        Index(
            "ix_notice_copies_read",
            "notice_id",
            "number",
            "read_revision",
            sqlite_where=READ,
            postgresql_where=READ,
        ),
        Index("ix_notice_copies_person", "person_id", "id"),
    )


class NoticeTemplateRow(Base):
    """A text that an office starts notices from. `body`: Telegram HTML with fields in braces
    (`content.model.notices.FIELDS`)."""

    __tablename__ = "notice_templates"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    title: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("jurisdiction_id", "title"),)
