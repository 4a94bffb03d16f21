"""Table of signed and stamped papers that came back as photos: of forms, and of papers about measures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_FORM = text("replaced_at IS NULL AND measure_id IS NULL")
_MEASURE = text("replaced_at IS NULL AND measure_id IS NOT NULL")


class SignedCopy(Base):
    """A page of a signed paper: a photo, or a PDF with the picture of its first page. It belongs to a form
    (`self_check_id`) or to a measure (`measure_id`).

    `paper`: form; of measures order, request (复产申请), answer (复产验收), withdraw. `submission`: of a
    form, which handing-in it is about (`SelfCheck.submissions`). `is_first`: the first page of its set.
    `by_office`: an office added it. `replaced_at`: another set took its place; it stays as history.
    """

    __tablename__ = "signed_copies"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int | None] = mapped_column(Key, ForeignKey("self_checks.id"))
    measure_id: Mapped[int | None] = mapped_column(Key, ForeignKey("measures.id"))
    paper: Mapped[str] = mapped_column(String(8))
    submission: Mapped[int] = mapped_column(default=0)
    is_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_office: Mapped[bool] = mapped_column(default=False, server_default=false())
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_signed_copies_form",
            "self_check_id",
            "submission",
            "original_sha256",
            unique=True,
            sqlite_where=_FORM,
            postgresql_where=_FORM,
        ),
        Index(
            "uq_signed_copies_measure",
            "measure_id",
            "paper",
            "original_sha256",
            unique=True,
            sqlite_where=_MEASURE,
            postgresql_where=_MEASURE,
        ),
        Index("ix_signed_copies_form", "self_check_id"),
        Index("ix_signed_copies_measure", "measure_id"),
    )
