"""`chenan content`: checks content and shows it in a terminal; decides nothing itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel

from bot.cli.content.question_lines import question_lines
from bot.cli.language import Group, language, option, say
from bot.cli.words import plan_title
from content.checks.mistakes import ContentError
from content.loader import load, with_columns
from content.model.library import Library
from content.model.pack import Pack
from content.model.questions import CheckItem, Question
from content.rules import build_form, must_of_row
from content.sentences import Sentence

if TYPE_CHECKING:
    from content.checks.gaps import Gaps

DEPARTMENTS = ("safety", "health", "labour", "union")


@click.group(cls=Group, help="cli-content")
def content() -> None:
    """Check and show plans, check items and texts."""


@content.command(help="cli-content-check")
@click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, readable=True, path_type=Path)
)
@option("--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="cli-option-columns")
def check(path: Path | None, columns: Path | None) -> None:
    """Check the content in PATH (default: the content that comes with the program), and an office's own
    COLUMNS.

    A mistake is one line: file, line, what is wrong and what to write instead. Of languages that need not be
    complete, what they lack is listed: how much, then where.
    """
    from content.checks.all import check as find_mistakes
    from content.checks.gaps import find_gaps

    mistakes = find_mistakes(path)
    try:
        with_columns(load(), columns)
    except ContentError as error:
        mistakes += [one for one in error.mistakes if one not in mistakes]
    for mistake in mistakes:
        click.echo(mistake.say(language()), err=True)
    if mistakes:
        click.echo(Sentence("cli-content-mistakes", count=len(mistakes)).say(language()), err=True)
        sys.exit(1)
    library = load(path)
    sound = say(
        "cli-content-sound",
        plans=len(library.packs),
        items=len(library.items),
        questions=sum(len(item.questions) for item in library.items.values()),
        industries=len(library.industries),
        substances=len(library.substances),
        laws=len(library.laws),
    )
    click.echo(sound)
    for gaps in find_gaps(path):
        click.echo("\n".join(_gap_lines(gaps)))


@content.command("list", help="cli-content-list")
def list_() -> None:
    """List the plans by which a campaign can be opened."""
    for pack in load().packs.values():
        dated = sum(phase.start is not None for phase in pack.phases)
        counted = say("cli-content-counts", rows=len(pack.items), dated=dated, phases=len(pack.phases))
        level = say("cli-plan-level", level=pack.level)
        said = say("cli-content-plan", title=plan_title(pack.code), level=level, counted=counted)
        click.echo(f"{pack.code:<12} {said}")


@content.command(help="cli-content-show")
@click.argument("code")
@option("--json", "as_json", is_flag=True, help="cli-option-json-all")
def show(code: str, as_json: bool) -> None:
    """Show a plan (hailing), a check item (I05) or a question (Q05.2)."""
    library = load()
    found = _find(library, code)
    if as_json:
        click.echo(json.dumps(_data(library, found), ensure_ascii=False, indent=2))
    elif isinstance(found, Pack):
        click.echo("\n".join(_pack_lines(library, found)))
    elif isinstance(found, CheckItem):
        department = say("staff-department", department=found.department)
        click.echo(f"{found.code} {' / '.join(found.title.sentences)} ({department})")
        for question in found.questions:
            click.echo("\n".join(("", *question_lines(library, question))))
    elif isinstance(found, Question):
        click.echo("\n".join(question_lines(library, found)))


def _gap_lines(gaps: Gaps) -> list[str]:
    lines = [
        say(
            "cli-content-gaps",
            language=gaps.language,
            sentences=gaps.missing_sentences,
            of_sentences=gaps.sentences,
            texts=gaps.missing_texts,
            of_texts=gaps.texts,
        )
    ]
    lines += [f"  {file} ({len(keys)}): {', '.join(keys)}" for file, keys in gaps.keys.items()]
    for file, numbers in gaps.lines.items():
        where = say("cli-content-gap-lines", lines=", ".join(map(str, numbers)))
        lines.append(f"  {file} ({len(numbers)}): {where}")
    return lines


def _find(library: Library, code: str) -> BaseModel:
    questions = {question.code: question for item in library.items.values() for question in item.questions}
    everything: dict[str, BaseModel] = {**library.packs, **library.items, **questions}
    if code not in everything:
        known = ", ".join((*library.packs, *library.items))
        raise click.BadParameter(say("cli-error-no-content", code=code, known=known))
    return everything[code]


def _data(library: Library, found: BaseModel) -> dict[str, Any]:
    """All fields as JSON; a plan's rows have the codes that must be answered, also where the check items
    decide them."""
    data = found.model_dump(mode="json")
    if isinstance(found, Pack):
        for row, written in zip(data["items"], found.items, strict=True):
            row["must"] = list(must_of_row(written, library.items))
    return data


def _pack_lines(library: Library, pack: Pack) -> list[str]:
    titles = " / ".join(pack.title.sentences)
    lines = [f"{pack.code} · {titles}", pack.heading, "", say("cli-content-phases")]
    for phase in pack.phases:
        span = f"{phase.start} – {phase.end}" if phase.start else say("cli-content-no-days")
        lines.append(f"  {phase.code:<16} {span:<26} {phase.title.say(language())}")
    lines += ["", say("cli-content-rows")]
    for item in pack.items:
        must = " ".join(must_of_row(item, library.items))
        lines += [
            f"  {item.number:<3} {'+'.join(item.checks):<8} {item.text}",
            f"      {say('cli-content-must', codes=must)}",
        ]
    lines += ["", say("cli-content-offices")]
    form = build_form(library, pack)
    for office in pack.departments:
        if office.at == "own" and office.kind in DEPARTMENTS:
            numbers = dict.fromkeys(item.number for item in form.items if item.concerns(office.kind))
            may = "cli-content-decides" if pack.lets_enforce(office.kind, 0) else "cli-content-decides-not"
            rows = say("cli-content-whole") if pack.lets_review(office.kind, 0) else " ".join(numbers) or "–"
            lines.append(f"  {office.name}: {rows} · {say(may)}")
    lines += ["", say("cli-content-duties")]
    who = {one.code: one.name for one in pack.departments} | {"enterprise": say("cli-duty-who-enterprise")}
    for duty in pack.duties:
        due = str(duty.due) if duty.due else say("cli-duty-rhythm", rhythm=duty.rhythm)
        to = who[duty.to] if duty.to else "–"
        lines.append(f"  {due:<14} {who[duty.who]} → {to}: {duty.title.say(language())}")
    return lines
