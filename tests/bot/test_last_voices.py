"""No failure leaves a traceback in the terminal or the log, or a word of its subject.

Each case runs in a process of its own, set up as the program is; all that it prints is read.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

MARK = "13800000000-喷漆房"
BEGIN = f"""
import asyncio, gc, logging, os, sys, threading, warnings
from bot.logs import set_up
MARK = {MARK!r}
def fail(*_):
    raise ValueError(MARK)
class Odd(Exception):
    def __eq__(self, other):
        raise ValueError(MARK)
    def __hash__(self):
        raise ValueError(MARK)
    @property
    def sqlstate(self):
        raise ValueError(MARK)
    def __str__(self):
        raise ValueError(MARK)
if __name__ == "__main__":
    set_up("DEBUG")
"""
CASES = {
    "uncaught": (
        """
fail()
""",
        ("a mistake of the program itself",),
    ),
    "uncaught, and its class fails; at exit": (
        """
import atexit; atexit.register(fail, MARK)
raise Odd(MARK)
""",
        ("ValueError", "Odd"),
    ),
    "threads, finalizers, warnings, records, helpers": (
        """
t = threading.Thread(target=fail, name=MARK); t.start(); t.join()
class Dying:
    def __del__(self): fail()
    def __repr__(self): return MARK
one = Dying()
del one
gc.collect()
warnings.warn(MARK, ResourceWarning); warnings.warn(MARK)
logging.getLogger('bot.x').error('%d of %s', MARK)
logging.getLogger('bot.x').error('%s', Odd(MARK))
try:
    raise Odd(MARK)
except Odd:
    logging.getLogger('x').exception('it %s', MARK)
from concurrent.futures import ThreadPoolExecutor
lane = ThreadPoolExecutor(1, initializer=fail)
try:
    lane.submit(print, MARK).result()
except Exception as error:
    logging.getLogger('bot.x').error('over', exc_info=error)
from storage.base.sandbox import sandbox
try:
    sandbox.run_now('tests.bot.test_last_voices:in_helper', MARK.encode())
except Exception as error:
    logging.getLogger('bot.x').error('over', exc_info=error)
""",
        ("ValueError", "UserWarning", "TypeError", "Odd", "BrokenThreadPool", "Failed"),
    ),
    "tasks, callbacks, generators": (
        """
from bot.cli.run import run_loop
async def failing():
    fail()
async def endless():
    try:
        yield MARK
    finally:
        fail()
async def serve():
    loop = asyncio.get_running_loop()
    assert not loop.get_debug()
    loop.call_soon(fail)
    task = asyncio.ensure_future(failing())
    await asyncio.sleep(0); await asyncio.sleep(0)
    del task
    gc.collect()
    loop.call_exception_handler({'message': MARK, 'exception': Odd(MARK)})
    loop.call_exception_handler({'message': MARK})
    async for _ in endless():
        break
    await asyncio.sleep(0); await asyncio.sleep(0)
run_loop(serve())
async def failing():
    fail()
async def serve():
    asyncio.get_running_loop().call_soon(fail)
    task = asyncio.ensure_future(failing())
    await asyncio.sleep(0); await asyncio.sleep(0)
    del task
    gc.collect()
    await asyncio.sleep(0); await asyncio.sleep(0)
asyncio.run(serve())
""",
        ("ValueError",),
    ),
    "beginning of the worker": (
        """
from documents import press
press._follow = fail
press._begin()
""",
        ("the worker for documents cannot begin: ValueError at",),
    ),
}
"""Failures, and the lines expected of each."""


def in_helper(data: bytes) -> tuple[dict[str, str], bytes]:
    """Fails as a reader of a photo could."""
    raise ValueError(data.decode())


def printed(code: str, **environment: str) -> str:
    """All that a process prints which does that."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + textwrap.indent(code, "    ")],
        capture_output=True,
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONASYNCIODEBUG": "1", "PYTHONWARNINGS": "always", **environment},
    )
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("name", CASES)
def test_no_failure_prints_a_traceback_or_what_it_was_about(name: str) -> None:
    code, said = CASES[name]
    found = printed(code)
    assert MARK not in found
    assert MARK.encode("unicode_escape").decode()[-20:] not in found
    assert "Traceback" not in found
    assert [words for words in said if words not in found] == []


JOBS = """
import asyncio, gc, logging, os, sys, threading, warnings
MARK = sys.argv[1]
def fail(*_):
    raise ValueError(MARK)
class Unreadable:
    def __reduce__(self):
        return (fail_with, (MARK,))
def fail_with(mark):
    raise ValueError(mark)
def loud(mark):
    global MARK
    MARK = mark
    print(mark, flush=True)
    print(mark, file=sys.stderr, flush=True)
    os.write(2, mark.encode())
    warnings.warn(mark)
    logging.getLogger("x").error(mark)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    raise ValueError(mark)
async def main():
    from documents.press import press
    for job, given in ((loud, MARK), (len, Unreadable())):
        try:
            await press.run(job, given)
        except Exception as error:
            logging.getLogger("bot.x").error("a job failed", exc_info=error)
    press.close()
if __name__ == "__main__":
    from bot.logs import set_up
    set_up("DEBUG")
    asyncio.run(main())
"""


def test_the_worker_for_documents_prints_nothing_of_a_job(tmp_path: Path) -> None:
    """Jobs that print, warn, log and fail, and one that cannot even be unpacked in the worker."""
    script = tmp_path / "jobs.py"
    script.write_text(JOBS, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), MARK],
        capture_output=True,
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    found = (done.stdout + done.stderr).decode()
    assert MARK not in found
    assert "Traceback (" not in found
    assert "a job failed: ValueError" in found
    assert "a job failed: BrokenProcessPool" in found
