"""Shared by the commands: one transaction, errors as sentences, tables, progress. No command lives here."""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import shutil
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import click

from bot.cli.columns import width
from bot.cli.language import option, say
from bot.clock import demonstration_clock, system_clock
from bot.config import Settings, load_settings
from content.typed.credit_code import CreditCodeError
from documents.papers.parts import Paper
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.diagnosis import LEAST_FREE, kind_of
from storage.base.errors import ChenanError, Invalid
from storage.installation import migrate
from storage.installation.usage import using
from storage.offices import jurisdictions

T = TypeVar("T")

CLI = Actor("cli")
_BAR = 30
_SAID = "bot.cli.support.demonstration_clock"
DAY = click.DateTime(formats=["%Y-%m-%d"])
as_json = option("--json", "as_json", is_flag=True, help="cli-option-json")
out_option = option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-summary"
)
ENDINGS = (".pdf", ".docx")
"""Of the files of an official paper."""
bot_option = option("--bot", "bot_name", metavar="NAME", help="cli-option-bot")

SENTENCES = {
    "error-not-found": "cli-error-not-found",
    "error-invalid-jurisdiction-code": "cli-error-invalid-jurisdiction-code",
    "error-invalid-name": "cli-error-invalid-name",
    "error-invalid-address": "cli-error-invalid-address",
    "error-invalid-headcount": "cli-error-invalid-headcount",
    "error-invalid-industry": "cli-error-invalid-industry",
    "error-invalid-level": "cli-error-invalid-level",
    "error-invalid-level-order": "cli-error-invalid-level-order",
    "error-invalid-zone": "cli-error-invalid-zone",
    "error-invalid-role": "cli-error-invalid-role",
    "error-invalid-department": "cli-error-invalid-department",
    "error-invalid-contact-name": "cli-error-invalid-contact-name",
    "error-invalid-pack": "cli-error-invalid-pack",
    "error-invalid-start": "cli-error-invalid-start",
    "error-invalid-dates": "cli-error-invalid-dates",
    "error-invalid-dates-past": "cli-error-invalid-dates-past",
    "error-invalid-days-reason": "cli-error-invalid-days-reason",
    "error-invalid-end-reason": "cli-error-invalid-end-reason",
    "error-invalid-phone": "cli-error-invalid-phone",
    "error-invalid-text-long": "cli-error-invalid-text-long",
    "error-invalid-text-empty": "cli-error-invalid-text-empty",
    "error-invalid-summary-period": "cli-error-invalid-summary-period",
    "error-conflict-summary-cases": "cli-error-conflict-summary-cases",
    "error-conflict-last-head": "cli-error-conflict-last-head",
    "error-conflict-review-claimed": "cli-error-conflict-review-claimed",
    "error-conflict-review-over": "cli-error-conflict-review-over",
    "error-conflict-escalation-over": "cli-error-conflict-escalation-over",
    "error-invalid-escalation-top": "cli-error-invalid-escalation-top",
    "error-invalid-review-verdict": "cli-error-invalid-review-verdict",
    "error-invalid-review-clean": "cli-error-invalid-review-clean",
    "error-invalid-review-faults": "cli-error-invalid-review-faults",
    "error-invalid-review-day": "cli-error-invalid-review-day",
    "error-invalid-review-reason": "cli-error-invalid-review-reason",
    "error-invalid-since-year": "cli-error-invalid-since-year",
    "error-invalid-template-title": "cli-error-invalid-template-title",
    "error-invalid-template-field": "cli-error-invalid-template-field",
    "error-conflict-template-there": "cli-error-conflict-template-there",
    "error-not-allowed": "cli-error-not-allowed",
    "error-conflict-extension-decided": "cli-error-conflict-extension-decided",
    "error-conflict-extension-over": "cli-error-conflict-extension-over",
    "error-invalid-extension-day": "cli-error-invalid-extension-day",
    "error-invalid-extension-reason": "cli-error-invalid-extension-reason",
    "error-conflict-erase-early": "cli-error-conflict-erase-early",
    "error-conflict-erase-open": "cli-error-conflict-erase-open",
    "error-conflict-erase-clock": "cli-error-conflict-erase-clock",
    "error-conflict-erase-folder": "cli-error-conflict-erase-folder",
    "error-conflict-merge-same": "cli-error-conflict-merge-same",
    "error-conflict-merge-other-way": "cli-error-conflict-merge-other-way",
    "error-conflict-notice-over": "cli-error-conflict-notice-over",
    "error-conflict-notice-not-sent": "cli-error-conflict-notice-not-sent",
    "error-conflict-notice-decided": "cli-error-conflict-notice-decided",
    "error-conflict-jurisdiction-exists": "cli-error-conflict-jurisdiction-exists",
    "error-conflict-campaign-open": "cli-error-conflict-campaign-open",
}
"""Sentences of the command line for errors that only an operator meets, instead of those of the chat."""


def current_time(settings: Settings | None = None) -> datetime:
    """The instant now, UTC, by the clock that dates the installation's data: the machine's, or that of the
    demonstration where they are its own, which is said once."""
    settings = settings or load_settings()
    clock = demonstration_clock(settings.data_dir) if settings.database_url is None else None
    if clock is None:
        return system_clock()
    now = clock()
    context = click.get_current_context(silent=True)
    if context is not None and not context.meta.setdefault(_SAID, False):
        context.meta[_SAID] = True
        at = f"{now.astimezone(settings.zone):%Y-%m-%d %H:%M}"
        click.echo(say("cli-demo-time", at=at, zone=settings.timezone), err=True)
    return now


def facts(
    work: Callable[[Connection], Awaitable[T]], *, writes: bool = False, settings: Settings | None = None
) -> T:
    """Do `work` in one transaction on the installation's database, whose schema is checked first.

    Raises:
        click.UsageError: a value that cannot be taken. click.ClickException: anything else it refuses.
        Unusable, SettingsError: turned into a line by `bot.cli.run`.
    """

    async def run(database: Database) -> T:
        if writes:
            return await database.run(work)
        async with database.read() as db:
            return await work(db)

    return on_database(run, settings)


def on_database(work: Callable[[Database], Awaitable[T]], settings: Settings | None = None) -> T:
    """Do `work`, which has its own transactions, on the installation's database; errors as `facts`."""
    settings = settings or load_settings()
    url = settings.database

    async def run() -> T:
        await migrate.check(url)
        database = Database(url, settings.zone)
        database.now = functools.partial(current_time, settings)
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        with using(settings.data_dir):
            return asyncio.run(run())
    except ChenanError as error:
        _refuse(error)


def sentence_of(error: ChenanError) -> str:
    """The sentence of an error: the command line's own, else that of the chat; its key where the catalogs
    have neither, or the error lacks a value."""
    try:
        return say(SENTENCES.get(error.key, error.key), **error.values).rstrip("。.")
    except KeyError:
        return error.key


def _refuse(error: ChenanError) -> NoReturn:
    sentence = sentence_of(error)
    if isinstance(error, Invalid):
        raise click.UsageError(say("cli-error-sentence", sentence=sentence)) from None
    raise click.ClickException(sentence) from None


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Write the file that `--out` names; an error of its folder or disk becomes a sentence.

    Raises:
        click.UsageError: there is no such folder. click.ClickException: it may not be written, or is full.
    """
    if not out.parent.is_dir():
        raise click.UsageError(say("cli-error-out-folder", folder=str(out.parent)))
    try:
        yield
    except PermissionError:
        raise click.ClickException(say("cli-error-out-refused", folder=str(out.parent))) from None
    except OSError as error:
        _let_go(error)
        if kind_of(error) != "full" or shutil.disk_usage(out.parent).free > LEAST_FREE:
            raise
        raise click.ClickException(say("cli-error-out-full", folder=str(out.parent))) from None


def _let_go(error: OSError) -> None:
    """Close the files that a failure left open, ignoring errors of closing."""
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        traceback.clear_frames(error.__traceback__)
        gc.collect()
    finally:
        sys.unraisablehook = hook


async def place_of(db: Connection, code: str) -> jurisdictions.Place:
    """The jurisdiction with that code.

    Raises:
        click.ClickException: there is none.
    """
    if (place := await jurisdictions.find(db, code)) is None:
        raise click.ClickException(say("cli-error-no-jurisdiction", code=code))
    return place


def bot_of(settings: Settings, given: str | None) -> str:
    """The bot's name, for links.

    Raises:
        click.UsageError: nobody says which.
    """
    name = (given or settings.bot_name or "").removeprefix("@")
    if not name:
        raise click.UsageError(say("cli-error-bot-name"))
    return name


def credit_code_sentence(error: CreditCodeError) -> str:
    """The sentence about a mistake in a typed unified social credit code."""
    if error.kind == "length":
        return say("cli-error-code-length", length=error.length)
    where = (
        say("cli-error-code-sign", position=error.position, sign=error.found)
        if error.position
        else say("cli-error-code-any")
    )
    if error.suggestion:
        return say("cli-error-code-mean", where=where, code=error.suggestion)
    return say("cli-error-code", where=where)


def print_json(value: Any) -> None:
    """Print JSON with readable Chinese; days and instants in ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_iso))


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def outcome(as_json: bool, words: str, **values: Any) -> None:
    """Say what a command did: a line, or JSON."""
    if as_json:
        print_json(values)
    else:
        click.echo(words)


class ListColumn(NamedTuple):
    """A column of a printed list: the key of its head, and the value that stands in it."""

    head: str
    value: Callable[[Any], object]


def print_table(found: Iterable[Any], columns: Sequence[ListColumn], empty: str) -> None:
    """Print what was found in aligned columns (Han characters are two wide), or the sentence `empty`."""
    cells = [
        [say(one.head) for one in columns],
        *([_cell(one.value(row)) for one in columns] for row in found),
    ]
    if len(cells) == 1:
        click.echo(say(empty))
        return
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        line = "  ".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def print_list(
    found: Sequence[Any],
    columns: Sequence[ListColumn],
    empty: str,
    as_json: bool,
    form: Callable[[Any], Mapping[str, Any]] = asdict,
) -> None:
    """Print what was found: as a table, or with `as_json` each in its public `form`."""
    if as_json:
        print_json([form(one) for one in found])
    else:
        print_table(found, columns, empty)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return value.isoformat() if isinstance(value, date) else str(value)


def pick(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The named fields of an object, in that order: its public form as JSON."""
    return {name: values[name] for name in names}


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """A progress callback with the step, the amount done and the total: on a terminal it shows a bar for
    each step, in a log nothing."""
    shown: dict[str, Any] = {}
    with ExitStack() as open_bars:

        def show(what: str, done: int, total: int) -> None:
            if not sys.stderr.isatty():
                return
            if what not in shown:
                open_bars.close()  # the bar of the previous step is complete
                made = click.progressbar(length=total, label=what, width=_BAR, file=sys.stderr)
                shown[what] = open_bars.enter_context(made)
            bar = shown[what]
            bar.update(done - bar.pos)

        yield show


def write_paper(paper: Paper, out: Path, as_json: bool) -> None:
    """Write a paper to `out`, by its ending as PDF or as Word, without one as both, and say where it is.

    Raises:
        click.UsageError: another ending. click.ClickException: it cannot be written.
    """
    from documents.papers.official import paper_pdf, write_docx

    if out.suffix not in ("", *ENDINGS):
        raise click.UsageError(say("cli-error-out-ending"))
    written = []
    with writing(out):
        for ending in ENDINGS:
            if out.suffix in ("", ending):
                file = out.with_name(f"{out.stem}{ending}")
                file.write_bytes(asyncio.run(paper_pdf(paper)) if ending == ".pdf" else write_docx(paper))
                written.append(str(file))
    outcome(as_json, "\n".join(written), title=paper.title, files=written)
