"""The installation's time zone, in which days are counted where no place names another one."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

DEFAULT = ZoneInfo("Asia/Shanghai")
"""The zone of an installation whose settings name none."""
OPTION = "zone"
"""The execution option of connections that holds it; `storage.base.database.Database` sets it."""


def installation_zone(db: AsyncConnection) -> tzinfo:
    """The zone of the installation to which a connection belongs."""
    options = db.sync_connection.get_execution_options() if db.sync_connection is not None else {}
    zone: tzinfo = options.get(OPTION, DEFAULT)
    return zone
