"""A person who joined by a link: device, inbox, and refused requests."""

from __future__ import annotations

import asyncio
import errno
import io
import itertools
import secrets
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from bot.transport.channels import WEB_BOT_ID
from bot.web.alerts import tell_on_page
from bot.web.calls import _mime
from bot.web.inbox import Content
from bot.web.members import PREFIX, JoiningKeys, _digest
from bot.web.stored import StoredInbox
from storage.base.audit import Actor
from storage.base.errors import StoreAway
from storage.base.files import FileStore
from storage.enterprises import registration
from storage.membership import invites, operators
from storage.people.accounts import FIRST_WEB_MESSAGE
from storage.web import devices, inbox, sessions
from tests.bot.web.conftest import Door
from tests.bot.web.test_requests import ROUTES
from tests.bot.web.visitor import Refused, Visitor, words_of
from tests.conversations.office import credit_code
from tests.conversations.walk import picture
from tests.documents.test_voice_files import amr, m4a

pytestmark = pytest.mark.asyncio(loop_scope="module")
SYSTEM = Actor("system")
_codes = itertools.count(77_000_001)


async def link(door: Door) -> str:
    """A link for the owner of a new enterprise."""
    app = door.work.app
    (town,) = await door.work.rows("SELECT id FROM jurisdictions WHERE code = 'hl-cd'")
    number = next(_codes)
    async with app.database.begin() as db:
        given = (f"网页厂{number}", credit_code(number), "shoes", town["id"], 18, "东街")
        enterprise = await registration.enlist(db, SYSTEM, app.now(), *given)
        await registration.set_phone(db, SYSTEM, app.now(), enterprise, "何老板", "13800000000")
        return (await invites.create(db, SYSTEM, app.now(), "enterprise", enterprise)).secret


async def device(door: Door, name: str = "何老板") -> Visitor:
    """A page with a key."""
    headers = {"X-Real-IP": f"10.8.{next(_codes) >> 8 & 255}.{next(_codes) & 255}"}
    asked = {"name": name, "language": "zh"}
    begun = await door.browser.json("POST", "/w/join", json=asked, headers=headers)
    return Visitor(door.browser, begun["session"])


async def member(door: Door) -> Visitor:
    """Somebody who has joined."""
    made = await device(door)
    await made.send(f"/start {await link(door)}")
    await made.click("加入")
    return made


async def to_questions(owner: Visitor) -> None:
    """Fill in the profile, to the first question."""
    await owner.click("下一步")
    await owner.send("白胶 天那水")
    for button in ("下一步", "18"):
        await owner.click(button)
    await owner.send("11")
    for button in ("填好了", "开始自查"):
        await owner.click(button)


async def test_who_joins_by_a_link_has_an_inbox_that_is_there_when_the_page_is_opened_again(
    door: Door,
) -> None:
    owner = await device(door)
    joining = owner.session
    await owner.send(f"/start {await link(door)}")
    assert "网页厂" in (await owner.last()).text
    before = await door.work.rows("SELECT count(*) AS n FROM web_messages")
    await owner.click("加入")
    shown = [one.text for one in await owner.messages(mine=True)]
    assert min(owner.shown) > FIRST_WEB_MESSAGE
    after = await door.work.rows("SELECT count(*) AS n FROM web_messages")
    assert after[0]["n"] > before[0]["n"]
    assert owner.session == joining, "a page that is closed before the answer comes is let in, too"
    again = Visitor(door.browser, owner.session)
    await again.refresh()
    assert [one.text for one in await again.messages(mine=True)] == shown
    window = await again.last()
    await again.click(window.buttons[0][0])
    assert (await again.last()).buttons != window.buttons, "the buttons of the moved window work"


async def test_a_tap_on_the_window_before_it_moved_is_a_tap_on_it(door: Door) -> None:
    owner = await device(door)
    await owner.send(f"/start {await link(door)}")
    before = (await owner.last()).id
    await owner.click("加入")
    window = await owner.last()
    data = window.raw["rows"][0][0]["data"]
    moved = before + 2  # the window's number in memory: what was said about joining came between
    await owner.deed({"press": {"message": moved, "data": data}})
    assert (await owner.last()).buttons != window.buttons


async def test_a_photo_is_taken_and_a_report_begins_without_the_account(door: Door) -> None:
    owner = await member(door)
    await owner.send("/check")
    await owner.photo(picture(), "现场")
    before = await door.work.rows("SELECT count(*) AS n FROM web_messages")
    for words in ("/report", "/receipt", "/start r_abcdef", "4821 0937 5516 2048"):
        answer = await owner.deed({"text": words})
        assert answer["visit"] in ("/report", "/receipt")
    assert await door.work.rows("SELECT count(*) AS n FROM web_messages") == before
    assert door.work.app.private_sessions.find((WEB_BOT_ID, await address_of(door, owner))) is None


async def test_nothing_in_a_stored_inbox_leads_to_a_report_or_tells_of_one(door: Door) -> None:
    owner = await member(door)
    for words in ("/start", "/privacy", "/help"):
        await owner.send(words)
        assert "举报" not in str((await owner.last()).raw)
    assert "Telegram" not in words_of(await owner.messages())
    await owner.send("/start")
    await owner.click("更多")
    assert "举报" not in str((await owner.last()).raw)
    await owner.click("关于与隐私")
    assert (await owner.last()).buttons == [["‹ 首页"]]


async def test_a_device_that_has_ended_gets_no_news_it_was_waiting_for(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await member(door)
    await owner.refresh()
    chat = door.members.find(await address_of(door, owner))
    assert chat is not None
    waits, news = asyncio.Event(), asyncio.Event()

    async def wait(version: int, seconds: float) -> None:
        waits.set()
        await news.wait()

    monkeypatch.setattr(chat.inbox, "wait", wait)
    asked = door.browser.ask("GET", f"/w/events?since={owner.version}", owner.session)
    waiting = asyncio.ensure_future(asked)
    await waits.wait()
    await door.browser.json("POST", "/w/end", owner.session, json={})
    news.set()
    assert (await waiting)[0] == 401


async def test_the_address_of_a_file_is_good_no_longer_than_its_device(door: Door) -> None:
    owner = await member(door)
    chat = door.members.find(await address_of(door, owner))
    assert chat is not None
    assert chat.files is not None
    file_id = await chat.files.put(b"%PDF-1.7")
    file = {"id": file_id, "sha256": file_id, "kind": "document", "name": "a.pdf", "size": 8}
    await chat.inbox.add(Content(file={**file, "mime": "application/pdf"}))
    opened = await door.browser.json("POST", f"/w/files/{file_id}", owner.session, json={})
    assert (await door.browser.ask("GET", opened["url"]))[0] == 200
    await door.browser.json("POST", "/w/end", owner.session, json={})
    assert (await door.browser.ask("GET", opened["url"]))[0] == 404


async def test_ones_own_photo_is_shown_for_as_long_as_it_is_evidence(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small one in the conversation, the whole one when it is opened; nobody else's inbox fetches it."""
    owner, other = await member(door), await member(door)
    await owner.photo(picture(640, 480))  # nothing asks for one: it is no evidence
    await to_questions(owner)
    await owner.photo(picture(1600, 1200), "现场")
    again = Visitor(door.browser, owner.session)
    await again.refresh()
    refused, kept = [one for one in await again.messages(mine=True) if one.raw["mine"] and one.raw["file"]]
    assert "id" not in refused.raw["file"]
    file_id = kept.raw["file"]["id"]
    small = await door.browser.ask("GET", f"/w/files/{file_id}", owner.session)
    assert Image.open(io.BytesIO(small[2])).size == (480, 360)
    opened = await door.browser.json("POST", f"/w/files/{file_id}", owner.session, json={})
    whole = await door.browser.ask("GET", opened["url"])
    assert Image.open(io.BytesIO(whole[2])).size == (1600, 1200)
    chat = door.members.find(await address_of(door, owner))
    assert chat is not None
    assert chat.files is not None
    with pytest.raises(FileNotFoundError):  # no copy is made
        await chat.files.get(file_id)
    assert (await door.browser.ask("GET", f"/w/files/{file_id}", other.session))[0] == 404
    await door.work.app.files.remove(file_id)
    assert (await door.browser.ask("GET", f"/w/files/{file_id}", owner.session))[0] == 404
    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "local", away)
        assert (await door.browser.ask("GET", f"/w/files/{file_id}", owner.session))[0] == 503


async def away(*_: object) -> None:
    raise StoreAway


async def test_a_text_that_the_database_does_not_answer_is_given_back_at_once(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page sends it again. A sentence about it would need the database too, and be waited for as long."""
    owner, add = await member(door), StoredInbox.add
    waited: list[Content] = []

    async def silence(inbox: StoredInbox, content: Content) -> int:
        if content.mine:
            return await add(inbox, content)
        waited.append(content)
        raise OSError(errno.ETIMEDOUT, "the database does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(StoredInbox, "add", silence)
        with pytest.raises(Refused, match="503"):
            await owner.deed({"text": "/check"}, "client-again")
    assert len(waited) == 1
    await owner.deed({"text": "/check", "again": True}, "client-again")
    assert "企业概况" in (await owner.last()).text


async def test_a_recording_is_the_voice_message_it_would_be_in_telegram(door: Door) -> None:
    owner = await member(door)
    await owner.recording(amr())
    assert "不收语音" in words_of(await owner.messages())
    await to_questions(owner)
    assert (await owner.last()).raw["pickers"]["voice"]
    await owner.recording(amr())
    assert "语音备注 1 条" in (await owner.last()).text
    (kept,) = await door.work.rows("SELECT sha256, mime, kind FROM evidence ORDER BY id DESC LIMIT 1")
    assert (kept["kind"], kept["mime"]) == ("voice", "audio/amr")
    told = [one.raw["file"] for one in await owner.messages(mine=True) if one.raw["mine"] and one.raw["file"]]
    assert [one["kind"] for one in told] == ["voice", "voice"]
    _, headers, own = await door.browser.ask("GET", f"/w/files/{told[1]['id']}", owner.session)
    assert headers["Content-Type"] == "audio/amr"
    assert own.startswith(b"#!AMR")
    assert _mime("voice", "7.amr") == "audio/amr", "whoever reviews it hears it, too"
    for refused, why in ((amr(301), "5 分钟"), (m4a(handler=b"vide"), "不收录像"), (b"RIFF", "没录完")):
        await owner.recording(refused)
        assert why in "".join(one.text for one in await owner.messages())
    assert len(await door.work.rows("SELECT id FROM evidence WHERE kind = 'voice'")) == 1


async def test_what_was_sent_is_not_held_in_memory_once_it_was_handled(door: Door) -> None:
    joining, owner = await device(door), await member(door)
    await owner.send("/check")
    data = picture(640, 480)
    for one in (joining, owner):
        await one.photo(data, "现场")
    held = [file.data for chat in door.members._chats.values() for file in chat.shelf._files.values()]
    assert data not in held


async def address_of(door: Door, owner: Visitor) -> int:
    """The address of a device."""
    async with door.work.app.database.read() as db:
        found = await sessions.resolve(db, owner.session.removeprefix(PREFIX))
    assert found is not None
    return found.address


@pytest.mark.parametrize("kind", ["guessed", "changed", "no prefix", "ended", "visitor"])
@pytest.mark.parametrize(("method", "path", "options"), ROUTES, ids=[path for _, path, _ in ROUTES])
async def test_no_key_but_ones_own_is_let_in(
    door: Door, method: str, path: str, options: dict[str, Any], kind: str
) -> None:
    owner, ended = await member(door), await member(door)
    await door.browser.json("POST", "/w/end", ended.session, json={})
    before = dict(owner.shown)
    flipped = "B" if owner.session[20] != "B" else "C"
    key = {
        "guessed": PREFIX + secrets.token_urlsafe(32),
        "changed": owner.session[:20] + flipped + owner.session[21:],
        "no prefix": owner.session.removeprefix(PREFIX),
        "ended": ended.session,
        "visitor": PREFIX + (await door.browser.visitor()).session,
    }[kind]
    headers = {"X-Real-IP": f"10.7.{next(_codes) >> 8 & 255}.{next(_codes) & 255}"}
    status, _, _ = await door.browser.ask(method, path, key, headers=headers, **options)
    assert status == 401
    await owner.refresh()
    assert owner.shown == before


async def test_a_device_that_the_operator_ended_is_let_in_no_longer(door: Door) -> None:
    owner = await member(door)
    app = door.work.app
    person_id = await _person(door, owner)
    async with app.database.begin() as db:
        assert await devices.end_all(db, Actor("cli"), app.now(), person_id) == 1
    with pytest.raises(Refused) as refusal:
        await owner.refresh()
    assert refusal.value.status == 401


async def _person(door: Door, owner: Visitor) -> int:
    async with door.work.app.database.read() as db:
        found = await sessions.resolve(db, owner.session.removeprefix(PREFIX))
    assert found is not None
    return found.person_id


async def test_an_operator_who_has_only_the_page_is_told_of_failures_there(door: Door) -> None:
    """They have no right here; their inbox and device stay, and a failure is shown to them as new."""
    operator, stranger, app = await device(door, "运维"), await device(door, "别人"), door.work.app
    async with app.database.begin() as db:
        payload, _ = await operators.invite(db, Actor("cli"), app.now())
    for _ in range(2):  # the second time changes nothing
        await operator.send(f"/start {payload}")
        await operator.refresh()
        assert "在这里告诉您" in (await operator.messages())[-1].text
    await stranger.send(f"/start {payload}")
    assert "不能用了" in words_of(await stranger.messages())
    async with app.database.read() as db:
        lines = await operators.list_operators(db)
    (address,) = (one.telegram_id for one in lines)
    assert address == await address_of(door, operator), "the device is theirs"
    identity = await app.identities.get(address)
    assert identity is not None
    assert (identity.enterprise_id, identity.role, identity.staff_id) == (None, None, None)
    for text in ("⚠️ 磁盘 <b>快满</b>", "✅ 已恢复"):
        await tell_on_page(app, address, text)
    again = Visitor(door.browser, operator.session)
    await again.refresh()
    told = (await again.messages())[-2:]
    assert [(one.text, one.raw["new"]) for one in told] == [("⚠️ 磁盘 <b>快满</b>", True), ("✅ 已恢复", True)]
    await again.send("/start")
    assert "举报" not in words_of(await again.messages())


async def test_what_is_sent_again_after_a_restart_is_shown_once(door: Door) -> None:
    owner = await member(door)
    await owner.deed({"text": "白胶 天那水"}, "client-again-1")
    chat = door.members.find(await address_of(door, owner))
    assert chat is not None
    chat.deeds._done.clear()  # as in a process that was started again
    await owner.deed({"text": "白胶 天那水"}, "client-again-1")
    mine = [one for one in await owner.messages(mine=True) if one.raw["mine"]]
    assert [one.text for one in mine] == ["白胶 天那水"]


@pytest.mark.parametrize("unwritable", ["\ud83d", "\0", "\x1b", "\udfff\x7f"])
async def test_what_no_database_takes_is_left_out(door: Door, unwritable: str) -> None:
    joining = await device(door, f"何{unwritable}老板")
    await joining.send(f"/start {await link(door)}")
    await joining.click("加入")
    await joining.send(f"白胶{unwritable} 天那水")
    mine = [one for one in await joining.messages(mine=True) if one.raw["mine"]]
    assert [one.text for one in mine] == ["白胶 天那水"]
    with pytest.raises(Refused) as refusal:
        await joining.send(unwritable)
    assert refusal.value.status == 400
    await joining.photo(picture(), f"现{unwritable.encode('utf-8', 'ignore').decode()}场")
    assert "现场" in [one.text for one in await joining.messages(mine=True)]


async def test_a_name_is_asked_for(door: Door) -> None:
    for name in ("", "  ", "长" * 65, 5, None):
        with pytest.raises(Refused) as refusal:
            await door.browser.json("POST", "/w/join", json={"name": name, "language": "zh"})
        assert refusal.value.status == 400


async def test_what_came_unasked_is_new_until_a_page_has_shown_it(door: Door) -> None:
    owner = await member(door)
    await owner.refresh()
    address = await address_of(door, owner)
    async with door.work.app.database.begin() as db:
        (number,) = await inbox.append(db, door.work.app.now(), address, {"text": "还有 3 天", "html": False})
    await owner.refresh()
    assert owner.shown[number]["new"]
    assert not [one for one in owner.shown.values() if one["id"] != number and "new" in one], (
        "answers are none"
    )
    await owner.refresh()
    assert "new" not in owner.shown[number]


async def test_who_joined_as_the_process_was_killed_is_let_in_by_the_next_one(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await device(door)
    await owner.send(f"/start {await link(door)}")

    async def killed(*_: object) -> None:
        """The process ends between what joining wrote and the device."""

    with monkeypatch.context() as patched:
        patched.setattr(door.members, "settle", killed)
        await owner.click("加入")
    door.members._joining.drop(_digest(owner.session.removeprefix(PREFIX)))
    door.members._chats.clear()
    before = owner.version
    async with asyncio.timeout(5):  # though its page knows a version that this inbox has not reached
        asked = f"/w/events?since={before}"
        both = [door.browser.json("GET", asked, owner.session) for _ in range(2)]
        answer, same = await asyncio.gather(*both)
    assert answer["whole"]
    assert answer["messages"] == same["messages"] == []
    assert "joining" not in answer
    owner.take(answer)
    await owner.send("/start")
    assert "网页厂" in (await owner.last()).text
    again = Visitor(door.browser, owner.session)
    await again.refresh()
    assert (await again.last()).text == (await owner.last()).text


async def test_no_other_key_is_let_in_by_what_it_says_of_itself(door: Door) -> None:
    owner, keys, now = await member(door), door.members._keys, door.work.app.now()
    joined = owner.session.removeprefix(PREFIX)
    await door.members.end(owner.session)
    with pytest.raises(Refused, match="401"):
        await owner.refresh()  # a device that was ended stays so
    assert keys.is_one(joined, now)
    assert not keys.is_one(joined, now + timedelta(hours=26))
    assert not keys.is_one(joined, now - timedelta(hours=2))
    assert not keys.is_one(("B" if joined[0] == "A" else "A") + joined[1:], now)
    for _ in range(50):
        assert not keys.is_one(secrets.token_urlsafe(32), now)
    assert not JoiningKeys(b"another installation").is_one(joined, now)
    assert keys.address_of(joined) != JoiningKeys(b"another installation").address_of(joined)
    for strange in (keys.new(now), secrets.token_urlsafe(32)):
        with pytest.raises(Refused, match="401"):
            await Visitor(door.browser, PREFIX + strange).refresh()
