"""A migration killed at any of its statements leaves the database as it was before; a backup killed at any of
its files leaves none. Both run through afterwards.

Every step of migration after the baseline with --long, else the newest ones.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage.installation import backup, migrate
from tests.sizes import size
from tests.storage.installation.test_migrations import empty

__all__ = ["empty"]

pytestmark = pytest.mark.chaos

STEPS = 2
NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
Hook = Callable[[Callable[..., None]], object]


def _statements(count: Callable[..., None]) -> None:
    event.listen(Engine, "after_cursor_execute", count)


def _packed(count: Callable[..., None]) -> None:
    add = tarfile.TarFile.addfile

    def adding(*given: Any, **named: Any) -> None:
        add(*given, **named)
        count()

    vars(tarfile)["TarFile"].addfile = adding


def _killed_at(number: int, hook: Hook, work: Callable[[], object]) -> bool:
    """Do `work` in a copy of this process that kills itself (-9) when `hook` has counted so far; False: there
    was no such moment, and the work is done."""
    child = os.fork()
    if child == 0:
        try:
            left = iter(range(number - 1))

            def _count(*_: Any) -> None:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            hook(_count)
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001  nothing of it may go on in the copy
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def test_a_migration_killed_at_each_statement(empty: str, record_property: Any) -> None:
    before = str(migrate.walk()[size(STEPS, -1)].revision)
    asyncio.run(migrate.upgrade(empty, before))
    killed = 0
    while _killed_at(killed + 1, _statements, lambda: asyncio.run(migrate.upgrade(empty))):
        killed += 1
        assert asyncio.run(migrate.current(empty)) == before, f"after statement {killed}"
    assert asyncio.run(migrate.current(empty)) == migrate.head()
    assert killed > STEPS
    record_property("kills", killed)


def test_a_backup_killed_at_each_file(sqlite_template: Path, tmp_path: Path, record_property: Any) -> None:
    evidence, reports, target = tmp_path / "evidence", tmp_path / "reports", tmp_path / "b.tar"
    reports.mkdir()
    for number in range(3):
        data = str(number).encode()
        name = hashlib.sha256(data).hexdigest()
        (evidence / name[:2]).mkdir(parents=True, exist_ok=True)
        (evidence / name[:2] / name).write_bytes(data)

    def work() -> None:
        backup.make(sqlite_template, evidence, reports, target, NOW, lambda *_: None)

    killed = 0
    while _killed_at(killed + 1, _packed, work):
        killed += 1
        assert not target.exists(), f"after file {killed}"
    assert backup.verify(target, lambda *_: None).files >= 0
    assert killed > 1
    record_property("kills", killed)
