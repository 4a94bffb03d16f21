"""Days of a campaign as windows show them: with their years where the campaign lies in two, on buttons as
well; the day
that a review set."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import update

from simulator.client import Person
from storage.tables.self_checks import SelfCheck
from tests.conversations.faults import planned_fault
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import today
from tests.conversations.office import Office
from tests.conversations.test_extension import submitted
from tests.conversations.walk import dialog_window, labels

BARE = re.compile(r"(?<![年\d：])\d{1,2}月\d{1,2}日|(?<![-\d])\d\d-\d\d(?![-\d])")
"""A day without its year; what follows a colon is the example of how to type one."""


async def shown(person: Person) -> str:
    """The window's words and buttons."""
    seen = await dialog_window(person)
    return "\n".join([seen.text, *labels(seen)])


async def test_every_day_of_a_plan_over_two_years_has_its_year(office: Office) -> None:
    place = await office.open_place("hailing")
    owner, head = await office.owner(place=place), await office.official(place)
    await planned_fault(office, owner, days=-1)
    await planned_fault(office, owner, days=5, question="Q12.2")
    await submitted(office, owner)
    seen = []
    await owner.send("/start")
    seen.append(await shown(owner))
    await owner.send("/tasks")
    seen.append(await shown(owner))
    await owner.click(next(one for one in labels(await dialog_window(owner)) if "月" in one))
    seen.append(await shown(owner))
    await owner.click("申请延期")
    seen.append(await shown(owner))
    await owner.click("延 15 天")
    seen.append(await shown(owner))
    await owner.click("设备还没到货")
    seen.append(await shown(owner))
    await head.send("/office")
    for tap in ("延期 1", owner.enterprise):
        await head.click(tap)
        seen.append(await shown(head))
    await head.send("/office")
    await head.click("任务")
    seen.append(await shown(head))
    assert [found for text in seen for found in BARE.findall(text)] == [], "\n---\n".join(seen)
    assert sum("年" in text for text in seen) > 6


async def test_a_form_handed_back_is_due_at_home_on_the_day_of_the_review(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await hand_in(office, owner)
    again = today() + timedelta(days=9)
    async with office.database.begin() as db:
        handed_back = {"state": "draft", "recheck_on": again, "revision": SelfCheck.revision + 1}
        await db.execute(
            update(SelfCheck).where(SelfCheck.enterprise_id == owner.enterprise_id).values(**handed_back)
        )
    await owner.send("/start")
    seen = (await dialog_window(owner)).text
    day = f"{again.year}年{again.month}月{again.day}日"
    assert f"复查退回，{day}前重新交 · 还有 9 天" in seen
    assert "（原定" in seen, "the campaign's own day"
    assert "自查表 20" not in seen
