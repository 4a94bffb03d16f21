"""What the commands share: settings, one transaction, errors as sentences, tables. No command lives here."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

import click

from bot.cli.columns import width
from bot.cli.language import option
from bot.config import Settings, load_settings
from content.typed.credit_code import CreditCodeError
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.errors import ChenanError, Invalid
from storage.installation import migrate
from storage.installation.usage import using
from storage.offices import jurisdictions

T = TypeVar("T")

CLI = Actor("cli")
DAY = click.DateTime(formats=["%Y-%m-%d"])
as_json = option("--json", "as_json", is_flag=True, help="cli-option-json")
bot_option = option("--bot", "bot_name", metavar="NAME", help="cli-option-bot")

_SENTENCES = {
    "error-not-found": "there is no such thing",
    "error-invalid-jurisdiction-code": "a code has 1 to 40 letters, digits, - and _ (not - or _ first)",
    "error-invalid-name": "a name has 2 to 60 characters",
    "error-invalid-address": "an address has at most 100 characters",
    "error-invalid-headcount": "the headcount is a number from 1 to 200000",
    "error-invalid-industry": "there is no such industry",
    "error-invalid-level": "a level is one of city, county, town, village",
    "error-invalid-level-order": "a {level} cannot be below a {above}",
    "error-invalid-zone": "there is no such time zone; write one like Asia/Shanghai",
    "error-invalid-role": "a role is one of viewer, inspector, head",
    "error-invalid-department": "a department is one of safety, health, labour, union, town",
    "error-invalid-contact-name": "a name has at most 64 characters",
    "error-invalid-pack": "there is no plan '{code}': `chenan content list` shows them",
    "error-invalid-start": "a campaign starts in 2000 to 2099",
    "error-invalid-dates": "the last day is before the first, or one of the two is missing",
    "error-invalid-dates-past": "{day} is over already; --past takes it all the same, for the record",
    "error-invalid-days-reason": "a reason has 2 to 200 characters",
    "error-invalid-end-reason": "a reason has 2 to 200 characters",
    "error-invalid-phone": "a phone number has 3 to 40 digits, spaces and + - ( ) / ,",
    "error-invalid-text-long": "at most {limit} characters, not {length}",
    "error-invalid-text-empty": "there is nothing to be seen in this text",
    "error-invalid-summary-period": "that month is not in the campaign",
    "error-conflict-summary-cases": "there are {limit} cases already: take one out with --remove",
    "error-conflict-last-head": "nobody would be left who heads that office",
    "error-conflict-review-claimed": "{name} is reviewing it",
    "error-conflict-review-over": "nobody reviews it now, or that is over",
    "error-conflict-escalation-over": "that task is over",
    "error-invalid-escalation-top": "there is no office above",
    "error-invalid-review-verdict": "there is no such verdict",
    "error-invalid-review-clean": "an answer was overturned: it cannot pass",
    "error-invalid-review-faults": "there is nothing to put right",
    "error-invalid-review-day": "--due is a day from today to a year ahead",
    "error-invalid-review-reason": "--comment has to say why",
    "error-conflict-erase-early": "its records are kept until {day}",
    "error-conflict-erase-open": "a campaign of its is open",
    "error-conflict-erase-clock": "the clock has leapt: `chenan db trust-clock` says that it is right",
    "error-conflict-erase-folder": "nothing says that the evidence in CHENAN_DATA_DIR is this database's: if"
    " this is a copy, set another CHENAN_DATA_DIR, else `chenan db claim`",
    "error-conflict-merge-same": "these two are one",
    "error-conflict-merge-other-way": "this one has handed in, the other only began: merge the other one",
    "error-conflict-notice-over": "this notice is not going out",
    "error-conflict-notice-not-sent": "this notice was not begun, or is being withdrawn",
    "error-conflict-notice-decided": "this notice does not wait for a release",
    "error-conflict-jurisdiction-exists": "there is a {code} with another name, parent, level or zone",
    "error-conflict-campaign-open": "this plan is open there already, as campaign {id}",
}


def facts(
    work: Callable[[Connection], Awaitable[T]], *, writes: bool = False, settings: Settings | None = None
) -> T:
    """Do `work` in one transaction on the installation's database, whose schema is checked first.

    Raises:
        click.UsageError: a value that cannot be taken. click.ClickException: anything else it refuses.
        Unusable, SettingsError: turned into a line by `bot.cli.run`.
    """

    async def run(database: Database) -> T:
        async with database.begin() if writes else database.read() as db:
            return await work(db)

    return on_database(run, settings)


def on_database(work: Callable[[Database], Awaitable[T]], settings: Settings | None = None) -> T:
    """Do `work`, which has its own transactions, on the installation's database; errors as `facts`."""
    settings = settings or load_settings()
    url = settings.database

    async def run() -> T:
        await migrate.check(url)
        database = Database(url)
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        with using(settings.data_dir):
            return asyncio.run(run())
    except ChenanError as error:
        _refuse(error)


def _refuse(error: ChenanError) -> NoReturn:
    sentence = _SENTENCES.get(error.key, error.key).format(**error.values)
    if isinstance(error, Invalid):
        raise click.UsageError(f"{sentence}.") from None
    raise click.ClickException(sentence) from None


async def place_of(db: Connection, code: str) -> jurisdictions.Place:
    """The jurisdiction with that code.

    Raises:
        click.ClickException: there is none.
    """
    if (place := await jurisdictions.find(db, code)) is None:
        raise click.ClickException(
            f"there is no jurisdiction '{code}': `chenan jurisdiction list` shows them, `add` makes one"
        )
    return place


def bot_of(settings: Settings, given: str | None) -> str:
    """The bot's name, for links.

    Raises:
        click.UsageError: nobody says which.
    """
    name = (given or settings.bot_name or "").removeprefix("@")
    if not name:
        raise click.UsageError("the link needs the bot's name: give --bot NAME, or set CHENAN_BOT_NAME.")
    return name


def credit_code_sentence(error: CreditCodeError) -> str:
    """What is wrong with a typed unified social credit code."""
    if error.kind == "length":
        return f"a unified social credit code has 18 characters, this one has {error.length}."
    where = f"character {error.position} ('{error.found}')" if error.position else "one of its characters"
    hint = f"; did you mean {error.suggestion}?" if error.suggestion else "."
    return f"this is no unified social credit code: {where} is wrong{hint}"


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


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """Print aligned columns (Han characters are two wide), or `empty` where there are no rows."""
    if not rows:
        click.echo(empty)
        return
    cells = [list(heads), *([_cell(value) for value in row] for row in rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        line = "  ".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return value.isoformat() if isinstance(value, date) else str(value)


def pick(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Those entries, in that order: the public shape of something shown as JSON."""
    return {name: values[name] for name in names}
