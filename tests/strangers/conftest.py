"""The databases of the storage tests, for a bot that is told their address."""

from tests.storage.conftest import database, database_url, postgres_tables, sqlite_template

__all__ = ["database", "database_url", "postgres_tables", "sqlite_template"]
