"""State of a form under review in the database, and its finding."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables.findings import Finding
from storage.tables.self_checks import SelfCheck
from tests.storage.workshop import Workshop


async def state(shop: Workshop) -> str:
    return str(await shop.scalar(select(SelfCheck.state).where(SelfCheck.id == shop.check_id)))


async def fault(shop: Workshop) -> int:
    found = await shop.scalar(select(Finding.id).where(Finding.self_check_id == shop.check_id))
    assert found is not None
    return int(found)
