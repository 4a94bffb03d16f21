"""Digests in the chat: what they say, what their buttons do, tapped twice or too late."""

from __future__ import annotations

from datetime import timedelta

from content.calendar.workdays import workday_after
from content.model.facts import Days
from storage.base.audit import Actor
from storage.campaigns import opening as campaigns
from storage.enterprises import registration, upkeeps
from storage.membership import enterprise_contacts
from storage.reminders import office_rules
from tests.conversations.due import noon_place, noon_zone, planned_fault, remind, today
from tests.conversations.office import Office, credit_code
from tests.conversations.test_campaign import tap
from tests.conversations.walk import dialog_window, has, is_question, labels, picture, window
from tests.conversations.working_hours import now


async def test_rectification_is_put_right_from_the_digest(office: Office) -> None:
    place = await noon_place(office, due_in=3)
    owner = await office.owner(place=place, enterprise="<b>甲</b>&鞋材厂😀")
    await owner.send("/start")
    await planned_fault(office, owner, "Q01.1", 1)
    finding = await planned_fault(office, owner, "Q13.1", 0)
    await remind(office, place)
    digest = await office.until(owner, "今天 3 件事")
    lines = digest.text.split("\n")
    assert lines[0] == "<b>甲</b>&鞋材厂😀：今天 3 件事"
    assert "装抽风罩（负责人 王师傅） · 今天到期" in lines[1]
    assert "还有 1 天" in lines[2]
    assert "自查表答了 1/13 项" in lines[3]
    assert has(digest, "继续自查")
    await owner.click("1 已整改")
    assert "拍一张改好以后的样子" in (await window(owner)).text
    await owner.photo(picture())
    await owner.click("改好了")
    (row,) = await office.rows("SELECT state FROM rectifications WHERE finding_id = :id", id=finding)
    assert row["state"] == "done"
    await owner.click("1 已整改", message_id=digest.id)
    assert await owner.toast() == "这一条已经改好了。"


async def test_again_tomorrow_is_once_however_often_it_is_tapped(office: Office) -> None:
    place = await noon_place(office, due_in=3)
    owner = await office.owner(place=place)
    await owner.send("/start")
    await planned_fault(office, owner, "Q01.1", 1)
    await remind(office, place)
    await office.until(owner, "今天 2 件事")
    await office.thumbs(owner, "明天再提醒", 4)
    tomorrow = workday_after(today(noon_zone()) + timedelta(days=1))
    assert f"{tomorrow.month}月{tomorrow.day}日再提醒" in await owner.toast()
    rows = await office.rows(
        "SELECT rule, planned_on FROM reminders WHERE person_id = :id AND state = 'waiting' ORDER BY rule",
        id=owner.person_id,
    )
    assert [(row["rule"], row["planned_on"]) for row in rows] == [
        ("rectification", tomorrow.isoformat()),
        ("self_check", tomorrow.isoformat()),
    ]
    assert has(await owner.newest(), "✓ 明天再提醒")
    audited = await office.rows(
        "SELECT id FROM audit WHERE action = 'snooze' AND person_id = :id", id=owner.person_id
    )
    assert len(audited) == 1


async def test_button_of_another_enterprise_leads_there(office: Office) -> None:
    place, elsewhere = await noon_place(office, due_in=1), await noon_place(office)
    owner = await office.owner(place=place, enterprise="先前的厂")
    first = owner.enterprise_id
    async with office.database.begin() as db:
        other = await registration.register(
            db,
            now(),
            owner.id,
            "zh",
            "后来的厂",
            credit_code(owner.id % 90_000_000 + 7),
            "shoes",
            elsewhere.towns[0],
            5,
            "",
            "李老板",
        )
    await owner.send("/start")
    assert "后来的厂" in (await owner.last()).text
    await remind(office, place)
    digest = await office.until(owner, "先前的厂：今天 1 件事")
    await owner.click("开始自查", message_id=digest.id)
    assert is_question(await window(owner))
    assert next(one for one in await owner.messages() if one.id == digest.id).buttons  # the digest stays
    (row,) = await office.rows("SELECT enterprise_id FROM people WHERE id = :id", id=owner.person_id)
    assert row["enterprise_id"] == first != other.enterprise_id


async def test_button_of_an_enterprise_one_has_left_is_refused(office: Office) -> None:
    place = await noon_place(office, due_in=1)
    owner = await office.owner(place=place)
    await owner.send("/start")
    mate = await office.colleague(owner)
    await mate.send("/start")
    await remind(office, place)
    digest = await office.until(mate, "今天 1 件事")
    async with office.database.begin() as db:
        await enterprise_contacts.leave(db, mate.actor, now(), owner.enterprise_id)
    await mate.click("开始自查", message_id=digest.id)
    assert "不能" in await mate.toast() or "没有" in await mate.toast()
    rows = await office.rows("SELECT id FROM self_checks WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert rows == []


async def test_recurring_date_is_kept_once_and_can_be_muted(office: Office) -> None:
    place = await noon_place(office)
    owner = await office.owner(place=place)
    await owner.send("/start")
    local = today(noon_zone())
    async with office.database.begin() as db:
        yesterday = now() - timedelta(days=1)
        last = local.replace(day=1) - timedelta(days=365)
        made = await upkeeps.set_last(
            db, owner.actor, yesterday, owner.enterprise_id, "medical_exam", last, 12, local
        )
    assert made.due_on == local
    await remind(office, place)
    digest = await office.until(owner, "在岗期间职业健康检查")
    assert "今天到期" in digest.text
    assert has(digest, "不再提醒")
    await office.thumbs(owner, "1 做过了", 3)
    assert "记下了，下次" in await owner.toast()
    (row,) = await office.rows("SELECT due_on, last_on FROM upkeeps WHERE id = :id", id=made.id)
    assert row["due_on"] > (local + timedelta(days=360)).isoformat()
    audited = await office.rows(
        "SELECT id FROM audit WHERE action = 'upkeep-kept' AND subject_id = :id", id=made.id
    )
    assert len(audited) == 1
    await office.thumbs(owner, "不再提醒", 2)
    assert "不再提醒" in await owner.toast()
    muted = await office.rows("SELECT rule FROM reminder_mutes WHERE person_id = :id", id=owner.person_id)
    assert [row["rule"] for row in muted] == ["medical_exam"]


async def test_english_reader_gets_english(office: Office) -> None:
    place = await noon_place(office, due_in=0)
    owner = await office.owner(place=place, language="en", enterprise="Anna's shop")
    await owner.send("/start")
    await planned_fault(office, owner, "Q01.1", -1)
    await remind(office, place)
    digest = await office.until(owner, "Anna's shop: 2 things today")
    assert "1 day ago" in digest.text
    assert "due today" in digest.text
    assert has(digest, "1 Done, send photo")


async def test_digest_survives_a_killed_bot(own_office: Office) -> None:
    place = await noon_place(own_office, due_in=1)
    owner = await own_office.owner(place=place)
    await owner.send("/start")
    own_office.installation.bot.kill()
    await remind(own_office, place)
    own_office.installation.start_bot()
    await own_office.until(owner, "今天 1 件事")
    assert len([one for one in await owner.messages() if "今天 1 件事" in one.text]) == 1


async def test_the_office_hears_what_waits_and_chooses_what_it_hears(office: Office) -> None:
    place = await noon_place(office, due_in=-1)
    head = await office.official(place, "head")
    owner = await office.owner(place=place, enterprise="没交的厂")
    await owner.send("/start")  # else what is sent to them fails, and the figures change meanwhile
    await head.send("/office")
    for words in ("行动安排", "每日提醒", "会发什么"):
        await tap(head, words)
    assert "1. 1 家未交自查表" in (await head.last()).text
    for words in ("每日提醒", "未交自查表的", "每3天"):
        await tap(head, words)
    assert (await head.last()).text.startswith("☑ 未交自查表的 · 1天起，每3天")
    assert "☑ 每3天" in labels(await head.last())
    await remind(office, place)
    digest = await office.until(head, "办公室：今天 1 件事")
    assert "1 家未交自查表" in digest.text
    await head.click("1 看名单", message_id=digest.id)
    assert "只看：未交表" in (await window(head)).text
    assert has(await window(head), "没交的厂")
    await head.click("1 催交", message_id=digest.id)
    await tap(head, "发给 1 家")
    await head.click("确认")
    (notice,) = await office.rows(
        "SELECT template, body, state FROM notices WHERE author_id = :id", id=head.person_id
    )
    assert notice["template"] == "reminder"
    assert "自查表已过交表日期" in notice["body"]
    assert notice["state"] != "draft"
    await head.send("/office")
    for words in ("行动安排", "每日提醒", "会发什么"):
        await tap(head, words)
    assert "早上没有要发的" in (await head.last()).text
    assert "再提醒：未交自查表的" in (await head.last()).text
    changed = await office.rows(
        "SELECT detail FROM audit WHERE action = 'set-office-rule' AND person_id = :id", id=head.person_id
    )
    assert len(changed) == 1


async def test_the_day_offered_for_the_form_is_taken_at_one_tap(office: Office) -> None:
    place = await noon_place(office, "yangzhou")
    head = await office.official(place)
    await head.send("/office")
    async with office.database.begin() as db:
        days = Days(True, 0, 7)
        who = (Actor("cli"), now(), office.library, place.id, "undated")
        await office_rules.set_days(db, *who, days)
        view = await campaigns.get_campaign(db, place.campaign_id)
    (phase,) = [one for one in view.phases if one.code == "self_check"]
    await remind(office, place)
    seen = await office.until(head, "个日期未定")
    (label,) = [one for one in labels(seen) if "就定这一天" in one]
    await head.click(label)
    assert has(await dialog_window(head), "会发什么"), "the campaign's days are shown after it"
    rows = await office.rows(
        "SELECT due_on FROM campaign_duties WHERE campaign_id = :id AND code = 'self_check_form'",
        id=place.campaign_id,
    )
    assert str(rows[0]["due_on"]) == str(phase.ends_on)
    await head.click(label)  # again: nothing more
    moved = await office.rows("SELECT id FROM campaign_moves WHERE campaign_id = :id", id=place.campaign_id)
    assert len(moved) == 1
