"""Lets only the database that owns the evidence (photos, documents, files of notices) delete it.

The folder lies beside the locked photos of reports, and belongs to the same database (`reports.folder`): a
copy of the database, made for a trial, erases nothing whose files are the original's. A bucket has a mark of
its own (`evidence_bucket`).
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.base import stored_files
from storage.base.bucket_files import BucketFiles
from storage.base.database import Database
from storage.base.errors import Conflict, StoreAway
from storage.base.files import Files, FileStore
from storage.installation import evidence_bucket
from storage.reports import folder as reports_folder
from storage.reports.files import ReportFiles


async def require_own(database: Database, store: Files) -> None:
    """Refuse an erasure whose files could not be deleted and would stay where they are.

    Raises:
        Conflict: "erase-folder": they are another database's, or nobody has said whose. StoreAway: the store
            cannot be reached.
    """
    if not await _is_own(database, store):
        raise Conflict("error-conflict-erase-folder")


async def delete(database: Database, store: Files, names: Iterable[str]) -> None:
    """Delete files whose rows were deleted and committed, if they belong to this database.

    Where the store is away meanwhile, they are noted on this machine: see `delete_again`.
    """
    left = list(names)
    try:
        if left and await _is_own(database, store):
            while left:
                await store.remove(left[-1])
                left.pop()
    except StoreAway:
        if isinstance(store, BucketFiles):
            await store.note_gone(left)


async def delete_again(database: Database, store: BucketFiles) -> int:
    """Delete files that could not be deleted when their rows were; return how many are gone now. One that a
    row names again, since it was sent once more, stays.

    Raises:
        StoreAway: the store cannot be reached; what is left is tried again later.
    """
    if not (gone := await store.gone()) or not await _is_own(database, store):
        return 0
    async with database.read() as db:
        named = await stored_files.named_evidence(db)
    for sha256 in gone:
        if sha256 not in named:
            await store.remove(sha256)
        await store.forget_gone(sha256)
    return len(gone)


async def _is_own(database: Database, store: Files) -> bool:
    if isinstance(store, BucketFiles):
        return await evidence_bucket.settle(database, store) == "own"
    if not isinstance(store, FileStore):
        return False
    beside = ReportFiles(store.root.parent / reports_folder.REPORTS)
    return await reports_folder.settle(database, beside) == "own"
