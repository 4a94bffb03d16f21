"""A form that was handed in, made through storage: where a review begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import text

from content.loader import review_rules
from content.rules import Verdict
from storage import answers, attachments, plans, submissions
from storage.standing import load
from tests.conversations.installation import now, today
from tests.conversations.office import Office, Owner
from tests.storage.shop import photo

RULES = review_rules()


async def hand_in(
    office: Office, owner: Owner, verdicts: Mapping[str, Verdict] | None = None, *, seconds: int = 60
) -> int:
    """The id of an owner's form: 符合 where `verdicts` says nothing, so many `seconds` a question."""
    async with office.database.begin() as db:
        at = now() - timedelta(hours=2)
        check = await submissions.start(db, owner.actor, at, owner.enterprise_id, owner.place.campaign_id)
        standing = await load(db, check)
        for code in standing.cores:
            at += timedelta(seconds=seconds)
            item, question = standing.form.by_code[code]
            verdict = (verdicts or {}).get(code, "pass")
            if verdict == "pass" and question.evidence.required:
                shown = photo(f"{owner.enterprise_id}{code[1:3]}{code[4]}")
                await attachments.attach(db, owner.actor, at, check, code, shown)
            counted = 18 if item.numbers and question.numbers else None
            made = await answers.record(
                db,
                owner.actor,
                at,
                check,
                code,
                verdict,
                done=counted,
                total=counted,
                reason="本厂没有这种情况" if verdict == "na" else "",
            )
            finding = made.line(code).finding_id
            if finding is not None:
                await plans.plan(
                    db,
                    owner.actor,
                    at,
                    finding,
                    measure="装抽风罩",
                    responsible="王师傅",
                    funds_fen=0,
                    due_on=today() + timedelta(days=9),
                    today=today(),
                    phase_end=None,
                )
        await submissions.submit(db, owner.actor, now(), check, form_prefix="HL", rules=RULES, today=today())
    return check


async def hurry(office: Office) -> None:
    """What waits for the morning is sent now; what waits for weeks is not."""
    async with office.database.begin() as db:
        await db.execute(
            text(
                "UPDATE outbox SET not_before = created_at WHERE state = 'pending'"
                " AND text_key <> 'outbox-holds'"
            )
        )
