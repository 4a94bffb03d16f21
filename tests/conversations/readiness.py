"""Answers of `/readyz` while a fault lasts, and when it is over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass

import aiohttp

LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer: its status, and the reason (or "") of each trouble by its name."""

    status: int
    troubles: dict[str, str]


async def ready(listen: str) -> Ready:
    """The answer of the process at HOST:PORT now."""
    timeout = aiohttp.ClientTimeout(total=60)
    async with (
        aiohttp.ClientSession(trust_env=False, timeout=timeout) as session,
        session.get(f"http://{listen}/readyz") as answer,
    ):
        found = (await answer.json())["troubles"]
        return Ready(answer.status, {one["name"]: str(one.get("reason", "")) for one in found})


async def until_ready(
    listen: str, name: str = "", *, patience: float = 120, without: Collection[str] = ()
) -> tuple[Ready, float]:
    """The first answer that names this trouble, "": that names none; and the seconds it took.

    `without`: parts of the program that the test does not run, which are missed after a minute.
    """
    began = time.monotonic()
    while True:
        found = await ready(listen)
        if (name in found.troubles) if name else found.troubles.keys() <= set(without):
            return found, time.monotonic() - began
        assert time.monotonic() - began < patience, found
        await asyncio.sleep(LOOK_SECONDS)  # another process answers
