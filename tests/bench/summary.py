"""Gathers what parts of `make bench` wrote into build/: all goals as a file, a table and a page with plots.

`python -m tests.bench.summary`, last of `make bench`. A bar is a figure as a share of its limit, which is
marked.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from tests.bench.runs import ROOT

BUILD = ROOT / "build"
MADE = "bench-all"
WIDTH = 320
"""Pixels of a bar; its limit is in the middle."""
MOST_READS = 60
"""Reads that are drawn, the slowest first."""
_STYLE = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 76em; }
td, th { padding: 2px 10px 2px 0; text-align: left; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.missed { color: #b00020; } rect.ok { fill: #2e7d32; } rect.missed { fill: #b00020; }
"""


def gathered(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The goals that each part wrote, by the part's name."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        read = json.loads(file.read_text(encoding="utf-8"))
        if file.stem != MADE and isinstance(read, dict) and isinstance(read.get("goals"), list):
            found[file.stem] = read["goals"]
    return found


def missed_by(goal: Mapping[str, Any]) -> str:
    """By how much a goal is missed, as a factor; "" where it is met."""
    if goal["met"]:
        return ""
    return f"{goal['figure'] / goal['limit']:.1f} x" if goal["limit"] else f"{goal['figure']:g} too many"


def _bar(figure: float, limit: float) -> str:
    share = min(figure / limit, 2.0) / 2 if limit else float(figure > 0)
    kind = "missed" if figure > limit else "ok"
    half = WIDTH // 2
    return (
        f'<svg width="{WIDTH}" height="12" role="img" aria-label="{figure:g} of {limit:g}">'
        f'<rect class="{kind}" width="{max(share * WIDTH, 1):.0f}" height="12"/>'
        f'<line x1="{half}" x2="{half}" y2="12" stroke="black"/></svg>'
    )


def _row(name: str, figure: float, limit: float, unit: str, missed: str) -> str:
    kind = ' class="missed"' if missed else ""
    return (
        f'<tr{kind}><td>{html.escape(name)}</td><td class="n">{figure:g}</td><td class="n">{limit:g}</td>'
        f"<td>{html.escape(unit)}</td><td>{_bar(figure, limit)}</td><td>{html.escape(missed)}</td></tr>"
    )


def _table(title: str, rows: Iterable[str]) -> str:
    heads = "".join(
        f"<th>{head}</th>" for head in ("", "figure", "limit", "unit", "of its limit", "missed by")
    )
    return f"<h2>{html.escape(title)}</h2><table><tr>{heads}</tr>{''.join(rows)}</table>"


def _reads(folder: Path) -> list[str]:
    """A part for each city that reads were timed in: the slowest ones."""
    file = folder / "reading.json"
    if not file.exists():
        return []
    cities: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(file.read_text(encoding="utf-8"))["figures"]:
        cities.setdefault(f"{one['database']}, {one['enterprises']:,}, {one['filling']}", []).append(one)
    parts = []
    for city, reads in cities.items():
        slowest = sorted(reads, key=lambda one: -one["p95"])[:MOST_READS]
        rows = (
            _row(one["read"], one["p95"], 50, "ms p95", f"{one['p95'] / 50:.1f} x" if one["p95"] > 50 else "")
            for one in slowest
        )
        parts.append(_table(f"Reads: {city}", rows))
    return parts


def page(folder: Path) -> str:
    """The page: goals by part, then reads by city."""
    parts = [
        _table(
            part,
            (_row(one["goal"], one["figure"], one["limit"], one["unit"], missed_by(one)) for one in goals),
        )
        for part, goals in gathered(folder).items()
    ]
    said = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."
    body = "".join([f"<h1>make bench</h1><p>{said}</p>", *parts, *_reads(folder)])
    return f'<!doctype html><meta charset="utf-8"><title>make bench</title><style>{_STYLE}</style>{body}'


@click.command()
@click.option("--quick", is_flag=True, help="Nothing changes: the parts were quick.")
def main(quick: bool) -> None:
    """Write build/bench-all.json and build/bench-all.html, and print what is missed."""
    del quick
    BUILD.mkdir(exist_ok=True)
    found = gathered(BUILD)
    (BUILD / f"{MADE}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    (BUILD / f"{MADE}.html").write_text(page(BUILD), encoding="utf-8")
    for part, goals in found.items():
        for goal in goals:
            if not goal["met"]:
                click.echo(f"{part}: {goal['goal']}: {goal['figure']:g} {goal['unit']}, {missed_by(goal)}")
    click.echo(f"{BUILD / MADE}.html")


if __name__ == "__main__":
    main()
