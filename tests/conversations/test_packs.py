"""Each pack from the first question to the form on paper, taken back, and handed in again."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

from content.loader import load
from content.model.form import Form
from content.model.questions import AtOnce
from simulator.client import Person, Seen
from tests.conversations.office import Office, Owner
from tests.conversations.rectify import plan, put_right
from tests.conversations.walk import answer, answer_all, has, is_question, labels, question_shown

INDUSTRIES = {
    "county_town": "furniture",
    "hailing": "shoes",
    "tianjin": "sandblasting",
    "township": "electroplating",
    "yangzhou": "stone",
}
"""Industries that differ, so that more questions are asked; of another plan it is the first it names."""


@dataclass(frozen=True)
class Chosen:
    """The first questions of a form's items that are answered otherwise than 符合: two get a plan, one is
    rectified at once, one does not apply."""

    planned: tuple[str, ...]
    at_once: str
    not_here: str

    def verdict(self, code: str) -> str:
        """The verdict for a question."""
        if code == self.not_here:
            return "na"
        return "fail" if code in (*self.planned, self.at_once) else "pass"


def choose(form: Form, asked: Collection[str]) -> Chosen:
    """Choose plans for questions that can be met in part, 'at once' for those that can be, 不涉及 for those
    that cannot."""

    def able(kind: AtOnce) -> list[str]:
        first = [(item.must or (item.check.core.code,))[0] for item in form.items]
        return [code for code in first if code in asked and form.by_code[code][1].at_once is kind]

    return Chosen(tuple(able(AtOnce.partly)[:2]), able(AtOnce.yes)[0], able(AtOnce.no)[0])


async def _register(office: Office, owner: Owner, industry: str) -> None:
    """Go from the first /start to the first question, all in the chat: enterprise, then profile."""
    await owner.send("/start")
    await owner.click("我是企业")
    await owner.click("企业登记")
    for typed in (owner.enterprise, owner.credit_code):
        await owner.send(typed)
    name = office.library.industries[industry].name.zh
    for typed in (name, owner.place.name):  # a label of an open button
        stood = typed in labels(await owner.last())
        await owner.send(typed)
        if not stood:
            await owner.click(typed)
    await owner.click("城东街道")
    await owner.send("工业园 6 号")
    await owner.send("十八人")
    await owner.click("跳过")
    await owner.click("登记")
    await office.know(owner)
    await owner.click("下一步")
    await owner.click("没有/不清楚")
    for typed in ("18", "11"):
        await owner.send(typed)
    await owner.click("填好了")
    await owner.click("开始自查")


async def _answer(owner: Owner, form: Form, chosen: Chosen) -> dict[str, str]:
    """All that is asked: two plans, one fault put right at once, one 不涉及, photos where required."""
    given: dict[str, str] = {}
    while is_question(await owner.last()):
        code = question_shown(await owner.last(), form)
        assert code is not None
        assert code not in given
        given[code] = chosen.verdict(code)
        await answer(owner, form, given[code])
        if code in chosen.planned:
            await plan(owner)
        elif code == chosen.at_once:
            await put_right(owner)
    return given


async def _documents(person: Person) -> list[Seen]:
    return [message for message in await person.messages() if message.media == "document"]


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("pack", load().packs)
async def test_a_whole_self_check(office: Office, pack: str) -> None:
    owner = await office.owner(pack, registered=False)
    form = office.form(pack)
    named = [one.key for one in office.library.packs[pack].scope.industries]
    await _register(office, owner, INDUSTRIES.get(pack) or [*named, "shoes"][0])
    chosen = choose(form, (await office.self_check(owner)).must)
    given = await _answer(owner, form, chosen)

    self_check = await office.self_check(owner)
    assert set(given) == set(self_check.must)
    assert await office.verdicts(owner) == given
    remedies = [self_check.line(code).remedy for code in (*chosen.planned, chosen.at_once)]
    assert remedies == ["plan", "plan", "at_once"]
    numbered = {code for code in given if form.by_code[code][0].numbers and form.by_code[code][1].numbers}
    assert {code for code, line in self_check.lines.items() if line.total is not None} == numbered
    if pack in INDUSTRIES:
        assert numbered == ({"Q07.1", "Q08.1"} if pack == "tianjin" else set())
    assert all(line.total == 18 for code, line in self_check.lines.items() if code in numbered)
    assert self_check.line(chosen.not_here).reason == "厂里没有这个"

    await owner.click("提交自查表")
    self_check = await office.self_check(owner)
    assert self_check.state == "submitted"
    assert self_check.number
    assert self_check.number.startswith(f"{form.number_prefix}-")
    assert self_check.number in (await owner.last()).text
    await _check_pdf(owner, self_check.number, form)
    await _locked(office, owner, given)
    await _corrected(office, owner, self_check.number, chosen.not_here)


async def _check_pdf(owner: Owner, number: str, form: Form) -> None:
    """The form came once, can be read, and says who, which number, and every row."""
    documents = await _documents(owner)
    assert len(documents) == 1
    reader = PdfReader(io.BytesIO(await owner.client.download(documents[0].file_id)))
    words = _squeezed("".join(page.extract_text() for page in reader.pages))
    assert _squeezed(owner.enterprise) in words
    assert owner.credit_code in words
    assert number in words
    assert all(_squeezed(item.source_text)[:12] in words for item in form.items)
    assert "厂里没有这个" in words


async def _locked(office: Office, owner: Owner, given: dict[str, str]) -> None:
    """Assert that no way in can change anything; the way to change it is named."""
    await owner.send("/check")
    seen = await owner.last()
    assert not is_question(seen)
    assert has(seen, "撤回修改")
    assert await office.verdicts(owner) == given


async def _corrected(office: Office, owner: Owner, number: str, not_here: str) -> None:
    """Taken back, one answer changed, handed in again under the same number."""
    await owner.click("撤回修改")
    assert (await office.self_check(owner)).state == "submitted", "only the second tap takes it back"
    await owner.click("撤回")
    assert (await office.self_check(owner)).state == "draft"
    self_check = await office.self_check(owner)
    item, _ = self_check.form.by_code[not_here]
    follows = set(self_check.closes(not_here)) & set(item.must)
    await owner.click(item.check.title.zh)
    given = await answer_all(owner, self_check.form, {})
    assert set(given) == {not_here} | follows, "it applies after all: what follows from it is asked"
    await owner.click("提交自查表")
    self_check = await office.self_check(owner)
    assert (self_check.state, self_check.number) == ("submitted", number)
    assert self_check.line(not_here).verdict == "pass"
    assert len(await _documents(owner)) == 2
    assert len(await office.audit(owner, "submit")) == 2
