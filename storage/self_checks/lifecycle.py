"""Self-checks: one enterprise's answers in one campaign, from the first question to the form handed in.

Here is the right to change them; they are read by `storage.self_checks.state`, changed by
`storage.self_checks.answers` and `storage.self_checks.submissions`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import Ended, Locked, NotAllowed, NotFound
from storage.campaigns.running import held, running
from storage.tables.campaigns import Campaign
from storage.tables.people import Contact
from storage.tables.self_checks import OwedPhoto, SelfCheck

HEAD = (
    SelfCheck.id,
    SelfCheck.enterprise_id,
    SelfCheck.campaign_id,
    SelfCheck.state,
    SelfCheck.revision,
    SelfCheck.number,
    SelfCheck.previous_id,
    SelfCheck.recheck_on,
    SelfCheck.industry,
    SelfCheck.facts,
    SelfCheck.form_digest,
)
"""Columns that `storage.self_checks.state` reads of a self-check."""


def _take(*states: str, or_owed: bool = False) -> Any:
    """SQL that checks right and state, locks the row, and raises its revision, in one statement.
    `or_owed`: in any state, where the question bound as `question` owes its photo."""
    table: Any = SelfCheck.__table__
    contact: Any = Contact.__table__
    of_it: Any = table.alias("of_it")
    own = select(of_it.c.campaign_id).where(of_it.c.id == bindparam("of")).scalar_subquery()
    is_owed = exists().where(
        OwedPhoto.self_check_id == bindparam("of"),
        OwedPhoto.question == bindparam("question"),
        OwedPhoto.state == "open",
    )
    right_state = table.c.state.in_(states)
    running_one = held(select(Campaign.id).where(Campaign.id == own, running())).scalar_subquery()
    return (
        update(table)
        .where(
            table.c.id == bindparam("of"),
            or_(right_state, is_owed) if or_owed else right_state,
            table.c.campaign_id == running_one,
            table.c.enterprise_id.in_(
                select(contact.c.enterprise_id).where(contact.c.person_id == bindparam("who"))
            ),
        )
        .values(revision=table.c.revision + 1)
        .returning(*(table.c[column.key] for column in HEAD))
    )


_take_draft = _take("draft")
_take_owed = _take("draft", or_owed=True)
_take_any = _take("draft", "submitted", "in_review", "reviewed")


async def take(
    db: AsyncConnection, actor: Actor, self_check_id: int, *, draft: bool = True, answering: str = ""
) -> Any:
    """The row with the columns of HEAD, its revision raised, locked until the transaction ends.
    `answering`: the question it is taken for, which may be answered after the form was handed in where it
    owes its photo.

    Raises:
        NotFound: no such self-check. NotAllowed: the actor is no contact of its enterprise.
        Locked: it is handed in (with `draft`). Ended: its campaign is over.
    """
    statement = _take_owed if answering else _take_draft if draft else _take_any
    given = {"of": self_check_id, "who": actor.person_id}
    row = (await db.execute(statement, given | ({"question": answering} if answering else {}))).first()
    if row is not None:
        return row
    found = (
        await db.execute(
            select(SelfCheck.state, Contact.id, Campaign.state)
            .join(Campaign, Campaign.id == SelfCheck.campaign_id)
            .outerjoin(
                Contact,
                (Contact.enterprise_id == SelfCheck.enterprise_id) & (Contact.person_id == actor.person_id),
            )
            .where(SelfCheck.id == self_check_id)
        )
    ).first()
    if found is None:
        raise NotFound
    contact: int | None = found[1]
    if contact is None:
        raise NotAllowed
    raise Locked if found[2] == "open" else Ended


_runs = held(
    select(Campaign.id)
    .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    .where(SelfCheck.id == bindparam("of"), running())
)


async def require_running(db: AsyncConnection, self_check_id: int) -> None:
    """Refuse changes in a campaign that has ended; an end waits until this transaction is over.

    Raises:
        Ended: the campaign of this self-check has ended.
    """
    if (await db.execute(_runs, {"of": self_check_id})).first() is None:
        raise Ended
