"""`chenan doctor`: looks at an installation and says how to mend it; mends nothing itself."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial

import click

from bot.cli.doctor import data as doctor_data
from bot.cli.doctor import updates as doctor_updates
from bot.cli.doctor import web as doctor_web
from bot.cli.doctor import work as doctor_work
from bot.cli.language import Command, language, say, speaking
from bot.cli.support import as_json, current_time, print_json
from bot.clock import system_clock
from bot.config import Settings, SettingsError, load_usable
from content.calendar.workdays import is_known
from documents import fonts
from scheduler.delivery.answers import No, NotTelegram, Yes, read
from storage.base.database import Database
from storage.base.diagnosis import describe, full_temporary_folder
from storage.base.urls import shown, sqlite_file
from storage.installation import clock_trust, health, migrate, statement_logs
from storage.outbox import parked as outbox_parked
from storage.reports import folder as reports_folder
from storage.reports import keys as reports_keys
from storage.reports import rotation as reports_rotation
from storage.reports.files import ReportFiles

MOST_REASONS = 3
MOST_SKEW = 60
"""Seconds: Telegram's own limit is wider, but people see the time on messages."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `mend`: the remedy, empty where nothing is wrong."""

    name: str
    detail: str
    mend: str = ""


@click.command(cls=Command, help="cli-doctor")
@as_json
def doctor(as_json: bool) -> None:
    """Check the installation: each part is in order, or what to do about it."""
    with speaking("en" if as_json else language()):  # scripts know the findings by their English names
        findings = asyncio.run(_look())
    if as_json:
        print_json([asdict(finding) | {"ok": not finding.mend} for finding in findings])
    else:
        for finding in findings:
            mend = f"\n      -> {finding.mend}" if finding.mend else ""
            state = say("cli-doctor-mend") if finding.mend else say("cli-doctor-ok")
            click.echo(f"{state}  {finding.name}: {finding.detail}{mend}")
    if any(finding.mend for finding in findings):
        sys.exit(1)


async def _look() -> list[Finding]:
    settings, problem = load_usable()
    mend = say("cli-doctor-settings-mend")
    findings = [
        Finding(say("cli-doctor-name-settings"), problem.say(language()), mend)
        if problem
        else Finding(say("cli-doctor-name-settings"), say("cli-doctor-settings-good"))
    ]
    looks: tuple[tuple[str, Callable[[Settings], list[Finding]]], ...] = (
        (say("cli-doctor-name-data-directory"), lambda given: [_data(given)]),
        (say("cli-doctor-name-rights"), lambda given: _of(doctor_data.look_at_rights(given))),
        (say("cli-doctor-name-free-disk"), lambda given: [_disk(given)]),
        (say("cli-doctor-name-report-key"), lambda given: [_key(given)]),
        (say("cli-doctor-name-fonts"), lambda given: [_fonts(given)]),
        (say("cli-doctor-name-holidays"), lambda given: [_holidays(given)]),
        (say("cli-doctor-name-content"), lambda given: [_content(given)]),
        (say("cli-doctor-name-database-file"), lambda given: _of(doctor_data.look_at_database(given))),
    )
    for name, look in looks:
        findings += await _tried(name, asyncio.to_thread(look, settings))
    findings += await _tried(say("cli-doctor-name-database"), _database(settings))
    findings += await _tried(say("cli-doctor-name-web"), _page(settings))
    findings += await _tried(say("cli-doctor-name-nudges"), _nudges(settings))
    return findings + await _tried(say("cli-doctor-name-telegram"), _telegram(settings))


async def _evidence(settings: Settings, database: Database) -> list[Finding]:
    return _of(await doctor_data.look_at_evidence(settings, database))


async def _nudges(settings: Settings) -> list[Finding]:
    return _of(await doctor_web.look_at_nudges(settings))


async def _page(settings: Settings) -> list[Finding]:
    return _of(await doctor_web.look_at_page(settings))


def _of(seen: Sequence[doctor_data.Seen]) -> list[Finding]:
    return [Finding(name, detail, mend) for name, detail, mend in seen]


async def _tried(name: str, look: Awaitable[list[Finding]]) -> list[Finding]:
    """The findings of a check; a check that fails is a finding itself, and the others go on."""
    try:
        return await look
    except Exception as error:  # noqa: BLE001 - an installation can be broken in any way
        reason = describe(error)
        return [Finding(name, say("cli-doctor-unseen", reason=reason), say("cli-doctor-unseen-mend"))]


def _data(settings: Settings) -> Finding:
    path, home = settings.data_dir.absolute(), health.nearest(settings.data_dir)
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        mend = say("cli-doctor-data-mend", home=home)
        return Finding(say("cli-doctor-name-data-directory"), f"{home}: {error.strerror}", mend)
    return Finding(
        say("cli-doctor-name-data-directory"),
        f"{path}" if home == path else say("cli-doctor-data-new", path=path),
    )


def _disk(settings: Settings) -> Finding:
    free, _ = health.disk_usage(settings.data_dir)
    trouble = health.look_at_disk(settings.data_dir)
    mend = say("cli-doctor-disk-mend") if trouble else ""
    if trouble and (files := trouble.values.get("free_files")) is not None:
        return Finding(say("cli-doctor-name-free-disk"), say("cli-doctor-free-files", count=files), mend)
    if not mend and (temporary := full_temporary_folder()) is not None:
        full = say("cli-error-trouble-full-temporary", folder=temporary)
        return Finding(say("cli-doctor-name-free-disk"), full, say("cli-error-mend-full-temporary"))
    return Finding(say("cli-doctor-name-free-disk"), f"{free / 1e9:.1f} GB", mend)


def _key(settings: Settings) -> Finding:
    path = settings.report_key_file
    if path is None:
        return Finding(say("cli-doctor-name-report-key"), say("cli-doctor-key-unset"))
    try:
        file = reports_keys.load(path)
    except reports_keys.KeyProblem as problem:
        mend = problem.say_mend(language()) or say("cli-doctor-key-mend")
        return Finding(say("cli-doctor-name-report-key"), problem.say_problem(language()), mend)
    if path.absolute().is_relative_to(settings.data_dir.absolute()):
        mend = say("cli-doctor-key-elsewhere")
        return Finding(say("cli-doctor-name-report-key"), say("cli-doctor-key-inside", path=path), mend)
    what = (
        say("cli-doctor-key-locked")
        if file.locked
        else say("cli-doctor-key-opens")
        if file.opens
        else say("cli-doctor-key-intake")
    )
    return Finding(say("cli-doctor-name-report-key"), say("cli-doctor-key-good", path=path, what=what))


def _fonts(_settings: Settings) -> Finding:
    from documents.typesetting import find_fonts

    try:
        found = find_fonts(None, fonts.own_folder())
        faces = {part: found.faces[part] for part in ("title", "body", "hei", "song")}
        return Finding(say("cli-doctor-name-fonts"), say("cli-doctor-fonts-good", base=found.family, **faces))
    except Exception as error:  # noqa: BLE001 - a broken package can fail in any way
        return Finding(say("cli-doctor-name-fonts"), str(error), say("cli-doctor-fonts-mend"))


def _holidays(settings: Settings) -> Finding:
    """Whether the calendar knows when offices work this year; else only weekends are days off."""
    name, today = say("cli-doctor-name-holidays"), current_time(settings).astimezone(settings.zone).date()
    if is_known(today):
        return Finding(name, say("cli-doctor-holidays-good", year=today.year))
    said = say("cli-doctor-holidays-unknown", year=today.year)
    return Finding(name, said, say("cli-doctor-holidays-mend"))


def _content(_settings: Settings) -> Finding:
    from content.catalog import Catalog, CatalogError
    from content.checks.all import check_without_catalogs

    count = len(check_without_catalogs())
    try:
        Catalog.load()
    except CatalogError as error:
        count += len(error.faults)
    if count:
        return Finding(
            say("cli-doctor-name-content"),
            say("cli-doctor-content-wrong", count=count),
            say("cli-doctor-content-mend"),
        )
    return Finding(say("cli-doctor-name-content"), say("cli-doctor-sound"))


async def _database(settings: Settings) -> list[Finding]:
    try:
        revision = await migrate.check(settings.database)
    except migrate.Unusable as error:
        is_file = sqlite_file(settings.database) is not None
        other = say("cli-doctor-database-file-mend") if is_file else say("cli-doctor-database-mend")
        return [
            Finding(
                say("cli-doctor-name-database"),
                error.say_problem(language()),
                error.say_mend(language()) or other,
            )
        ]
    found = [
        Finding(
            say("cli-doctor-name-database"),
            say("cli-doctor-database-good", url=shown(settings.database), revision=revision),
        )
    ]
    database = Database(settings.database, settings.zone)
    try:
        async with database.read() as db:
            sealed = await reports_rotation.count_sealed(db)
            parked = await outbox_parked.count_parked(db)
            told = await statement_logs.telling(db)
            trust = await clock_trust.see(db, system_clock())
            folder = await reports_folder.look(db, ReportFiles(settings.reports_dir))
        work = await doctor_work.look_at_work(settings, database, current_time(settings))
        found += await _tried(say("cli-doctor-name-evidence"), _evidence(settings, database))
    finally:
        await database.close()
    found += _of([*doctor_data.say_folder(folder), *doctor_data.say_trust(trust)])
    found += _of(work)
    return [*found, *_sealed(settings, sealed), *_statement_log(settings, told), _parked(parked)]


def _statement_log(settings: Settings, told: Mapping[str, str] | None) -> list[Finding]:
    """Whether PostgreSQL's own log would tell who reports."""
    if settings.report_key_file is None or told is None:
        return []
    if not told:
        return [Finding(say("cli-doctor-name-postgresql-log"), say("cli-doctor-log-good"))]
    named = ", ".join(f"{name} = {value}" for name, value in told.items())
    mend = say("cli-doctor-log-mend")
    return [Finding(say("cli-doctor-name-postgresql-log"), named, mend)]


def _parked(reasons: Mapping[str, int]) -> Finding:
    """Messages that Telegram refused for good."""
    if not reasons:
        return Finding(say("cli-doctor-name-messages"), say("cli-doctor-parked-none"))
    first = [f"{count} x {reason or say('cli-doctor-parked-reason')}" for reason, count in reasons.items()][
        :MOST_REASONS
    ]
    more = "; ..." if len(reasons) > MOST_REASONS else ""
    mend = say("cli-doctor-parked-mend")
    return Finding(
        say("cli-doctor-name-messages"),
        say("cli-doctor-parked", count=sum(reasons.values()), reasons="; ".join(first) + more),
        mend,
    )


def _sealed(settings: Settings, counts: Mapping[str, int]) -> list[Finding]:
    """Whether the key file has the keys that reports are sealed to."""
    if not counts:
        return []
    known: set[str] = set()
    if settings.report_key_file is not None:
        with contextlib.suppress(reports_keys.KeyProblem):
            known = {key.id for key in reports_keys.load(settings.report_key_file).keys}
    if lost := sorted(set(counts) - known):
        number = sum(counts[key] for key in lost)
        mend = say("cli-doctor-sealed-mend", keys=", ".join(lost))
        return [
            Finding(say("cli-doctor-name-sealed-reports"), say("cli-doctor-sealed-lost", count=number), mend)
        ]
    return [
        Finding(
            say("cli-doctor-name-sealed-reports"), say("cli-doctor-sealed-good", count=sum(counts.values()))
        )
    ]


async def _telegram(settings: Settings) -> list[Finding]:
    """The API with the token, and the clock by the API's answer."""
    if settings.bot_token is None:
        mend = say("cli-doctor-token-mend")
        return [
            _clock(settings, None),
            Finding(say("cli-doctor-name-telegram"), say("cli-doctor-token-none"), mend),
        ]
    try:
        _ = settings.token
    except SettingsError as problem:
        sentence, mend = problem.say_problem(language()), problem.say_mend(language())
        return [_clock(settings, None), Finding(say("cli-doctor-name-telegram"), sentence, mend)]
    try:
        me, date = await _ask(settings, "getMe")
        seen = (
            await doctor_updates.look(settings, partial(_answer, settings)) if isinstance(me, Yes) else None
        )
    except NotTelegram as answer:
        mend = say("cli-doctor-between-mend")
        who = say("cli-doctor-between", url=settings.bot_api_url, answer=answer)
        return [_clock(settings, None), Finding(say("cli-doctor-name-telegram"), who, mend)]
    except Exception as error:  # noqa: BLE001 - its text may hold the token; its type cannot
        mend = say("cli-doctor-silent-mend")
        return [
            _clock(settings, None),
            Finding(
                say("cli-doctor-name-telegram"),
                say("cli-doctor-silent", url=settings.bot_api_url, problem=type(error).__name__),
                mend,
            ),
        ]
    clock = _clock(settings, date)
    if isinstance(me, No) and me.code in {401, 404}:
        return [
            clock,
            Finding(
                say("cli-doctor-name-telegram"),
                say("cli-doctor-token-refused"),
                say("cli-doctor-token-refused-mend"),
            ),
        ]
    if isinstance(me, No):
        mend = say("cli-doctor-answers-mend")
        return [
            clock,
            Finding(
                say("cli-doctor-name-telegram"),
                say("cli-doctor-answers", url=settings.bot_api_url, code=me.code),
                mend,
            ),
        ]
    name = str(me.result.get("username")) if isinstance(me.result, dict) else "?"
    updates = []
    if seen is not None:
        detail, remedy = seen
        updates = [Finding(say("cli-doctor-name-updates"), detail, remedy)]
    if settings.bot_name and settings.bot_name.removeprefix("@").lower() != name.lower():
        return [
            clock,
            Finding(
                say("cli-doctor-name-telegram"),
                say("cli-doctor-token-other", name=name),
                say("cli-doctor-token-other-mend", name=name),
            ),
            *updates,
        ]
    return [
        clock,
        Finding(
            say("cli-doctor-name-telegram"),
            say("cli-doctor-telegram-good", name=name, url=settings.bot_api_url),
        ),
        *updates,
    ]


async def _ask(settings: Settings, method: str, **values: int) -> tuple[Yes | No, datetime | None]:
    """A method of the Bot API: the answer, and the server's time.

    Raises:
        NotTelegram: somebody else answers.
    """
    import aiohttp
    from aiohttp_socks import ProxyConnector

    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    connector = ProxyConnector.from_url(proxy) if proxy else None
    timeout = aiohttp.ClientTimeout(total=15)
    async with (
        aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
        session.post(
            f"{settings.bot_api_url}/bot{settings.token}/{method}", data=values, allow_redirects=False
        ) as response,
    ):
        answer = read(response.status, await response.read())
        date = response.headers.get("Date")
        return answer, parsedate_to_datetime(date) if date else None


async def _answer(settings: Settings, method: str, **values: int) -> Yes | No:
    return (await _ask(settings, method, **values))[0]


def _clock(settings: Settings, server: datetime | None) -> Finding:
    now = system_clock()
    local = f"{now.astimezone(settings.zone):%Y-%m-%d %H:%M:%S} {settings.timezone}"
    if server is None:
        return Finding(say("cli-doctor-name-clock"), say("cli-doctor-clock-alone", time=local))
    skew = abs((now - server).total_seconds())
    if skew > MOST_SKEW:
        return Finding(
            say("cli-doctor-name-clock"),
            say("cli-doctor-clock-off", time=local, seconds=f"{skew:.0f}"),
            say("cli-doctor-clock-mend"),
        )
    return Finding(
        say("cli-doctor-name-clock"), say("cli-doctor-clock-good", time=local, seconds=f"{max(skew, 1):.0f}")
    )
