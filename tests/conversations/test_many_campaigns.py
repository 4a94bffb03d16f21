"""Three and more open campaigns at once: home, the list of all, and what an office sees, on a phone."""

from __future__ import annotations

import re

import pytest

from storage.base.audit import Actor
from storage.campaigns import opening as campaigns
from tests.conversations.faults import planned_fault
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import today
from tests.conversations.office import Office, Owner
from tests.conversations.screens import LINES, ROWS, height
from tests.conversations.walk import dialog_window, has, labels
from tests.conversations.working_hours import now

PACKS = ("hailing", "yangzhou", "tianjin")
OTHERS = ("county_town", "tianjin", "township", "yangzhou")
DAY = re.compile(r"(?:去年|明年)?\d+月\d+日(前交|就该交)|交表日期另行通知")


async def at_work(office: Office, count: int, name: str = "") -> Owner:
    """An owner in so many open campaigns, with a finding to rectify in the first, one day late."""
    place = await office.open_place("hailing")
    owner = await office.owner(place=place, enterprise=name)
    for pack in OTHERS[: count - 1]:
        async with office.database.begin() as db:
            await campaigns.open_campaign(db, Actor("cli"), now(), office.library, pack, place.id, today())
    await planned_fault(office, owner, days=-1)
    return owner


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("long", [False, True])
async def test_home_names_each_campaign_with_its_day_and_fits(office: Office, count: int, long: bool) -> None:
    name = f"海陵区城东街道第{count}精密橡塑制品及鞋材加工有限责任公司分公司" if long else ""
    owner = await at_work(office, count, name)
    await owner.send("/start")
    seen = await dialog_window(owner)
    assert height(seen.text) <= LINES, seen.text
    assert len(seen.buttons) <= ROWS
    shown = min(count, 3)
    if count > 2:
        assert len([line for line in seen.text.splitlines() if line.startswith("▸")]) == shown
        assert len(DAY.findall(seen.text)) == shown
        assert "整改 1（逾期 1）" in seen.text
    assert len([one for one in labels(seen) if "自查（" in one or one.startswith("开始自查")]) == shown
    assert has(seen, "全部行动") == (count > 3)


async def test_the_buttons_tell_two_campaigns_of_one_place_apart(office: Office) -> None:
    owner = await at_work(office, 2)
    await owner.send("/start")
    checks = [one for one in labels(await dialog_window(owner)) if " · " in one]
    assert len({one.partition(" · ")[2] for one in checks}) == 2, checks


async def test_all_campaigns_are_one_tap_away(office: Office) -> None:
    owner = await at_work(office, 5)
    await owner.send("/start")
    assert "还有 2 次行动" in (await owner.last()).text
    await owner.click("全部行动 5")
    seen = await dialog_window(owner)
    assert height(seen.text) <= LINES, seen.text
    assert len(DAY.findall(seen.text)) == 5
    begun = [one for one in labels(seen) if one.startswith("开始自查")]
    assert len(begun) == 4
    await owner.click(begun[-1])
    assert "第 1/" in (await dialog_window(owner)).text
    rows = await office.rows("SELECT id FROM self_checks WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert len(rows) == 2
    await owner.send("/start")
    await owner.click("全部行动")
    await owner.click("‹ 首页")
    assert has(await dialog_window(owner), "全部行动")


async def test_a_form_handed_in_says_so_among_the_others(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await hand_in(office, owner)
    for pack in PACKS[1:]:
        async with office.database.begin() as db:
            await campaigns.open_campaign(db, Actor("cli"), now(), office.library, pack, place.id, today())
    await owner.send("/start")
    seen = await dialog_window(owner)
    assert "\n已交" in seen.text
    assert len(DAY.findall(seen.text)) == 2
    assert has(seen, "看自查表")


async def test_an_owners_list_and_an_offices_queue_say_where_the_work_is(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await hand_in(office, owner, {"Q12.1": "fail"})
    for pack in PACKS[1:]:
        async with office.database.begin() as db:
            await campaigns.open_campaign(db, Actor("cli"), now(), office.library, pack, place.id, today())
    await owner.send("/tasks")
    told = (await dialog_window(owner)).text
    assert [line[-3:] for line in told.splitlines() if line.startswith("〔")] == ["1 项"]
    head = await office.official(place)
    await head.send("/office")
    assert "请看“各次行动”" in (await dialog_window(head)).text
    await head.click("复查 0")
    assert "其他行动里有 1 份待复查" in (await dialog_window(head)).text
    await head.click("‹ 办公室")
    await head.click("各次行动 3")
    await head.click(office.library.packs["hailing"].title.zh[:6])
    await head.click("复查 1")
    seen = (await dialog_window(head)).text
    assert "其他行动里" not in seen
    assert owner.enterprise[:6] in seen
