"""`chenan notice`: lists, shows and watches notices, pauses, resumes, stops and withdraws them."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.cli.enterprise.keeping import known
from bot.cli.language import Group, Option, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    current_time,
    facts,
    out_option,
    outcome,
    pick,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from bot.config import load_settings
from content.catalog import Catalog
from scheduler.messages.notice_words import not_meant_said, why_said
from storage.base.database import Connection, Database
from storage.base.errors import NotFound
from storage.installation import migrate
from storage.notices import moves as notice_moves
from storage.notices import progress as notice_progress
from storage.notices import sending
from storage.notices import templates as own_templates
from storage.notices import views as notice_views
from storage.notices import why as notice_why
from storage.notices.progress import Progress
from storage.notices.sending import Rules
from storage.notices.templates import OwnTemplate
from storage.notices.views import NoticeLine, NoticeView
from storage.notices.why import ContactAnswer, Why
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead

EVERY = 1.0
_COUNTS = ("total", "done", "left", "failed", "unreachable", "stopped", "read", "enterprises")


@click.group(cls=Group, help="cli-notice")
def notice() -> None:
    """View notices, and pause them."""


@notice.command("list", help="cli-notice-list")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-offices-below")
@option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@as_json
def list_(place: str | None, limit: int, as_json: bool) -> None:
    """List notices, newest first; drafts are their authors' alone."""

    async def work(db: Connection) -> tuple[NoticeLine, ...]:
        if place is None:
            return await notice_views.list_all(db, limit)
        return await notice_views.list_of_office(db, CLI, (await place_of(db, place)).id, limit)

    lines = facts(work)
    print_list(
        lines,
        [
            ListColumn("cli-head-id", lambda line: line.id),
            ListColumn("cli-head-state", lambda line: say("cli-notice-state", state=line.state)),
            ListColumn("cli-head-title", lambda line: line.title),
            ListColumn("cli-head-office", lambda line: line.place),
            ListColumn("cli-head-author", lambda line: line.author),
            ListColumn("cli-head-began", lambda line: _time(line.started_at or line.send_at)),
            ListColumn("cli-head-until", lambda line: _time(line.valid_until)),
        ],
        "cli-empty-no-notice",
        as_json,
        form=_line,
    )


@notice.command("templates", help="cli-notice-templates")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-own-template-place")
@as_json
def templates_(place: str, as_json: bool) -> None:
    """List the templates of an office's own, and of those above it."""

    async def work(db: Connection) -> tuple[OwnTemplate, ...]:
        return await own_templates.list_for(db, CLI, (await place_of(db, place)).id)

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-title", lambda one: one.title),
            ListColumn("cli-head-office", lambda one: one.place),
            ListColumn("cli-head-text", lambda one: one.body.split("\n")[0]),
        ],
        "cli-empty-no-template",
        as_json,
    )


@notice.command("save-template", help="cli-notice-save-template")
@click.argument("title")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-own-template-place")
@as_json
def save_template(title: str, file: Path, place: str, as_json: bool) -> None:
    """Save the text of FILE (Telegram HTML with fields in braces) as a template called TITLE."""
    body = file.read_text("utf-8")

    async def work(db: Connection) -> int:
        where = (await place_of(db, place)).id
        return await own_templates.save(db, CLI, current_time(), where, title, body)

    made = facts(work, writes=True)
    outcome(as_json, say("cli-notice-template-saved", id=made), id=made)


@notice.command("remove-template", help="cli-notice-remove-template")
@click.argument("template_id", type=int, metavar="ID")
@as_json
def remove_template(template_id: int, as_json: bool) -> None:
    """Delete the notice template ID."""

    async def work(db: Connection) -> bool:
        return await own_templates.remove(db, CLI, current_time(), template_id)

    removed = facts(work, writes=True)
    outcome(as_json, say("cli-notice-template-removed", id=template_id), id=template_id, removed=removed)


@notice.command(help="cli-notice-show")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def show(notice_id: int, as_json: bool) -> None:
    """Show how far a notice is, and who has read it."""
    seen = facts(lambda db: _progress(db, notice_id))
    if as_json:
        print_json(
            {
                **_line(seen.notice),
                "job": seen.notice.job,
                "reached_by": seen.notice.reached_by,
                **{name: getattr(seen, name) for name in _COUNTS},
            }
        )
        return
    view = seen.notice
    click.echo(f"{view.id}  {view.title}, {view.place}, {_state(view)}")
    if view.valid_until is not None:
        click.echo(say("cli-notice-valid", at=_time(view.valid_until)))
    reached = {"count": seen.enterprises, "unregistered": seen.unregistered, "blocked": seen.blocked}
    click.echo(say("cli-notice-enterprises", **reached))
    people = ("total", "done", "left", "failed", "unreachable", "stopped", "read")
    click.echo(say("cli-notice-people", **{name: getattr(seen, name) for name in people}))


@notice.command("why", help="cli-notice-why")
@click.argument("notice_id", type=int, metavar="ID")
@click.argument("credit_code", metavar="CREDIT_CODE")
@as_json
def why_(notice_id: int, credit_code: str, as_json: bool) -> None:
    """Tell for each contact of an enterprise whether a notice has reached them, and why not."""
    settings = load_settings()

    async def work(db: Connection) -> Why:
        await _progress(db, notice_id)
        enterprise = await known(db, credit_code)
        return await notice_why.why(db, CLI, current_time(), notice_id, enterprise.id, settings.zone)

    found = facts(work, settings=settings)
    if as_json:
        print_json(
            {
                "notice": notice_id,
                "enterprise": found.enterprise,
                "not_meant": list(found.not_meant),
                "contacts": [
                    {name: getattr(one, name) for name in ContactAnswer.__slots__} for one in found.contacts
                ],
            }
        )
        return
    click.echo(f"{notice_id}  {found.notice.title}, {_state(found.notice)}: {found.enterprise}")
    if found.not_meant:
        click.echo(not_meant_said(say, found, "; "))
    print_table(
        found.contacts,
        [
            ListColumn("cli-head-contact", lambda one: one.contact_id),
            ListColumn("cli-head-person", lambda one: one.name),
            ListColumn("cli-head-role", lambda one: say("cli-contact-role", role=one.role)),
            ListColumn("cli-head-answer", lambda one: why_said(say, one, _time(one.at) or "-")),
        ],
        "notice-why-nobody",
    )


@notice.command(help="cli-notice-watch")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def watch(notice_id: int, as_json: bool) -> None:
    """Show a notice being sent until it is over: a bar on a terminal, else lines (JSON with --json)."""
    settings = load_settings()
    url = settings.database

    async def run() -> None:
        await migrate.check(url)
        database = Database(url, settings.zone)
        try:
            await _watch(database, notice_id, as_json=as_json)
        finally:
            await database.close()

    asyncio.run(run())


async def _watch(database: Database, notice_id: int, *, as_json: bool) -> None:
    async with database.read() as db:
        seen = await _progress(db, notice_id)
    if as_json or not sys.stdout.isatty():
        await _lines(database, seen, as_json=as_json)
        return
    with click.progressbar(length=max(seen.total, 1), label=seen.notice.title, width=30) as bar:
        done = 0
        while True:
            bar.length = max(seen.total, 1)
            bar.update(seen.total - seen.left - done)
            done = seen.total - seen.left
            if seen.is_over:
                break
            await asyncio.sleep(EVERY)
            async with database.read() as db:
                seen = await _progress(db, notice_id)
    click.echo(_sentence(seen))


async def _lines(database: Database, seen: Progress, *, as_json: bool) -> None:
    """Print a line whenever the progress changed."""
    before = ""
    while True:
        if (said := _sentence(seen)) != before:
            before = said
            if as_json:
                counts = {name: getattr(seen, name) for name in _COUNTS}
                click.echo(json.dumps({"id": seen.notice.id, "state": seen.notice.state, **counts}))
            else:
                click.echo(said)
            sys.stdout.flush()
        if seen.is_over:
            return
        await asyncio.sleep(EVERY)
        async with database.read() as db:
            seen = await _progress(db, seen.notice.id)


def _sentence(seen: Progress) -> str:
    reached = seen.total - seen.left
    out = seen.failed + seen.unreachable
    counts = {"reached": reached, "total": seen.total, "out": out, "read": seen.read}
    return say("cli-notice-progress", state=say("cli-notice-state", state=seen.notice.state), **counts)


@notice.command(help="cli-notice-pause")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def pause(notice_id: int, as_json: bool) -> None:
    """Pause a notice that is being sent."""
    _do(notice_id, notice_moves.pause, "cli-notice-paused", "cli-notice-paused-before", as_json)


@notice.command(help="cli-notice-resume")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def resume(notice_id: int, as_json: bool) -> None:
    """Continue a paused notice."""
    _do(notice_id, notice_moves.resume, "cli-notice-goes-on", "cli-notice-goes-already", as_json)


@notice.command(help="cli-notice-stop")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def stop(notice_id: int, as_json: bool) -> None:
    """Stop sending a notice; what was sent stays."""
    _do(notice_id, notice_moves.stop, "cli-notice-stopped", "cli-notice-stopped-before", as_json)


@notice.command(help="cli-notice-withdraw")
@click.argument("notice_id", type=int, metavar="ID")
@click.confirmation_option("--yes", cls=Option, prompt="cli-notice-withdraw-sure", help="cli-click-confirm")
@as_json
def withdraw(notice_id: int, as_json: bool) -> None:
    """Withdraw a notice from everybody."""
    _do(notice_id, notice_moves.withdraw, "cli-notice-withdrawing", "cli-notice-withdrawn-before", as_json)


@notice.command(help="cli-notice-release")
@click.argument("notice_id", type=int, metavar="ID")
@as_json
def release(notice_id: int, as_json: bool) -> None:
    """Release a notice that waits for a second person, where the office has no other head."""
    settings = load_settings()
    rules = Rules(settings.zone, settings.release_above)

    async def work(db: Connection) -> sending.Confirmed:
        await _progress(db, notice_id)
        return await sending.release(db, CLI, current_time(), notice_id, rules)

    confirmed = facts(work, writes=True, settings=settings)
    state = say("cli-notice-state", state=confirmed.state)
    said = say("cli-notice-released", id=notice_id, state=state)
    outcome(as_json, said, notice=notice_id, state=confirmed.state)


@notice.command("paper", help="cli-notice-paper")
@click.argument("notice_id", type=int, metavar="ID")
@out_option
@as_json
def paper_(notice_id: int, out: Path, as_json: bool) -> None:
    """Write notice ID as a paper of its office."""
    from documents.papers.letters import notice_paper

    settings = load_settings()

    async def work(db: Connection) -> tuple[NoticeView, Letterhead, date]:
        view = await notice_views.get(db, CLI, notice_id)
        zone = await jurisdictions.zone_of(db, view.jurisdiction_id, settings.zone)
        at = view.started_at or view.confirmed_at or view.created_at
        head = await letterheads.letterhead_of(db, view.jurisdiction_id)
        return view, head, at.astimezone(zone).date()

    view, head, day = facts(work, settings=settings)
    write_paper(notice_paper(view, head, day, Catalog.load()), out, as_json)


def _do(notice_id: int, deed: Callable[..., Awaitable[Any]], done: str, before: str, as_json: bool) -> None:
    async def work(db: Connection) -> Any:
        await _progress(db, notice_id)
        return await deed(db, CLI, current_time(), notice_id)

    made = bool(facts(work, writes=True))
    outcome(as_json, say(done if made else before, id=notice_id), notice=notice_id, done=made)


async def _progress(db: Connection, notice_id: int) -> Progress:
    try:
        return await notice_progress.progress(db, notice_id)
    except NotFound:
        raise click.ClickException(say("cli-error-no-notice", id=notice_id)) from None


def _state(notice: NoticeView) -> str:
    state = say("cli-notice-state", state=notice.state)
    if notice.job is None:
        return state
    return say("cli-notice-with-job", state=state, job=say("cli-notice-job", job=notice.job))


def _line(line: NoticeLine) -> dict[str, Any]:
    return pick(
        {name: getattr(line, name) for name in NoticeLine.__slots__},
        "id",
        "state",
        "title",
        "place",
        "author",
        "standing",
        "send_at",
        "confirmed_at",
        "started_at",
        "finished_at",
        "valid_until",
    )


def _time(instant: Any) -> str | None:
    """An instant in the zone of the settings, to the minute."""
    return None if instant is None else f"{instant.astimezone(load_settings().zone):%Y-%m-%d %H:%M}"
