"""An officer's button confirms what the officer was shown: a colleague, an owner, a worker was quicker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import join_requests
from storage.inspections import planning as inspections
from storage.membership import seats as staff_changes
from storage.self_checks import submissions
from tests.conversations.confirming import refused, refuses, tap
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import Place, today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.test_keeping import listed
from tests.conversations.test_report_case import Worker, doctor, open_case, release, report
from tests.conversations.walk import dialog_window, has
from tests.conversations.working_hours import now

# --- reports


async def reported(office: Office, role: str = "inspector") -> tuple[Place, Official, Worker]:
    """An officer who looks at the one report of a place."""
    place = await office.open_place("hailing")
    officer = await doctor(office, place, role)
    worker = await report(office, place)
    await open_case(officer)
    return place, officer, worker


async def visits(office: Office, owner: Owner) -> list[str]:
    """The states of the visits planned at an enterprise."""
    rows = await office.rows(
        "SELECT state FROM inspections WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    return [row["state"] for row in rows]


async def adds(office: Office, worker: Worker, words: str) -> None:
    """The worker adds something, and the office has it."""
    await worker.add(words)
    await release(office, worker.intake)


async def test_a_report_that_grew_is_accepted_after_it_was_read(office: Office) -> None:
    _, officer, worker = await reported(office)
    await adds(office, worker, "今天停工了，人都走了")
    await refuses(officer, "受理", "待受理")
    assert (await worker.seen()).state == "waiting"
    await tap(officer, "受理")
    assert "您在办" in (await dialog_window(officer)).text


async def test_a_report_a_colleague_accepted_is_not_accepted_again(office: Office) -> None:
    place, officer, _ = await reported(office)
    colleague = await doctor(office, place)
    await open_case(colleague)
    await colleague.click("受理")
    await refuses(officer, "受理", "同事在办")
    assert not has(await dialog_window(officer), "受理")


async def test_accepting_twice_says_nothing_of_a_change(office: Office) -> None:
    _, officer, _ = await reported(office)
    await office.thumbs(officer, "受理", 2)
    assert not any("内容刚才变了" in one.text for one in await officer.messages())


async def test_a_report_closed_anew_is_not_opened_for_its_old_result(office: Office) -> None:
    place, officer, _ = await reported(office)
    for one in ("办结", "不属实", "现场未发现", "确定"):
        await tap(officer, one)
    colleague = await doctor(office, place)
    for person in (officer, colleague):
        await person.send("/office")
        await tap(person, "举报")
        await tap(person, "已办结")
        await tap(person, "·")
    await tap(colleague, "重新打开")
    await refuses(officer, "重新打开", "同事在办")


async def test_what_goes_to_the_worker_goes_after_their_last_word_was_seen(office: Office) -> None:
    _, officer, worker = await reported(office)
    await tap(officer, "答复")
    await officer.send("已安排人去看")
    await adds(office, worker, "他们换了锁")
    await refuses(officer, "确定", "共 2 条", "举报人")
    assert len((await worker.seen()).messages) == 2
    await tap(officer, "确定")
    assert "已安排人去看" in (await worker.seen()).messages[-1].text


async def test_a_report_that_grew_is_no_spam_unread(office: Office) -> None:
    _, officer, worker = await reported(office, "head")
    await tap(officer, "骚扰")
    await adds(office, worker, "附近三家都这样")
    await refuses(officer, "标为骚扰信息", "共 2 条")
    assert (await worker.seen()).state == "waiting"


async def test_a_visit_is_planned_for_the_report_that_was_read(office: Office) -> None:
    place, officer, worker = await reported(office)
    owner = await office.owner(place=place)
    await tap(officer, "安排检查")
    await adds(office, worker, "只有夜班才开机")
    await refuses(officer, "周", "共 2 条")
    await adds(office, worker, "后门进")
    await officer.send((today() + timedelta(days=9)).isoformat())
    await refused(officer, "共 3 条")
    await tap(officer, "周")
    await adds(office, worker, "带口罩")
    await refuses(officer, owner.enterprise[:8], "共 4 条")
    assert not await office.rows(
        "SELECT id FROM inspections WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    await tap(officer, owner.enterprise[:8])
    assert await visits(office, owner)


async def test_a_visit_is_called_off_at_the_enterprise_that_was_named(office: Office) -> None:
    place, officer, _ = await reported(office)
    owner = await office.owner(place=place)
    async with office.database.begin() as db:
        await inspections.plan(
            db, place.id, "health", owner.enterprise_id, today() + timedelta(days=3), today()
        )
    await officer.send("/office")
    for one in ("举报", "现场检查", owner.enterprise[:6], "取消检查"):
        await tap(officer, one)
    head = await office.official(place)
    async with office.database.begin() as db:
        await enterprise_keeping.keep_name(db, head.actor, now(), owner.enterprise_id, "改了名的厂")
    await refuses(officer, "取消这次检查", "改了名的厂")
    await tap(officer, "取消这次检查")
    (row,) = await office.rows(
        "SELECT state FROM inspections WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    assert row["state"] == "dropped"


# --- the list of enterprises


async def two_heads(office: Office, *way: str) -> tuple[Owner, Official, Official]:
    """Two heads at the same enterprise; the first has gone on by the buttons of `way`."""
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    head, other = await office.official(place), await office.official(place)
    await to_unit(head, owner, *way)
    return owner, head, other


async def to_unit(head: Official, owner: Owner, *way: str) -> None:
    """Go from anywhere to the window of what can be done with an enterprise."""
    await head.send("/office")
    for one in ("企业名单", owner.enterprise[:6], "管理", *way):
        await tap(head, one)


async def place_of(office: Office, owner: Owner) -> tuple[str, int]:
    (row,) = await office.rows(
        "SELECT state, jurisdiction_id FROM enterprises WHERE id = :id", id=owner.enterprise_id
    )
    return row["state"], row["jurisdiction_id"]


async def test_an_enterprise_is_moved_from_where_it_was_seen(office: Office) -> None:
    owner, head, other = await two_heads(office, "变更辖区")
    await to_unit(other, owner, "变更辖区", "城西街道")
    await refuses(head, "城西街道", "现在由城西街道管辖")
    assert await place_of(office, owner) == ("active", owner.place.towns[1])


async def test_an_enterprise_that_handed_in_meanwhile_is_not_closed_unseen(office: Office) -> None:
    owner, head, _ = await two_heads(office, "移出名单")
    assert "已注册" in (await dialog_window(head)).text
    await hand_in(office, owner)
    await refuses(head, "已经关停", "已交")
    assert (await place_of(office, owner))[0] == "active"
    await tap(head, "已经关停")
    assert (await place_of(office, owner))[0] == "closed"


async def test_a_double_that_handed_in_meanwhile_is_not_put_together_unseen(office: Office) -> None:
    owner, head, _ = await two_heads(office, "合并重复企业")
    _, code = await listed(office, owner.place, "真正的制鞋厂")
    await head.send(code)
    await tap(head, "真正的制鞋厂")
    await hand_in(office, owner)
    await refuses(head, "并入", "已交")
    assert (await place_of(office, owner))[0] == "active"
    await tap(head, "并入")
    assert (await place_of(office, owner))[0] == "merged"


async def test_records_that_grew_are_not_erased_unseen(office: Office) -> None:
    owner, head, _ = await two_heads(office, "删除全部资料")
    assert has(await dialog_window(head), "删除")
    async with office.database.begin() as db:
        await submissions.start(db, owner.actor, now(), owner.enterprise_id, owner.place.campaign_id)
    await tap(head, "删除")
    await refused(head, "开展中的行动里")
    assert await place_of(office, owner)


async def test_a_request_is_granted_for_those_who_are_in(office: Office) -> None:
    place = await office.open_place("hailing")
    enterprise, code = await listed(office, place, "永兴制鞋厂")
    head = await office.official(place)
    first, second = await office.person(), await office.person()
    async with office.database.begin() as db:
        asked = [
            await join_requests.ask(db, now(), one.id, "zh", code, one.name[:20]) for one in (first, second)
        ]
    await head.send("/office")
    for one in ("企业名单", "申请加入 2", first.name[:6]):
        await tap(head, one)
    assert "同意后申请人就是负责人" in (await dialog_window(head)).text
    other = await office.official(place)
    async with office.database.begin() as db:
        await join_requests.decide(db, other.actor, now(), asked[1], grant=True)
    await refuses(head, "同意", "已加入 1 人")
    rows = await office.rows("SELECT id FROM contacts WHERE enterprise_id = :id", id=enterprise)
    assert len(rows) == 1


# --- people


async def colleague_at(office: Office, *way: str) -> tuple[Official, Official, Official]:
    """A head on the way by the buttons of `way`, another head, and the colleague it is about."""
    place = await office.open_place("hailing")
    head, other = await office.official(place), await office.official(place)
    third = await office.official(place, "viewer", name=f"小周{place.id}")
    await head.send("/office")
    for one in ("工作人员", third.name, *way):
        await tap(head, one)
    return head, other, third


async def role_of(office: Office, one: Official) -> str | None:
    """The role of a person; None: they have no seat."""
    query = "SELECT role FROM staff WHERE id = :id AND revoked_at IS NULL"
    rows = await office.rows(query, id=one.staff_id)
    return rows[0]["role"] if rows else None


async def test_a_role_is_changed_from_the_one_that_was_shown(office: Office) -> None:
    head, other, third = await colleague_at(office, "换岗位")
    async with office.database.begin() as db:
        await staff_changes.change_role(db, other.actor, now(), third.staff_id, "inspector")
    await refuses(head, "负责人", "检查员）")
    assert await role_of(office, third) == "inspector"
    await tap(head, "负责人")
    assert await role_of(office, third) == "head"


@pytest.mark.parametrize("typed", [False, True])
async def test_a_seat_is_taken_away_as_it_was_shown(office: Office, typed: bool) -> None:
    head, other, third = await colleague_at(office, "停用")
    async with office.database.begin() as db:
        await staff_changes.change_role(db, other.actor, now(), third.staff_id, "head")
    if typed:
        await head.send("确认停用")
        await refused(head, "负责人")
    else:
        await refuses(head, "确认停用", "负责人")
    assert await role_of(office, third) == "head"
    await head.send("确认停用")
    assert not await office.rows(
        "SELECT id FROM staff WHERE id = :id AND revoked_at IS NULL", id=third.staff_id
    )


async def test_a_seat_is_left_as_it_was_shown(office: Office) -> None:
    _, other, third = await colleague_at(office)
    await third.send("/office")
    for one in ("工作人员", third.name, "退出这个岗位"):
        await tap(third, one)
    async with office.database.begin() as db:
        await staff_changes.change_role(db, other.actor, now(), third.staff_id, "head")
    await refuses(third, "确认退出", "负责人")
    assert await role_of(office, third) == "head"


async def test_a_link_is_taken_back_from_the_list_that_was_shown(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    first, second = [await office.invite_link(place) for _ in range(2)]
    await head.send("/office")
    for one in ("工作人员", "未使用的链接 2"):
        await tap(head, one)
    newcomer = await office.person()
    await newcomer.send(f"/start {first}")
    await newcomer.click("加入")
    await refuses(head, "检查员", "1 个")
    assert second
    await tap(head, "检查员")
    assert "已收回" in (await dialog_window(head)).text


async def test_a_link_taken_back_lets_nobody_in(office: Office) -> None:
    place = await office.open_place("hailing")
    head, newcomer = await office.official(place), await office.person()
    await newcomer.send(f"/start {await office.invite_link(place)}")
    await head.send("/office")
    for one in ("工作人员", "未使用的链接 1", "检查员"):
        await tap(head, one)
    await refuses(newcomer, "加入", "这个链接用不了")
