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
from tests.whole_campaign.people import KINDS, SHARES
from tests.whole_campaign.play import papers, play, save, save_papers


async def _one(made: Installation, pack: str, shares: dict[str, int]) -> None:
    office = Office(made, loader.load())
    began = time.monotonic()
    try:
        done = await play(office, pack, shares)
        assert done.cast is not None
        sent = await papers(done.cast)
    finally:
        await office.close()
    save(done, ROOT / "build" / "whole_campaign")
    save_papers(sent, ROOT / "build" / "whole_campaign" / pack / "papers")
    raw = done.raw
    click.echo(
        f"{pack:12} {raw.enterprises} enterprises, {raw.submitted} handed in, {raw.reviewed} reviewed,"
        f" {raw.findings} findings, {raw.closed} closed, {raw.overdue} overdue; reviews {raw.verdicts};"
        f" {done.decided} decided; {done.worked}; {done.after};"
        f" ledger {done.sheets}; {done.forms} forms; {time.monotonic() - began:.0f} s"
    )


@click.command()
@click.argument("packs", nargs=-1)
@click.option("--small", is_flag=True, help="One enterprise of each kind instead of 40.")
def main(packs: tuple[str, ...], small: bool) -> None:
    """Play the campaigns of PACKS (all, where none is named), 40 enterprises each."""
    shares = dict.fromkeys(KINDS, 1) if small else dict(SHARES)
    with tempfile.TemporaryDirectory(prefix="chenan-whole-") as folder:
        made = Installation(Path(folder), loader.load())
        try:
            for pack in packs or sorted(loader.load().packs):
                asyncio.run(_one(made, pack, shares))
        finally:
            made.end()


if __name__ == "__main__":
    main()
