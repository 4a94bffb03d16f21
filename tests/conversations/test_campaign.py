"""A head opens a campaign in the chat, moves its days, gives a telephone number, ends it."""

from __future__ import annotations

from datetime import timedelta

from bot.simulator.client import Person
from content.dates import open_dates
from storage import campaigns
from storage.audit import Actor
from tests.conversations.installation import Place, now, today
from tests.conversations.office import Office
from tests.conversations.walk import has, labels


async def tap(person: Person, words: str) -> None:
    """The button that has these words."""
    await person.click(next(one for one in labels(await person.last()) if words in one))


async def quiet_place(office: Office) -> Place:
    """A place with two towns where nothing is open."""
    place = await office.open_place("hailing")
    async with office.database.begin() as db:
        await campaigns.close(db, Actor("cli"), now(), place.campaign_id)
    return place


async def to_days(office: Office, place: Place) -> Person:
    """A head who looks at the days of a campaign that is not open yet."""
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "开展专项行动")
    await tap(head, office.library.packs["hailing"].title.zh)
    first = today() + timedelta(days=5)
    await head.send(first.isoformat())
    return head


async def open_ones(office: Office, place: Place) -> list[dict[str, object]]:
    return await office.rows(
        "SELECT id, start_on FROM campaigns WHERE jurisdiction_id = :id AND state = 'open'", id=place.id
    )


async def test_a_head_opens_a_campaign_with_corrected_days(office: Office) -> None:
    place = await quiet_place(office)
    head = await to_days(office, place)
    assert "什么都没发" in (await head.last()).text
    pack = office.library.packs["hailing"]
    first = today() + timedelta(days=5)
    opened = open_dates(pack, first)
    await tap(head, "▸")
    moved = first + timedelta(days=60)
    await head.send(f"{first.isoformat()} 到 {moved.isoformat()}")
    assert f"–{moved.month}.{moved.day}" in "".join(labels(await head.last())) or moved.year != first.year
    await head.click("会发什么")
    assert "催没交表的企业" in (await head.last()).text
    assert await open_ones(office, place) == []
    await head.click("开展 ›")
    await office.thumbs(head, "开展", 3)
    (there,) = await open_ones(office, place)
    async with office.database.read() as db:
        view = await campaigns.get_campaign(db, int(str(there["id"])))
    days = {phase.code: (phase.starts_on, phase.ends_on) for phase in view.phases}
    code = pack.phases[0].code
    assert days[code] == (first, moved)
    others = {one: span for one, span in opened.phases.items() if one != code}
    assert {one: days[one] for one in others} == {one: span or (None, None) for one, span in others.items()}
    assert has(await head.last(), "行动安排")


async def test_days_that_make_no_sense_are_refused_and_nothing_is_lost(office: Office) -> None:
    place = await quiet_place(office)
    head = await to_days(office, place)
    await tap(head, "▸")
    for words, answer in (
        ("明年春天", "没看懂"),
        ("2027-05-01", "没看懂"),
        ("2027-05-01 到 2027-04-01", "结束日期"),
    ):
        await head.send(words)
        assert any(answer in one.text for one in (await head.messages())[-3:]), words
    await head.send("待定")
    assert any("待定" in one and "▸" in one for one in labels(await head.last()))
    await head.click("‹ 办公室")
    assert await open_ones(office, place) == []


async def test_days_of_a_campaign_at_work_move_with_a_reason(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "行动安排")
    await tap(head, "▸ 生产经营单位自查自改")
    first, last = today(), today() + timedelta(days=90)
    await head.send(f"{first.isoformat()}至{last.isoformat()}")
    assert "为什么改" in (await head.last()).text
    await head.send("x")
    assert any("2 到 200" in one.text for one in (await head.messages())[-3:])
    await head.send("上级通知延期")
    assert "改好了" in (await head.last()).text
    rows = await office.rows(
        "SELECT ends_on FROM campaign_phases WHERE campaign_id = :id AND code = 'self_check'",
        id=place.campaign_id,
    )
    assert str(rows[0]["ends_on"]) == last.isoformat()


async def test_enterprises_see_the_number_under_help(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "行动安排")
    await head.click("咨询电话")
    await head.send("打给我")
    assert any("不像电话号码" in one.text for one in (await head.messages())[-3:])
    await head.send("0523-86290000")
    assert "0523-86290000" in (await head.last()).text
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("帮助")
    assert f"{place.name}办公室的电话：0523-86290000" in (await owner.last()).text


async def test_it_is_ended_once_and_who_may_not_does_not_see_the_button(office: Office) -> None:
    place = await office.open_place("hailing")
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await tap(inspector, "行动安排")
    assert not has(await inspector.last(), "结束行动")
    await tap(inspector, "▸")
    assert "打字写新的" not in (await inspector.last()).text
    await inspector.send("2027-05-01 到 2027-06-01")
    await inspector.send("上级通知延期")
    assert any("没有办这件事的权限" in one.text for one in await inspector.messages())
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "行动安排")
    await head.click("结束行动")
    await office.thumbs(head, "结束", 3)
    assert await open_ones(office, place) == []
    assert has(await head.last(), "开展专项行动")
