"""The Bot API as bare HTTP, and who may reach the simulator at all."""

from __future__ import annotations

import json

import aiohttp
import pytest

from simulator.client import Person
from simulator.server import Simulator


async def ask(url: str, **options: object) -> tuple[int, dict[str, object]]:
    async with aiohttp.request(str(options.pop("how", "POST")), url, **options) as response:  # type: ignore[arg-type]
        return response.status, await response.json(content_type=None)


async def test_parameters_come_in_any_form(simulator: Simulator, person: Person) -> None:
    url = f"{simulator.base_url}/bot{simulator.bot_token}"
    values = {"chat_id": str(person.id), "text": "好", "unknown_parameter": "1"}
    form = aiohttp.FormData(values, default_to_multipart=True)
    markup = json.dumps({"inline_keyboard": [[{"text": "甲", "callback_data": "a"}]]})
    for options in (
        {"how": "GET", "params": values},
        {"data": values},
        {"data": form},
        {"json": {**values, "chat_id": person.id}},
        {"data": {**values, "reply_markup": markup}},
    ):
        status, answer = await ask(f"{url}/SENDmessage", **options)
        assert (status, answer["ok"]) == (200, True)
    messages = await person.messages()
    assert [message.text for message in messages] == ["好"] * 5
    assert messages[-1].buttons == [["甲"]]


async def test_what_telegram_does_not_know(simulator: Simulator) -> None:
    base, token = simulator.base_url, simulator.bot_token
    missing = {"ok": False, "error_code": 404, "description": "Not Found"}
    unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await ask(f"{base}/bot{token}/sendNonsense") == (404, missing)
    assert await ask(f"{base}/botnonsense/getMe") == (404, missing)
    wrong = token[:-3] + "xyz"
    assert await ask(f"{base}/bot{wrong}/getMe") == (401, unauthorized)
    assert (await ask(f"{base}/file/bot{wrong}/photos/file_0.jpg", how="GET"))[0] == 401
    assert (await ask(f"{base}/file/bot{token}/photos/../../x", how="GET"))[0] == 404


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "1"}, "message text is empty"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": "{"},
            "can't parse reply markup JSON object",
        ),
        ("sendPhoto", {"chat_id": "1"}, "there is no photo in the request"),
        ("editMessageText", {"chat_id": "1", "text": "x"}, "message identifier is not specified"),
        ("getFile", {}, "file_id is not specified"),
    ],
)
async def test_missing_or_broken_parameters(
    simulator: Simulator, method: str, values: dict[str, str], words: str
) -> None:
    status, answer = await ask(f"{simulator.base_url}/bot{simulator.bot_token}/{method}", data=values)
    assert (status, answer["description"]) == (400, f"Bad Request: {words}")


async def test_only_this_machine_gets_in(simulator: Simulator, person: Person) -> None:
    people = f"{simulator.base_url}/api/people"
    async with aiohttp.ClientSession() as session:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with session.post(people, json={"name": "x"}, headers=headers) as refused:
                assert refused.status == 403
        async with session.get(people, headers={"Host": "localhost:1"}) as allowed:
            assert [one["first_name"] for one in await allowed.json()] == ["王师傅"]
    for address in ("0.0.0.0", "192.0.2.1", "::"):  # noqa: S104  that these are refused is the point
        with pytest.raises(ValueError, match="loopback"):
            await Simulator().start(host=address)


async def test_a_document_is_never_shown_as_a_page(simulator: Simulator, person: Person) -> None:
    await person.document(b"<script>alert(1)</script>", "x.html", "text/html", wait=False)
    seen = (await person.messages(mine=True))[-1]
    async with aiohttp.request("GET", f"{simulator.base_url}/api/files/{seen.file_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
