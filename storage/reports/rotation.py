"""Rotation of the office's key: content keys sealed to an older key are sealed to the newest; bodies stay."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reports.sealing import Intake, Keyring
from storage.tables.reports import ReportFile, ReportMessage


async def count_sealed(db: AsyncConnection) -> dict[str, int]:
    """Count the texts and photos sealed to each key, by its id. Reads only."""
    counts: dict[str, int] = {}
    for model in (ReportMessage, ReportFile):
        rows = await db.execute(select(model.key_id, func.count()).group_by(model.key_id))
        for key_id, count in rows:
            counts[key_id] = counts.get(key_id, 0) + int(count)
    return counts


async def reseal(db: AsyncConnection, intake: Intake, keyring: Keyring, older: Collection[str]) -> int:
    """Seal to the key of `intake` what is sealed to one of `older`; return how many texts and photos.

    Raises:
        Unreadable: something is sealed to a key that `keyring` lacks, or was changed. Nothing is kept then.
    """
    done = 0
    for model, key in ((ReportMessage, "id"), (ReportFile, "name")):
        table: Any = model.__table__
        rows = await db.execute(
            select(table.c[key], table.c.key_id, table.c.key_office).where(table.c.key_id.in_(older))
        )
        for name, key_id, sealed in rows.all():
            await db.execute(
                update(table)
                .where(table.c[key] == name)
                .values(key_office=keyring.reseal(key_id, sealed, intake.public), key_id=intake.key_id)
            )
            done += 1
    return done
