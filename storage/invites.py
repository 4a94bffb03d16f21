"""Invites: links and codes that let a person join an enterprise or see one finding."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Invite(Base):
    """`kind`: enterprise (link from the office), share (code of a contact), finding (responsible person).

    Only the SHA-256 of the token is kept; `uses_left` None means any number until it expires.
    """

    __tablename__ = "invites"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(Key, ForeignKey("findings.id"))
    created_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    uses_left: Mapped[int | None]
    revoked_at: Mapped[datetime | None]
