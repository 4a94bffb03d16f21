"""A duty, a verdict, a warning: confirmed by an officer as they were shown to that officer."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.findings import photos, plans, verifications
from storage.reminders import escalation_planning
from storage.self_checks import submissions
from tests.conversations.confirming import refused, refuses, tap
from tests.conversations.due import noon_place, noon_zone
from tests.conversations.due import today as local_day
from tests.conversations.handed_in import RULES, hand_in
from tests.conversations.installation import today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.working_hours import now
from tests.storage.shop import photo


async def test_a_duty_a_colleague_marked_is_not_marked_over_it(office: Office) -> None:
    place = await office.open_place("hailing")
    heads = [await office.official(place) for _ in range(3)]
    for one in heads:
        await one.send("/office")
        await tap(one, "任务")
        await tap(one, "区级抽查")
    await heads[0].send("抽了 12 家")
    await refuses(heads[1], "已完成", "抽了 12 家")
    await heads[2].send("一家没抽")
    await refused(heads[2], "抽了 12 家")
    (row,) = await office.rows("SELECT note FROM duty_marks WHERE jurisdiction_id = :id", id=place.id)
    assert row["note"] == "抽了 12 家"


async def desk(office: Office, *way: str) -> tuple[Owner, Official, int]:
    """An inspector at a form that was handed in, gone on by `way`; nobody has claimed it."""
    owner = await office.owner(place=await office.open_place("hailing"))
    check = await hand_in(office, owner, {"Q12.1": "na"})
    inspector = await office.official(owner.place, "inspector")
    await inspector.send("/office")
    for one in ("复查", owner.enterprise[:8], *way):
        await tap(inspector, one)
    return owner, inspector, check


async def changed(office: Office, owner: Owner, check: int) -> None:
    """The owner takes the form back and hands it in again with other words."""
    async with office.database.begin() as db:
        await submissions.withdraw(db, owner.actor, now(), check)
        await db.execute(
            text("UPDATE answers SET note = '后来补的话' WHERE self_check_id = :id").bindparams(id=check)
        )
        await submissions.submit(db, owner.actor, now(), check, form_prefix="HL", rules=RULES, today=today())


async def test_an_answer_handed_in_anew_is_judged_after_it_was_seen(office: Office) -> None:
    owner, inspector, check = await desk(office, "逐项看")
    await changed(office, owner, check)
    await refuses(inspector, "✓ 同意", "后来补的话")
    await tap(inspector, "问企业")
    await changed(office, owner, check)
    await inspector.send("请说明")
    await refused(inspector, "后来补的话")
    await tap(inspector, "✓ 同意")
    rows = await office.rows("SELECT state FROM self_checks WHERE id = :id", id=check)
    assert rows[0]["state"] == "in_review"


async def test_a_verdict_is_about_the_form_that_was_read(office: Office) -> None:
    owner, inspector, check = await desk(office, "全部同意，通过")
    await changed(office, owner, check)
    await refuses(inspector, "确认")
    rows = await office.rows("SELECT state FROM self_checks WHERE id = :id", id=check)
    assert rows[0]["state"] == "submitted"


async def test_a_second_person_agrees_to_the_verdict_that_was_shown(office: Office) -> None:
    place = await office.open_place("yangzhou")
    owner = await office.owner("yangzhou", place=place)
    await hand_in(office, owner)
    first, second, third = [await office.official(place, "head") for _ in range(3)]

    async def judged(reason: str, *way: str) -> None:
        await first.send("/office")
        for one in ("复查", *way, owner.enterprise[:8], "下结论", "📣 曝光"):
            await tap(first, one)
        await first.send(reason)
        await tap(first, "确认")

    await judged("三次通知仍不整改")
    for one in (second, third):
        await one.send("/office")
        await tap(one, "复查")
        await tap(one, "同事复查")
        await tap(one, owner.enterprise[:8])
    await tap(third, "退回")
    await judged("拒绝检查", "由我复查")
    await refuses(second, "同意这个结论", "拒绝检查")
    (row,) = await office.rows("SELECT state FROM reviews WHERE id = (SELECT max(id) FROM reviews)")
    assert row["state"] == "second"
    await tap(second, "同意这个结论")
    (row,) = await office.rows("SELECT state FROM reviews WHERE id = (SELECT max(id) FROM reviews)")
    assert row["state"] == "decided"


async def test_what_was_sent_back_and_shown_anew_is_accepted_after_it_was_seen(office: Office) -> None:
    owner = await office.owner(place=await office.open_place("hailing"))
    await hand_in(office, owner, {"Q12.1": "fail"})
    (finding,) = await office.rows(
        "SELECT id FROM findings WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    async with office.database.begin() as db:
        reviewed = text("UPDATE self_checks SET state = 'reviewed' WHERE enterprise_id = :id")
        await db.execute(reviewed.bindparams(id=owner.enterprise_id))
    await put_right(office, owner, finding["id"], "a")
    first, second = [await office.official(owner.place, "inspector") for _ in range(2)]
    await first.send("/office")
    for one in ("复查", "待销号", owner.enterprise[:6]):
        await tap(first, one)
    async with office.database.begin() as db:
        await verifications.reject(db, second.actor, now(), RULES, finding["id"], "照片看不清", today())
    await put_right(office, owner, finding["id"], "b")
    await refuses(first, "同意销号", "照片看不清")
    (row,) = await office.rows("SELECT state FROM findings WHERE id = :id", id=finding["id"])
    assert row["state"] == "open"


async def put_right(office: Office, owner: Owner, finding: int, shade: str) -> None:
    async with office.database.begin() as db:
        await photos.attach_after(db, owner.actor, now(), finding, photo(f"{finding}{shade}"))
        await plans.complete(db, owner.actor, now(), finding)


async def test_a_colleagues_warning_is_seen_before_another_goes_out(office: Office) -> None:
    place, zone = await noon_place(office), noon_zone()
    owner = await office.owner(place=place)
    await hand_in(office, owner, {"Q12.1": "fail"})
    first, second = [await office.official(place, "inspector", "town", level="town") for _ in range(2)]
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id"),
            {"day": local_day(zone) - timedelta(days=9), "id": owner.enterprise_id},
        )
        rule = next(rule for rule in office.library.reminders if rule.about == "escalation")
        day = local_day(zone)
        await escalation_planning.plan_due(db, now(), RULES, day, reminder=rule, zone=ZoneInfo(zone))
    for one in (first, second):
        await one.send("/office")
        await tap(one, "待决 1")
        await tap(one, "长期逾期")
    await tap(first, "催告")
    await refuses(second, "催告", "催告")
    query = (
        "SELECT count(*) AS warned FROM audit a JOIN escalations e ON e.id = a.subject_id"
        " WHERE a.action = 'warn' AND a.subject = 'escalation' AND e.enterprise_id = :id"
    )
    assert await office.rows(query, id=owner.enterprise_id) == [{"warned": 1}]
