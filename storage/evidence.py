"""Evidence: photos, files and voice kept by their SHA-256, and what they belong to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Evidence(Base):
    """One file of a question (`stage` answer) or finding (before, after). `kind`: photo, document, voice.

    `sha256` names the stored bytes, `original_sha256` the bytes as they came.
    """

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    finding_id: Mapped[int | None] = mapped_column(Key, ForeignKey("findings.id"), index=True)
    stage: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    pages: Mapped[int | None]
    """Of a document."""
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    """The picture of a document's first page."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    """Shooting time from the file where it had one (a document keeps it, a photo does not)."""
    likeness: Mapped[str | None] = mapped_column(String(16))
    """64-bit dHash in hex: near-duplicates are found by the review."""
    added_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_evidence_of", "self_check_id", "question"),
        Index("ix_evidence_bytes", "original_sha256"),
        Index("uq_evidence_once", "self_check_id", "question", "stage", "original_sha256", unique=True),
    )
