"""The inbox of the web door: messages of people with an account, as their page shows them.

Nothing of an anonymous report is written here (`docs/anonymity.md`): what a reporter sees is in memory, and
so does what an office reads of a report. People without an account have no inbox either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, insert, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import prepared
from storage.base.rows import from_row, from_rows
from storage.people.accounts import FIRST_WEB_MESSAGE, channel_of
from storage.tables.web import WebInbox, WebMessage


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A message. `body` as it was given, all but empty once deleted; `sha256` names its file."""

    message_id: int
    version: int
    body: Mapping[str, Any]
    sha256: str | None
    is_urgent: bool
    is_silent: bool
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in order. `version`: to ask from next time. `more`: further changes are ready."""

    version: int
    messages: tuple[InboxMessage, ...]
    more: bool


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_columns = tuple(getattr(WebMessage, name) for name in InboxMessage.__slots__)

# Built once, since every tap on the page runs them.
_is_that_one = (
    WebMessage.address == bindparam("of_address"),
    WebMessage.message_id == bindparam("of_message"),
    WebMessage.deleted_at.is_(None),
)
_get_one = select(*_columns).where(*_is_that_one)
_edit_one = (
    update(WebMessage)
    .where(*_is_that_one)
    .values({name: bindparam(name) for name in ("body", "sha256", "version", "edited_at")})
)
_newer = (
    select(*_columns)
    .where(WebMessage.address == bindparam("of_address"), WebMessage.version > bindparam("since"))
    .order_by(WebMessage.version, WebMessage.message_id)
)
_newer_part = _newer.limit(bindparam("most"))
_whole_part = _newer.where(WebMessage.deleted_at.is_(None)).limit(bindparam("most"))
_newest = select(WebInbox.version).where(WebInbox.address == bindparam("of_address"))


def _upsert_count(insert: Callable[..., Any]) -> Any:
    statement = insert(WebInbox).values(
        address=bindparam("of_address"), version=bindparam("changes"), message_id=bindparam("first")
    )
    more = bindparam("messages", type_=BigInteger)
    return statement.on_conflict_do_update(
        index_elements=["address"],
        set_={
            "version": WebInbox.version + statement.excluded.version,
            "message_id": WebInbox.message_id + more,
        },
    ).returning(WebInbox.version, WebInbox.message_id)


_add_to_count = prepared(_upsert_count)


async def append(
    db: AsyncConnection,
    now: datetime,
    address: int,
    *bodies: Mapping[str, Any],
    urgent: bool = False,
    silent: bool = False,
) -> tuple[int, ...]:
    """Write messages in this order; return their numbers.

    A body is JSON of the page's own shape. Its file, if any, is `body["file"]["sha256"]`, whose bytes are in
    the folder of the web door already.
    """
    if not bodies:
        return ()
    version, last = await _count(db, address, changes=len(bodies), messages=len(bodies))
    first = last - len(bodies) + 1
    rows = [
        {
            "address": address,
            "message_id": first + place,
            "version": version - len(bodies) + 1 + place,
            "body": dict(body),
            "sha256": _file(body),
            "is_urgent": urgent,
            "is_silent": silent,
            "sent_at": now,
        }
        for place, body in enumerate(bodies)
    ]
    await db.execute(insert(WebMessage), rows)
    return tuple(range(first, last + 1))


async def edit(
    db: AsyncConnection,
    now: datetime,
    address: int,
    message_id: int,
    body: Mapping[str, Any],
    before: InboxMessage | None = None,
) -> InboxMessage | None:
    """Replace the body of a message; return it as it was, None where it is deleted or was never there.

    `before`: the message as it was read a moment ago; None: it is read here.
    """
    before = before or await get(db, address, message_id)
    if before is None:
        return None
    version, _ = await _count(db, address, changes=1)
    changed = {"body": dict(body), "sha256": _file(body), "version": version, "edited_at": now}
    done = await db.execute(_edit_one, {"of_address": address, "of_message": message_id, **changed})
    return before if done.rowcount else None


async def delete(
    db: AsyncConnection,
    now: datetime,
    address: int,
    message_ids: Collection[int],
    left: Mapping[str, Any] | None = None,
) -> int:
    """Empty messages and have the page take them away; return how many. Idempotent.

    `left`: their body from now on, which says nothing of what they said.
    """
    if not message_ids:
        return 0
    version, _ = await _count(db, address, changes=1)
    done = await db.execute(
        update(WebMessage)
        .where(*_of(address, message_ids))
        .values(body=dict(left or {}), sha256=None, version=version, deleted_at=now)
    )
    return int(done.rowcount)


async def files_of(db: AsyncConnection, address: int, message_ids: Collection[int]) -> tuple[str, ...]:
    """The files that messages name. Reads only."""
    named = select(WebMessage.sha256).where(*_of(address, message_ids), WebMessage.sha256.is_not(None))
    return tuple(str(one) for one in (await db.execute(named)).scalars())


async def get(db: AsyncConnection, address: int, message_id: int) -> InboxMessage | None:
    """One message that is not deleted. Reads only."""
    row = (await db.execute(_get_one, {"of_address": address, "of_message": message_id})).one_or_none()
    return from_row(InboxMessage, row) if row else None


async def get_body(db: AsyncConnection, address: int, message_id: int) -> Mapping[str, Any]:
    """The body of a message, deleted or not; empty where there is none. Reads only."""
    of = (WebMessage.address == address, WebMessage.message_id == message_id)
    return (await db.execute(select(WebMessage.body).where(*of))).scalar() or {}


async def find_file(db: AsyncConnection, address: int, sha256: str) -> Mapping[str, Any] | None:
    """Facts of a file from a message of that inbox; None for a file of others. Reads only."""
    of = (WebMessage.address == address, WebMessage.sha256 == sha256, WebMessage.deleted_at.is_(None))
    body = (await db.execute(select(WebMessage.body).where(*of).limit(1))).scalar()
    return body["file"] if body else None


async def find_own(db: AsyncConnection, address: int, sha256: str) -> Mapping[str, Any] | None:
    """Facts of evidence that the person of that inbox sent; its bytes are with the other evidence, not with
    the web door's files. None for evidence of others. Reads only."""
    of = (
        WebMessage.address == address,
        WebMessage.sha256.is_(None),
        WebMessage.deleted_at.is_(None),
        WebMessage.body["file"]["evidence"].as_string() == sha256,
    )
    body = (await db.execute(select(WebMessage.body).where(*of).limit(1))).scalar()
    return body["file"] if body else None


async def since(db: AsyncConnection, address: int, version: int, limit: int = 200) -> Changes:
    """The changes after `version` (0: from the beginning), oldest first. Reads only.

    Several messages that were deleted together share a version, so a portion never ends within one.
    """
    # from the beginning the version is asked first: what comes meanwhile has a higher one
    newest = version or await current(db, address)
    asked = {"of_address": address, "since": version}
    part = _newer_part if version else _whole_part
    found = list(from_rows(InboxMessage, await db.execute(part, {**asked, "most": limit + 1})))
    if len(found) <= limit:
        return Changes(max(newest, found[-1].version if found else 0), tuple(found), more=False)
    edge = found[-1].version
    whole = [one for one in found if one.version < edge]
    if not whole:
        ordered = _newer if version else _newer.where(WebMessage.deleted_at.is_(None))
        rows = await db.execute(ordered.where(WebMessage.version == edge), asked)
        whole = list(from_rows(InboxMessage, rows))
    return Changes(whole[-1].version, tuple(whole), more=True)


async def current(db: AsyncConnection, address: int) -> int:
    """The newest version of an address; 0 before its first message. Reads only."""
    return int((await db.execute(_newest, {"of_address": address})).scalar() or 0)


async def versions(db: AsyncConnection, addresses: Collection[int]) -> dict[int, int]:
    """The newest version of each of these addresses that has an inbox. Reads only."""
    query = select(WebInbox.address, WebInbox.version).where(WebInbox.address.in_(addresses))
    return {int(address): int(version) for address, version in await db.execute(query)}


async def mark_read(db: AsyncConnection, now: datetime, address: int, until: int) -> int:
    """Mark everything up to that message as shown by the page; return how many were new."""
    done = await db.execute(
        update(WebMessage)
        .where(WebMessage.address == address, WebMessage.message_id <= until, WebMessage.read_at.is_(None))
        .values(read_at=now)
    )
    return int(done.rowcount)


async def count_unread(db: AsyncConnection, address: int) -> int:
    """Count the messages that no page has shown. Reads only."""
    query = select(func.count()).where(
        WebMessage.address == address, WebMessage.read_at.is_(None), WebMessage.deleted_at.is_(None)
    )
    return int((await db.execute(query)).scalar_one())


async def prune(db: AsyncConnection, before: datetime, limit: int = 500) -> tuple[int, tuple[str, ...]]:
    """Delete up to `limit` messages sent before that instant; returns their number, and the files no longer
    named by any message (to be removed after the commit)."""
    old = select(WebMessage.id).where(WebMessage.sent_at < before).order_by(WebMessage.sent_at).limit(limit)
    gone = await db.execute(
        delete_from(WebMessage).where(WebMessage.id.in_(old)).returning(WebMessage.sha256)
    )
    files = list(gone.scalars())
    return len(files), await unnamed(db, [sha256 for sha256 in files if sha256])


async def forget(db: AsyncConnection, addresses: Collection[int]) -> None:
    """Empty everything of these addresses; the next `prune` deletes it, and its files."""
    await db.execute(
        update(WebMessage).where(WebMessage.address.in_(addresses)).values(body={}, sent_at=_LONG_AGO)
    )
    await db.execute(delete_from(WebInbox).where(WebInbox.address.in_(addresses)))


async def unnamed(db: AsyncConnection, files: Sequence[str]) -> tuple[str, ...]:
    """The ones of these files that no message names. Reads only."""
    if not files:
        return ()
    named = await db.execute(select(WebMessage.sha256).where(WebMessage.sha256.in_(files)).distinct())
    return tuple(sorted(set(files) - set(named.scalars())))


async def _count(db: AsyncConnection, address: int, *, changes: int, messages: int = 0) -> tuple[int, int]:
    """Reserve so many versions and numbers; return the last of each."""
    if channel_of(address) != "web":
        raise ValueError("an inbox needs a web address")
    added = {"changes": changes, "messages": messages, "first": FIRST_WEB_MESSAGE + messages}
    row = await db.execute(_add_to_count(db), {"of_address": address, **added})
    version, message_id = row.one()
    return int(version), int(message_id)


def _of(address: int, message_ids: Collection[int]) -> tuple[Any, ...]:
    return (
        WebMessage.address == address,
        WebMessage.message_id.in_(message_ids),
        WebMessage.deleted_at.is_(None),
    )


def _file(body: Mapping[str, Any]) -> str | None:
    file = body.get("file")
    return file.get("sha256") if isinstance(file, Mapping) else None
