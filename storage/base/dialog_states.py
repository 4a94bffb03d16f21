"""Dialog states: the window and data of each conversation. A convenience; the facts are in the other
tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import prepared
from storage.tables.system import DialogState


async def get(db: AsyncConnection, key: str) -> str | None:
    """The JSON kept under `key`."""
    return (await db.execute(select(DialogState.data).where(DialogState.key == key))).scalar()


async def put(db: AsyncConnection, rows: Sequence[tuple[str, str, str]], now: datetime) -> None:
    """Write (key, chat, JSON) rows in one go; an empty JSON deletes its row, the last of a key counts."""
    newest = {key: (chat, text) for key, chat, text in rows}
    # Rows are always taken in the same order, those to be deleted too, so that two processes cannot deadlock.
    written = [
        {"key": key, "chat": chat, "data": text or None, "updated_at": now}
        for key, (chat, text) in sorted(newest.items())
    ]
    if written:
        await db.execute(_put(db), written)
    gone = [key for key, (_, text) in newest.items() if not text]
    if gone:
        await db.execute(delete(DialogState).where(DialogState.key.in_(gone)))


def _upsert(insert: Callable[..., Any]) -> Any:
    statement = insert(DialogState.__table__)
    return statement.on_conflict_do_update(
        index_elements=["key"],
        set_={"data": statement.excluded.data, "updated_at": statement.excluded.updated_at},
    )


_put = prepared(_upsert)


async def purge(db: AsyncConnection, before: datetime) -> int:
    """Delete whole chats in which nothing has happened since `before`; return how many rows went."""
    quiet = (
        select(DialogState.chat).group_by(DialogState.chat).having(func.max(DialogState.updated_at) < before)
    )
    return (await db.execute(delete(DialogState).where(DialogState.chat.in_(quiet)))).rowcount
