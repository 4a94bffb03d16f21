"""Drafts of notices: begun, written, given files, audience and time, discarded. Only their author may change
them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from content.telegram_html import MAX_CAPTION, MAX_TEXT, over, seen
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import require_person
from storage.base.texts import one_line, visible
from storage.notices import audiences
from storage.notices.audiences import Audience
from storage.offices import staff
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.tables.notices import Notice, NoticeFile

TEST_TOPIC = "ntest"
"""Topic of the outbox's rows of tests; their `topic_id` is the notice's."""
MAX_FILES = 10
"""Files an album takes."""
MAX_FILE_BYTES = 50 * 1024 * 1024
"""Bytes that Telegram lets a bot send."""
TITLE = 20
"""Characters of a title, which is how a notice is called in lists."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that came for a notice. `sha256` where its bytes were kept."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    size: int
    sha256: str | None = None


def check_body(body: str, *, caption: bool = False) -> str:
    """A notice's text in stored form, checked for length; `caption`: it was sent beside a file.

    Raises:
        Invalid: `notice-empty`: nothing to be seen; `notice-text-long`, or `notice-caption-long`: `over`
            UTF-16 units more than the `limit`.
    """
    body = "".join(sign for sign in body if sign not in "\0\r").strip()
    if not visible(seen(body)):
        raise Invalid("error-invalid-notice-empty")
    if caption and (too_many := over(body, MAX_CAPTION)):
        raise Invalid("error-invalid-notice-caption-long", over=too_many, limit=MAX_CAPTION)
    if too_many := over(body, MAX_TEXT):
        raise Invalid("error-invalid-notice-text-long", over=too_many, limit=MAX_TEXT)
    return body


def is_caption(body: str, files: int) -> bool:
    """Whether a text is sent as the caption of its file, and not as a message after it."""
    return files == 1 and not over(body, MAX_CAPTION)


def title_of(body: str) -> str:
    """The title of a notice without a template: the beginning of its first line."""
    return shortened(one_line(seen(body).split("\n", 1)[0]), TITLE)


async def begin(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    audience: Audience,
    *,
    campaign_id: int | None = None,
    template: str | None = None,
    title: str = "",
    body: str = "",
) -> int:
    """Begin a draft and return its id; other drafts of the actor with no text or the same text are deleted.

    It belongs to the office of the nearest seat by which the actor may write to the audience's place.

    Raises:
        NotAllowed: without the right `notice.write` there. Invalid: see `audiences.check`.
    """
    author = require_person(actor)
    seat = await staff.require(db, actor, "notice.write", audience.place, of=audience.enterprises, alone=True)
    if seat is None:  # the command line writes no notices
        raise NotAllowed
    await audiences.check(db, audience)
    await contacts.in_turn(db, actor)  # the second of two taps finds the draft of the first
    bare = ~exists().where(NoticeFile.notice_id == Notice.id)
    await db.execute(
        delete(Notice).where(
            Notice.author_id == author, Notice.state == "draft", Notice.body.in_(("", body)), bare
        )
    )
    row = {
        "jurisdiction_id": seat.jurisdiction_id,
        "campaign_id": campaign_id,
        "author_id": author,
        "template": template,
        "title": title[:60],
        "body": body,
        "audience": audience.as_json(),
        "created_at": now,
    }
    made = (await db.execute(insert(Notice).values(**row).returning(Notice.id))).scalar_one()
    await audit.write(db, actor, now, "draft", "notice", made, {"template": template})
    return int(made)


async def write(db: AsyncConnection, actor: Actor, notice_id: int, body: str) -> None:
    """Give a draft its text (Telegram HTML). Without a template its title is the text's beginning.

    Raises:
        Invalid: see `check_body`. NotAllowed, NotFound, Conflict: see `hold`.
    """
    draft = await hold(db, actor, notice_id)
    body = check_body(body)
    title = draft.title if draft.template else title_of(body)
    await _set(db, notice_id, body=body, title=title)


async def unwrite(db: AsyncConnection, actor: Actor, notice_id: int) -> None:
    """Remove the text of a draft. Raises as `hold`."""
    await hold(db, actor, notice_id)
    await _set(db, notice_id, body="")


async def add_file(db: AsyncConnection, actor: Actor, notice_id: int, file: NewFile) -> int:
    """Add a picture or document; return how many there are now. The same twice is one.

    Raises:
        Invalid: `notice-file-heavy`: above 50 MB; `notice-files-mixed`: pictures and documents;
            `notice-files-many`: more than `limit`. NotAllowed, NotFound, Conflict: see `hold`.
    """
    await hold(db, actor, notice_id)
    if file.size > MAX_FILE_BYTES:
        raise Invalid("error-invalid-notice-file-heavy")
    of = select(NoticeFile.kind, NoticeFile.unique_id).where(NoticeFile.notice_id == notice_id)
    there = (await db.execute(of)).all()
    if file.unique_id in [unique_id for _, unique_id in there]:
        return len(there)
    if any(kind != file.kind for kind, _ in there):
        raise Invalid("error-invalid-notice-files-mixed")
    if len(there) >= MAX_FILES:
        raise Invalid("error-invalid-notice-files-many", limit=MAX_FILES)
    await db.execute(
        upsert(db, NoticeFile)
        .values(
            notice_id=notice_id,
            position=len(there),
            kind=file.kind,
            file_id=file.file_id,
            unique_id=file.unique_id[:64],
            sha256=file.sha256,
            name=one_line(file.name)[:200],
            size=file.size,
        )
        .on_conflict_do_nothing(index_elements=["notice_id", "unique_id"])
    )
    return len(there) + 1


async def clear_files(db: AsyncConnection, actor: Actor, notice_id: int) -> None:
    """Remove all files. Raises as `hold`."""
    await hold(db, actor, notice_id)
    await db.execute(delete(NoticeFile).where(NoticeFile.notice_id == notice_id))


async def address(db: AsyncConnection, actor: Actor, notice_id: int, audience: Audience) -> None:
    """Set the audience.

    Raises:
        NotAllowed: without the right to write there. Invalid: see `audiences.check`.
        NotFound, Conflict: see `hold`.
    """
    await hold(db, actor, notice_id)
    await staff.require(db, actor, "notice.write", audience.place, of=audience.enterprises, alone=True)
    await audiences.check(db, audience)
    await _set(db, notice_id, audience=audience.as_json())


async def choose_time(
    db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, send_at: datetime | None
) -> None:
    """Set the instant at which it is sent; None: as soon as it is confirmed.

    Raises:
        Invalid: `notice-past`. NotAllowed, NotFound, Conflict: see `hold`.
    """
    await hold(db, actor, notice_id)
    if send_at is not None and send_at <= now:
        raise Invalid("error-invalid-notice-past")
    await _set(db, notice_id, send_at=send_at)


async def choose_end(
    db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, valid_until: datetime | None
) -> None:
    """Set the instant from which it is sent to nobody; None: it stays valid."""
    await hold(db, actor, notice_id)
    if valid_until is not None and valid_until <= now:
        raise Invalid("error-invalid-notice-past")
    await _set(db, notice_id, valid_until=valid_until)


async def set_kind(
    db: AsyncConnection,
    actor: Actor,
    notice_id: int,
    *,
    urgent: bool | None = None,
    standing: bool | None = None,
) -> None:
    """Set whether it is urgent (also in quiet hours, ahead of others) and standing (also for enterprises
    that register later). Raises as `hold`.

    Raises as `hold`.
    """
    await hold(db, actor, notice_id)
    given = {"urgent": urgent, "standing": standing}
    await _set(db, notice_id, **{name: value for name, value in given.items() if value is not None})


async def discard(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Throw a draft away; False if it was gone.

    Raises:
        NotAllowed, Conflict: see `hold`.
    """
    try:
        await hold(db, actor, notice_id)
    except NotFound:
        return False
    await db.execute(delete(NoticeFile).where(NoticeFile.notice_id == notice_id))
    await db.execute(delete(Notice).where(Notice.id == notice_id))
    await audit.write(db, actor, now, "discard", "notice", notice_id)
    return True


async def hold(db: AsyncConnection, actor: Actor, notice_id: int) -> Any:
    """The author's draft (`title`, `template`), held until the transaction ends.

    Raises:
        NotFound: there is none. NotAllowed: somebody else's. Conflict: `notice-no-draft`: it is confirmed.
    """
    author = require_person(actor)
    query = select(Notice.author_id, Notice.state, Notice.title, Notice.template).where(
        Notice.id == notice_id
    )
    row = (await db.execute(query.with_for_update())).one_or_none()
    if row is None:
        raise NotFound
    if row.author_id != author:
        raise NotAllowed
    if row.state != "draft":
        raise Conflict("error-conflict-notice-no-draft")
    return row


async def send_test(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Queue a test of a draft to its author alone, at any hour, by the path of all copies; False for the
    second of two quick taps.

    Raises:
        NotFound, NotAllowed, Conflict: see `hold`.
    """
    await hold(db, actor, notice_id)
    return await outbox.enqueue(
        db,
        now,
        dedupe_key=f"ntest:{notice_id}:{int(now.timestamp()) // 3}",
        topic=TEST_TOPIC,
        topic_id=notice_id,
        person_id=require_person(actor),
        priority=outbox.PERSONAL,
    )


async def _set(db: AsyncConnection, notice_id: int, **values: Any) -> None:
    await db.execute(update(Notice).where(Notice.id == notice_id).values(**values))
