"""Pages of signed papers as rows: added, replaced, listed. Rights are checked by callers, such as
`storage.self_checks.signed_forms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid
from storage.base.rows import from_rows
from storage.self_checks.attachments import File
from storage.tables.signed import SignedCopy

MOST = 20
"""Most pages of a paper."""
KINDS = ("photo", "document")


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A page of a signed paper. `replaced_at` None: it counts."""

    id: int
    kind: str
    sha256: str
    mime: str
    preview_sha256: str | None
    paper: str
    submission: int
    by_office: bool
    added_at: datetime
    replaced_at: datetime | None

    @property
    def picture(self) -> str | None:
        """The stored picture that shows it: itself, or the first page of a document."""
        return self.sha256 if self.kind == "photo" else self.preview_sha256


COLUMNS = (
    SignedCopy.id,
    SignedCopy.kind,
    SignedCopy.sha256,
    SignedCopy.mime,
    SignedCopy.preview_sha256,
    SignedCopy.paper,
    SignedCopy.submission,
    SignedCopy.by_office,
    SignedCopy.added_at,
    SignedCopy.replaced_at,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The paper a page belongs to: `subject` and `id` as the audit calls it."""

    subject: str
    id: int
    paper: str
    submission: int = 0

    @property
    def rows(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions of all its pages, also of replaced ones and of earlier handings-in."""
        column = SignedCopy.self_check_id if self.subject == "self_check" else SignedCopy.measure_id
        return (column == self.id, SignedCopy.paper == self.paper)

    @property
    def counting(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions of the pages that count."""
        return (*self.rows, SignedCopy.submission == self.submission, SignedCopy.replaced_at.is_(None))


async def add(
    db: AsyncConnection, actor: Actor, now: datetime, of: Whose, file: File, *, by_office: bool
) -> int:
    """Add a stored page; return how many count now. The same bytes twice are one. The caller holds the
    paper's row.

    Raises:
        Invalid: "signed-kind": neither photo nor PDF; "files-many": more than MOST.
    """
    if file.kind not in KINDS:
        raise Invalid("error-invalid-signed-kind")
    there = list((await db.execute(select(SignedCopy.original_sha256).where(*of.counting))).scalars())
    if file.original_sha256 in there:
        return len(there)
    if len(there) >= MOST:
        raise Invalid("error-invalid-files-many", limit=MOST)
    column = "self_check_id" if of.subject == "self_check" else "measure_id"
    values: dict[str, Any] = {
        column: of.id,
        "paper": of.paper,
        "submission": of.submission,
        "is_first": not there,
        "by_office": by_office,
        **file.columns(SignedCopy, actor, now),
    }
    await db.execute(insert(SignedCopy).values(**values))
    detail = {"paper": of.paper, "sha256": file.sha256}
    await audit.write(db, actor, now, "attach-signed", of.subject, of.id, detail)
    return len(there) + 1


async def replace(db: AsyncConnection, actor: Actor, now: datetime, of: Whose) -> int:
    """Set the pages that count aside, so that others take their place; return how many there were."""
    done = await db.execute(update(SignedCopy).where(*of.counting).values(replaced_at=now))
    if done.rowcount:
        detail = {"paper": of.paper, "pages": done.rowcount}
        await audit.write(db, actor, now, "replace-signed", of.subject, of.id, detail)
    return int(done.rowcount)


async def pages(db: AsyncConnection, of: Whose, *, all_: bool = False) -> tuple[SignedPage, ...]:
    """The pages that count, in the order they came; `all_`: replaced ones and earlier handings-in too."""
    query = select(*COLUMNS).where(*(of.rows if all_ else of.counting)).order_by(SignedCopy.id)
    rows: Any = await db.execute(query)
    return from_rows(SignedPage, rows)
