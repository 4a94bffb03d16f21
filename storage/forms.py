"""Forms: every version of a self-check form ever asked, kept whole beside its answers."""

from __future__ import annotations

from sqlalchemy import String, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from content.model import Form
from storage.base import Base
from storage.database import upsert
from storage.errors import NotFound

_parsed: dict[str, Form] = {}


class StoredForm(Base):
    """A form's JSON under its digest; never changed once written."""

    __tablename__ = "forms"
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    pack: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)


async def keep(db: AsyncConnection, form: Form) -> str:
    """Store `form` if it is new; its digest."""
    await db.execute(
        upsert(db, StoredForm)
        .values(digest=form.digest, pack=form.pack, body=form.model_dump_json())
        .on_conflict_do_nothing()
    )
    return form.digest


async def get(db: AsyncConnection, digest: str) -> Form:
    """The form of that version; parsed once a process.

    Raises:
        NotFound: no such version.
    """
    if (form := _parsed.get(digest)) is None:
        body = (await db.execute(select(StoredForm.body).where(StoredForm.digest == digest))).scalar()
        if body is None:
            raise NotFound
        form = _parsed[digest] = Form.model_validate_json(body)
    return form
