"""Two phones of an enterprise, and what else is confirmed: a tap counts for what its phone showed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from storage.enterprises import registry as enterprises
from storage.enterprises import upkeeps
from storage.findings import comments, extensions, photos, plans
from storage.membership import invites
from storage.reports import handling as reports_handling
from storage.reviews import cases as reviews
from storage.reviews import questions
from storage.self_checks import answers, submissions
from storage.tables.reports import random_key
from tests.conversations.bureau import open_bureau
from tests.conversations.confirming import refused, refuses, tap
from tests.conversations.faults import put_right
from tests.conversations.handed_in import RULES, hand_in
from tests.conversations.installation import today
from tests.conversations.notice_steps import send_off, write
from tests.conversations.office import Office, Owner, credit_code
from tests.conversations.reporting import look_up, report
from tests.conversations.test_extension import open_finding, state
from tests.conversations.test_import import filled, template
from tests.conversations.test_receipt import Desk, number_in
from tests.conversations.walk import begin, dialog_window, has, labels, picture
from tests.conversations.working_hours import now

# --- findings


async def fault(office: Office, question: str = "Q12.1") -> tuple[Owner, Owner, int]:
    """Two phones of an enterprise, and a fault that nobody has decided about."""
    owner = await office.owner()
    other = await office.colleague(owner)
    async with office.database.begin() as db:
        check = await submissions.start(db, owner.actor, now(), owner.enterprise_id, owner.place.campaign_id)
        self_check = await answers.record(db, owner.actor, now(), check, question, "fail")
    finding = self_check.line(question).finding_id
    assert finding is not None
    await owner.send("/tasks")
    return owner, other, finding


async def plans_it(office: Office, who: Owner, finding: int, measure: str) -> None:
    """A colleague plans it on the other phone."""
    async with office.database.begin() as db:
        await plans.plan(
            db,
            who.actor,
            now(),
            finding,
            measure=measure,
            responsible="赵六",
            funds_fen=0,
            due_on=today(),
            today=today(),
            phase_end=None,
        )


async def measure_of(office: Office, finding: int) -> str:
    (row,) = await office.rows("SELECT measure FROM rectifications WHERE finding_id = :id", id=finding)
    return str(row["measure"])


async def test_a_colleagues_plan_is_seen_before_another_takes_its_place(office: Office) -> None:
    owner, other, finding = await fault(office)
    for one in ("未定", "定怎么改", "要几天", "就这么改", "我本人", "不花钱", "通常"):
        await tap(owner, one)
    await plans_it(office, other, finding, "换水性胶")
    await refuses(owner, "就这么定", "现在定的是：换水性胶，赵六")
    assert await measure_of(office, finding) == "换水性胶"
    await tap(owner, "就这么定")
    assert await measure_of(office, finding) != "换水性胶"


async def test_what_a_colleague_planned_is_not_begun_at_once(office: Office) -> None:
    owner, other, finding = await fault(office)
    for one in ("未定", "定怎么改"):
        await tap(owner, one)
    await plans_it(office, other, finding, "换水性胶")
    await refuses(owner, "现在改", "换水性胶")
    assert await measure_of(office, finding) == "换水性胶"


async def test_a_fault_is_put_right_as_the_photos_show(office: Office) -> None:
    owner, other, finding = await fault(office)
    await plans_it(office, other, finding, "换水性胶")
    await owner.send("/tasks")
    await tap(owner, "公告栏")
    await tap(owner, "补整改照片")
    await owner.photo(picture())
    await owner.photo(picture())
    query = "SELECT id FROM evidence WHERE finding_id = :id AND stage = 'after' AND removed_at IS NULL"
    (first, _) = await office.rows(query, id=finding)
    async with office.database.begin() as db:
        await photos.remove(db, other.actor, now(), first["id"])
    await refuses(owner, "改好了")
    (row,) = await office.rows("SELECT state FROM rectifications WHERE finding_id = :id", id=finding)
    assert row["state"] == "open"
    await tap(owner, "改好了")
    (row,) = await office.rows("SELECT state FROM rectifications WHERE finding_id = :id", id=finding)
    assert row["state"] == "done"


async def test_what_is_put_right_is_opened_again_as_it_was_seen(office: Office) -> None:
    owner, other, finding = await fault(office)
    await plans_it(office, other, finding, "换水性胶")
    await put_right(office, other, finding)
    await owner.send("/tasks")
    for one in ("已整改 1", "公告栏"):
        await tap(owner, one)
    async with office.database.begin() as db:
        await comments.comment(db, other.actor, now(), finding, "师傅说已经换了")
    await refuses(owner, "没改好", "师傅说已经换了")


async def test_a_colleagues_question_for_time_is_seen_before_another_is_asked(office: Office) -> None:
    owner, finding = await open_finding(office)
    other = await office.colleague(owner)
    await tap(owner, "申请延期")
    await tap(owner, "延 15 天")
    await asks(office, other, finding, "等停电检修", 40)
    await refuses(owner, "设备还没到货", "等停电检修")
    (row,) = await office.rows("SELECT reason FROM extensions WHERE finding_id = :id", id=finding)
    assert row["reason"] == "等停电检修"


async def asks(office: Office, who: Owner, finding: int, reason: str, days: int) -> None:
    """Ask for more time on the other phone."""
    async with office.database.begin() as db:
        await extensions.ask(db, who.actor, now(), finding, today() + timedelta(days=days), reason, today())


async def test_a_question_for_time_is_taken_back_as_it_was_seen(office: Office) -> None:
    owner, finding = await open_finding(office)
    other = await office.colleague(owner)
    for one in ("申请延期", "延 15 天", "设备还没到货"):
        await tap(owner, one)
    await asks(office, other, finding, "等停电检修", 40)
    await refuses(owner, "收回申请", "等停电检修")
    assert await state(office, finding) == ["asked"]


# --- the form


async def test_a_form_is_handed_in_as_it_was_read(office: Office) -> None:
    owner = await office.owner()
    other = await office.colleague(owner)
    check = await hand_in(office, owner)
    alone = next(item.must[0] for item in office.form("hailing").items if len(item.must) == 1)
    async with office.database.begin() as db:
        await submissions.withdraw(db, owner.actor, now(), check)
    await owner.send("/check")
    async with office.database.begin() as db:
        await answers.record(db, other.actor, now(), check, alone, "na", reason="没有这个岗位")
    await refuses(owner, "提交", "不涉及 1")
    assert (await office.self_check(owner)).state == "draft"
    await tap(owner, "提交")
    assert (await office.self_check(owner)).state == "submitted"


async def test_a_form_handed_in_anew_is_not_taken_back_by_an_old_button(office: Office) -> None:
    owner = await office.owner()
    other = await office.colleague(owner)
    check = await hand_in(office, owner)
    await owner.send("/check")
    await tap(owner, "撤回")
    async with office.database.begin() as db:
        await submissions.withdraw(db, other.actor, now(), check)
        await answers.record(db, other.actor, now(), check, "Q12.1", "na", reason="没有这个岗位")
        await submissions.submit(db, other.actor, now(), check, form_prefix="HL", rules=RULES, today=today())
    await refuses(owner, "撤回")
    assert (await office.self_check(owner)).state == "submitted"


async def test_a_colleagues_answer_to_the_office_is_seen_before_another_takes_its_place(
    office: Office,
) -> None:
    owner = await office.owner(place=await office.open_place("hailing"))
    other = await office.colleague(owner)
    check = await hand_in(office, owner)
    inspector = await office.official(owner.place, "inspector")
    async with office.database.begin() as db:
        await reviews.claim(db, inspector.actor, now(), check)
        await questions.ask(db, inspector.actor, now(), check, "Q12.1", "在哪一层？")
    await owner.send("/start")
    await tap(owner, "复查")
    query = (
        "SELECT q.id, q.answer FROM review_questions q JOIN reviews r ON r.id = q.review_id"
        " WHERE r.self_check_id = :id"
    )
    (row,) = await office.rows(query, id=check)
    async with office.database.begin() as db:
        await questions.answer(db, other.actor, now(), row["id"], "二楼东头")
    await owner.send("三楼")
    await refused(owner, "二楼东头")
    await owner.send("三楼")
    (row,) = await office.rows(query, id=check)
    assert row["answer"] == "三楼"


async def at_question(
    office: Office, title: str, facts: dict[str, bool | int] | None = None
) -> tuple[Owner, Owner]:
    """Two phones; the first shows the question of that title, which nobody has answered."""
    owner = await office.owner(facts=facts)
    other = await office.colleague(owner)
    await begin(owner)
    await owner.click("全部")
    await owner.click(title)
    return owner, other


async def test_what_a_colleague_answered_meanwhile_is_not_answered_over(office: Office) -> None:
    code = "Q02.1"  # its usual reason is true of who works alone
    title = office.form("hailing").by_code[code][0].check.title.zh[:4]
    for label, words in (("不涉及", "没有这个岗位"), ("不涉及", None)):
        owner, other = await at_question(office, title, {"n_workers": 1})
        await tap(owner, label)
        check = (await office.self_check(owner)).id
        async with office.database.begin() as db:
            await answers.record(db, other.actor, now(), check, code, "fail")
        if words:
            await owner.send(words)
            await refused(owner)
        else:
            seen = await dialog_window(owner)
            await refuses(owner, labels(seen)[0])
        assert (await office.verdicts(owner))[code] == "fail"


async def test_a_note_a_colleague_added_to_is_not_taken_away_unread(office: Office) -> None:
    code = "Q12.1"
    owner, other = await at_question(office, office.form("hailing").by_code[code][0].check.title.zh[:4])
    await owner.send("在门口")
    await tap(owner, "看备注")
    check = (await office.self_check(owner)).id
    async with office.database.begin() as db:
        await answers.add_note(db, other.actor, now(), check, code, "昨天掉了")
    await refuses(owner, "清空", "昨天掉了")


# --- the enterprise and its people


async def renamed(office: Office, who: Owner, name: str) -> None:
    """The other phone corrects the name."""
    async with office.database.begin() as db:
        await enterprises.rename(db, who.actor, now(), who.enterprise_id, name)


async def test_an_enterprise_is_left_by_the_name_that_was_shown(office: Office) -> None:
    owner = await office.owner()
    other = await office.colleague(owner)
    await other.send("/start")
    for one in ("更多", "同事和企业信息", "退出这家企业"):
        await tap(other, one)
    await renamed(office, owner, "改了名的鞋材厂")
    await refuses(other, "确认退出", "改了名的鞋材厂")
    await tap(other, "确认退出")
    rows = await office.rows("SELECT id FROM contacts WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert len(rows) == 1


async def test_an_enterprise_is_joined_by_the_name_that_was_shown(office: Office) -> None:
    owner = await office.owner()
    async with office.database.begin() as db:
        made = await invites.create(db, owner.actor, now(), "share", owner.enterprise_id)
    newcomer = await office.person()
    await newcomer.send(f"/start e_{made.secret}")
    await renamed(office, owner, "另一个名字鞋厂")
    await refuses(newcomer, "加入", "另一个名字鞋厂")
    await tap(newcomer, "加入")
    rows = await office.rows("SELECT id FROM contacts WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert len(rows) == 2


async def test_a_recurring_date_a_colleague_moved_is_not_stopped_unseen(office: Office) -> None:
    owner = await office.owner()
    other = await office.colleague(owner)
    await owner.send("/start")
    for one in ("更多", "定期提醒", "在岗期间职业健康检查", "就是今天"):
        await tap(owner, one)
    async with office.database.begin() as db:
        moved = today() - timedelta(days=40)
        await upkeeps.set_last(
            db, other.actor, now(), owner.enterprise_id, "medical_exam", moved, 12, today()
        )
    await refuses(owner, "停止提醒", f"{moved.month}月{moved.day}日")
    (row,) = await office.rows("SELECT state FROM upkeeps WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert row["state"] == "active"


# --- lists, summaries, notices


async def test_a_list_a_colleague_imported_is_counted_anew_before_it_is_imported(office: Office) -> None:
    place = await office.open_place("hailing")
    heads = [await office.official(place) for _ in range(2)]
    row = ("同一家鞋厂", credit_code(71_000_000 + place.id), "城东街道", "制鞋", "", 18)
    for one in heads:
        await one.send("/office")
        data = filled(await template(office, one), row)
        await one.document(data, "名单.xlsx")
        assert "新增 1 家" in (await dialog_window(one)).text
    await tap(heads[0], "导入")
    await tap(heads[1], "导入")
    assert any("在册企业有变动" in one.text for one in await heads[1].messages())
    assert "都已在册" in (await dialog_window(heads[1])).text
    assert not has(await dialog_window(heads[1]), "导入")


async def test_a_summary_is_filed_and_written_as_it_was_read(office: Office) -> None:
    place = await office.open_place("yangzhou")
    heads = [await office.official(place, "head", level="town") for _ in range(2)]
    for one in heads:
        await one.send("/office")
        for way in ("总结月报", "总结报告"):
            await tap(one, way)
    await tap(heads[0], "存在问题")
    await tap(heads[1], "存在问题")
    await heads[1].send("检测机构太少")
    await heads[0].send("没有问题")
    await refused(heads[0], "检测机构太少")
    await tap(heads[0], "返回")
    await tap(heads[0], "报送上级")
    await tap(heads[1], "下一步打算")
    await heads[1].send("再查一遍")
    await refuses(heads[0], "确认报送")
    rows = await office.rows(
        "SELECT id FROM summaries WHERE filed_at IS NOT NULL AND jurisdiction_id = :id", id=place.towns[0]
    )
    assert not rows


async def test_a_notice_written_anew_is_released_after_it_was_read(tmp_path: Path) -> None:
    async with open_bureau(tmp_path) as bureau:
        author, head = await bureau.official("张三"), await bureau.official("周科长", role="head")
        await bureau.firms(6)
        await head.send("/office")
        await write(author, "第一稿")
        await send_off(author)
        await bureau.until(head, "等您放行")
        await head.click("看这条通知")
        await author.click("撤回修改")
        await author.click("改文字")
        await author.send("第二稿：明天停产")
        await send_off(author)
        await refuses(head, "放行")
        rows = await bureau.rows("SELECT state FROM notices")
        assert [row["state"] for row in rows] == ["waiting"]
        await tap(head, "退回")
        await author.click("撤回修改")
        await author.click("改文字")
        await author.send("第三稿")
        await send_off(author)
        await head.send("写得不清楚")
        await refused(head)
        await tap(head, "放行")
        await bureau.state("sent")


async def test_a_notice_going_out_can_be_stopped_and_is_corrected_from_its_own_text(tmp_path: Path) -> None:
    async with open_bureau(tmp_path, rate=1, release_above=50) as bureau:
        author, head = await bureau.official("张三"), await bureau.official("周科长", role="head")
        await bureau.firms(16)
        await write(author, "第一稿")
        await send_off(author)
        sent = (
            "SELECT sent FROM (SELECT count(*) AS sent FROM notice_copies WHERE state = 'sent') AS counted"
            " WHERE sent >= :many"
        )
        await bureau.until_row(sent, many=2)
        await tap(author, "停止")
        await bureau.until_row(sent, many=5)
        await tap(author, "停止")
        assert not any("内容刚才变了" in one.text for one in await author.messages())
        await bureau.state("stopped")
        await head.send("/notices")
        await tap(head, "第一稿")
        for one in (author, head):
            await tap(one, "更正")
            await one.send(f"更正 {one.name}")
        await tap(head, "全部更正")
        await refuses(author, "全部更正")
        rows = await bureau.rows("SELECT body FROM notices")
        assert "周科长" in rows[0]["body"]
        assert has(await dialog_window(author), "全部更正")


async def test_a_report_the_office_answered_is_not_ended_unread(office: Office) -> None:
    place = await office.open_place("hailing")
    about, worker = await office.owner(place=place), await office.person()
    desk = Desk(office, await office.official(place, department="health"))
    receipt = await report(worker, about)
    await worker.click("我记下了")
    number = number_in((await look_up(worker, receipt)).text)
    await desk.batch()
    await look_up(worker, receipt)
    await tap(worker, "结束这件举报")
    found = await desk.find(number)
    await desk.do(reports_handling.say, found, random_key(), "哪个车间？", question=True)
    await refuses(worker, "结束这件举报", "办公室有话问您")
    await tap(worker, "结束这件举报")
    assert "办公室有话问您" not in (await dialog_window(worker)).text
