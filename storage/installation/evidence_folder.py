"""Lets only the database that owns the evidence (photos, documents, files of notices) delete it.

The folder lies beside the locked photos of reports, and belongs to the same database (`reports.folder`): a
copy of the database, made for a trial, erases nothing whose files are the original's.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.base.database import Database
from storage.base.errors import Conflict
from storage.base.files import FileStore
from storage.reports import folder as reports_folder
from storage.reports.files import ReportFiles


async def require_own(database: Database, store: FileStore) -> None:
    """Refuse an erasure whose files could not be deleted and would stay on the disk.

    Raises:
        Conflict: "erase-folder": the folder is another database's, or nobody has said whose.
    """
    if await reports_folder.settle(database, _beside(store)) != "own":
        raise Conflict("error-conflict-erase-folder")


async def delete(database: Database, store: FileStore, names: Iterable[str]) -> None:
    """Delete files whose rows were deleted and committed, if the folder belongs to this database."""
    if (gone := tuple(names)) and await reports_folder.settle(database, _beside(store)) == "own":
        for sha256 in gone:
            await store.remove(sha256)


def _beside(store: FileStore) -> ReportFiles:
    return ReportFiles(store.root.parent / reports_folder.REPORTS)
