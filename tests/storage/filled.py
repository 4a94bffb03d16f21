"""A real form filled in and handed in through the operations of storage, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from content.loader import review_rules
from content.rules import Verdict
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.findings import plans
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.state import load
from tests.storage.shop import photo

RULES = review_rules()


async def hand_in(
    db: Connection,
    owner: Actor,
    now: datetime,
    today: date,
    enterprise_id: int,
    campaign_id: int,
    verdicts: Mapping[str, Verdict] | None = None,
    *,
    seconds: int = 60,
) -> int:
    """The id of the form, handed in at `now`: 符合 where `verdicts` says nothing, so many `seconds` a
    question; what fails is planned for nine days from `today`.
    """
    at = now - timedelta(hours=2)
    check = await submissions.start(db, owner, at, enterprise_id, campaign_id)
    self_check = await load(db, check)
    given: set[str] = set()
    # what was answered before too, which may lack its photo
    while (code := next((one for one in self_check.must if one not in given), None)) is not None:
        given.add(code)
        at += timedelta(seconds=seconds)
        item, question = self_check.form.by_code[code]
        verdict = (verdicts or {}).get(code, "pass")
        if verdict == "pass" and question.evidence.required:
            shown = photo(f"{enterprise_id}{code[1:3]}{code[4]}")
            await attachments.attach(db, owner, at, check, code, shown)
        counted = 18 if item.numbers and question.numbers else None
        reason = "本厂没有这种情况" if verdict == "na" else ""
        self_check = made = await answers.record(
            db, owner, at, check, code, verdict, done=counted, total=counted, reason=reason
        )
        if (finding := made.line(code).finding_id) is not None:
            await plans.plan(
                db,
                owner,
                at,
                finding,
                measure="装抽风罩",
                responsible="王师傅",
                funds_fen=0,
                due_on=today + timedelta(days=9),
                today=today,
                phase_end=None,
            )
    await submissions.submit(db, owner, now, check, form_prefix="HL", rules=RULES, today=today)
    return check
