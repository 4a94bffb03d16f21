"""不涉及: no reason that the profile contradicts, and a form that is mostly 不涉及 is reviewed first."""

from __future__ import annotations

from content.rules import Verdict
from storage.enterprises import registry as enterprises
from storage.self_checks import answers
from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.test_review import desk
from tests.conversations.walk import begin, has, question_shown
from tests.conversations.working_hours import now

ALONE = "没有雇工，只有本人"


def _all_na(office: Office, rows: int) -> dict[str, Verdict]:
    """Every question of the form's first rows, answered 不涉及."""
    first = office.form("hailing").items[:rows]
    return {question.code: "na" for item in first for question in item.check.questions}


async def test_a_reason_the_profile_contradicts_is_neither_offered_nor_taken_typed(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("不涉及")
    assert not has(await owner.last(), ALONE)
    for typed in (ALONE, "没有雇工 只有本人。", "No workers, only myself"):
        await owner.send(typed)
        assert any("与企业概况不符" in one.text for one in (await owner.messages())[-2:])
        assert await office.verdicts(owner) == {}
    await owner.send("车间上个月拆了")
    assert list((await office.verdicts(owner)).values()) == ["na"]


async def test_a_reason_that_a_changed_profile_contradicts_is_asked_again(office: Office) -> None:
    owner = await office.owner(facts={"n_workers": 1})
    await begin(owner)
    code = question_shown(await owner.last(), office.form(owner.pack))
    assert code is not None
    await owner.click("不涉及")
    await owner.click(ALONE)
    check = await office.self_check(owner)
    assert check.line(code).verdict == "na"
    async with office.database.begin() as db:
        facts = {**check.facts, "n_workers": 18}
        await enterprises.set_facts(db, owner.actor, now(), owner.enterprise_id, facts, [])
        await answers.set_facts(db, owner.actor, now(), check.id, facts)
    assert code in [one.question for one in (await office.self_check(owner)).missing]
    await owner.send("/check")
    seen = await owner.last()
    assert question_shown(seen, office.form(owner.pack)) == code
    assert f"原填不涉及（{ALONE}），与现在的企业概况不符" in seen.text
    await owner.click("不涉及")
    await owner.send("厂房租给别人了")
    assert (await office.self_check(owner)).line(code).verdict == "na"


async def test_a_form_more_than_a_third_of_which_is_not_applicable_leads_the_queue(office: Office) -> None:
    inspector, (faulty, empty, third) = await desk(office, 3)
    five, four = _all_na(office, 5), _all_na(office, 4)  # of 13 rows
    await hand_in(office, faulty, dict.fromkeys(("Q10.1", "Q11.1", "Q12.1", "Q15.1"), "fail"))
    await hand_in(office, empty, five)
    await hand_in(office, third, four)
    await inspector.send("/office")
    await inspector.click("复查 3")
    seen = (await inspector.last()).text
    assert seen.index(empty.enterprise) < seen.index(faulty.enterprise) < seen.index(third.enterprise)
    assert seen.count("三分之一以上不涉及") == 1
    assert "三分之一以上不涉及" in seen[seen.index(empty.enterprise) : seen.index(faulty.enterprise)]
