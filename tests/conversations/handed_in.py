"""A form that was handed in, where a review begins; what waits for the morning, sent now."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from content.rules import Verdict
from storage.outbox.queue import URGENT
from tests.conversations.installation import today
from tests.conversations.office import Office, Owner
from tests.conversations.working_hours import now
from tests.storage import filled
from tests.storage.filled import RULES

__all__ = ["RULES", "hand_in", "hurry"]


async def hand_in(
    office: Office, owner: Owner, verdicts: Mapping[str, Verdict] | None = None, *, seconds: int = 60
) -> int:
    """The id of an owner's form (`filled.hand_in`)."""
    where = (owner.enterprise_id, owner.place.campaign_id)
    async with office.database.begin() as db:
        return await filled.hand_in(db, owner.actor, now(), today(), *where, verdicts, seconds=seconds)


async def hurry(office: Office) -> None:
    """Send messages that wait for the morning, or for the morning's digest, now; those that wait for weeks
    stay."""
    async with office.database.begin() as db:
        await db.execute(
            text(
                "UPDATE outbox SET not_before = created_at,"
                " priority = :urgent"  # at whatever hour the tests run
                " WHERE state = 'pending' AND text_key <> 'outbox-holds'"
            ),
            {"urgent": URGENT},
        )
