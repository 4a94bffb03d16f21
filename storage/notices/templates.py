"""Templates of notices that an office writes itself: texts with fields in braces, filled for each notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.notices import FIELDS, fields_of, fill_lines
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import is_operator
from storage.base.rows import from_row, from_rows
from storage.base.texts import one_line, visible
from storage.notices.drafts import TITLE, check_body
from storage.offices import jurisdictions, staff
from storage.tables.notices import NoticeTemplateRow
from storage.tables.offices import Jurisdiction

RIGHT = "notice.write"
MOST = 30
"""Templates of one office."""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template. `body`: Telegram HTML with fields in braces; `place_id`: the office whose it is."""

    id: int
    place_id: int
    place: str
    title: str
    body: str

    def fill(self, values: Mapping[str, object]) -> str:
        """The text with these values; a line of which one has no value is left out."""
        return fill_lines(self.body, values)


_view = select(
    NoticeTemplateRow.id,
    NoticeTemplateRow.jurisdiction_id.label("place_id"),
    Jurisdiction.name.label("place"),
    NoticeTemplateRow.title,
    NoticeTemplateRow.body,
).join(Jurisdiction, Jurisdiction.id == NoticeTemplateRow.jurisdiction_id)


async def list_for(db: AsyncConnection, actor: Actor, place_id: int) -> tuple[OwnTemplate, ...]:
    """The templates of an office and of those above it, its own first, each office's by title.

    Raises:
        NotAllowed: neither the command line nor a seat with `notice.write` that reaches the place.
    """
    await staff.require(db, actor, RIGHT, place_id, of=())
    line = [one.id for one in await jurisdictions.above(db, place_id)]
    rows = await db.execute(_view.where(NoticeTemplateRow.jurisdiction_id.in_(line)))
    found = list(from_rows(OwnTemplate, rows))
    return tuple(sorted(found, key=lambda one: (line.index(one.place_id), one.title)))


async def get(db: AsyncConnection, actor: Actor, template_id: int) -> OwnTemplate:
    """A template of one's office or of one above it.

    Raises:
        NotFound: there is none, or none that is the actor's to use.
    """
    row = (await db.execute(_view.where(NoticeTemplateRow.id == template_id))).one_or_none()
    if row is None:
        raise NotFound
    found = from_row(OwnTemplate, row)
    if is_operator(actor):
        return found
    for seat in await staff.list_seats(db, actor.person_id or 0):
        line = {one.id for one in await jurisdictions.above(db, seat.jurisdiction_id)}
        if seat.allows(RIGHT) and found.place_id in line:
            return found
    raise NotFound


async def save(db: AsyncConnection, actor: Actor, now: datetime, place_id: int, title: str, body: str) -> int:
    """Save a text as a template of an office; its id. The same title and text again changes nothing.

    Raises:
        NotAllowed: neither the command line nor a seat with `notice.write` there.
        Invalid: `template-title` (1 to 20 characters), `template-field`: the text names an unknown `field`,
            `template-many`; see `drafts.check_body`. Conflict: `template-there`: another text has that title.
    """
    await _require(db, actor, place_id)
    title, body = _title(title), _body(body)
    await jurisdictions.hold(db, place_id)
    of = (NoticeTemplateRow.jurisdiction_id == place_id, NoticeTemplateRow.title == title)
    there = (await db.execute(select(NoticeTemplateRow.id, NoticeTemplateRow.body).where(*of))).one_or_none()
    if there is not None:
        if there.body != body:
            raise Conflict("error-conflict-template-there", title=title)
        return int(there.id)
    own = select(func.count()).where(NoticeTemplateRow.jurisdiction_id == place_id)
    if (await db.execute(own)).scalar_one() >= MOST:
        raise Invalid("error-invalid-template-many", limit=MOST)
    row = {"jurisdiction_id": place_id, "title": title, "body": body, "written_by": actor.person_id}
    made = await db.execute(
        insert(NoticeTemplateRow).values(**row, written_at=now).returning(NoticeTemplateRow.id)
    )
    found = int(made.scalar_one())
    await audit.write(db, actor, now, "template-saved", "jurisdiction", place_id, {"template": found})
    return found


async def change(
    db: AsyncConnection, actor: Actor, now: datetime, template_id: int, *, title: str = "", body: str = ""
) -> None:
    """Give a template of one's own office another title or another text. Notices begun stay as they are.

    Raises:
        NotFound: see `get`. NotAllowed: it is another office's. Invalid, Conflict: see `save`.
    """
    found = await get(db, actor, template_id)
    await _require(db, actor, found.place_id)
    await jurisdictions.hold(db, found.place_id)
    found = await get(db, actor, template_id)
    new = {"title": _title(title) if title else found.title, "body": _body(body) if body else found.body}
    if (new["title"], new["body"]) == (found.title, found.body):
        return
    same = select(NoticeTemplateRow.id).where(
        NoticeTemplateRow.jurisdiction_id == found.place_id,
        NoticeTemplateRow.title == new["title"],
        NoticeTemplateRow.id != template_id,
    )
    if (await db.execute(same)).first() is not None:
        raise Conflict("error-conflict-template-there", title=new["title"])
    await db.execute(
        update(NoticeTemplateRow)
        .where(NoticeTemplateRow.id == template_id)
        .values(**new, written_by=actor.person_id, written_at=now)
    )
    await audit.write(
        db, actor, now, "template-changed", "jurisdiction", found.place_id, {"template": template_id}
    )


async def remove(db: AsyncConnection, actor: Actor, now: datetime, template_id: int) -> bool:
    """Remove a template of one's own office; False if it is gone already.

    Raises:
        NotAllowed: it is another office's, or no seat with `notice.write` there.
    """
    of = select(NoticeTemplateRow.jurisdiction_id).where(NoticeTemplateRow.id == template_id)
    place_id = (await db.execute(of)).scalar()
    if place_id is None:
        return False
    await _require(db, actor, place_id)
    gone = await db.execute(delete(NoticeTemplateRow).where(NoticeTemplateRow.id == template_id))
    if gone.rowcount:
        detail = {"template": template_id}
        await audit.write(db, actor, now, "template-removed", "jurisdiction", place_id, detail)
    return bool(gone.rowcount)


async def _require(db: AsyncConnection, actor: Actor, place_id: int) -> None:
    """An office writes its own: a seat above it does not."""
    if is_operator(actor):
        return
    seats = await staff.list_seats(db, actor.person_id or 0)
    if not any(seat.jurisdiction_id == place_id and seat.allows(RIGHT) for seat in seats):
        raise NotAllowed


def _title(text: str) -> str:
    title = one_line(text)
    if not visible(title) or len(title) > TITLE:
        raise Invalid("error-invalid-template-title", limit=TITLE)
    return title


def _body(text: str) -> str:
    body = check_body(text)
    for name in fields_of(body):
        if name not in FIELDS:
            raise Invalid("error-invalid-template-field", field=name)
    return body
