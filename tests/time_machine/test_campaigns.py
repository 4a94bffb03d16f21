"""Whole campaigns, day by day: every reminder on its day and no other, one digest a day, silence at night."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.base.database import Database
from tests.storage.conftest import database, database_url, postgres_tables, sqlite_template
from tests.time_machine.campaign import BAD, GOOD, Bad, faults, live

__all__ = ["database", "database_url", "postgres_tables", "sqlite_template"]


CLOSED = 72
"""The day on which the office closes it: all there is has been due by then."""


@pytest.mark.parametrize("bad", [GOOD, BAD], ids=["good", "bad"])
async def test_a_campaign_reminds_of_everything_on_its_day(
    database: Database, tmp_path: Path, bad: Bad
) -> None:
    lived = await live(database, tmp_path, "township", replace(bad, closed=CLOSED))
    assert faults(lived) == []
    heard = {lived.kinds[letter.person_id] for letter in lived.letters}
    assert {"从不动手的企业", "整改逾期的企业", "整改责任人", "应急局检查员", "东镇检查员"} <= heard
    assert lived.expected, "something was due"
