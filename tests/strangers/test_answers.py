"""Both libraries against a Bot API that answers anything: a network trouble, never another error."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramUnauthorizedError

from bot.transport.flood import PatientReplies
from bot.transport.session import Session, Unanswered
from bot.transport.updates import RawUpdates
from scheduler.delivery.items import Outgoing
from scheduler.delivery.outcome import Flood, Gone, Sent, TokenRefused, Trouble
from scheduler.delivery.sender import Sender
from tests.strangers.bot_api import BROKEN, TOKEN, Answer, BotApi, cut, html, message, no, ok

CHAT = 700_000_001
SECRET = "张三 尘肺 13800000000"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async def at_once(_: float) -> None:
        """Do nothing."""

    session = Session(api=TelegramAPIServer.from_base(api.url))
    session.middleware(PatientReplies(lambda: None, at_once))
    async with Bot(TOKEN, session=session).context() as made:
        yield made


@pytest.fixture
async def sender(api: BotApi) -> AsyncIterator[Sender]:
    made = Sender(TOKEN, api_root=api.url, connections=2)
    await made.start()
    yield made
    await made.stop()


async def test_whatever_answers_for_telegram_is_a_trouble_of_the_network(api: BotApi, bot: Bot) -> None:
    for name, broken in BROKEN.items():
        api.script("getUpdates", broken)
        with pytest.raises(Unanswered) as lost:
            await bot(RawUpdates(timeout=0))
        assert lost.value.left, name
        api.script("sendMessage", broken)
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(CHAT, "好")
    assert len(api.calls("sendMessage")) == len(BROKEN), "what may have arrived is not sent twice"
    assert api.foreign == [], "no redirect was followed"
    assert (await bot.send_message(CHAT, "好")).text == "好"


async def test_a_port_that_speaks_no_tls_is_a_trouble_of_the_network(api: BotApi) -> None:
    """A proxy that breaks TLS up, or a clock that is wrong: neither library reports it by that name."""
    secret = api.url.replace("http://", "https://")
    async with Bot(TOKEN, session=Session(api=TelegramAPIServer.from_base(secret))).context() as away:
        with pytest.raises(TelegramNetworkError) as lost:
            await away(RawUpdates(timeout=0))
        assert TOKEN not in str(lost.value)
    sender = Sender(TOKEN, api_root=secret, connections=1)
    outcome = await sender.probe()
    assert isinstance(outcome, Trouble)
    await sender.stop()


async def test_what_changes_nothing_twice_is_asked_again(api: BotApi, bot: Bot) -> None:
    for broken in BROKEN.values():
        for method in ("editMessageText", "answerCallbackQuery", "deleteMessage"):
            api.script(method, broken)
        assert await bot.answer_callback_query("1", "好")
        assert await bot.delete_message(CHAT, 3)
        assert await bot.edit_message_text("好", chat_id=CHAT, message_id=3)


async def test_a_deletion_whose_answer_was_lost_was_one(api: BotApi, bot: Bot) -> None:
    api.script("deleteMessage", cut(ok(True), 3), no(400, "Bad Request: message to delete not found"))
    assert await bot.delete_message(CHAT, 3)
    api.script("deleteMessage", no(400, "Bad Request: message to delete not found"))
    with pytest.raises(TelegramBadRequest):
        await bot.delete_message(CHAT, 3)


async def test_what_never_left_is_sent_again(bot: Bot, api: BotApi) -> None:
    with BotApi() as gone:
        address = gone.url
    lost = threading.Event()

    async def mend(_: float) -> None:
        lost.set()
        away.session.api = TelegramAPIServer.from_base(api.url)

    session = Session(api=TelegramAPIServer.from_base(address))
    session.middleware(PatientReplies(lambda: None, mend))
    async with Bot(TOKEN, session=session).context() as away:
        assert (await away.send_message(CHAT, "好")).text == "好"
    assert lost.is_set()
    assert len(api.calls("sendMessage")) == 1


async def test_only_telegram_s_own_no_is_believed(api: BotApi, bot: Bot) -> None:
    api.script("getMe", html(401))
    with pytest.raises(Unanswered):
        await bot.get_me()
    api.script("getMe", no(401, "Unauthorized"))
    with pytest.raises(TelegramUnauthorizedError):
        await bot.get_me()


async def test_a_message_that_arrived_counts_though_something_in_it_is_new(api: BotApi, bot: Bot) -> None:
    new = message(
        CHAT, 41, text="好", forward_origin={"type": "hologram"}, reply_markup={"inline_keyboard": 7}
    )
    api.script("sendMessage", ok(new))
    sent = await bot.send_message(CHAT, "好")
    assert (sent.message_id, sent.text, sent.forward_origin) == (41, "好", None)
    assert sent.bot is bot
    answers: tuple[object, ...] = (7, {"message_id": "x"}, [], "yes")
    for unusable in answers:
        api.script("sendMessage", ok(unusable))
        with pytest.raises(Unanswered):
            await bot.send_message(CHAT, "好")


async def test_nothing_of_question_or_answer_is_in_the_error(api: BotApi, bot: Bot) -> None:
    body = json.dumps({"ok": True, "result": {"text": SECRET}}).encode()
    for answer in (Answer(SECRET.encode()), Answer(body), html(200, SECRET)):
        api.script("sendMessage", answer)
        with pytest.raises(Unanswered) as lost:
            await bot.send_message(CHAT, SECRET)
        error: BaseException | None = lost.value
        while error is not None:
            assert SECRET not in str(error)
            assert TOKEN not in str(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


async def test_a_file_that_is_a_portal_s_page_is_not_taken(api: BotApi, bot: Bot) -> None:
    api.script("getFile", ok({"file_id": "a", "file_unique_id": "b", "file_path": "photos/1.jpg"}))
    with pytest.raises(TelegramNetworkError):
        await bot.download("a")


async def test_the_sender_takes_no_gateway_for_telegram(api: BotApi, sender: Sender) -> None:
    for name, broken in BROKEN.items():
        api.script("sendMessage", broken)
        outcome = await sender.send(CHAT, Outgoing("好"))
        assert isinstance(outcome, Trouble), name
        assert "网关" not in outcome.problem
        api.script("getMe", broken)
        assert isinstance(await sender.probe(), Trouble), name
    assert api.foreign == []


async def test_the_sender_hears_what_telegram_says(api: BotApi, sender: Sender) -> None:
    new = message(CHAT, 42, text="好", reply_to_message={"odd": 1}, entities=[{"type": 7}])
    new["chat"] = {"id": CHAT, "type": 7}
    api.script("sendMessage", ok(new))
    assert await sender.send(CHAT, Outgoing("好")) == Sent((42,)), "it arrived: it must not be sent again"
    api.script("sendMessage", no(429, "Too Many Requests", retry_after=9))
    assert await sender.send(CHAT, Outgoing("好")) == Flood(9.0)
    api.script("sendMessage", no(429, "Too Many Requests", retry_after="soon"))
    assert isinstance(await sender.send(CHAT, Outgoing("好")), Trouble)
    api.script("sendMessage", no(403, "Forbidden: bot was blocked by the user"))
    assert isinstance(await sender.send(CHAT, Outgoing("好")), Gone)
    api.script("sendMessage", no(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await sender.send(CHAT, Outgoing("好"))
