"""`chenan content`: checks content and shows it in a terminal; decides nothing itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from pydantic import BaseModel

from bot.cli.language import Group, option, say
from content.loader import load
from content.model.library import Library
from content.model.pack import Pack
from content.model.questions import CheckItem, Question


@click.group(cls=Group, help="cli-content")
def content() -> None:
    """Check and show plans, check items and texts."""


@content.command(help="cli-content-check")
@click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, readable=True, path_type=Path)
)
def check(path: Path | None) -> None:
    """Check the content in PATH (default: the content that comes with the program).

    A mistake is one line: file, line, what is wrong and what to write instead.
    """
    from content.checks.all import check as find_mistakes

    mistakes = find_mistakes(path)
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    if mistakes:
        click.echo(f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}", err=True)
        sys.exit(1)
    library = load(path)
    counts = {
        "plans": len(library.packs),
        "check items": len(library.items),
        "questions": sum(len(item.questions) for item in library.items.values()),
        "industries": len(library.industries),
        "substances": len(library.substances),
        "laws": len(library.laws),
    }
    click.echo("sound: " + ", ".join(f"{noun} {count}" for noun, count in counts.items()))


@content.command("list", help="cli-content-list")
def list_() -> None:
    """List the plans that a campaign can be opened from."""
    for pack in load().packs.values():
        dated = sum(phase.start is not None for phase in pack.phases)
        dates = f"{dated} of {len(pack.phases)} phases dated"
        click.echo(f"{pack.code:<12} {pack.level:<9} {len(pack.items):>2} rows  {dates:<22} {pack.title.zh}")


@content.command(help="cli-content-show")
@click.argument("code")
@option("--json", "as_json", is_flag=True, help="cli-option-json-all")
def show(code: str, as_json: bool) -> None:
    """Show a plan (hailing), a check item (I05) or a question (Q05.2)."""
    found = _find(load(), code)
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    elif isinstance(found, Pack):
        click.echo("\n".join(_pack_lines(found)))
    elif isinstance(found, CheckItem):
        click.echo(f"{found.code} {found.title.zh} / {found.title.en} ({found.department})")
        for question in found.questions:
            click.echo("\n".join(("", *_question_lines(question))))
    elif isinstance(found, Question):
        click.echo("\n".join(_question_lines(found)))


def _find(library: Library, code: str) -> BaseModel:
    questions = {question.code: question for item in library.items.values() for question in item.questions}
    everything: dict[str, BaseModel] = {**library.packs, **library.items, **questions}
    if code not in everything:
        known = ", ".join((*library.packs, *library.items))
        raise click.BadParameter(say("cli-error-no-content", code=code, known=known))
    return everything[code]


def _pack_lines(pack: Pack) -> list[str]:
    lines = [f"{pack.code} · {pack.title.zh} / {pack.title.en}", pack.heading, "", "Phases"]
    for phase in pack.phases:
        span = f"{phase.start} to {phase.end}" if phase.start else "to be set by the office"
        lines.append(f"  {phase.code:<16} {span:<26} {phase.title.zh}")
    lines += ["", "Rows"]
    lines += [f"  {item.number:<3} {'+'.join(item.checks):<8} {item.text}" for item in pack.items]
    lines += ["", "Duties"]
    for duty in pack.duties:
        due = str(duty.due) if duty.due else duty.rhythm.value
        lines.append(f"  {due:<14} {duty.who} → {duty.to or '–'}: {duty.title.zh}")
    return lines


def _question_lines(question: Question) -> list[str]:
    law = ", ".join(f"{ref.law} {ref.article}" for ref in question.law)
    core = " (core)" if question.core else ""
    return [
        f"{question.code}{core} · {question.level} · {question.days} days · {law}",
        f"  {question.text.zh}",
        f"  {question.text.en}",
    ]
