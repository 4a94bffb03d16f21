"""A head opens a campaign in the chat, moves its days, gives a telephone number, ends it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import update

from content.calendar.rules import open_dates
from simulator.client import Person
from storage.base.audit import Actor
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.self_checks import answers
from storage.tables.campaigns import CampaignPhase
from tests.conversations.faults import planned_fault
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import Place, today
from tests.conversations.office import Office
from tests.conversations.walk import dialog_window, has, labels
from tests.conversations.working_hours import now


async def tap(person: Person, words: str) -> None:
    """The button that has these words."""
    await person.click(next(one for one in labels(await person.last()) if words in one))


async def quiet_place(office: Office) -> Place:
    """A place with two towns where nothing is open."""
    place = await office.open_place("hailing")
    async with office.database.begin() as db:
        await campaign_ending.close(db, Actor("cli"), now(), place.campaign_id)
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
    assert "没有发出任何消息" in (await head.last()).text
    pack = office.library.packs["hailing"]
    first = today() + timedelta(days=5)
    opened = open_dates(pack, first)
    await tap(head, "▸")
    moved = first + timedelta(days=60)
    await head.send(f"{first.isoformat()} 到 {moved.isoformat()}")
    assert f"–{moved.month}.{moved.day}" in "".join(labels(await head.last())) or moved.year != first.year
    await head.click("会发什么")
    assert "催未交表的企业" in (await head.last()).text
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
    assert has(await dialog_window(head), "行动安排")


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
    await tap(head, "▸ 生产经营单位自")
    first, last = today(), today() + timedelta(days=90)
    await head.send(f"{first.isoformat()}至{last.isoformat()}")
    assert "修改的理由" in (await head.last()).text
    await head.send("x")
    assert any("2 到 200" in one.text for one in (await head.messages())[-3:])
    async with office.database.begin() as db:  # a colleague was quicker
        await campaign_days.set_phase_dates(
            db,
            Actor("cli"),
            now(),
            office.library,
            place.campaign_id,
            "self_check",
            first,
            last - timedelta(days=1),
            "按会议定的改",
        )
    await head.send("上级通知延期")
    assert any("内容刚才变了" in one.text for one in (await head.messages())[-3:])
    assert "现在：" in (await head.last()).text, "the day that stands now is seen first"
    await head.send(f"{first.isoformat()}至{last.isoformat()}")
    await head.send("上级通知延期")
    assert "已修改" in (await head.last()).text
    rows = await office.rows(
        "SELECT ends_on FROM campaign_phases WHERE campaign_id = :id AND code = 'self_check'",
        id=place.campaign_id,
    )
    assert str(rows[0]["ends_on"]) == last.isoformat()


async def test_later_phases_move_along_when_that_is_chosen(office: Office) -> None:
    place = await office.open_place("hailing")
    spans = "SELECT code, starts_on, ends_on FROM campaign_phases WHERE campaign_id = :id"
    before = {row["code"]: row for row in await office.rows(spans, id=place.campaign_id)}
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "行动安排")
    await tap(head, "▸ 生产经营单位自")
    first = date.fromisoformat(str(before["self_check"]["starts_on"]))
    last = date.fromisoformat(str(before["self_check"]["ends_on"])) + timedelta(days=7)
    await head.send(f"{first.isoformat()}至{last.isoformat()}")
    assert "后面的阶段不变" in (await head.last()).text
    await tap(head, "个阶段也顺延")
    assert "后面的阶段一起顺延" in (await head.last()).text
    await tap(head, "后面的阶段不动")
    await tap(head, "个阶段也顺延")
    await head.send("上级通知延期")
    assert "已修改" in (await head.last()).text
    after = {row["code"]: row for row in await office.rows(spans, id=place.campaign_id)}
    ended = str(before["self_check"]["ends_on"])
    later = [code for code, row in before.items() if str(row["starts_on"]) >= ended]
    assert later
    for code in later:
        moved = date.fromisoformat(str(before[code]["ends_on"])) + timedelta(days=7)
        assert str(after[code]["ends_on"]) == moved.isoformat()


async def test_enterprises_see_the_number_under_help(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "行动安排")
    await head.click("咨询电话")
    await head.send("打给我")
    assert any("这不像电话号码" in one.text for one in (await head.messages())[-3:])
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
    title = office.library.packs["hailing"].title.zh
    assert "未交自查表" not in (await head.last()).text  # there is no enterprise
    await head.send("结束")
    assert any("没有结束" in one.text for one in (await head.messages())[-3:])
    assert len(await open_ones(office, place)) == 1
    await head.send(f"《{title}》")
    assert "为什么现在结束" in (await head.last()).text
    await head.send("x")
    assert any("2 到 200" in one.text for one in (await head.messages())[-3:])
    await head.send("都办完了")
    assert await open_ones(office, place) == []
    assert has(await head.last(), "开展专项行动")


async def test_all_of_it_stays_at_hand_after_the_end_and_the_end_is_undone(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    check = await hand_in(office, owner)
    number = str((await office.rows("SELECT number FROM self_checks WHERE id = :id", id=check))[0]["number"])
    head = await office.official(place)
    await head.send("/office")
    figures = [line for line in (await head.last()).text.splitlines() if "家" in line or "已交" in line]
    assert any("已交 1" in line for line in figures)
    async with office.database.begin() as db:
        await campaign_ending.close(db, head.actor, now(), place.campaign_id, "都办完了")
    await head.send("/office")
    ended = await dialog_window(head)
    assert "结束，以下为当日数字" in ended.text
    assert [line for line in ended.text.splitlines() if "家" in line or "已交" in line] == figures
    for words in ("一览", "台账"):
        await tap(head, words)
        assert any(one.media for one in (await head.messages())[-2:]), words
        await head.send("/office")
    await tap(head, "排名")
    await head.click("‹ 办公室")
    await tap(head, "总结月报")
    await tap(head, "总结报告")
    assert "已交 1" in (await head.last()).text
    await owner.send("/start")
    assert "没有开展专项行动" in (await owner.last()).text
    await owner.click("更多")
    await tap(owner, "以前的自查表 1")
    await tap(owner, number)
    assert any(number in one.text and one.media for one in (await owner.messages())[-2:])
    await head.send("/office")
    await tap(head, "行动安排")
    assert "结束的理由：都办完了" in (await head.last()).text
    await head.click("恢复行动")
    await head.send("点错了")
    assert len(await open_ones(office, place)) == 1
    await owner.send("/start")
    assert number in "".join(labels(await owner.last()))


async def test_a_draft_of_an_ended_campaign_is_called_one_and_wants_no_stamp(office: Office) -> None:
    place = await office.open_place("hailing")
    owner, head = await office.owner(place=place), await office.official(place)
    await planned_fault(office, owner)
    async with office.database.begin() as db:
        await campaign_ending.close(db, head.actor, now(), place.campaign_id, "都办完了")
    await owner.send("/start")
    await owner.click("更多")
    await tap(owner, "以前的自查表 1")
    await tap(owner, "未交")
    form = next(one for one in reversed(await owner.messages()) if one.media == "document")
    assert "草稿" in form.text
    assert "盖章" not in form.text


async def test_several_campaigns_each_show_their_day_and_their_form(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await owner.send("/check")
    while (await office.self_check(owner)).next_open() != "Q01.1":  # which the other plan asks first
        await owner.click("符合")
    async with office.database.begin() as db:
        opened = await campaigns.open_campaign(
            db, Actor("cli"), now(), office.library, "yangzhou", place.id, today()
        )
    await owner.send("每天扫")
    await owner.click("符合")  # the old window goes on with its own form
    await owner.send("/start")
    home = await owner.last()
    assert len([one for one in labels(home) if one.startswith("继续自查")]) == 1
    assert len([one for one in labels(home) if one.startswith("开始自查")]) == 1
    for pack in ("hailing", "yangzhou"):
        assert office.library.packs[pack].title.zh[:10] in home.text
    await tap(owner, "开始自查")
    asked = await owner.last()
    assert f"〔{place.name} · {office.library.packs['yangzhou'].title.zh[:10]}" in asked.text
    assert "您答过：符合" in asked.text
    assert "有备注" in asked.text
    first = await office.self_check(owner)
    (code,) = [code for code, line in first.lines.items() if line.note]
    async with office.database.begin() as db:  # another phone
        await answers.add_note(db, owner.actor, now(), first.id, code, "湿着扫")
    await owner.click("照旧：符合")
    assert "刚改过" in (await owner.last()).text
    assert (await office.self_check(owner, opened.id)).lines == {}
    await owner.click("照旧：符合")
    line = (await office.self_check(owner, opened.id)).line(code)
    assert (line.verdict, line.note) == ("pass", "每天扫\n湿着扫")
    rows = await office.rows(
        "SELECT campaign_id, count(*) AS given FROM self_checks s JOIN answers a ON a.self_check_id = s.id"
        " WHERE enterprise_id = :id GROUP BY campaign_id ORDER BY campaign_id",
        id=owner.enterprise_id,
    )
    assert [tuple(row.values()) for row in rows] == [(place.campaign_id, len(first.lines)), (opened.id, 1)]
    await owner.send("/check")  # where the last answer was given
    assert "第 2/" in (await owner.last()).text
    finding = await planned_fault(office, owner)
    await owner.send("/start")
    shown = (await owner.last()).text
    titles = [shown.index(office.library.packs[pack].title.zh[:10]) for pack in ("hailing", "yangzhou")]
    assert shown.count("整改") == 1
    assert (titles[1] > shown.index("整改") > titles[0]) or (titles[1] < titles[0] < shown.index("整改"))
    await owner.send("/tasks")
    told = (await owner.last()).text
    assert [line[-3:] for line in told.splitlines() if line.startswith("〔")] == ["0 项", "1 项"]
    await owner.click(labels(await owner.last())[0])
    assert f"〔{place.name} · 海陵区" in (await owner.last()).text
    assert finding
    head = await office.official(place)
    await head.send("/office")
    await head.click("企业名单")
    assert any("已开始" in one for one in labels(await head.last()))
    await head.click("‹ 办公室")
    await tap(head, "行动安排")
    await head.click("再开一次行动")
    await tap(head, office.library.packs["tianjin"].title.zh[:6])
    await head.send((today() + timedelta(days=5)).isoformat())
    await head.click("开展 ›")
    sure = (await head.last()).text
    assert "还在 2 次其他行动里" in sure
    assert sure.count("1 家，1 家已开始，0 家已交") == 2
    await head.click("‹ 返回")
    assert len(await open_ones(office, place)) == 2


async def test_who_registers_before_the_self_check_sees_when_it_begins(office: Office) -> None:
    place = await office.open_place("hailing")
    async with office.database.begin() as db:
        first = (CampaignPhase.campaign_id == place.campaign_id) & (CampaignPhase.code == "mobilise")
        over = {"starts_on": today() - timedelta(days=9), "ends_on": today() - timedelta(days=1)}
        await db.execute(update(CampaignPhase).where(first).values(**over))
        view = await campaigns.get_campaign(db, place.campaign_id)
    (coming,) = [one.starts_on for one in view.phases if one.code == "self_check"]
    owner = await office.owner(place=place)
    await owner.send("/start")
    seen = (await owner.last()).text
    assert coming is not None
    assert f"{coming.year}年{coming.month}月{coming.day}日开始" in seen
    assert "时间待定" not in seen
    assert "前交" in seen


async def test_after_the_last_phase_the_homes_say_so(office: Office) -> None:
    place = await office.open_place("hailing")
    head, inspector = await office.official(place), await office.official(place, role="inspector")
    owner = await office.owner(place=place)
    ended = today() - timedelta(days=3)
    async with office.database.begin() as db:
        over = {"starts_on": today() - timedelta(days=90), "ends_on": ended}
        await db.execute(
            update(CampaignPhase).where(CampaignPhase.campaign_id == place.campaign_id).values(**over)
        )
    day = f"{ended.year}年{ended.month}月{ended.day}日"
    await head.send("/office")
    seen = await dialog_window(head)
    assert f"各阶段都结束了（{day}）。请写总结、报送，再结束行动。" in seen.text
    await inspector.send("/office")
    said = (await dialog_window(inspector)).text
    assert f"各阶段都结束了（{day}）" in said
    assert "结束行动" not in said, "who cannot end it is not asked to"
    await owner.send("/start")
    assert f"各阶段都结束了（{day}）" in (await dialog_window(owner)).text


async def test_between_two_phases_the_office_sees_which_one_comes(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    async with office.database.begin() as db:
        first = (CampaignPhase.campaign_id == place.campaign_id) & (CampaignPhase.code == "mobilise")
        over = {"starts_on": today() - timedelta(days=9), "ends_on": today() - timedelta(days=1)}
        await db.execute(update(CampaignPhase).where(first).values(**over))
    await head.send("/office")
    seen = (await dialog_window(head)).text
    assert "日开始" in seen
    assert "时间待定" not in seen


async def test_the_year_of_projects_is_set_and_taken_back(office: Office) -> None:
    place = await office.open_place("tianjin")
    head = await office.official(place)
    await head.send("/office")
    await head.click("行动安排")
    await head.click("看方案")
    await head.click("项目年份")
    assert "现在不限年份" in (await head.last()).text
    await head.send("很久以前")
    assert "四位数的年份" in (await head.said()).text
    await head.send("２０１５年以来")
    await head.click("项目年份")
    assert "现在问 2015 年以来的项目" in (await head.last()).text
    await office.thumbs(head, "不限年份", 2)
    rows = await office.rows(
        "SELECT detail FROM audit WHERE action = 'set-since' AND subject_id = :id", id=place.campaign_id
    )
    assert len(rows) == 2
