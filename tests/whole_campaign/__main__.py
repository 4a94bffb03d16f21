"""`python -m tests.whole_campaign [PACK …]`: play whole campaigns and recount them; files in build/."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import click

from content import loader
from tests.bench.runs import ROOT
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.whole_campaign.people import SHARES
from tests.whole_campaign.play import play, save


async def _one(made: Installation, pack: str) -> None:
    office = Office(made, loader.load())
    began = time.monotonic()
    try:
        done = await play(office, pack, dict(SHARES))
    finally:
        await office.close()
    save(done, ROOT / "build" / "whole_campaign")
    raw = done.raw
    click.echo(
        f"{pack:12} {raw.enterprises} enterprises, {raw.submitted} handed in, {raw.reviewed} reviewed,"
        f" {raw.findings} findings, {raw.closed} closed, {raw.overdue} overdue; reviews {raw.verdicts};"
        f" {done.decided} decided; ledger {done.sheets}; {done.forms} forms; {time.monotonic() - began:.0f} s"
    )


@click.command()
@click.argument("packs", nargs=-1)
def main(packs: tuple[str, ...]) -> None:
    """Play the campaigns of PACKS (all, where none is named), 40 enterprises each."""
    with tempfile.TemporaryDirectory(prefix="chenan-whole-") as folder:
        made = Installation(Path(folder), loader.load())
        try:
            for pack in packs or sorted(loader.load().packs):
                asyncio.run(_one(made, pack))
        finally:
            made.end()


if __name__ == "__main__":
    main()
