"""Queues messages to an enterprise: one for each of its people, not at night."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns.places import OF_YEARS
from storage.offices import jurisdictions
from storage.outbox import queue as outbox
from storage.tables.enterprises import Enterprise
from storage.tables.people import Contact


async def tell(
    db: AsyncConnection,
    now: datetime,
    enterprise_id: int,
    what: str,
    text_key: str,
    values: dict[str, Any],
    button: dict[str, Any] | list[dict[str, Any]] | None,
    *,
    zone: tzinfo | None,
    not_before: datetime | None = None,
    self_check_id: int | None = None,
    besides: Collection[int | None] = (),
) -> int:
    """Queue a sentence for each person of an enterprise but `besides`, once for each `what`; return how
    many people.

    `zone` is used where its place says none; not before `not_before`, and then outside the quiet hours.
    `self_check_id`: what it asks for ends with that form's campaign.
    """
    place = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    at = await jurisdictions.after_quiet_at(
        db, (await db.execute(place)).scalar_one(), not_before or now, zone
    )
    contacts = select(Contact.person_id).where(Contact.enterprise_id == enterprise_id).order_by(Contact.id)
    held = contacts.with_for_update(read=True, key_share=True)  # nobody is told who leaves at this moment
    people = [one for one in (await db.execute(held)).scalars() if one not in besides]
    for person_id in people:  # the phones of one enterprise
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"{what}:{person_id}",
            person_id=person_id,
            text_key=text_key,
            values=values,
            button=button,
            not_before=at,
            priority=outbox.PERSONAL,
            enterprise_id=enterprise_id,
            self_check_id=self_check_id,
        )
    return len(people)


def days(name: str, day: date, now: datetime) -> dict[str, Any]:
    """A day in the values of a queued message, of which the sentence is given `<name>`: with its year, where
    that is not this one."""
    parts: dict[str, Any] = {f"{name}_year": day.year, f"{name}_month": day.month, f"{name}_day": day.day}
    return parts | ({OF_YEARS: True} if day.year != now.year else {})
