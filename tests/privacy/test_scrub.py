"""Updates as handlers of private conversations get them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update, User
from hypothesis import given
from hypothesis import strategies as some

from bot.privacy.mode import is_entrance, is_exit
from bot.privacy.scrub import TOLD, IsPrivateError, Nobody, nobody, scrubbed
from tests.bot.telegram_queue import TOKEN

MARK = "marked-5f0c"
PERSON = {
    "id": 777_000_777,
    "is_bot": False,
    "first_name": MARK,
    "last_name": MARK,
    "username": MARK,
    "language_code": MARK,
    "is_premium": True,
}
CHAT = {"id": 777_000_777, "type": "private", "first_name": MARK, "last_name": MARK, "username": MARK}
FILE = {"file_id": "the-file", "file_unique_id": MARK, "file_size": 10}
SIZE = {**FILE, "width": 10, "height": 10}
ORIGIN = {"type": "user", "date": 1_790_000_000, "sender_user": PERSON}
KINDS: dict[str, dict[str, Any]] = {
    "text": {
        "text": "车间没有抽风",
        "entities": [{"type": "text_mention", "offset": 0, "length": 2, "user": PERSON}],
    },
    "photo": {"photo": [SIZE], "caption": "第二车间"},
    "document": {"document": {**FILE, "file_name": f"{MARK}.jpg"}, "caption": MARK},
    "voice": {"voice": {**FILE, "duration": 3}},
    "video": {"video": {**FILE, "width": 1, "height": 1, "duration": 3, "file_name": MARK}},
    "video_note": {"video_note": {**FILE, "length": 1, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3, "performer": MARK, "title": MARK}},
    "animation": {"animation": {**FILE, "width": 1, "height": 1, "duration": 3}},
    "sticker": {"sticker": {**SIZE, "type": "regular", "is_animated": False, "is_video": False}},
    "contact": {"contact": {"phone_number": MARK, "first_name": MARK, "user_id": 777_000_777}},
    "location": {"location": {"latitude": 32.5, "longitude": 119.9}},
    "venue": {"venue": {"location": {"latitude": 32.5, "longitude": 119.9}, "title": MARK, "address": MARK}},
    "poll": {
        "poll": {
            "id": "1",
            "question": MARK,
            "options": [{"text": MARK, "voter_count": 0, "persistent_id": "1"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}
EXTRAS: dict[str, dict[str, Any]] = {
    "plain": {},
    "forwarded": {"forward_origin": ORIGIN},
    "by a bot": {"via_bot": {"id": 5, "is_bot": True, "first_name": MARK}},
    "as a channel": {"sender_chat": {"id": -5, "type": "channel", "title": MARK}},
    "replying": {
        "reply_to_message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": CHAT,
            "from": PERSON,
            "text": MARK,
        },
        "quote": {"text": MARK, "position": 0},
    },
    "signed": {"author_signature": MARK},
}


@pytest.fixture(scope="module")
def telegram() -> Bot:
    return Bot(TOKEN)


def message(kind: str, extra: str = "plain") -> dict[str, Any]:
    return {
        "message_id": 31,
        "date": int(datetime(2027, 3, 1, 4, 5, 6, tzinfo=UTC).timestamp()),
        "chat": CHAT,
        "from": PERSON,
        **KINDS[kind],
        **EXTRAS[extra],
    }


def parsed(telegram: Bot, **content: Any) -> Update:
    return Update.model_validate({"update_id": 987_654_321, **content}, context={"bot": telegram})


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.parametrize("kind", KINDS)
def test_leak_08_of_a_message_only_kind_text_and_photo_are_left(telegram: Bot, kind: str, extra: str) -> None:
    original = parsed(telegram, message=message(kind, extra))
    assert MARK in repr(original)
    found = scrubbed(original, telegram)
    assert found.message is not None
    said = repr(found) + found.model_dump_json(exclude_none=True)
    for secret in (MARK, "987654321", "1790000000", "2027", "32.5"):
        assert secret not in said
    assert found.message.content_type == kind
    assert found.message.text == KINDS[kind].get("text")
    assert found.message.entities is None
    assert bool(found.message.forward_origin) == (extra in {"forwarded", "by a bot", "as a channel"})
    assert bool(found.message.photo) == (kind == "photo")
    assert found.message.bot is telegram, "it can still be answered"
    assert found.event_type == "message"


def test_leak_23_of_an_account_only_its_number_can_be_used(telegram: Bot) -> None:
    found = scrubbed(parsed(telegram, message=message("text")), telegram)
    assert found.message is not None
    user = found.message.from_user
    assert isinstance(user, Nobody)
    assert user.id == PERSON["id"]
    assert {*PERSON} - {"id", "is_bot"} <= TOLD
    for name in TOLD:
        with pytest.raises(IsPrivateError):
            getattr(user, name)
    for name in {*User.model_fields} - TOLD - {"id", "is_bot"}:
        assert getattr(user, name, None) is None, name
    assert MARK not in repr(user)


def test_a_button_keeps_what_answering_it_needs(telegram: Bot) -> None:
    pressed = {"id": "55", "from": PERSON, "chat_instance": MARK, "data": "abc", "message": message("text")}
    found = scrubbed(parsed(telegram, callback_query=pressed), telegram)
    assert found.callback_query is not None
    assert (found.callback_query.id, found.callback_query.data) == ("55", "abc")
    assert found.callback_query.message is not None
    assert found.callback_query.message.message_id == 31
    assert MARK not in repr(found)
    gone = {**pressed, "message": {"message_id": 31, "date": 0, "chat": CHAT}}
    found = scrubbed(parsed(telegram, callback_query=gone), telegram)
    assert MARK not in repr(found)


def test_an_edited_message_is_known_as_one(telegram: Bot) -> None:
    found = scrubbed(
        parsed(telegram, edited_message={**message("text"), "edit_date": 1_790_000_000}), telegram
    )
    assert found.event_type == "edited_message"
    assert MARK not in repr(found)


@pytest.mark.parametrize(
    ("text", "data", "begins"),
    [
        ("/report", "", True),
        ("/REPORT@ChenAnBot ", "", True),
        ("/receipt", "", True),
        ("/start r_k3J9", "", True),
        ("/start", "", False),
        ("/start e_k3J9", "", False),
        ("/reports", "", False),
        ("report", "", False),
        ("", "go:receipt:0", True),
        ("", "go:report:k3J9", True),
        ("", "go:finding:3", False),
        ("", "", False),
    ],
)
def test_entrances(text: str, data: str, begins: bool) -> None:
    assert is_entrance(text, data) is begins


@given(some.text())
def test_what_is_typed_leads_out_only_as_a_command(text: str) -> None:
    assert is_exit(text, "") is (text.startswith("/") and not is_entrance(text, ""))


def test_nobody_can_stand_where_an_account_is_wanted() -> None:
    assert nobody(5) == nobody(5)
    assert hash(nobody(5)) != hash(nobody(6))
