"""A small count of what `kill -9` of the real process loses and doubles while a notice goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broadcast import kills
from tests.sizes import size

pytestmark = pytest.mark.chaos


async def test_no_kill_loses_a_message_or_doubles_more_than_one(tmp_path: Path) -> None:
    done = await kills.run(tmp_path, recipients=size(90, 150), kills=size(2, 3), seed=7, exact=True)
    assert done.lost == {"notice": 0, "reminder": 0}
    assert done.most <= 1, done.doubled
    assert -1 not in done.by_kill, "doubled without a kill"
