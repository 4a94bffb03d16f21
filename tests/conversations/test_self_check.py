"""The self-check, question by question: each answer is kept before the next one shows."""

from __future__ import annotations

import pytest

from simulator.client import Seen
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.enterprises import registry as enterprises
from storage.self_checks import answers
from tests.conversations.installation import CLI
from tests.conversations.office import Office, Owner
from tests.conversations.walk import (
    answer,
    answer_all,
    begin,
    dialog_window,
    has,
    is_question,
    labels,
    picture,
    question_shown,
)
from tests.conversations.working_hours import now


async def _shown(owner: Owner, office: Office) -> str | None:
    return question_shown(await owner.last(), office.form(owner.pack))


def _label(seen: Seen, beginning: str) -> str:
    return next(label for label in labels(seen) if label.lstrip("☑ ").startswith(beginning))


async def test_each_answer_is_kept_before_the_next_question_shows(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    given: dict[str, str] = {}
    for verdict in ("pass", "na", "pass", "na"):
        assert is_question(await owner.last())
        given[await answer(owner, form, verdict)] = verdict
        assert await office.verdicts(owner) == given
        assert question_shown(await owner.last(), form) not in given


async def test_a_whole_self_check_ends_at_the_summary(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    given = await answer_all(owner, office.form("hailing"), {})
    self_check = await office.self_check(owner)
    assert set(given) == set(self_check.must)
    assert self_check.missing == ()
    assert has(await owner.last(), "提交自查表")


async def test_back_and_forth_changes_nothing(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    first, second, third = (await office.self_check(owner)).must[:3]
    await owner.click("先跳过")
    assert await _shown(owner, office) == second
    await owner.click("先跳过")
    assert await _shown(owner, office) == third
    await owner.click("‹ 上一项")
    assert await _shown(owner, office) == second
    await owner.click("‹ 上一项")
    await owner.click("‹ 上一项")
    assert await _shown(owner, office) == first, "before the first there is nothing"
    assert await office.verdicts(owner) == {}


async def test_all_items_are_shown_from_the_page_of_the_question_one_comes_from(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("全部")
    assert has(await owner.last(), "第 1/2 页")
    await owner.click("第 1/2 页")
    before = await owner.last()
    await owner.click(labels(before)[0])
    await owner.click("全部")
    assert (await owner.last()).buttons == before.buttons


async def test_what_was_skipped_is_asked_again_before_the_end(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    skipped = await _shown(owner, office)
    await owner.click("先跳过")
    given: list[str] = []
    while is_question(await owner.last()):
        given.append(await answer(owner, form, "pass"))
    assert given[-1] == skipped
    assert len(given) == len((await office.self_check(owner)).must)


async def test_an_answer_is_reopened_from_the_list_of_all_and_changed(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    code = await answer(owner, form, "pass")
    while (await _shown(owner, office) or "")[:3] == code[:3]:  # the rest of the first row
        await answer(owner, form, "pass")
    await answer(owner, form, "na")
    await owner.click("全部")
    overview = await owner.last()
    title = form.by_code[code][0].check.title.zh
    assert any(label.startswith("✓") and title in label for label in labels(overview)), labels(overview)
    assert any(label.startswith("–") for label in labels(overview))
    assert "2/13" in overview.text
    await owner.click(title)
    assert _label(await owner.last(), "符合") == "☑ 符合"
    await owner.click("不涉及")
    await owner.send("没有这回事")
    line = (await office.self_check(owner)).line(code)
    assert (line.verdict, line.reason) == ("na", "没有这回事")
    assert (await office.self_check(owner)).tally.done == 2


async def test_going_on_after_leaving_lands_at_the_next_open_question(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    for _ in range(3):
        await answer(owner, form, "pass")
    await owner.send("/start")
    done = (await office.self_check(owner)).tally.done
    assert done
    assert f"{done}/13" in (await owner.last()).text
    assert has(await owner.last(), "继续自查")
    await owner.click("继续自查")
    self_check = await office.self_check(owner)
    assert await _shown(owner, office) == self_check.must[3] == self_check.next_open()


async def test_looking_closer_asks_the_rest_of_the_item_after_its_core(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    core = await _shown(owner, office)
    assert core is not None
    await owner.click("继续回答细项")
    assert await _shown(owner, office) == core, "first the core"
    asked = []
    while (code := await _shown(owner, office)) and code[:3] == core[:3]:
        asked.append(code)
        await answer(owner, form, "pass")
    self_check = await office.self_check(owner)
    wanted = [one.code for one in form.by_code[core][0].check.questions if one.code not in self_check.skips]
    assert sorted(asked) == sorted(wanted)
    assert asked[0] == core
    assert len(wanted) > 1
    assert await office.verdicts(owner) == dict.fromkeys(wanted, "pass")


async def test_looking_closer_after_the_answer(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    core = await answer(owner, form, "pass")
    needed = [code for code in (await office.self_check(owner)).must if code[:3] == core[:3]]
    for _ in needed[1:]:
        await answer(owner, form, "pass")
    await owner.click("‹ 上一项")
    await owner.click("继续回答细项")
    code = await _shown(owner, office)
    assert code is not None
    assert (code[:3], code in needed) == (core[:3], False)
    assert "细项 1/" in (await owner.last()).text


@pytest.mark.parametrize("typed", ["1", "１", " 1 "])
async def test_a_typed_one_is_the_first_button(office: Office, typed: str) -> None:
    owner = await office.owner()
    await begin(owner)
    code = await _shown(owner, office)
    await owner.send(typed)
    assert await office.verdicts(owner) == {code: "pass"}
    assert await _shown(owner, office) != code


async def test_typed_two_and_three_are_the_other_verdicts(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    first = await _shown(owner, office)
    await owner.send("３")
    assert await office.verdicts(owner) == {}, "不涉及 asks for its reason first"
    await owner.send("没有这回事")
    second = await _shown(owner, office)
    await owner.send("2")
    assert await office.verdicts(owner) == {first: "na", second: "fail"}
    assert has(await owner.last(), "现在改") or has(await owner.last(), "已停")


async def test_a_number_that_counts_no_button_is_a_note(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = await _shown(owner, office)
    assert code is not None
    await owner.send("99")
    self_check = await office.self_check(owner)
    assert self_check.answers == {}
    assert self_check.line(code).note == "99"


async def test_a_label_typed_is_its_button_and_other_words_add_up_to_the_note(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = await _shown(owner, office)
    assert code is not None
    for words in ("门口那台", "<b>上周</b>装的", "符合规定"):
        await owner.send(words)
    await owner.photo(picture(), "左边是新的")
    note = "门口那台\n<b>上周</b>装的\n符合规定\n左边是新的"
    self_check = await office.self_check(owner)
    assert (self_check.line(code).note, self_check.line(code).files, self_check.answers) == (note, 1, {})
    await owner.send("看备注")
    assert note in (await owner.last()).text
    await owner.send("清空备注")
    assert (await office.self_check(owner)).line(code).note == ""
    await owner.send(" 符合。 ")
    assert await office.verdicts(owner) == {code: "pass"}


async def test_why_and_example_are_one_tap_there_and_one_back(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    before = await begin(owner)
    code = await _shown(owner, office)
    assert code is not None
    item, question = form.by_code[code]
    await owner.click("为什么问")
    why = (await owner.last()).text
    assert all(
        words in why for words in (question.why.zh, question.passes.zh, item.source_text, item.department)
    )
    await owner.click("回到题目")
    assert (await owner.last()).text == before.text
    await owner.click("看不懂")
    assert question.example.zh in (await owner.last()).text
    await owner.click("回到题目")
    assert (await owner.last()).text == before.text
    assert (await owner.last()).id == before.id, "the window changes in place"


async def test_not_applicable_needs_a_reason(office: Office) -> None:
    owner = await office.owner(facts={"n_workers": 1})
    form = office.form("hailing")
    await begin(owner)
    code = await _shown(owner, office)
    assert code is not None
    await owner.click("不涉及")
    await owner.click("回到题目")
    assert await office.verdicts(owner) == {}
    await owner.click("不涉及")
    usual = form.by_code[code][1].na_reasons[0].zh
    await owner.click(usual)
    line = (await office.self_check(owner)).line(code)
    assert (line.verdict, line.reason) == ("na", usual)


async def test_what_says_nothing_is_no_reason(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("不涉及")
    for typed in ("下周五", "30", "13800001111", "符合", "👍"):
        await owner.send(typed)
        assert any("比如：没有喷漆工序" in one.text for one in (await owner.messages())[-2:])
        assert await office.verdicts(owner) == {}
    await owner.send("我们没有这道工序")
    assert list((await office.verdicts(owner)).values()) == ["na"]


async def test_a_reason_nobody_can_see_is_none(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("不涉及")
    await owner.send("\u200b\u2060")
    assert await office.verdicts(owner) == {}


async def test_how_many_of_how_many(office: Office) -> None:
    owner = await office.owner("tianjin", "stone")
    form = office.form("tianjin")
    await begin(owner)
    await owner.click("全部")
    await owner.click(form.by_code["Q07.1"][0].check.title.zh)
    await owner.click("符合")
    wrongs = ("20/18", "差不多", "0/18/3", "80%", "还差3人", "-3", "0", "大概20", "99/99", "17", "17/18")
    for wrong in wrongs:
        await owner.send(wrong)
        assert "没有记" in (await owner.messages())[-2].text, wrong
        assert await office.verdicts(owner) == {}
    await owner.send("十八人")
    line = (await office.self_check(owner)).line("Q07.1")
    assert (line.verdict, line.done, line.total) == ("pass", 18, 18)
    assert await answer(owner, form, "pass") == "Q07.2"
    assert await _shown(owner, office) == "Q08.1"
    await owner.click("不符合")
    for wrong in ("5人没签", "全部", "5", "18/18"):
        await owner.send(wrong)
        assert "没有记" in (await owner.messages())[-2].text, wrong
    await owner.send("17 18")
    line = (await office.self_check(owner)).line("Q08.1")
    assert (line.verdict, line.done, line.total) == ("fail", 17, 18)
    assert line.finding_id is not None


async def test_numbers_that_say_the_other_verdict_offer_it(office: Office) -> None:
    owner = await office.owner("tianjin", "stone")
    await begin(owner)
    await owner.click("全部")
    await owner.click(office.form("tianjin").by_code["Q07.1"][0].check.title.zh)
    await owner.click("符合")
    await owner.send("１７／１８")
    await office.thumbs(owner, "17/18，记为“不符合”", 2)
    line = (await office.self_check(owner)).line("Q07.1")
    assert (line.verdict, line.done, line.total) == ("fail", 17, 18)


async def test_last_times_answers_are_offered(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    form = office.form("hailing")
    await begin(owner)
    first, second, third = (await office.self_check(owner)).must[:3]
    await answer_all(owner, form, {second: "na"})
    await owner.click("提交自查表")
    async with office.database.begin() as db:
        await campaign_ending.close(db, CLI, now(), place.campaign_id)
        again = await campaigns.open_campaign(
            db, CLI, now(), office.library, "hailing", place.id, now().date()
        )

    await begin(owner)
    window = await dialog_window(owner)  # that the campaign has ended may be told below it
    assert "上次答：符合" in window.text
    assert has(window, "沿用上次：符合")
    await owner.click("沿用上次")
    assert await _shown(owner, office) == second
    await owner.click("符合")
    self_check = await office.self_check(owner, again.id)
    assert {code: line.verdict for code, line in self_check.lines.items()} == {first: "pass", second: "pass"}
    assert await _shown(owner, office) == third
    await owner.click("‹ 上一项")
    assert "已改" in (await owner.last()).text
    await owner.click("‹ 上一项")
    assert "沿用" in (await owner.last()).text
    old = await office.self_check(owner)
    assert (old.line(second).verdict, old.state) == ("na", "submitted"), "last time's form stays as it was"


async def test_a_profile_changed_meanwhile_takes_the_question_away(office: Office) -> None:
    owner = await office.owner("tianjin", "stone", {"abnormal_exam": True})
    form = office.form("tianjin")
    await begin(owner)
    await owner.click("全部")
    await owner.click("第 1/2 页")
    await owner.click(form.by_code["Q17.1"][0].check.title.zh)
    self_check = await office.self_check(owner)
    assert "Q17.1" in self_check.must
    async with office.database.begin() as db:
        facts = {**self_check.facts, "abnormal_exam": False}
        await enterprises.set_facts(db, owner.actor, now(), owner.enterprise_id, facts, [])
        await answers.set_facts(db, owner.actor, now(), self_check.id, facts)
    await owner.click("符合")
    assert await office.verdicts(owner) == {}
    said = await owner.toast() + (await owner.last()).text
    assert "这一题现在不用答了" in said
    await owner.send("/check")
    assert is_question(await owner.last())
    await owner.click("全部")
    await owner.click("第 1/2 页")
    assert form.by_code["Q17.1"][0].check.title.zh not in "".join(labels(await owner.last()))
    await owner.click("不用答的")
    assert form.by_code["Q17.1"][0].check.title.zh in (await owner.last()).text
