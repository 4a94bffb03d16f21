"""Days shown of a campaign that lies in two years have their years, on buttons as well."""

from __future__ import annotations

import re

from tests.conversations.faults import planned_fault
from tests.conversations.office import Office
from tests.conversations.test_extension import submitted
from tests.conversations.walk import dialog_window, labels

BARE = re.compile(r"(?<![年\d：])\d{1,2}月\d{1,2}日|(?<![-\d])\d\d-\d\d(?![-\d])")
"""A day without its year; what follows a colon is the example of how to type one."""


async def shown(person: object) -> str:
    """The window's words and buttons."""
    seen = await dialog_window(person)  # type: ignore[arg-type]
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
