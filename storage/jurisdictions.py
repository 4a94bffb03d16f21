"""Jurisdictions: the tree of offices (city, district or county, town, village)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Jurisdiction(Base):
    """A place with a safety office; `code` is what the command line calls it."""

    __tablename__ = "jurisdictions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(Key, ForeignKey("jurisdictions.id"), index=True)
