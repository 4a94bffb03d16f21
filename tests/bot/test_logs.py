"""Logs hold no token, and nothing that a library logs about people."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.cli.run import run_loop
from bot.logs import QUIET, Careful, Redacting, Repeats, loop_trouble, set_up
from storage.base.diagnosis import describe
from tests.bot.at_work import OWNER, STRANGER, at_work
from tests.bot.telegram_queue import TOKEN
from tests.simulator.conftest import picture


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give the loggers back as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    hooks = warnings.showwarning, sys.unraisablehook, threading.excepthook, sys.excepthook
    yield
    warnings.showwarning, sys.unraisablehook, threading.excepthook, sys.excepthook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("bot.x", logging.INFO, __file__, 1, message, args, trace)


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_a_token_is_taken_out_wherever_it_stands(as_json: bool) -> None:
    formatter = Redacting(as_json)
    try:
        raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ConnectionError as error:
        lines = [
            formatter.format(record(f"POST /bot{TOKEN}/sendMessage")),
            formatter.format(record("asked %s", f"http://x/file/bot{TOKEN}/a.jpg")),
            formatter.format(record("failed", error=error)),
        ]
    for line in lines:
        assert TOKEN not in line
        assert TOKEN.partition(":")[2] not in line
    assert all("<token>" in line for line in lines[:2])
    assert "failed: ConnectionError at tests/bot/test_logs.py:" in lines[2]


def test_json_lines_can_be_read_and_keep_the_whole_message() -> None:
    line = json.loads(Redacting(True).format(record("polling: again in 2 s: 网络")))
    assert line["level"] == "INFO"
    assert line["logger"] == "bot.x"
    assert line["message"] == "polling: again in 2 s: 网络"
    assert datetime.fromisoformat(line["at"]).tzinfo is not None


def test_a_json_line_has_the_parts_of_an_error_and_the_reference_that_was_shown() -> None:
    try:
        try:
            raise OSError(errno.ENOSPC, "什么人写的")
        except OSError as cause:
            raise ValueError("张三") from cause
    except ValueError as error:
        one = record("reference %s: %s", "ab12cd", describe(error))
    one.reference = "ab12cd"
    line = json.loads(Redacting(True).format(one))
    assert (line["event"], line["reference"]) == ("reference %s: %s", "ab12cd")
    assert line["error"] == "ValueError (from OSError)"
    assert line["reason"] == "no space is left on the disk [ENOSPC]"
    assert [frame.partition(":")[0] for frame in line["frames"]] == ["tests/bot/test_logs.py"]
    assert "张三" not in str(line) + Redacting(False).format(one)
    assert "error" not in json.loads(Redacting(True).format(record("all is well")))


def test_what_repeats_itself_is_said_once_a_minute_with_its_number() -> None:
    written, now = io.StringIO(), [0.0]
    handler = Careful(written, Repeats(lambda: now[0]))
    handler.setFormatter(Redacting(False))

    def say(*args: object, level: int = logging.WARNING, reference: str = "") -> None:
        one = logging.LogRecord("bot.x", level, __file__, 1, "again in %s s", args, None)
        if reference:
            one.reference = reference
        handler.handle(one)

    for second in range(60):
        now[0] = float(second)
        say(second)
    say("z", level=logging.ERROR, reference="ab12cd")
    say("z", level=logging.ERROR, reference="ab12ce")
    say("i", level=logging.INFO)
    say("i", level=logging.INFO)
    now[0] = 60.0
    say("another")
    say("and one")
    handler.close()
    assert [line.partition("bot.x: ")[2] for line in written.getvalue().splitlines()] == [
        "again in 0 s",
        "again in z s",
        "again in z s",
        "again in i s",
        "again in i s",
        "again in 59 s (59 more like this in 60 s)",
        "again in another s",
        "again in and one s (1 more like this in 60 s)",
    ]


def test_errors_of_different_places_are_no_repetition() -> None:
    repeats = Repeats(lambda: 0.0)
    held = []
    for kind in (ValueError, KeyError, ValueError):
        try:
            raise kind("x")
        except (ValueError, KeyError) as error:
            one = record("failed: %s", describe(error))
            one.levelno = logging.ERROR
            held.append(repeats.holds(one))
    assert held == [False, False, True]


def test_libraries_stay_quiet_whatever_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG")
    for name in QUIET:
        for below in (name, f"{name}.inner"):
            logging.getLogger(below).info("a text of a person")
            logging.getLogger(below).debug("a text of a person")
    for name in ("aiogram.event", "aiogram_dialog.context.intent_middleware"):
        logging.getLogger(name).error("a text of a person")
    logging.getLogger("bot.transport.poller").debug("ours")
    said = capsys.readouterr().err
    assert "a text of a person" not in said
    assert "ours" in said


def test_leak_03_a_library_with_a_level_of_its_own_is_quiet_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("DEBUG")
    loud = [logging.getLogger(f"{name}.loud") for name in QUIET]
    try:
        for logger in loud:
            logger.setLevel(logging.DEBUG)
            logger.debug("INSERT … ['a text of a person']")
            logger.info("a text of a person")
    finally:
        for logger in loud:
            logger.setLevel(logging.NOTSET)
    assert "a text of a person" not in capsys.readouterr().err


def test_leak_03_what_nobody_took_is_said_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG")
    error = ValueError("a text of a person")
    loop_trouble(asyncio.new_event_loop(), {"message": "a text of a person", "exception": error})
    loop_trouble(asyncio.new_event_loop(), {"message": "a text of a person"})
    warnings.showwarning("a text of a person", RuntimeWarning, "/x/dispatcher.py", 7)

    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    said = capsys.readouterr().err
    assert "a text of a person" not in said
    assert said.count("ValueError at") == 2
    assert "RuntimeWarning at dispatcher.py:7" in said


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_traceback_and_no_words_of_a_library_get_through(
    capsys: pytest.CaptureFixture[str], style: str
) -> None:
    set_up("DEBUG", style)
    try:
        raise ValueError("a text of a person\nTraceback")
    except ValueError as problem:
        error = problem
        for name in (
            "telegram.request",
            "aiogram.dispatcher",
            "aiohttp.server",
            "apscheduler.executors",
            "x",
        ):
            logging.getLogger(name).exception("it failed: %s", "a text of a person")
            logging.getLogger(name).error("a text of a person", exc_info=error, stack_info=True)
        logging.getLogger("bot.y").exception("a job failed")
    sys.excepthook(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert "a text of a person" not in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 12
    assert "it failed: %s: ValueError at tests/bot/test_logs.py:" in said
    assert "said at test_logs.py:" in said
    assert "a job failed: ValueError at" in said
    assert "a mistake of the program itself (reference " in said


async def test_a_server_s_handler_that_fails_says_nothing_of_the_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fail(request: web.Request) -> web.Response:
        raise ValueError(await request.text())

    set_up("DEBUG")
    app = web.Application()
    app.router.add_post("/", fail)
    async with TestClient(TestServer(app)) as client, client.post("/", data="a text of a person") as answer:
        assert answer.status == 500
        assert "a text of a person" not in await answer.text()
    said = capsys.readouterr().err
    assert "a text of a person" not in said
    assert "ValueError at tests/bot/test_logs.py:" in said


def test_the_loop_of_the_services_has_no_other_voice() -> None:
    seen: list[object] = []

    async def look() -> None:
        seen.append(asyncio.get_running_loop().get_exception_handler())

    run_loop(look())
    assert seen == [loop_trouble]


async def test_a_tick_left_out_because_the_one_before_still_runs_says_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up()
    begun, go_on, left_out = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        await go_on.wait()

    jobs = AsyncIOScheduler(job_defaults={"max_instances": 1})
    jobs.add_listener(lambda _: left_out.set(), EVENT_JOB_MAX_INSTANCES)
    jobs.add_job(tick, "interval", seconds=0.01)
    jobs.start()
    try:
        await asyncio.wait_for(begun.wait(), 30)
        await asyncio.wait_for(left_out.wait(), 30)
    finally:
        go_on.set()
        jobs.shutdown(wait=False)
    assert capsys.readouterr().err == ""


def test_set_up_twice_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    set_up()
    logging.getLogger("bot").info("once")
    assert capsys.readouterr().err.count("once") == 1


async def test_a_whole_talk_at_debug_leaves_nothing_of_anybody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("DEBUG")
    assert logging.getLogger().handlers[0].stream is sys.stderr  # type: ignore[attr-defined]
    async with at_work(tmp_path) as work:
        owner, stranger = await work.person(OWNER), await work.person(STRANGER)
        await owner.send("/start")
        await owner.click("开始自查")
        await owner.send("张三 尘肺 13800000000")
        await owner.photo(picture(800, 600), "说明")
        await owner.click("不涉及")
        await owner.send("/start")
        await owner.click("继续自查" if "继续自查" in str((await owner.last()).buttons) else "开始自查")
        await stranger.send("/start e_nothingknownhere1234")
        await stranger.send("车间没有通风")
        token = work.settings.token
        people = (str(owner.id), str(stranger.id))
    said = capsys.readouterr().err
    for secret in (token, *people, "尘肺", "13800000000", "说明", "车间", OWNER, "鑫达", "nothingknownhere"):
        assert secret not in said, secret
