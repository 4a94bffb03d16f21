"""Forms: every version of a self-check form that was ever used, stored whole."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.form import Form
from storage.base.database import upsert
from storage.base.errors import NotFound
from storage.tables.self_checks import StoredForm

_parsed: dict[str, Form] = {}


async def keep(db: AsyncConnection, form: Form) -> str:
    """Store `form` if it is new; return its digest."""
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
