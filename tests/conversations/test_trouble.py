"""Impatient thumbs, two phones, stale buttons, strange messages: nothing is doubled, nothing is lost."""

from __future__ import annotations

import json

import pytest

from tests.conversations.handed_in import hurry
from tests.conversations.office import Office, Owner
from tests.conversations.walk import (
    VERDICTS,
    answer,
    answer_all,
    begin,
    has,
    is_question,
    labels,
    needs,
    picture,
    question_shown,
)

COMMANDS = ("/start", "/check", "/tasks", "/language", "/privacy", "/help", "/cancel")


async def _answered(office: Office, owner: Owner) -> list[str]:
    """Questions in the order their answers were written, a question twice if it was written twice."""
    return [json.loads(row["detail"])["question"] for row in await office.audit(owner, "answer")]


async def test_every_tap_of_a_self_check_three_times(office: Office) -> None:
    owner = await office.owner("tianjin", "stone")
    form = office.form("tianjin")
    await owner.send("/start")
    await office.thumbs(owner, "开始自查")
    given: dict[str, str] = {}
    while is_question(await owner.last()):
        code = question_shown(await owner.last(), form)
        assert code is not None
        assert code not in given, "answered, yet asked again"
        wants_photo, wants_numbers = needs(*form.by_code[code])
        given[code] = "na" if len(given) % 3 == 1 else "pass"
        if given[code] == "pass" and wants_photo:
            await owner.photo(picture())
        await office.thumbs(owner, VERDICTS[given[code]])
        if given[code] == "na":
            facts = (await office.self_check(owner)).facts
            reasons = [one for one in form.by_code[code][1].na_reasons if one.fits(facts)]
            await (office.thumbs(owner, reasons[0].zh) if reasons else owner.send("厂里没有这个"))
        elif wants_numbers:
            await office.thumbs(owner, "全部 18/18")
        assert await office.verdicts(owner) == given
    assert sorted(await _answered(office, owner)) == sorted(given)
    await office.thumbs(owner, "提交自查表")
    assert len([one for one in await owner.messages() if one.media == "document"]) == 1
    assert len(await office.audit(owner, "submit")) == 1
    await office.thumbs(owner, "撤回修改")
    await owner.click("撤回")
    assert (await office.self_check(owner)).state == "draft"
    assert len(await office.audit(owner, "withdraw")) == 1


async def test_a_plan_tapped_three_times_is_one_plan(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), office.form("hailing"))
    await office.thumbs(owner, "不符合")
    for button in ("要几天", "就这么改", "我本人", "不花钱"):
        await office.thumbs(owner, button)
    usual = next(label for label in labels(await owner.last()) if "通常" in label)
    await office.thumbs(owner, usual)
    await office.thumbs(owner, "就这么定")
    self_check = await office.self_check(owner)
    assert self_check.line(str(code)).remedy == "plan"
    rows = await office.rows(
        "SELECT r.id FROM rectifications r JOIN findings f ON f.id = r.finding_id"
        " WHERE f.self_check_id = :id",
        id=self_check.id,
    )
    assert len(rows) == 1
    assert await _answered(office, owner) == [code]
    assert is_question(await owner.last()), "and on to the next question"


async def test_two_phones_on_one_question(office: Office) -> None:
    owner = await office.owner()
    colleague = await office.colleague(owner)
    form = office.form("hailing")
    await begin(owner)
    await begin(colleague)
    code = question_shown(await owner.last(), form)
    assert question_shown(await colleague.last(), form) == code
    await owner.click("符合")
    await colleague.click("不符合")
    assert await office.verdicts(owner) == {code: "pass"}, "the second phone is told first"
    assert "另一部手机" in (await colleague.last()).text
    assert has(await colleague.last(), "符合")
    assert "☑ 符合" in labels(await colleague.last())
    await colleague.click("不涉及")
    await colleague.send("查过了没有")
    assert await office.verdicts(owner) == {code: "na"}
    assert await _answered(office, owner) == [code, code], "both are on record"


async def test_two_phones_tapping_the_same_at_once(office: Office) -> None:
    owner = await office.owner()
    colleague = await office.colleague(owner)
    form = office.form("hailing")
    await begin(owner)
    await begin(colleague)
    for _ in range(4):
        code = question_shown(await owner.last(), form)
        assert question_shown(await colleague.last(), form) == code
        with office.installation.bot.held():
            await owner.click("符合", wait=False)
            await colleague.click("符合", wait=False)
        await office.client.idle()
        assert (await _answered(office, owner)).count(str(code)) == 1
    assert len(await office.verdicts(owner)) == 4


async def test_both_phones_hand_in_at_once(office: Office) -> None:
    owner = await office.owner()
    colleague = await office.colleague(owner)
    await begin(owner)
    await answer_all(owner, office.form("hailing"), {})
    await colleague.send("/check")
    assert has(await colleague.last(), "提交自查表")
    with office.installation.bot.held():
        await owner.click("提交自查表", wait=False)
        await colleague.click("提交自查表", wait=False)
    await office.client.idle()
    self_check = await office.self_check(owner)
    assert self_check.state == "submitted"
    assert len(await office.audit(owner, "submit")) == 1
    for phone in (owner, colleague):
        assert "提交自查表" not in labels(await office.until(phone, str(self_check.number)))


async def test_a_form_the_other_phone_handed_in_is_shown_as_handed_in(office: Office) -> None:
    owner = await office.owner()
    colleague = await office.colleague(owner)
    await begin(owner)
    await answer_all(owner, office.form("hailing"), {})
    await colleague.send("/check")
    await owner.click("提交自查表")
    await colleague.click("提交自查表")
    number = str((await office.self_check(owner)).number)
    assert any(number in one.text and has(one, "撤回修改") for one in (await colleague.messages())[-3:])
    assert not any("内容刚才变了" in one.text for one in await colleague.messages())
    assert len(await office.audit(owner, "submit")) == 1


async def test_the_other_phone_hears_of_the_form_handed_in(office: Office) -> None:
    owner = await office.owner()
    colleague = await office.colleague(owner)
    await begin(colleague)
    await begin(owner)
    await answer_all(owner, office.form("hailing"), {})
    await owner.click("提交自查表")
    await hurry(office)  # also where it is night, or a day off
    told = await office.until(colleague, "另一部手机提交")
    assert owner.enterprise in told.text
    assert str((await office.self_check(owner)).number) in told.text
    await colleague.click("符合")
    assert "不能再改" in await colleague.toast() + (await colleague.last()).text
    assert (await office.self_check(owner)).state == "submitted"


async def test_a_tap_on_a_window_that_is_no_more_changes_nothing(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    first = await answer(owner, form, "pass")
    place = await owner.button("不涉及")
    with office.installation.bot.held():
        await owner.send("/help", wait=False)
        await owner.act("click", wait=False, json=place)
    await office.client.idle(owner.id)
    assert await office.verdicts(owner) == {first: "pass"}
    assert "您的回答都在" in await owner.toast()
    assert "/check" in (await owner.last()).text, "the window that is open is shown again"
    assert len([one for one in await owner.messages() if one.buttons]) == 1, "and is there once"
    await owner.send("/check")
    assert question_shown(await owner.last(), form) == (await office.self_check(owner)).next_open()


async def test_a_tap_that_overtakes_a_photo_counts_for_its_question(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    code = question_shown(await owner.last(), form)
    assert code is not None
    place = await owner.button("符合")
    with office.installation.bot.held():
        await owner.photo(picture(), wait=False)
        await owner.act("click", wait=False, json=place)
    await office.client.idle(owner.id)
    self_check = await office.self_check(owner)
    lines = [(one, line.verdict, line.files) for one, line in self_check.lines.items()]
    assert sum(files for _, _, files in lines) == 1, lines
    assert [one for one, verdict, _ in lines if verdict] in ([code], []), lines


async def test_commands_in_the_middle_of_everything(office: Office) -> None:
    owner = await office.owner("tianjin", "stone")
    form = office.form("tianjin")
    await begin(owner)
    await owner.photo(picture())
    await owner.send("备注一条")
    numbered = form.by_code["Q07.1"][0].check.title.zh
    ways: dict[str, tuple[str, ...]] = {
        "question": (),
        "why": ("为什么问",),
        "example": ("看不懂",),
        "reason": ("不涉及",),
        "files": ("看照片",),
        "note": ("看备注",),
        "all": ("全部",),
        "numbers": ("全部", numbered, "符合"),
    }
    for name, way in ways.items():
        for command in COMMANDS:
            await owner.send("/check")
            for button in way:
                await owner.click(button)
            await owner.send(command)
            last = await owner.last()
            assert last.buttons, (name, command)
            assert await office.verdicts(owner) == {}, (name, command)
    self_check = await office.self_check(owner)
    assert [(line.note, line.files) for line in self_check.lines.values()] == [("备注一条", 1)]


async def test_commands_in_the_middle_of_a_plan(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), office.form("hailing"))
    ways: tuple[str, ...] = ("要几天", "就这么改", "我本人", "不花钱", "通常")
    entered: set[str] = set()
    for depth in range(len(ways) + 1):
        for command in ("/cancel", "/help", "/start"):
            await owner.send("/check")
            if is_question(await owner.last()):
                if code != question_shown(await owner.last(), office.form("hailing")):
                    await owner.click("‹ 上一项")
                await owner.click("不符合" if depth == 0 and command == "/cancel" else "看整改")
                if has(await owner.last(), "定怎么改"):
                    await owner.click("定怎么改")
            for button in ways[:depth]:
                if button in entered:
                    continue  # it was there already when the plan was taken up
                await owner.click(next(one for one in labels(await owner.last()) if button in one))
                entered |= {button} & {*ways[1:]}
            await owner.send(command)
            assert await office.verdicts(owner) == {code: "fail"}, (depth, command)
    await owner.send("/check")
    await owner.click("‹ 上一项")
    await owner.click("看整改")
    if has(await owner.last(), "定怎么改"):
        await owner.click("定怎么改")
    await owner.click("要几天")
    await owner.click("就这么定")
    assert (await office.self_check(owner)).line(str(code)).remedy == "plan"


@pytest.mark.parametrize(
    "name",
    [
        "<b>鞋</b>&厂",
        "R&D <厂> \"一\" 'x'",
        "🧪👩🏽‍🔬厂",
        "鞋\u200b厂\u200d二",
        "\u202eabc\u202c厂",
        "厂{0} %s {name",
    ],
    ids=["markup", "quotes", "emoji", "zero-width", "right-to-left", "placeholders"],
)
async def test_strange_names_and_texts(office: Office, name: str) -> None:
    owner = await office.owner(name=f"{name}{id(name)}"[:64], enterprise=name)
    await owner.send("/start")
    assert name in (await owner.last()).text
    await owner.click("开始自查")
    await owner.send(name)
    self_check = await office.self_check(owner)
    line = self_check.line(self_check.must[0])
    assert line.note
    assert is_question(await owner.last())
    await owner.click("不涉及")
    await owner.send(f"没有 {name}")
    assert (await office.self_check(owner)).line(self_check.must[0]).verdict == "na"
    await answer_all(owner, office.form("hailing"), {})
    await owner.click("提交自查表")
    assert (await owner.messages())[-2].media == "document", (await owner.last()).text
