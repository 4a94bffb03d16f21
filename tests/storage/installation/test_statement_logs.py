"""PostgreSQL's own log: what in its settings would tell who reports, and when."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from storage.base.database import Database
from storage.installation import statement_logs

LOUD = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_min_duration_sample": "250",
    "log_transaction_sample_rate": "0.5",
    "log_parameter_max_length_on_error": "-1",
    "auto_explain.log_min_duration": "0",
}


async def test_leak_03_what_postgresql_would_write_down_is_found(database: Database) -> None:
    async with database.begin() as db:
        found = await statement_logs.telling(db)
        if database.is_sqlite:
            assert found is None
            return
        assert found == {}
        await db.execute(text("LOAD 'auto_explain'"))
        assert await statement_logs.telling(db) == {}, "loaded, and told to be quiet"
        for name, value in LOUD.items():
            await db.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
        assert await statement_logs.telling(db) == LOUD


@pytest.mark.parametrize("value", ["mod", "all"])
async def test_leak_03_every_kind_of_logged_statement_is_found(database: Database, value: str) -> None:
    if database.is_sqlite:
        pytest.skip("PostgreSQL's log")
    async with database.begin() as db:
        await db.execute(text("SELECT set_config('log_statement', :value, true)"), {"value": value})
        assert await statement_logs.telling(db) == {"log_statement": value}
        await db.execute(text("SELECT set_config('log_statement', 'ddl', true)"))
        assert await statement_logs.telling(db) == {}
