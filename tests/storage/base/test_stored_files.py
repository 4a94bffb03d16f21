"""Every table that names a stored file is known to backups, to the doctor and to what counts orphans."""

from __future__ import annotations

from storage.base.stored_files import _NAMED, EVIDENCE
from storage.tables import metadata

NAMES = {
    (table.name, column.name)
    for table in metadata.sorted_tables
    for column in table.columns
    if column.name in ("sha256", "preview_sha256") and table.name != "web_messages"
}
"""Tables and columns that name files of evidence; the page's own files lie in a folder of theirs."""


def test_backups_hold_the_files_of_every_table_that_names_some() -> None:
    tables = {table for table, column in NAMES if column == "sha256"}
    assert {query.split(" FROM ")[1].split()[0] for query in EVIDENCE} == tables


def test_no_file_with_a_row_counts_as_an_orphan() -> None:
    named = {(query.split(" FROM ")[1].split()[0], query.split()[1]) for query in _NAMED}
    assert named == NAMES
