"""Counts the taps of a form: one screen a question, hardly more taps than questions (goal 9)."""

from __future__ import annotations

import pytest

from bot.clock import system_clock
from content.loader import load
from storage.self_checks import answers
from tests.conversations.office import Office
from tests.conversations.walk import has, is_question, labels, picture, question_shown

FACTS: dict[str, bool | int] = {
    "exposed": True,
    "dust": True,
    "toxic": True,
    "n_workers": 18,
    "n_exposed": 11,
}


@pytest.mark.parametrize("pack", load().packs)
async def test_a_form_all_in_order_takes_three_taps_more_than_questions(office: Office, pack: str) -> None:
    """Go from the home window to the form handed in; required photos are sent, not tapped."""
    owner = await office.owner(pack, facts=FACTS)
    form = office.form(pack)
    await owner.send("/start")
    await owner.click("开始自查")
    taps, asked = 1, []
    while is_question(await owner.last()):
        code = question_shown(await owner.last(), form)
        assert code is not None
        assert code not in asked, f"{code} took a second screen"
        asked.append(code)
        if form.by_code[code][1].evidence.required:
            await owner.photo(picture())
        everybody = has(await owner.last(), "符合，全部")
        await owner.click("符合，全部" if everybody else "符合")
        taps += 1
    assert asked == list((await office.self_check(owner)).must)
    await owner.click("提交自查表")
    taps += 1
    assert (await office.self_check(owner)).state == "submitted"
    assert taps <= len(asked) + 3


async def test_all_of_so_many_is_not_said_of_another_number(office: Office) -> None:
    owner = await office.owner("tianjin", facts=FACTS)
    form = office.form("tianjin")
    await owner.send("/start")
    await owner.click("开始自查")
    while not has(await owner.last(), "符合，全部"):
        code = question_shown(await owner.last(), form)
        assert code is not None
        if form.by_code[code][1].evidence.required:
            await owner.photo(picture())
        await owner.click("符合")
    asked = question_shown(await owner.last(), form)
    assert any("18" in label for label in labels(await owner.last()))
    self_check = await office.self_check(owner)
    async with office.database.begin() as db:
        facts = {**FACTS, "n_workers": 20}
        await answers.set_facts(db, owner.actor, system_clock(), self_check.id, facts)
    await owner.click("符合，全部")
    assert asked not in await office.verdicts(owner)
    assert any("20" in label for label in labels(await owner.last()))
    await owner.click("符合，全部")
    assert (await office.self_check(owner)).line(str(asked)).total == 20
