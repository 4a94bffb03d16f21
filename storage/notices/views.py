"""Read models of notices: one with its files, lists of an office's notices and of those that wait. Reading
only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from content.telegram_html import headed
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.base.rows import from_rows
from storage.notices.audiences import Audience
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.notices import AT_WORK, Notice, NoticeFile
from storage.tables.offices import Jurisdiction, Staff

ReachedBy = Literal["any", "all"]
ACTIVE = text("staff.revoked_at IS NULL")
"""Written out, not bound: only then do both databases see that the partial index serves."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a notice; `sha256` where its bytes were kept."""

    kind: str
    file_id: str
    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """Content of a notice's copies, in its latest revision. `template`: the one it was begun from."""

    id: int
    revision: int
    body: str
    withdrawn: bool
    template: str | None
    files: tuple[FileView, ...]
    urgent: bool = False

    def text(self, mark: str) -> str:
        """The text as a reader sees it: with `mark` before it where it is urgent."""
        return headed(mark, self.body, beside_file=len(self.files) == 1) if self.urgent else self.body


@dataclass(frozen=True, slots=True)
class AtWork:
    """A notice that the feeder has to handle."""

    id: int
    state: str
    job: str | None
    jurisdiction_id: int
    urgent: bool
    send_at: datetime | None
    is_gathered: bool
    """Whether its targets are all written."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list; instants in UTC."""

    id: int
    state: str
    job: str | None
    title: str
    jurisdiction_id: int
    place: str
    author_id: int
    author: str
    """Name of the author's seat in that office; empty where none was given."""
    standing: bool
    send_at: datetime | None
    created_at: datetime
    confirmed_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeView(NoticeLine):
    """All stored facts about a notice itself."""

    campaign_id: int | None
    template: str | None
    body: str
    audience: Audience
    urgent: bool
    revision: int
    again: int
    held: str | None
    returned: str
    reached_by: ReachedBy
    job_total: int
    job_at: datetime | None
    job_by: int | None
    enterprises: int
    unregistered: int
    blocked: int
    gathered_id: int | None
    progress_open: bool
    released_by: int | None
    released_at: datetime | None
    topped_up_at: datetime | None
    files: tuple[FileView, ...]


def name_in(person: Any, place: Any) -> Any:
    """A query of the name a person has in the office of a place, or had: an index finds the seats in use, and
    only where there is none the records are looked through."""
    seats = select(Staff.name).where(Staff.person_id == person, Staff.jurisdiction_id == place)
    now = seats.where(ACTIVE).limit(1).scalar_subquery()
    return func.coalesce(now, seats.order_by(Staff.id.desc()).limit(1).scalar_subquery())


_LINE = (
    Notice.id,
    Notice.state,
    Notice.job,
    Notice.title,
    Notice.jurisdiction_id,
    Jurisdiction.name.label("place"),
    Notice.author_id,
    func.coalesce(name_in(Notice.author_id, Notice.jurisdiction_id), "").label("author"),
    Notice.standing,
    Notice.send_at,
    Notice.created_at,
    Notice.confirmed_at,
    Notice.started_at,
    Notice.finished_at,
    Notice.valid_until,
)
_MORE = tuple(getattr(Notice, field.name) for field in fields(NoticeView)[len(_LINE) : -1])
_line = select(*_LINE).join(Jurisdiction, Jurisdiction.id == Notice.jurisdiction_id)
_view = _line.add_columns(*_MORE)
_files = (
    select(NoticeFile.kind, NoticeFile.file_id, NoticeFile.name, NoticeFile.sha256)
    .where(NoticeFile.notice_id == bindparam("notice_id"))
    .order_by(NoticeFile.position, NoticeFile.id)
)
_withdrawn = Notice.job.is_not_distinct_from("withdraw")
_content = select(
    Notice.id, Notice.revision, Notice.body, _withdrawn.label("withdrawn"), Notice.template, Notice.urgent
)


async def get(db: AsyncConnection, actor: Actor, notice_id: int) -> NoticeView:
    """A notice, for its author and for who may see the notices of that office.

    Raises:
        NotFound: there is none.
        NotAllowed: anybody else; also for the draft of somebody else.
    """
    view = await load(db, notice_id)
    if view.author_id == actor.person_id and actor.kind == "person":
        return view
    await staff.require(db, actor, "notice.see", view.jurisdiction_id)
    if view.state == "draft" and actor.kind == "person":
        raise NotAllowed
    return view


async def load(db: AsyncConnection, notice_id: int, *, hold: bool = False) -> NoticeView:
    """Load a notice without a check of rights; `hold` locks it until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    query = _view.where(Notice.id == notice_id)
    row = (await db.execute(query.with_for_update(of=Notice) if hold else query)).one_or_none()
    if row is None:
        raise NotFound
    values = {**row._mapping, "audience": Audience.of(row.audience)}
    return NoticeView(**values, files=await list_files(db, notice_id))


async def content(db: AsyncConnection, notice_id: int) -> Content:
    """The current content of a notice's copies.

    Raises:
        NotFound: there is none.
    """
    row = (await db.execute(_content.where(Notice.id == notice_id))).one_or_none()
    if row is None:
        raise NotFound
    return Content(**row._mapping, files=await list_files(db, notice_id))


async def find_contents(db: AsyncConnection, ids: Sequence[int]) -> dict[int, Content]:
    """Contents of several notices, by id; deleted ones are left out."""
    rows = list(await db.execute(_content.where(Notice.id.in_(ids))))
    return {row.id: Content(**row._mapping, files=await list_files(db, row.id)) for row in rows}


async def list_at_work(db: AsyncConnection, now: datetime) -> tuple[AtWork, ...]:
    """The notices that go out, are paused, or are to begin by `now`; urgent ones first."""
    rows = await db.execute(
        select(
            Notice.id,
            Notice.state,
            Notice.job,
            Notice.jurisdiction_id,
            Notice.urgent,
            Notice.send_at,
            Notice.gathered_id.is_(None).label("is_gathered"),
        )
        .where(AT_WORK, (Notice.state != "scheduled") | Notice.send_at.is_(None) | (Notice.send_at <= now))
        .order_by(Notice.urgent.desc(), Notice.id)
    )
    return from_rows(AtWork, rows)


async def list_files(db: AsyncConnection, notice_id: int) -> tuple[FileView, ...]:
    """The files of a notice in their order."""
    return from_rows(FileView, await db.execute(_files, {"notice_id": notice_id}))


async def list_own(db: AsyncConnection, person_id: int, limit: int = 50) -> tuple[NoticeLine, ...]:
    """The notices a person wrote, drafts included, newest first."""
    return await _lines(db, _line.where(Notice.author_id == person_id).limit(limit))


async def list_of_office(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, limit: int = 50, state: str | None = None
) -> tuple[NoticeLine, ...]:
    """The notices of an office and of all below it, newest first, without other people's drafts.

    Raises:
        NotAllowed: without the right `notice.see` there.
    """
    await staff.require(db, actor, "notice.see", jurisdiction_id)
    query = _line.where(
        Notice.jurisdiction_id.in_(select(below_cte().c.id)),
        (Notice.state != "draft") if state is None else (Notice.state == state),
    )
    return await _lines(db, query.limit(limit), root=jurisdiction_id)


async def list_all(db: AsyncConnection, limit: int = 50) -> tuple[NoticeLine, ...]:
    """All notices but drafts, newest first: for the command line."""
    return await _lines(db, _line.where(Notice.state != "draft").limit(limit))


async def _lines(
    db: AsyncConnection, query: Select[*tuple[Any, ...]], **values: int
) -> tuple[NoticeLine, ...]:
    return from_rows(NoticeLine, await db.execute(query.order_by(Notice.id.desc()), values))
