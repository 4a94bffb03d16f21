"""Telegram failing in the middle of a step, and a disk that takes nothing more: a sentence, nothing lost."""

from __future__ import annotations

import resource
from typing import Any

import pytest

from tests.conversations.office import Office, Owner
from tests.conversations.walk import answer, answer_all, begin, has, is_question, picture, question_shown

FAULTS: dict[str, dict[str, Any]] = {
    "500": {"status": 500, "description": "Internal Server Error"},
    "502": {"status": 502, "description": "Bad Gateway"},
    "429": {
        "status": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    },
    "cut-before": {"drop": "before"},
    "cut-after": {"drop": "after"},
}
METHODS = ("editMessageText", "sendMessage", "answerCallbackQuery")


async def _open(office: Office, owner: Owner) -> str | None:
    """The question a fresh /check shows."""
    await owner.send("/check")
    assert is_question(await owner.last())
    return question_shown(await owner.last(), office.form(owner.pack))


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_survives_a_failing_telegram(office: Office, fault: str) -> None:
    office.errors_expected = True
    owner = await office.owner()
    await begin(owner)
    given: dict[str, str] = {}
    for method in METHODS:
        code = question_shown(await owner.last(), office.form("hailing"))
        assert code is not None
        # taps are answered without naming a chat
        where = {} if method == "answerCallbackQuery" else {"chat_id": owner.id}
        await office.client.fault(method=method, times=1, **where, **FAULTS[fault])
        await owner.click("符合")
        await office.client.call("DELETE", "/api/faults")
        given[code] = "pass"
        assert await office.verdicts(owner) == given, method
        assert await _open(office, owner) not in given
    assert len(await office.audit(owner, "answer")) == len(given)


async def test_what_could_not_be_said_is_said_when_telegram_answers_again(office: Office) -> None:
    office.errors_expected = True
    owner = await office.owner()
    await begin(owner)
    for method, times in (("sendMessage", 2), ("editMessageText", 1)):
        await office.client.fault(method=method, times=times, chat_id=owner.id, **FAULTS["502"])
    await owner.send("现场没有胶水")
    await office.client.call("DELETE", "/api/faults")
    await office.until(owner, "网络刚才断了一下")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_photo_survives_or_is_asked_for_again(office: Office, fault: str) -> None:
    office.errors_expected = True
    owner = await office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), office.form("hailing"))
    await office.client.fault(method="sendMessage", times=1, chat_id=owner.id, **FAULTS[fault])
    await owner.photo(picture())
    await office.client.call("DELETE", "/api/faults")
    assert len(await office.files(owner, code)) == 1
    await office.client.fault(method="getFile", times=1, **FAULTS[fault])
    before = max(one.id for one in await owner.messages(mine=True))
    await owner.photo(picture())
    await office.client.call("DELETE", "/api/faults")
    said = "".join(one.text for one in await owner.messages() if one.id > before)
    assert len(await office.files(owner, code)) == (1 if "请再发一次" in said else 2), said
    assert await _open(office, owner) == code


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_form_is_handed_in_though_its_pdf_does_not_get_through(office: Office, fault: str) -> None:
    office.errors_expected = True
    owner = await office.owner()
    await begin(owner)
    await answer_all(owner, office.form("hailing"), {})
    await office.client.fault(method="sendDocument", times=1, chat_id=owner.id, **FAULTS[fault])
    await owner.click("提交自查表")
    await office.client.call("DELETE", "/api/faults")
    assert (await office.self_check(owner)).state == "submitted"
    if not has(await owner.last(), "再发 PDF"):
        await owner.send("/check")
    await owner.click("再发 PDF")
    assert any(one.media == "document" for one in await owner.messages())
    assert len(await office.audit(owner, "submit")) == 1


async def test_a_long_outage_of_polling_is_waited_out(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), office.form("hailing"))
    await office.client.fault(method="getUpdates", times=1, **FAULTS["502"])
    await owner.click("符合")
    assert await office.verdicts(owner) == {code: "pass"}
    assert len(await office.audit(owner, "answer")) == 1


async def test_a_full_disk_is_said_and_costs_nothing(own_office: Office) -> None:
    """The process may write no byte to any file, as on a full disk; then it may again."""
    own_office.errors_expected = True
    owner = await own_office.owner()
    form = own_office.form("hailing")
    await begin(owner)
    first = await answer(owner, form, "pass")
    second = question_shown(await owner.last(), form)
    pid = own_office.installation.bot.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    before = max(one.id for one in await owner.messages(mine=True))
    await owner.click("符合")
    assert "您之前填的都在" in await owner.toast()
    await owner.photo(picture(), "这是新装的风机")
    said = "".join(one.text for one in await owner.messages() if one.id > before)
    assert "您之前填的都在" in said
    assert "这是新装的风机" in said, "the words are named, since they are lost"
    await owner.send("备注")
    assert await own_office.verdicts(owner) == {first: "pass"}
    assert own_office.installation.bot.running
    assert "no space is left on the disk [" in own_office.installation.bot.output()

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    await owner.send("/check")
    assert question_shown(await owner.last(), form) == second
    await owner.photo(picture())
    await owner.click("符合")
    assert await own_office.verdicts(owner) == {first: "pass", second: "pass"}
    assert len(await own_office.files(owner, second)) == 1


async def test_a_store_of_files_that_cannot_be_written_is_said(own_office: Office) -> None:
    own_office.errors_expected = True
    owner = await own_office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), own_office.form("hailing"))
    evidence = own_office.installation.data_dir / "evidence"
    aside = evidence.with_name("aside")
    evidence.mkdir(exist_ok=True)
    evidence.rename(aside)
    evidence.write_bytes(b"in the way")
    before = max(one.id for one in await owner.messages(mine=True))
    await owner.photo(picture())
    said = "".join(one.text for one in await owner.messages() if one.id > before)
    assert "服务器暂时存不下东西" in said
    await owner.click("符合")
    assert await own_office.verdicts(owner) == {code: "pass"}, "answers need no files"
    evidence.unlink()
    aside.rename(evidence)
    await owner.photo(picture())
    assert len(await own_office.files(owner)) == 1
