"""The real process against a Bot API of plain JSON: it starts while nobody answers, and nothing ends it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.conversations.processes import Process, free_port
from tests.strangers.bot_api import BROKEN, TOKEN, BotApi, html, message, no, text_message

PERSON, OTHER = 700_000_001, 700_000_002
SECRET = "张三 尘肺 13800000000"


@dataclass
class Running:
    """The process, its Bot API, and what was seen of its start."""

    api: BotApi
    process: Process
    health: str
    away: dict[str, int] = field(default_factory=dict)
    said_away: str = ""

    def status(self, path: str) -> int:
        """The status the health server answers."""
        try:
            with urllib.request.urlopen(self.health + path, timeout=30) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def counted(self) -> dict[str, float]:
        """Counts of people's updates and of the answers to them in `/metrics`."""
        with urllib.request.urlopen(self.health + "/metrics", timeout=30) as answer:  # noqa: S310
            families = list(text_string_to_metric_families(answer.read().decode()))
        names = ("chenan_updates", "chenan_step_seconds", "chenan_telegram_requests")
        return {
            f"{sample.name} {' '.join(sample.labels.values())}": sample.value
            for family in families
            if family.name in names
            for sample in family.samples
            if sample.labels.get("method") != "getUpdates" and not sample.name.endswith(("_sum", "_created"))
        }

    def said(self, chat: int) -> list[str]:
        """Messages of the bot to a chat."""
        sent = self.api.calls("sendMessage")
        return [str(one.values["text"]) for one in sent if one.values["chat_id"] == str(chat)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`chenan run`, started while a gateway answers for Telegram."""
    directory = tmp_path_factory.mktemp("strangers")
    listen = f"127.0.0.1:{free_port()}"
    with BotApi() as api:
        api.always("getMe", html(502))
        settings = {
            "CHENAN_BOT_TOKEN": TOKEN,
            "CHENAN_BOT_API_URL": api.url,
            "CHENAN_DATA_DIR": str(directory / "data"),
            "CHENAN_HEALTH_LISTEN": listen,
        }
        process = Process("run", directory=directory, settings=settings)
        try:
            made = Running(api, process, f"http://{listen}")
            api.wait_for("getMe", 3)
            made.away = {path: made.status(path) for path in ("/healthz", "/readyz")}
            made.said_away = process.output()
            api.always("getMe", None)
            process.wait_for("ready")
            yield made
        finally:
            process.end()


def test_the_start_waits_for_telegram_in_one_line(running: Running) -> None:
    lines = running.said_away.splitlines()
    assert [("does not answer" in line, "HTTP 502" in line) for line in lines] == [(True, True)], lines
    assert running.away == {"/healthz": 200, "/readyz": 503}
    assert running.status("/readyz") == 200


def test_nothing_that_is_answered_ends_it_and_nobody_s_words_are_printed(running: Running) -> None:
    api, process = running.api, running.process
    api.script("getUpdates", *[BROKEN[name] for name in ("html 502", "cut off")])
    origin = {"type": "hologram", "hologram": SECRET}
    odd = text_message(PERSON, SECRET, forward_origin=origin)
    numbers = api.send(odd, {"message": message(PERSON, 3, photo=SECRET)}, text_message(OTHER, "/help"))
    api.wait_confirmed(*numbers)
    assert running.said(OTHER)
    assert len(running.said(PERSON)) == 2
    api.script("sendMessage", html(502))
    api.wait_confirmed(*api.send(text_message(OTHER, "/start", 2)))
    api.wait_confirmed(*api.send(text_message(OTHER, "/help", 3)))
    assert "/start" in running.said(OTHER)[-1] or len(running.said(OTHER)) >= 3
    assert process.running
    output = process.output()
    assert f"update {numbers[0]} (message) cannot be read" in output
    for words in (SECRET, "尘肺", "网关", TOKEN.partition(":")[2], "Traceback"):
        assert words not in output, words


def test_a_second_program_with_the_token_is_named(running: Running) -> None:
    conflict = no(409, "Conflict: terminated by other getUpdates request")
    running.api.script("getUpdates", conflict, conflict)
    said = running.process.wait_for("another program reads this bot's updates", anywhere=True)
    assert "Stop the other one" in said
    running.api.wait_confirmed(*running.api.send(text_message(PERSON, "/help", 9)))
    assert running.process.running


def test_what_is_handled_is_counted_but_nothing_of_private_conversations(running: Running) -> None:
    before = running.counted()
    running.api.wait_confirmed(*running.api.send(text_message(OTHER, "/help", 20)))
    after = running.counted()
    assert after["chenan_updates_total message"] == before.get("chenan_updates_total message", 0) + 1
    assert after["chenan_step_seconds_count none"] == before.get("chenan_step_seconds_count none", 0) + 1
    sent = "chenan_telegram_requests_total sendMessage ok"
    assert after[sent] == before.get(sent, 0) + 1
    said = len(running.said(OTHER))
    for number, words in enumerate(("/report", "/receipt", "123456789012345"), 21):
        running.api.wait_confirmed(*running.api.send(text_message(OTHER, words, number)))
    assert len(running.said(OTHER)) >= said + 3, "each was answered"
    assert running.counted() == after
