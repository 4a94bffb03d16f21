"""`python -m tests.time_machine`: live through the campaign of every pack and show who heard what."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

import click

from content import loader
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.installation import migrate
from tests.storage.conftest import postgres
from tests.time_machine import document
from tests.time_machine.bounds import calendar
from tests.time_machine.campaign import BAD, GOOD, START, live
from tests.time_machine.lived import Lived, faults
from tests.time_machine.troubles import TROUBLES, Troubled
from tests.time_machine.world import World


def received(lived: Lived) -> list[str]:
    """A line for each kind of person: how many messages of which kind, the first and the last."""
    rows = [f"{'谁':　<12}{'汇总':>4}{'其他':>4}  {'第一条':<16} {'最后一条':<16}  其他是什么"]
    letters = defaultdict(list)
    for letter in lived.letters:
        letters[lived.kinds[letter.person_id]].append(letter)
    for kind, theirs in sorted(letters.items(), key=lambda one: -len(one[1])):
        digests = sum(one.kind == "digest" for one in theirs)
        others = Counter(one.kind for one in theirs if one.kind != "digest")
        first, last = min(one.local for one in theirs), max(one.local for one in theirs)
        rows.append(
            f"{kind:　<12}{digests:6}{len(theirs) - digests:6}  {first:%Y-%m-%d %H:%M} {last:%Y-%m-%d %H:%M}"
            f"  {', '.join(f'{name} {count}' for name, count in sorted(others.items()))}"
        )
    return rows


def reminded(lived: Lived) -> list[str]:
    """A line for each rule and kind of person: the days from what was due, and how often on each."""
    rows = []
    for (kind, rule), days in sorted(lived.days.items(), key=lambda one: (one[0][1], one[0][0])):
        said = " ".join(
            f"{day:+d}" + (f"×{count}" if count > 1 else "") for day, count in sorted(days.items())
        )
        rows.append(f"{rule:<22}{kind:　<12}{said}")
    return rows


def play(pack: str, *, bad: bool, troubled: bool = False, on_postgres: bool = False) -> Lived:
    """One pack on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="chenan-time-") as folder, ExitStack() as kept:
        url = kept.enter_context(postgres()) if on_postgres else sqlite_url(Path(folder) / "chenan.db")
        return asyncio.run(_play(url, Path(folder) / "files", pack, bad=bad, troubled=troubled))


async def _play(url: str, files: Path, pack: str, *, bad: bool, troubled: bool) -> Lived:
    await migrate.upgrade(url)
    database = Database(url)
    try:
        if troubled:
            return await _troubled(World(database, loader.load(), files), pack)
        return await live(database, files, pack, BAD if bad else GOOD)
    finally:
        await database.close()


async def _troubled(world: World, pack: str) -> Lived:
    lived: Lived = await Troubled(world, pack, TROUBLES).live()
    return lived


@click.command()
@click.argument("packs", nargs=-1)
@click.option("--bad", is_flag=True, help="With days off, clocks set back, kills, two planners, a moved day.")
@click.option("--troubled", is_flag=True, help="With all that a year brings, and a second campaign after it.")
@click.option("--postgres", "on_postgres", is_flag=True, help="On a PostgreSQL database instead of SQLite.")
@click.option("--letters", is_flag=True, help="Also every different message, once.")
@click.option("--write", is_flag=True, help="Write the calendars of these plans to docs/.")
def main(
    packs: tuple[str, ...], bad: bool, troubled: bool, on_postgres: bool, letters: bool, write: bool
) -> None:
    """Live through the campaigns of PACKS (all, where none is named); exit 1 where a rule was broken."""
    if write:
        sys.exit(_write(packs, troubled=troubled))
    broken = 0
    for pack in packs or sorted(loader.load().packs):
        lived = play(pack, bad=bad, troubled=troubled, on_postgres=on_postgres)
        found = faults(lived)
        broken += len(found)
        click.echo(
            f"\n{pack}: {START} – {lived.closed_on}, {len(lived.letters)} messages,"
            f" {len(lived.planned)} reminders, {len(found)} faults"
        )
        click.echo(
            "\n".join(
                [*calendar(lived.letters, lived.kinds), "", *received(lived), "", *reminded(lived), *found]
            )
        )
        if letters:
            texts = {(lived.kinds[one.person_id], one.text): one for one in lived.letters}
            for (kind, text), one in sorted(texts.items(), key=lambda item: item[1].at):
                click.echo(f"\n[{one.local:%Y-%m-%d %H:%M} {kind} {one.kind}]\n{text}")
    sys.exit(bool(broken))


def _write(packs: tuple[str, ...], *, troubled: bool) -> int:
    """Write the calendars of these plans, of all where none is named, calm and troubled, or `troubled`
    alone; return how many rules were broken in all of them."""
    broken = 0
    kept = document.sections() if packs else {}
    for pack in packs or sorted(loader.load().packs):
        for with_troubles in (False, True)[troubled:]:
            lived = play(pack, bad=False, troubled=with_troubles)
            found = faults(lived)
            broken += len(found)
            title = document.title_of(pack, troubled=with_troubles)
            click.echo("\n".join([f"{title}: {len(found)} faults", *found]))
            kept[title] = document.section(lived, troubled=with_troubles)
    document.FILE.write_text("\n".join([document.HEAD, *(kept[title] for title in sorted(kept))]), "utf-8")
    return broken


if __name__ == "__main__":
    main()
