"""The weekly safety tip in the chat: asked for by anybody, leads to looking a report up, ends with a tap."""

from __future__ import annotations

from content.loader import report_rules
from simulator.client import Person
from storage.base.zone import DEFAULT
from storage.reports import tips
from tests.conversations.handed_in import hurry
from tests.conversations.office import Office
from tests.conversations.walk import has, labels
from tests.conversations.working_hours import now


async def next_tip(office: Office) -> str:
    """Queue another issue for everybody on the list; return what it says."""
    rules = report_rules().tips
    highest = await office.rows("SELECT max(issue) AS issue FROM tip_subscribers")
    issue = max(rules.issue(now(), DEFAULT), highest[0]["issue"]) + 1
    async with office.database.begin() as db:
        await tips.queue(db, now(), issue, 1000)
    await hurry(office)  # also where it is night, or a day off
    return rules.of_issue(issue).text.zh


async def subscribed(office: Office, person: Person) -> bool:
    """Whether the list holds the account."""
    query = "SELECT 1 FROM tip_subscribers WHERE telegram_id = :id"
    return bool(await office.rows(query, id=person.id))


async def known(office: Office, person: Person) -> bool:
    """Whether there is a row of the person."""
    return bool(
        await office.rows(
            "SELECT 1 FROM accounts WHERE address = :id",
            id=person.id,
        )
    )


async def test_a_stranger_gets_the_tip_and_looks_a_report_up_from_it(office: Office) -> None:
    person = await office.person()
    await person.send("/start")
    await person.click("每周安全提示")
    text = (await person.last()).text
    assert "每周三 10:00" in text
    assert "和举报没有任何联系" in text
    assert "还没有订" in text
    await person.click_all("订阅", 2)
    assert "收得到" in (await person.last()).text
    assert await subscribed(office, person)
    said = await next_tip(office)
    seen = await office.until(person, said)
    assert labels(seen) == ["查询举报", "不再发给我"]
    await person.click("查询举报")
    assert "16 位" in (await person.last()).text
    assert not await known(office, person)


async def test_a_second_tap_that_comes_late_undoes_nothing(office: Office) -> None:
    person = await office.person()
    await person.send("/start")
    await person.click("每周安全提示")
    place = await person.button("订阅")
    await person.tap(place)
    await person.tap(place)
    assert await subscribed(office, person)
    assert has(await person.last(), "每周安全提示"), "it is the way home that took its place"


async def test_a_tap_under_the_tip_ends_it(office: Office) -> None:
    person = await office.person()
    await person.send("/start")
    await person.click("每周安全提示")
    await person.click("订阅")
    await office.until(person, await next_tip(office))
    await person.click("不再发给我")
    assert "不再发了" in await person.toast()
    assert not await subscribed(office, person)
    rows = await office.rows("SELECT 1 FROM outbox WHERE telegram_id = :id", id=person.id)
    assert rows == []


async def test_an_owner_finds_it_behind_more_and_leaves_there(office: Office) -> None:
    owner = await office.owner()
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("每周安全提示")
    await owner.click("订阅")
    assert await subscribed(office, owner)
    await owner.click("退订")
    assert "还没有订" in (await owner.last()).text
    assert not await subscribed(office, owner)
    await owner.click("首页")
    assert "自查表" in (await owner.last()).text
