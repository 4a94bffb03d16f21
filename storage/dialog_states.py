"""Dialog states: where each conversation stands. A convenience; the facts are elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base


class DialogState(Base):
    """State and data of one FSM key (an HMAC, so that no account id is in it)."""

    __tablename__ = "dialog_states"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    chat: Mapped[str] = mapped_column(String(64), index=True)
    """HMAC of the chat, so that a whole chat is purged together (style T3)."""
    state: Mapped[str | None] = mapped_column(String(200))
    data: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime]
