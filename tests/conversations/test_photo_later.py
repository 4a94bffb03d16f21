"""以后补照片: nothing is being made today, the photo follows by a day, also after the form was handed in."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import text

from content.rules import Verdict
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.state import load
from tests.conversations.due import noon_place, noon_zone, remind, today
from tests.conversations.handed_in import RULES, hurry
from tests.conversations.office import Office, Owner
from tests.conversations.walk import begin, dialog_window, has, is_question, labels, picture, question_shown
from tests.conversations.working_hours import now
from tests.storage.shop import photo

FANS, MASKS = "Q13.2", "Q15.3"
YESTERDAY = timedelta(days=-1)


async def _go_to(owner: Owner, office: Office, code: str) -> None:
    """Skip to a question; it is asked somewhere."""
    for _ in range(60):
        if question_shown(await owner.last(), office.form(owner.pack)) == code:
            return
        await owner.click("先跳过")
    raise AssertionError(f"{code} is not asked")


async def hand_in_owing(office: Office, owner: Owner, due_on: date, *codes: str) -> int:
    """A form handed in yesterday that owes the photos of these questions; its id."""
    at, on = now() + YESTERDAY, today(noon_zone()) + YESTERDAY
    check = await answer_the_rest(office, owner, due_on, *codes)
    async with office.database.begin() as db:
        await submissions.submit(db, owner.actor, at, check, form_prefix="HL", rules=RULES, today=on)
    return check


async def answer_the_rest(office: Office, owner: Owner, due_on: date, *codes: str) -> int:
    """Answer what is open 符合, the photos of these questions owed; the form's id."""
    at, on = now() + YESTERDAY, today(noon_zone()) + YESTERDAY
    async with office.database.begin() as db:
        check = await submissions.start(db, owner.actor, at, owner.enterprise_id, owner.place.campaign_id)
        self_check = await load(db, check)
        while (code := self_check.next_open()) is not None:
            item, question = self_check.form.by_code[code]
            counted = 18 if item.numbers and question.numbers else None
            if code in codes:
                self_check = await answers.put_off(db, owner.actor, at, check, code, due_on, on)
                continue
            if question.evidence.required:
                await attachments.attach(db, owner.actor, at, check, code, photo(f"{check}{code[1:]}"))
            verdict: Verdict = "pass"
            self_check = await answers.record(
                db, owner.actor, at, check, code, verdict, done=counted, total=counted
            )
    return check


async def test_a_workshop_that_stands_still_puts_its_photo_off_in_two_taps(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await _go_to(owner, office, FANS)
    await owner.click("现在没生产，以后补照片")
    seen = await owner.last()
    assert question_shown(seen, office.form(owner.pack)) == "Q13.1", "first whether there is anything"
    assert "先答这一题" in seen.text
    await owner.photo(picture())
    await owner.click("符合")
    await _go_to(owner, office, FANS)
    await owner.click("现在没生产，以后补照片")
    asked = await owner.last()
    assert "哪天补？" in asked.text
    await owner.click(labels(asked)[0])
    self_check = await office.self_check(owner)
    assert self_check.line(FANS).verdict == "owed"
    assert self_check.line(FANS).files == 0
    assert question_shown(await owner.last(), office.form(owner.pack)) != FANS, "on to the next question"
    await owner.click("‹ 上一项")
    assert "照片后补：" in (await owner.last()).text
    await owner.click("改补照片的日子")
    await owner.send("九十天后")
    await owner.click("是")
    assert any("没有记" in one.text for one in await owner.messages())
    await owner.click("‹ 回到题目")
    await owner.click("不涉及")
    assert not has(await owner.last(), "现在没生产"), "it is no reason for 不涉及"


async def test_the_form_says_what_it_owes_and_takes_it_after_it_was_handed_in(office: Office) -> None:
    owner = await office.owner(place=await office.open_place("hailing"))
    inspector = await office.official(owner.place, "inspector")
    await inspector.send("/office")
    due_on = today(noon_zone()) + timedelta(days=5)
    check = await hand_in_owing(office, owner, due_on, FANS, MASKS)
    await owner.send("/start")
    assert "还要补照片 2 处" in (await owner.last()).text
    await owner.click("看自查表")
    assert "照片后补 2 处" in (await dialog_window(owner)).text
    await owner.click("再发 PDF")
    sent = next(one for one in reversed(await owner.messages()) if one.media == "document")
    pages = PdfReader(BytesIO(await owner.client.download(sent.file_id))).pages
    said = "".join(page.extract_text() for page in pages)
    squeezed = "".join(said.split())
    assert f"照片补交期限：{due_on:%Y-%m-%d}" in squeezed
    assert "照片后补2" in squeezed
    await owner.send("/start")
    await owner.click("看自查表")
    await owner.click("补照片（2）")
    seen = await owner.last()
    assert question_shown(seen, office.form(owner.pack)) == FANS
    assert "这一题等您补照片" in seen.text
    assert not has(seen, "不涉及")
    await owner.click("符合")
    assert "还没收到新照片" in await owner.toast()
    await owner.photo(picture())
    await owner.click("符合")
    assert has(await owner.last(), "补照片（1）")
    self_check = await office.self_check(owner)
    assert (self_check.state, self_check.line(FANS).verdict) == ("submitted", "pass")
    assert list(self_check.owed) == [MASKS]
    await hurry(office)
    told = await office.until(inspector, "补了照片，填“符合”")
    assert owner.enterprise in told.text
    await inspector.click("打开")
    assert "照片后补：个人防护用品" in (await inspector.last()).text
    assert check == self_check.id


async def test_fans_and_masks_put_off_in_the_chat_are_owed_from_form_to_review(office: Office) -> None:
    place = await noon_place(office, due_in=30)
    owner = await office.owner(place=place)
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await begin(owner)
    for code, exists in ((FANS, "Q13.1"), (MASKS, "Q15.1")):
        await _go_to(owner, office, code)
        await owner.click("现在没生产，以后补照片")
        assert question_shown(await owner.last(), office.form(owner.pack)) == exists
        await owner.photo(picture())
        await owner.click("符合")
        await _go_to(owner, office, code)
        await owner.click("现在没生产，以后补照片")
        await owner.click(labels(await owner.last())[0])
    due = (await office.self_check(owner)).owed
    assert list(due) == [FANS, MASKS]
    await answer_the_rest(office, owner, due[FANS])
    await owner.send("/check")
    assert "照片后补 2" in (await owner.last()).text
    await owner.click("提交自查表")
    check = await office.self_check(owner)
    assert (check.state, check.owed) == ("submitted", due)
    planned = await office.rows(
        "SELECT DISTINCT due_on FROM owed_photos WHERE self_check_id = :id AND state = 'open'", id=check.id
    )
    assert [str(row["due_on"]) for row in planned] == [due[FANS].isoformat()]
    await inspector.send("/office")
    await inspector.click("复查")
    await inspector.click(owner.enterprise[:8])
    assert "照片后补 2" in (await inspector.last()).text
    for left in (1, 0):
        await owner.send("/start")
        await owner.click("看自查表")
        await owner.click(f"补照片（{left + 1}）")
        await owner.photo(picture())
        await owner.click("符合")
        assert len((await office.self_check(owner)).owed) == left
    await inspector.send("/office")
    await inspector.click("复查")
    await inspector.click(owner.enterprise[:8])
    assert "照片后补 2" not in (await inspector.last()).text


async def test_what_is_owed_is_reminded_of_and_brought_from_the_digest(office: Office) -> None:
    place = await noon_place(office, due_in=30)
    owner = await office.owner(place=place)
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await owner.send("/start")
    await hand_in_owing(office, owner, today(noon_zone()), FANS)
    await remind(office, place)
    digest = await office.until(owner, "补照片：防护设施与维护 · 今天到期")
    await owner.click("补照片", message_id=digest.id)
    assert question_shown(await dialog_window(owner), office.form(owner.pack)) == FANS
    await owner.photo(picture())
    await owner.click("符合")
    assert (await office.self_check(owner)).owed == {}
    await owner.click("补照片", message_id=digest.id)
    assert await owner.toast() == "这张照片已经补了。"


async def test_the_office_hears_of_a_photo_that_never_came(office: Office) -> None:
    place = await noon_place(office, due_in=30)
    owner = await office.owner(place=place)
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await hand_in_owing(office, owner, today(noon_zone()), FANS)
    async with office.database.begin() as db:
        late = today(noon_zone()) - timedelta(days=3)
        await db.execute(
            text("UPDATE owed_photos SET due_on = :late, promised_at = :at WHERE enterprise_id = :id"),
            {"late": late.isoformat(), "at": "2026-01-01 00:00:00.000000", "id": owner.enterprise_id},
        )
    await remind(office, place)
    told = await office.until(inspector, "应补的照片到期未补，最久 3 天")
    assert owner.enterprise[:6] in told.text
    await inspector.send("/office")
    await inspector.click("复查")
    await inspector.click(owner.enterprise[:8])
    assert "已过期" in (await inspector.last()).text
    assert not is_question(await inspector.last())
