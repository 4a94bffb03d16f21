"""The table of the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key, without_statistics

# Written out, not bound: only then do both databases see that the partial indexes serve.
IS_UNSENT = text("state IN ('pending', 'retry')")


is_sending = text("state = 'sending'")


is_sent = text("state = 'sent'")


is_parked = text("state = 'failed'")


HAS_OPEN_TOPIC = text("topic IS NOT NULL AND state IN ('pending', 'retry', 'sending')")


_UNSENT = "state IN ('pending', 'retry', 'failed')"


about_one = text(f"enterprise_id IS NOT NULL AND {_UNSENT}")
"""Unsent rows about an enterprise."""


read_by_right = text(f"(enterprise_id IS NOT NULL OR office_id IS NOT NULL) AND {_UNSENT}")
"""Unsent rows that only some people may read."""


class OutboxRow(Base):
    """One message to one person. `text_key` and `values` name the sentence; `button` the action under it.

    `button`: kind and id, and with several rows of buttons a list of those. `state`: pending, sending, sent,
    retry, failed (parked), unreachable, moot (no longer true, not sent). `dedupe_key` makes a cause send
    once. Of two due rows the one with the lower `priority` goes first. `lease_until`: after it a row in
    `sending` may be claimed again.
    """

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    action: Mapped[str] = mapped_column(String(8), default="send", server_default="send")
    """send, edit or delete: the last two act on `message_ids`."""
    topic: Mapped[str | None] = mapped_column(String(12))
    """Its subject, with `topic_id`: notice, digest. Such rows can be removed and their results reported to
    the topic."""
    topic_id: Mapped[int | None] = mapped_column(Key)
    """The id of what the topic names, which for `notice` is not the notice. notice: a copy
    (`notices.copies`); nprogress, ntest: the notice itself; digest: a digest; campaign: a campaign;
    handed-up: an escalation; report-text: a report; tip: the number of the issue; reports: always 0; nudge: a
    person; nudge-code: an address for nudges."""
    message_ids: Mapped[list[int] | None] = mapped_column(JSON)
    """Ids of the parts already sent (an album, whose text is still to come)."""
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    """An account without a row, in place of `person_id`: only of the weekly tip, deleted once it is sent."""
    priority: Mapped[int] = mapped_column(default=5)
    text_key: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    button: Mapped[dict[str, Any] | list[dict[str, Any]] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(12), default="pending")
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(200))
    enterprise_id: Mapped[int | None] = mapped_column(Key)
    """The enterprise it is about; no foreign key: queued rows are no records of an enterprise. Never set for
    reports."""
    self_check_id: Mapped[int | None] = mapped_column(Key)
    """The form whose work it asks for; it ends with the form's campaign."""
    office_id: Mapped[int | None] = mapped_column(Key)
    """The place whose office is told; None: an enterprise's people are."""
    needs: Mapped[str | None] = mapped_column(String(24))
    """The right that its reader must have there, or where the enterprise is now (see
    `membership.consequences`)."""
    __table_args__ = (
        # Closed rows are in neither of the first two, and all columns that claiming asks for are in the
        # first: the cost of finding due rows grows with the due ones only (SQLite looks at `state` again, so
        # it is there too).
        Index(
            "ix_outbox_open",
            "priority",
            "not_before",
            "id",
            "person_id",
            "state",
            sqlite_where=IS_UNSENT,
            postgresql_where=IS_UNSENT,
        ),
        Index("ix_outbox_sending", "lease_until", sqlite_where=is_sending, postgresql_where=is_sending),
        Index("ix_outbox_sent", "sent_at", sqlite_where=is_sent, postgresql_where=is_sent),
        Index("ix_outbox_parked", "id", sqlite_where=is_parked, postgresql_where=is_parked),
        Index(
            "ix_outbox_topic",
            "topic",
            "topic_id",
            sqlite_where=HAS_OPEN_TOPIC,
            postgresql_where=HAS_OPEN_TOPIC,
        ),
        Index("ix_outbox_about", "enterprise_id", sqlite_where=about_one, postgresql_where=about_one),
        Index("ix_outbox_reader", "person_id", sqlite_where=read_by_right, postgresql_where=read_by_right),
    )


# accounts without a row: of who gets the weekly tip
without_statistics(OutboxRow, "telegram_id", "dedupe_key")
