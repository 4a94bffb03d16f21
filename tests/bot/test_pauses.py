"""Tasks that go on until they are cancelled end, whatever swallows that."""

from __future__ import annotations

import ast
import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from bot.clock import pause

ROOT = Path(__file__).parents[2]


async def test_a_task_ends_though_its_work_swallowed_the_cancelling() -> None:
    looked = 0

    async def look() -> None:
        nonlocal looked
        looked += 1
        with suppress(asyncio.CancelledError):  # as wait_for of Python 3.11, where its result comes just then
            await asyncio.sleep(600)

    async def run() -> None:
        while True:
            await look()
            await pause(0)

    task = asyncio.ensure_future(run())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert looked == 1


def _sleeps(source: str) -> list[int]:
    """Lines of endless loops of coroutines that sleep without looking whether they are cancelled."""
    return [
        call.lineno
        for loop in ast.walk(ast.parse(source))
        if isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant)
        for call in ast.walk(loop)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "asyncio.sleep"
    ]


def test_an_endless_loop_of_the_bot_pauses_so() -> None:
    assert _sleeps("async def f():\n while True:\n  await asyncio.sleep(1)") == [3]
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted((ROOT / "bot").rglob("*.py"))
        if (lines := _sleeps(path.read_text("utf-8")))
    }
    assert set(found) <= {"bot/cli/notice.py"}, found  # ends with its command
