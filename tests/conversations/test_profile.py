"""The profile: what an owner ticks and types, what is kept of it, what falls away by it."""

from __future__ import annotations

import json
from typing import Any

from tests.conversations.office import Office, Owner
from tests.conversations.walk import begin, has, is_question, labels


async def open_profile(owner: Owner) -> None:
    """Go from /start to the first screen."""
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("企业概况")
    assert "企业概况 1/5" in (await owner.last()).text


async def facts(office: Office, owner: Owner) -> dict[str, Any]:
    """The enterprise's facts as stored, with its hazards and number of people beside them."""
    (row,) = await office.rows(
        "SELECT facts, hazards, headcount FROM enterprises WHERE id = :id", id=owner.enterprise_id
    )
    kept: dict[str, Any] = json.loads(row["facts"])
    return kept | {"hazards": json.loads(row["hazards"]), "headcount": row["headcount"]}


async def fill(owner: Owner, materials: str = "", workers: str = "18", exposed: str = "12") -> None:
    """Go from the second screen to the last."""
    if materials:
        await owner.send(materials)
        await owner.click("下一步")
    else:
        await owner.click("没有/不清楚")
    await owner.send(workers)
    await owner.send(exposed)
    assert "企业概况 5/5" in (await owner.last()).text


async def test_a_filled_profile_is_kept_with_its_facts_and_hazards(office: Office) -> None:
    owner = await office.owner(industry="shoes")
    await open_profile(owner)
    shown = labels(await owner.last())
    assert [label[0] for label in shown[:7]] == list("☑☑☐☐☐☐☐")
    await owner.click("☑ 打磨")
    await owner.click("下一步")
    await fill(owner, "白胶、含苯稀释剂", "二十人", "１２")
    await owner.click("☐ 建了工会")
    await owner.click("填好了")
    kept = await facts(office, owner)
    assert {key: kept[key] for key in ("dust", "chemicals", "toxic", "high_toxic", "union", "exposed")} == {
        "dust": False,
        "chemicals": True,
        "toxic": True,
        "high_toxic": True,
        "union": True,
        "exposed": True,
    }
    assert (kept["n_workers"], kept["n_exposed"], kept["headcount"]) == (20, 12, 20)
    assert kept["severe"] is office.library.industries["shoes"].severe
    usual = [hazard.name.zh for hazard in office.library.industries["shoes"].hazards]
    assert kept["hazards"][: len(usual)] == usual
    assert "苯" in kept["hazards"]


async def test_the_result_says_what_falls_away_and_leads_to_the_first_question(office: Office) -> None:
    owner = await office.owner(industry="other")
    await open_profile(owner)
    await owner.click("下一步")
    await fill(owner, "", "5", "没有")
    await owner.click("填好了")
    seen = await owner.last()
    assert "5 人，接触 0 人" in seen.text
    assert "少问" in seen.text
    assert office.library.industries["other"].look_first.zh in seen.text
    await owner.click("开始自查")
    assert is_question(await owner.last())
    assert (await office.self_check(owner)).facts["exposed"] is False


async def test_a_material_of_the_list_is_said_to_be_highly_toxic(office: Office) -> None:
    owner = await office.owner()
    await open_profile(owner)
    await owner.click("下一步")
    await owner.send("苯")
    seen = (await owner.last()).text
    assert "国家高毒物品目录里有" in seen
    assert "不等于没有危害" in seen
    await owner.click("清空重写")
    await owner.send("自己调的水")
    seen = (await owner.last()).text
    assert "没有认出" in seen
    assert "不等于没有危害" in seen
    assert "高毒物品目录" not in seen


async def test_more_exposed_than_there_are_is_not_taken(office: Office) -> None:
    owner = await office.owner()
    await open_profile(owner)
    await owner.click("下一步")
    await owner.send("没有")
    await owner.click("18 人")
    await owner.send("19")
    assert "比总人数 18 人还多" in (await owner.messages())[-2].text
    await owner.send("二十来个")
    assert "0 到 18" in (await owner.messages())[-2].text
    await owner.click("没有人接触")
    assert "企业概况 5/5" in (await owner.last()).text


async def test_back_and_a_new_start_lose_nothing(office: Office) -> None:
    owner = await office.owner(industry="other")
    await open_profile(owner)
    await owner.click("☐ 打磨")
    await owner.click("下一步")
    await owner.send("天那水")
    await owner.send("先跳过")  # a button of another window is no material
    assert "先跳过" in (await owner.messages())[-2].text
    assert "先跳过" not in (await owner.last()).text
    await owner.click("下一步")
    await owner.send("9")
    for _ in range(3):
        await owner.click("‹ 返回")
    assert has(await owner.last(), "打磨")
    await owner.click("‹ 首页")
    await open_profile(owner)
    assert "☑ 打磨" in labels(await owner.last())[0]
    await owner.click("下一步")
    assert "天那水" in (await owner.last()).text
    await owner.click("下一步")
    assert "9 人" in labels(await owner.last())
    assert "n_workers" in await facts(office, owner)
    assert (await facts(office, owner))["headcount"] == 18


async def test_a_double_tap_ticks_once(office: Office) -> None:
    owner = await office.owner(industry="other")
    await open_profile(owner)
    await office.thumbs(owner, "☐ 打磨", 2)
    assert "☑ 打磨" in labels(await owner.last())[0]


async def test_a_typed_number_ticks_the_line_of_that_number(office: Office) -> None:
    owner = await office.owner(industry="other")
    await open_profile(owner)
    await owner.send("3")
    assert [label[0] for label in labels(await owner.last())[:7]] == list("☐☐☑☐☐☐☐")
    await owner.send("９")
    assert "企业概况 2/5" in (await owner.last()).text


async def test_last_times_ticks_and_materials_are_offered_again(office: Office) -> None:
    owner = await office.owner(industry="other")
    await open_profile(owner)
    await owner.click("☐ 电镀")
    await owner.click("下一步")
    await fill(owner, "铅、甲苯", "6", "2")
    await owner.click("填好了")
    first = await facts(office, owner)
    await open_profile(owner)
    assert [label for label in labels(await owner.last()) if "☑" in label] == ["☑ 电镀、酸洗、氰化物、铬酸"]
    await owner.click("下一步")
    await owner.click("和上次一样")
    await owner.click("下一步")
    await owner.click("6 人")
    await owner.click("2 人")
    await owner.click("填好了")
    assert await facts(office, owner) == first


async def test_a_changed_profile_reaches_the_draft_self_check(office: Office) -> None:
    owner = await office.owner(facts={"union": False})
    await begin(owner)
    before = set((await office.self_check(owner)).skips)
    await open_profile(owner)
    await owner.click("下一步")
    await fill(owner, "", "18", "0")
    await owner.click("填好了")
    self_check = await office.self_check(owner)
    assert self_check.facts["exposed"] is False
    assert set(self_check.skips) - before
    assert has(await owner.last(), "开始自查")


async def test_the_profile_fits_a_phone_in_english(office: Office) -> None:
    owner = await office.owner(industry="mining", language="en")
    await owner.send("/start")
    await owner.click("More")
    await owner.click("Profile")
    await owner.click("Next")
    await owner.send("benzene, toluene, lead, n-hexane, trichloroethylene")
    await owner.click("Next")
    await owner.send("9")
    await owner.send("0")
    await owner.click("Done")
    assert "9 people, 0 exposed" in (await owner.last()).text
