"""The plan can be read: in parts by an office, on one screen by an owner, with the days of this campaign."""

from __future__ import annotations

import pytest

from content.loader import load
from simulator.client import Person
from tests.conversations.office import Office
from tests.conversations.walk import has, labels

PACKS = sorted(load().packs)
PARTS = ("目标和范围", "阶段安排", "部门分工", "各方任务", "长期要求", "不整改的处理")


async def read(person: Person, part: str) -> str:
    """All pages of a part."""
    await person.click(part)
    pages = [(await person.last()).text]
    while has(await person.last(), "下一页"):
        await person.click("下一页")
        pages.append((await person.last()).text)
    await person.click("‹ 方案")
    return "\n".join(pages)


def beginning(text: str, length: int = 12) -> str:
    return " ".join(text.split())[:length]


@pytest.mark.parametrize("pack", PACKS)
async def test_an_office_reads_all_parts_of_its_plan(office: Office, pack: str) -> None:
    plan = office.library.packs[pack]
    viewer = await office.official(pack, "viewer")
    await viewer.send("/office")
    await viewer.click("行动安排")
    await viewer.click("看方案")
    assert plan.heading in (await viewer.last()).text
    assert [one for one in labels(await viewer.last()) if one in PARTS] == list(PARTS)
    said = {part: await read(viewer, part) for part in PARTS}
    assert beginning(plan.goal.zh) in said["目标和范围"]
    assert beginning(plan.scope.plain.zh) in said["目标和范围"]
    assert all(one.written in said["目标和范围"] for one in plan.scope.industries)
    assert all(phase.title.zh in said["阶段安排"] for phase in plan.phases)
    assert all(beginning(phase.does.zh) in said["阶段安排"] for phase in plan.phases)
    offices = [one for one in plan.departments if one.kind != "enterprise"]
    assert all(f"▸ {beginning(one.name)}" in said["部门分工"] for one in offices)
    assert all(f"· {duty.title.zh}：" in said["各方任务"] for duty in plan.duties)
    assert all(beginning(rule.plain.zh) in said["长期要求"] for rule in plan.rules)
    assert all(beginning(rung.written) in said["不整改的处理"] for rung in plan.ladder)


@pytest.mark.parametrize("pack", PACKS)
async def test_an_owner_reads_it_on_one_screen(office: Office, pack: str) -> None:
    plan = office.library.packs[pack]
    owner = await office.owner(pack)
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("看方案")
    seen = await owner.last()
    assert "您要做的：逐项自查" in seen.text
    assert all(phase.title.zh in seen.text for phase in plan.phases)
    assert not has(seen, "下一页")


async def test_who_is_in_no_campaign_is_offered_no_plan(office: Office) -> None:
    stranger = await office.person()
    await stranger.send("/start")
    assert not has(await stranger.last(), "看方案")
