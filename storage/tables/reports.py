"""Tables of anonymous reports. No column can hold an account, a name, an instant or a number that counts up.

Keys are random, days are whole local days, and on SQLite rows lie in the order of their keys (WITHOUT ROWID).
Who was reported, and everything that was written, is in the sealed bodies alone.
"""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key, without_statistics

BY_KEY = {"sqlite_with_rowid": False}
_PENDING = text("pending")


class Report(Base):
    """`state`: received (nobody was told yet), waiting, accepted, asked, closed.

    `pending`: something waits for the next batch; `wish`: close, at that batch; now, without waiting for it
    (lives are at risk, or an office handed an urgent one on). Nothing of either is left afterwards.
    `result`: true, partly, untrue, elsewhere, withdrawn, spam. The two tags are keyed digests: of the
    reported enterprise, and of the text; they tell equal ones, and nothing without the pepper.
    """

    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case_number: Mapped[str] = mapped_column(String(9), unique=True)
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    worker_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    category: Mapped[str] = mapped_column(String(20))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    enterprise_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    text_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    urgent: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10))
    pending: Mapped[bool]
    wish: Mapped[str | None] = mapped_column(String(8))
    result: Mapped[str | None] = mapped_column(String(10))
    received_on: Mapped[date] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    handler_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    """The officer who accepted it."""
    __table_args__ = (
        Index("ix_reports_pending", "urgent", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_reports_state", "state", "received_on"),
        BY_KEY,
    )


class ReportDepartment(Base):
    """A department of a place that holds a report."""

    __tablename__ = "report_departments"
    report_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("reports.id"), primary_key=True, autoincrement=False
    )
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    department: Mapped[str] = mapped_column(String(12), primary_key=True)
    __table_args__ = (Index("ix_report_departments_place", "jurisdiction_id", "department"), BY_KEY)


class ReportMessage(Base):
    """A sealed message of a report. `author`: worker, office, note (between offices: not sealed to the
    receipt).

    `position` counts within a report. `released`: an office may see it (a worker's waits for the batch).
    """

    __tablename__ = "report_messages"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("reports.id"))
    position: Mapped[int]
    author: Mapped[str] = mapped_column(String(6))
    day: Mapped[date] = mapped_column(Date)
    released: Mapped[bool]
    key_id: Mapped[str] = mapped_column(String(8))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    key_office: Mapped[bytes] = mapped_column(LargeBinary(80))
    key_worker: Mapped[bytes | None] = mapped_column(LargeBinary(80))
    __table_args__ = (Index("uq_report_messages_position", "report_id", "position", unique=True), BY_KEY)


class ReportFile(Base):
    """A photo of a message; its locked bytes are in the folder of reports under the random `name`.

    `photo_tag` is a keyed digest of its pixels as they were re-encoded.
    """

    __tablename__ = "report_files"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    report_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("reports.id"), index=True)
    message_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("report_messages.id"))
    number: Mapped[int]
    key_id: Mapped[str] = mapped_column(String(8))
    key_office: Mapped[bytes] = mapped_column(LargeBinary(80))
    key_worker: Mapped[bytes | None] = mapped_column(LargeBinary(80))
    photo_tag: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    __table_args__ = (BY_KEY,)


class ReportBatch(Base):
    """A batch that went out, by its local day and hour: 2026-11-24T09:00. Old ones are deleted."""

    __tablename__ = "report_batches"
    slot: Mapped[str] = mapped_column(String(16), primary_key=True)
    __table_args__ = (BY_KEY,)


class ReportFolder(Base):
    """One row: the mark by which the folder of locked photos belongs to this database (`reports.folder`)."""

    __tablename__ = "report_folder"
    mark: Mapped[str] = mapped_column(String(32), primary_key=True)
    __table_args__ = (BY_KEY,)


class Poster(Base):
    """The code on an enterprise's posters, by which a report begins with that enterprise chosen."""

    __tablename__ = "posters"
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)


class TipSubscriber(Base):
    """A subscriber of the weekly safety tip: the account, the language, and nothing else.

    `issue`: the last tip queued, the same for everybody (`storage.reports.tips`).
    """

    __tablename__ = "tip_subscribers"
    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(5))
    issue: Mapped[int]
    __table_args__ = (BY_KEY,)


TABLES = (ReportFile, ReportMessage, ReportDepartment, Report)
"""The tables of reports themselves, children first."""
for _model in (*TABLES, TipSubscriber):
    without_statistics(_model)


def random_key() -> int:
    """A random primary key of 63 bits, which tells no order."""
    return secrets.randbits(63)
