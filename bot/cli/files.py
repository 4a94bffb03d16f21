"""Files named at the command line, checked, cleaned and stored as those sent into the chat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.language import option, say
from bot.config import Settings
from storage.base.errors import Invalid
from storage.base.files import FileStore
from storage.self_checks.attachments import File

MAX_BYTES = 20 * 1024 * 1024
files_option = option(
    "--file",
    "paths",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="cli-option-file",
)


async def stored(paths: Sequence[Path], settings: Settings) -> list[File]:
    """The files at `paths`, kept in the installation's store.

    Raises:
        Invalid: "photo-heavy": above 20 MB; see `documents.kept_files.keep`.
    """
    from documents import kept_files

    store, found = FileStore(settings.evidence_dir), []
    for path in paths:
        if path.stat().st_size > MAX_BYTES:
            raise Invalid("error-invalid-photo-heavy")
        found.append(await kept_files.keep(path.read_bytes(), store, settings.zone))
    return found


def kept(count: int) -> str:
    """The sentence about how many files are stored."""
    return say("cli-file-kept", count=count)
