"""Joining: registering one thing a screen, coming in by a link or a colleague's code."""

from __future__ import annotations

import itertools
import re
from itertools import product

from content.typed.credit_code import CreditCodeError, parse_credit_code
from simulator.client import Person
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.membership import invites
from storage.offices import jurisdictions
from storage.self_checks import answers, submissions
from tests.conversations.installation import CLI, today
from tests.conversations.office import Office
from tests.conversations.walk import begin, has, labels
from tests.conversations.working_hours import now

WEST, EAST = "西桥街道", "东桥街道"
_districts = itertools.count(1)


async def open_district(office: Office) -> str:
    """Name of a district of its own with two towns, one of them with a village, and an open campaign."""
    number = next(_districts)
    name, code = f"新城{number:03}区", f"new-{number:03}"
    async with office.database.begin() as db:
        district = await jurisdictions.add(db, CLI, now(), code, name)
        await jurisdictions.add(db, CLI, now(), f"{code}-w", WEST, code)
        await jurisdictions.add(db, CLI, now(), f"{code}-e", EAST, code)
        await jurisdictions.add(db, CLI, now(), f"{code}-e-v", "桥头村", f"{code}-e")
        await campaigns.open_campaign(db, CLI, now(), office.library, "hailing", district.id, today())
    return name


async def choose_town(person: Person, district: str) -> None:
    """The district by typing a part of its name, the town by its button."""
    await person.send(district[:5])
    await person.click(district)
    await person.click(WEST)


async def to_name(person: Person) -> None:
    """Go from /start to the first screen of registering."""
    await person.send("/start")
    await person.click("我是企业")
    await person.click("企业登记")
    assert "企业名称" in (await person.last()).text


async def register(office: Office, person: Person, name: str, code: str) -> str:
    """All screens, up to the summary; the district's name."""
    district = await open_district(office)
    await to_name(person)
    for typed in (name, code):
        await person.send(typed)
    await person.send("鞋")
    await person.click("制鞋")
    await choose_town(person, district)
    await person.click("跳过")
    await person.send("十八人")
    await person.send("不告诉你")
    assert any("没看懂这个号码" in seen.text for seen in await person.messages())
    await person.send("０５１４－8765 4321 转802")
    return district


async def enterprises(office: Office, code: str) -> list[dict[str, object]]:
    """Rows of the enterprise with that code."""
    return await office.rows(
        "SELECT e.name, e.industry, e.headcount, e.address, e.phone, j.name AS town FROM enterprises e"
        " JOIN jurisdictions j ON j.id = e.jurisdiction_id WHERE credit_code = :code",
        code=code,
    )


async def test_registering_ends_in_the_profile(office: Office) -> None:
    somebody = await office.owner(registered=False)
    district = await register(office, somebody, somebody.enterprise, somebody.credit_code)
    summary = (await somebody.last()).text
    for part in (somebody.enterprise, "制鞋", f"{district} {WEST}", "18 人"):
        assert part in summary
    assert await enterprises(office, somebody.credit_code) == []
    await somebody.click("登记")
    assert await enterprises(office, somebody.credit_code) == [
        {
            "name": somebody.enterprise,
            "industry": "shoes",
            "headcount": 18,
            "address": "",
            "phone": "0514-87654321-802",
            "town": WEST,
        }
    ]
    assert "企业概况 1/5" in (await somebody.last()).text
    assert any("登记好了" in seen.text for seen in await somebody.messages())


async def test_after_the_campaign_closed_the_profile_is_kept_all_the_same(office: Office) -> None:
    somebody = await office.owner(registered=False)
    district = await register(office, somebody, somebody.enterprise, somebody.credit_code)
    await somebody.click("登记")
    async with office.database.begin() as db:
        (campaign,) = [one for one in await campaigns.list_campaigns(db) if one.jurisdiction_name == district]
        await campaign_ending.close(db, CLI, now(), campaign.id)
    await somebody.click("下一步")
    for typed in ("没有", "18", "3"):
        await somebody.send(typed)
    await somebody.click("填好了")
    seen = await somebody.last()
    assert "现在没有专项行动" in seen.text
    assert not has(seen, "开始自查")


async def test_two_taps_on_register_make_one_enterprise(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await register(office, somebody, somebody.enterprise, somebody.credit_code)
    await somebody.click_all("登记", 2)
    assert len(await enterprises(office, somebody.credit_code)) == 1


async def test_a_wrong_character_is_named_and_its_repair_offered(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await to_name(somebody)
    await somebody.send(somebody.enterprise)
    repaired = somebody.credit_code
    await somebody.send(repaired.replace("0", "O", 1))
    seen = await somebody.last()
    place = repaired.index("0") + 1
    assert f"第 {place} 位“O”" in seen.text
    assert "【O】" in seen.text
    assert f"改成 {' '.join(re.findall('.{1,4}', repaired))}" in labels(seen)
    await somebody.click("改成")
    assert "做哪一行" in (await somebody.last()).text


async def test_a_code_too_short_stays_on_its_screen_with_its_length(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await to_name(somebody)
    await somebody.send(somebody.enterprise)
    await somebody.send(somebody.credit_code[:16] + "X")  # digits alone are taken for a receipt
    seen = await somebody.last()
    assert "这里是 17 位" in seen.text
    await somebody.send(" ".join(somebody.credit_code.lower()))
    assert "做哪一行" in (await somebody.last()).text


async def test_an_enterprise_of_somebody_else_tells_how_to_get_in(office: Office) -> None:
    owner = await office.owner()
    somebody = await office.person()
    await to_name(somebody)
    await somebody.send("别人的厂")
    await somebody.send(owner.credit_code)
    seen = await somebody.last()
    assert "已经在名单上" in seen.text
    assert owner.enterprise not in seen.text
    await somebody.click("我有邀请码")
    assert "8 位共享码" in (await somebody.last()).text


async def test_an_own_enterprise_registered_again_is_gone_on_with(office: Office) -> None:
    owner = await office.owner()
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("再加一家企业")
    await owner.click("企业登记")
    await owner.send("又一个名字")
    await owner.send(owner.credit_code)
    assert owner.enterprise in (await owner.last()).text
    assert len(await enterprises(office, owner.credit_code)) == 1


async def test_a_second_enterprise_becomes_the_one_worked_on(office: Office) -> None:
    owner = await office.owner()
    other = await office.owner(registered=False)
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("再加一家企业")
    await owner.click("企业登记")
    for typed in (other.enterprise, other.credit_code, "鞋"):
        await owner.send(typed)
    await owner.click("制鞋")
    await choose_town(owner, await open_district(office))
    await owner.click("跳过")
    await owner.send("7")
    await owner.click("跳过")
    await owner.click("登记")
    await owner.send("/start")
    assert other.enterprise in (await owner.last()).text


async def test_back_keeps_what_was_typed_and_so_does_a_new_start(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await to_name(somebody)
    await somebody.send(somebody.enterprise)
    await somebody.click("‹ 返回")
    assert somebody.enterprise in (await somebody.last()).text
    await to_name(somebody)
    assert somebody.enterprise in (await somebody.last()).text
    await somebody.click("不改")
    assert "统一社会信用代码" in (await somebody.last()).text
    rows = await office.rows(
        "SELECT id FROM accounts WHERE address = :id",
        id=somebody.id,
    )
    assert rows == []


async def test_each_line_of_the_summary_can_be_corrected(office: Office) -> None:
    somebody = await office.owner(registered=False)
    district = await register(office, somebody, "写错的名字", somebody.credit_code)
    await somebody.click("改名称")
    await somebody.send(somebody.enterprise)
    assert "请核对" in (await somebody.last()).text
    await somebody.click("改地址")
    await somebody.send("工业路 8 号")
    await somebody.click("改地区")
    await somebody.send("没有的地方")
    assert "没有找到这个地方" in (await somebody.messages())[-2].text
    await somebody.send(district)  # a label typed is its button
    await somebody.click(EAST)
    await somebody.click("桥头村")
    await somebody.click("改人数")
    await somebody.send("十几个")
    assert "没看懂人数" in (await somebody.messages())[-2].text
    await somebody.send("２０")
    await somebody.click("改电话")
    await somebody.send("+86 138 0000 1234")
    assert "电话：13800001234" in (await somebody.last()).text
    await somebody.click("登记")
    assert await enterprises(office, somebody.credit_code) == [
        {
            "name": somebody.enterprise,
            "industry": "shoes",
            "headcount": 20,
            "address": "工业路 8 号",
            "phone": "13800001234",
            "town": "桥头村",
        }
    ]


async def test_going_up_the_tree_of_places_comes_back_to_the_industry(office: Office) -> None:
    somebody = await office.owner(registered=False)
    district = await open_district(office)
    await to_name(somebody)
    for typed in (somebody.enterprise, somebody.credit_code, "鞋"):
        await somebody.send(typed)
    await somebody.click("制鞋")
    await somebody.send(district)
    await somebody.click(EAST)
    assert f"{district} {EAST}" in (await somebody.last()).text
    await somebody.click("‹ 返回")
    assert has(await somebody.last(), WEST)
    await somebody.click("‹ 返回")
    assert not has(await somebody.last(), WEST)
    await somebody.click("‹ 返回")
    assert "做哪一行" in (await somebody.last()).text
    await somebody.send("鞋")
    await somebody.click("☑ 制鞋")
    await somebody.send(district)
    await somebody.click("不细分")
    assert "详细地址" in (await somebody.last()).text


async def test_industries_are_paged_the_campaigns_own_first_and_other_last(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await to_name(somebody)
    await somebody.send(somebody.enterprise)
    await somebody.send(somebody.credit_code)
    listed: list[str] = []
    while True:
        seen = await somebody.last()
        assert len(seen.buttons) <= 8
        listed += [label for row in seen.buttons[:6] for label in row if "页" not in label]
        if not has(seen, "下一页"):
            break
        await somebody.click("下一页")
    names = [one.name.zh for one in office.library.industries.values()]
    assert [label for label in listed if label in names][-1] == office.library.industries["other"].name.zh
    assert sorted(label for label in listed if label in names) == sorted(names)
    await somebody.send("理发店")
    assert "没有找到这一行" in (await somebody.messages())[-2].text


async def test_the_offices_link_shows_whose_it_is_and_makes_an_owner(office: Office) -> None:
    owner = await office.owner()
    async with office.database.begin() as db:
        made = await invites.create(db, CLI, now(), "enterprise", owner.enterprise_id)
    guest = await office.person()
    await guest.send(f"/start {made.secret}")
    assert owner.enterprise in (await guest.last()).text
    assert (
        await office.rows(
            "SELECT id FROM accounts WHERE address = :id",
            id=guest.id,
        )
        == []
    )
    await guest.click("加入")
    assert "联系电话" in (await guest.last()).text
    await guest.send("0523-86880000转8")
    assert owner.enterprise in (await guest.last()).text
    assert (await enterprises(office, owner.credit_code))[0]["phone"] == "0523-86880000-8"
    late = await office.person()
    await late.send(f"/start {made.secret}")
    seen = await late.last()
    assert "这个邀请用不了" in seen.text
    assert not has(seen, "加入")
    await guest.send(f"/start {made.secret}")
    assert "您已经在" in (await guest.last()).text


async def test_a_findings_link_shows_that_finding_and_nothing_else(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = (await office.self_check(owner)).must[0]
    async with office.database.begin() as db:
        check = await submissions.start(db, owner.actor, now(), owner.enterprise_id, owner.place.campaign_id)
        self_check = await answers.record(db, owner.actor, now(), check, code, "fail")
        made = await invites.create(
            db, owner.actor, now(), "finding", owner.enterprise_id, self_check.line(code).finding_id
        )
    guest = await office.person()
    await guest.send(f"/start {made.secret}")
    assert "一项整改" in (await guest.last()).text
    await guest.click("加入")
    _, question = office.form(owner.pack).by_code[code]
    assert question.fails.zh in (await guest.last()).text
    await guest.send("/start")
    assert owner.enterprise not in (await guest.last()).text


async def test_a_colleagues_code_lets_in_however_it_is_typed(office: Office) -> None:
    owner = await office.owner()
    async with office.database.begin() as db:
        made = await invites.create(db, owner.actor, now(), "share", owner.enterprise_id)
    for typed in (
        made.secret,
        f"{made.secret[:4]} {made.secret[4:]}",
        f"https://t.me/x?start=e_{made.secret}",
    ):
        colleague = await office.person()
        await colleague.send("/start")
        await colleague.click("我是企业")
        await colleague.click("我有邀请码")
        await colleague.send(typed)
        assert owner.enterprise in (await colleague.last()).text
        await colleague.click("加入")
        await colleague.send("/start")
        assert owner.enterprise in (await colleague.last()).text


async def test_after_five_wrong_codes_the_right_one_has_to_wait(office: Office) -> None:
    owner = await office.owner()
    async with office.database.begin() as db:
        made = await invites.create(db, owner.actor, now(), "share", owner.enterprise_id)
    guesser = await office.person()
    await guesser.send("/start")
    await guesser.click("我是企业")
    await guesser.click("我有邀请码")
    for number in range(5):
        await guesser.send(str((int(made.secret) + 1 + number) % 10**8).zfill(8))
        assert "这个码用不了" in (await guesser.messages())[-2].text
    await guesser.send(made.secret)
    assert "请过 15 分钟再试" in (await guesser.messages())[-2].text
    await guesser.send(f"/start e_{made.secret}")
    assert owner.enterprise not in (await guesser.last()).text


async def test_the_longest_names_fit_a_phone(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await register(office, somebody, "厂" * 60, somebody.credit_code)
    await somebody.click("改地址")
    await somebody.send("路" * 101)
    assert "最多 100 个字" in (await somebody.messages())[-2].text
    await somebody.send("路" * 100)
    await somebody.click("登记")
    (row,) = await enterprises(office, somebody.credit_code)
    assert (row["name"], row["address"]) == ("厂" * 60, "路" * 100)
    await somebody.send("/start")
    await somebody.click("更多")
    await somebody.click("同事和企业信息")
    await somebody.click("企业信息")
    assert "厂" * 60 in (await somebody.last()).text


def unplaced(code: str) -> str:
    """The code with slips whose places its check character does not tell."""
    for first, second in product("ABCDEFGH", repeat=2):
        wrong = f"{code[:9]}{first}{second}{code[11:]}"
        try:
            parse_credit_code(wrong)
        except CreditCodeError as error:
            if error.kind == "check" and error.position is None:
                return wrong
    raise AssertionError("there is none")


async def test_what_is_wrong_with_a_code_is_said_in_english(office: Office) -> None:
    owner = await office.owner()
    somebody = await office.person(language_code="en")
    await somebody.send("/language")
    await somebody.click("English")
    await somebody.send("/start")
    await somebody.click(labels(await somebody.last())[0])
    await somebody.click("Register")
    await somebody.send("Shoe works")
    await somebody.send(owner.credit_code[:16] + "X")
    assert "this one has 17" in (await somebody.last()).text
    await somebody.send(unplaced(owner.credit_code))
    assert "it is not clear where" in (await somebody.last()).text
    await somebody.send(owner.credit_code.replace("0", "O", 1))
    await somebody.send("1")
    assert "already on the list" in (await somebody.last()).text


async def test_registering_works_in_english(office: Office) -> None:
    somebody = await office.owner(registered=False, language="en")
    await somebody.send("/language")
    await somebody.click("English")
    await somebody.send("/start")
    await somebody.click(labels(await somebody.last())[0])
    await somebody.click("Register")
    for typed in (somebody.enterprise, somebody.credit_code, "shoe"):
        await somebody.send(typed)
    await somebody.click("Shoes")
    await choose_town(somebody, await open_district(office))
    await somebody.click("Skip")
    await somebody.send("18")
    await somebody.click("Skip")
    await somebody.click("Register")
    assert "Profile 1/5" in (await somebody.last()).text
    assert len(await enterprises(office, somebody.credit_code)) == 1
