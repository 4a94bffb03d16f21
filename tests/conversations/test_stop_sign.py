"""A fault that requires stopping work has its sign in all windows of owners and officers."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

import bot
from storage.reminders import escalation_planning
from tests.conversations.confirming import tap
from tests.conversations.due import noon_place, noon_zone, planned_fault, remind
from tests.conversations.due import today as local_day
from tests.conversations.handed_in import RULES, hand_in
from tests.conversations.office import Office
from tests.conversations.test_extension import DELIVERED, ask, hurry, submitted
from tests.conversations.walk import dialog_window, labels
from tests.conversations.working_hours import now

SIGN, FAULT = "⛔", "产尘产毒点没有防护设施"
STOPPING = f"{SIGN} {FAULT}"


async def test_list_finding_digest_and_a_request_for_more_time_bear_it(office: Office) -> None:
    place = await noon_place(office, due_in=3)
    owner, head = await office.owner(place=place), await office.official(place)
    await owner.send("/start")
    await head.send("/start")
    await planned_fault(office, owner, "Q13.1", 0)
    await remind(office, place)
    digest = await office.until(owner, "今天")
    assert STOPPING[:12] in digest.text
    await submitted(office, owner)
    await owner.send("/tasks")
    assert any(SIGN in one for one in labels(await dialog_window(owner)))
    await tap(owner, SIGN)
    assert STOPPING in (await dialog_window(owner)).text
    await tap(owner, "申请延期")
    assert STOPPING in (await dialog_window(owner)).text
    await tap(owner, "这项整改")
    await ask(owner)
    assert STOPPING in (await dialog_window(owner)).text
    await hurry(office)
    await office.until(head, "申请延期")
    await head.click(DELIVERED["extension"])
    assert STOPPING in (await dialog_window(head)).text


async def test_what_an_office_has_to_decide_about_it_bears_it(office: Office) -> None:
    place, local = await noon_place(office), noon_zone()
    owner = await office.owner(place=place)
    await owner.send("/start")
    town = await office.official(place, "inspector", "town", level="town")
    await town.send("/office")
    await hand_in(office, owner, {"Q13.1": "fail"})
    day = local_day(local)
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id"),
            {"day": day - timedelta(days=9), "id": owner.enterprise_id},
        )
        rule = next(rule for rule in office.library.reminders if rule.about == "escalation")
        await escalation_planning.plan_due(db, now(), RULES, day, reminder=rule, zone=ZoneInfo(local))
    await remind(office, place)
    told = await office.until(town, "长期逾期")
    assert STOPPING[:12] in told.text
    await town.send("/office")
    await tap(town, "待决 1")
    await tap(town, "长期逾期")
    assert STOPPING in (await dialog_window(town)).text


def test_no_sentence_names_a_fault_without_it() -> None:
    """But for the window that is all about stopping, whose sentence has the sign, the words offered under a
    marked fault for what an officer saw, the plan's own form, the order, which has a line of its own, what
    was struck from it, papers about measures, which are about stopping, a superior's columns, and a question
    shown to an operator.
    """
    root = Path(bot.__file__).parents[1]
    bare = [
        path.relative_to(root).as_posix()
        for folder in ("bot", "documents", "scheduler", "storage")
        for path in (root / folder).rglob("*.py")
        for _ in re.findall(r"\.fails\b", path.read_text(encoding="utf-8"))
    ]
    form = "documents/self_checks/rows.py"
    assert sorted(bare) == [
        "bot/cli/content/question_lines.py",
        "bot/dialogs/finding/deciding.py",
        "bot/dialogs/inspection/getters.py",
        "bot/dialogs/inspection/handlers.py",
        "documents/columns.py",
        "documents/papers/fault_words.py",
        "documents/papers/inspections.py",
        "documents/papers/inspections.py",
        form,
        form,
    ], "use Question.marked_fault"
