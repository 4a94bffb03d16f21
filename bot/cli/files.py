"""Files named at the command line, checked, cleaned and stored as those sent into the chat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.language import option, say
from bot.config import Settings, load_settings
from bot.evidence_store import evidence_of
from storage.base.errors import Invalid
from storage.installation.usage import using
from storage.self_checks.attachments import File

MAX_BYTES = 20 * 1024 * 1024
files_option = option(
    "--file",
    "paths",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="cli-option-file",
)


def stored(paths: Sequence[Path]) -> list[File]:
    """The files at `paths`, kept in the installation's store: before a transaction, in which others would
    wait for the pictures.

    Raises:
        Invalid: "photo-heavy": above 20 MB; see `documents.kept_files.keep`.
    """
    from documents import kept_files

    async def keep(settings: Settings) -> list[File]:
        store = evidence_of(settings)
        return [await kept_files.keep(path.read_bytes(), store, settings.zone) for path in paths]

    if any(path.stat().st_size > MAX_BYTES for path in paths):
        raise Invalid("error-invalid-photo-heavy")
    settings = load_settings()
    with using(settings.data_dir):
        return asyncio.run(keep(settings))


def kept(count: int) -> str:
    """The sentence about how many files are stored."""
    return say("cli-file-kept", count=count)
