"""A fault of an owner's enterprise with its plan, made through storage: where a conversation begins later."""

from __future__ import annotations

from datetime import timedelta

from storage.findings import photos, plans
from storage.self_checks import answers, submissions
from tests.conversations.installation import today
from tests.conversations.office import Office, Owner
from tests.conversations.working_hours import now
from tests.storage.shop import photo


async def planned_fault(office: Office, owner: Owner, days: int = 5, question: str = "Q12.1") -> int:
    """Id of a finding whose plan is due in so many days (negative: it was due before; the plan is older)."""
    due_on = today() + timedelta(days=days)
    made_on = min(today(), due_on)
    async with office.database.begin() as db:
        check = await submissions.start(db, owner.actor, now(), owner.enterprise_id, owner.place.campaign_id)
        self_check = await answers.record(db, owner.actor, now(), check, question, "fail")
        finding_id = self_check.line(question).finding_id
        assert finding_id is not None
        await plans.plan(
            db,
            owner.actor,
            now(),
            finding_id,
            measure="喷胶岗位装抽风罩",
            responsible="王师傅",
            funds_fen=0,
            due_on=due_on,
            today=made_on,
            phase_end=None,
        )
    return finding_id


async def put_right(office: Office, owner: Owner, finding_id: int) -> None:
    """The owner shows the finding rectified."""
    async with office.database.begin() as db:
        await photos.attach_after(db, owner.actor, now(), finding_id, photo(str(finding_id)))
        await plans.complete(db, owner.actor, now(), finding_id)
