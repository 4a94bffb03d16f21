"""The sender against the simulator: HTML, files, albums, edits and deletions as people see them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.outcome import Flood, Gone, Outcome, Refused, Sent
from scheduler.delivery.sender import Sender
from simulator.client import Person, SimulatorClient
from simulator.server import Simulator

READ = ((Button("已阅读", "go:read:7"),),)
LETTER = Outgoing("<b>通知</b>：请在 <i>周五</i> 前交表 &lt;急&gt;", html=True, rows=READ)
PLAIN = "通知：请在 周五 前交表 <急>"


class Now:
    """The simulator's clock, moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def picture(color: str) -> bytes:
    """A plain JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(written, "JPEG")
    return written.getvalue()


def enclosure(kind: str, file_id: str, path: Path | None = None) -> Enclosure:
    async def fetch() -> bytes:
        return await asyncio.to_thread((path or Path()).read_bytes)

    return Enclosure(kind, file_id, "图.jpg" if kind == "photo" else "方案.pdf", fetch if path else None)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
async def simulator(now: Now) -> AsyncIterator[Simulator]:
    async with Simulator(clock=now) as running:
        yield running


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(simulator.base_url) as connected:
        yield connected


@pytest.fixture
async def person(client: SimulatorClient) -> Person:
    somebody = await client.person("王师傅")
    await somebody.send("/start", wait=False)
    return somebody


@pytest.fixture
async def sender(simulator: Simulator) -> AsyncIterator[Sender]:
    made = Sender(simulator.bot_token, api_root=simulator.base_url, connections=4)
    await made.start()
    yield made
    await made.stop()


def ids(outcome: Outcome) -> tuple[int, ...]:
    assert isinstance(outcome, Sent), outcome
    return outcome.message_ids


@pytest.fixture
async def staff_files(person: Person, tmp_path: Path) -> dict[str, list[Enclosure]]:
    """Files that a person has sent to the bot: two pictures, two documents; the bytes kept beside."""
    await person.album([picture("red"), picture("blue")], wait=False)
    for name in ("甲.pdf", "乙.pdf"):
        await person.document(b"%PDF " + name.encode(), name, wait=False)
    found: dict[str, list[Enclosure]] = {"photo": [], "document": []}
    for message in await person.messages(mine=True):
        if message.media in found:
            assert message.media
            kept = tmp_path / message.file_id
            kept.write_bytes(await person.client.download(message.file_id))
            found[message.media].append(enclosure(message.media, message.file_id, kept))
    return found


async def test_html_is_shown_as_telegram_shows_it(sender: Sender, person: Person) -> None:
    sent = ids(await sender.send(person.id, LETTER))
    seen = await person.last()
    assert (seen.id, seen.text, seen.buttons) == (sent[0], PLAIN, [["已阅读"]])
    assert [one["type"] for one in seen.raw["entities"]] == ["bold", "italic"]


async def test_plain_text_is_not_read_as_html(sender: Sender, person: Person) -> None:
    await sender.send(person.id, Outgoing("<b>永兴木业</b> & 1 < 2"))
    assert (await person.last()).text == "<b>永兴木业</b> & 1 < 2"


@pytest.mark.parametrize("text", ["<b>没有关上", "<script>x</script>", ""])
async def test_what_does_not_parse_is_refused_with_the_reason(
    sender: Sender, person: Person, text: str
) -> None:
    outcome = await sender.send(person.id, Outgoing(text, html=True))
    assert isinstance(outcome, Refused)
    assert outcome.problem
    assert not await person.messages()


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_one_file_carries_text_and_button(
    sender: Sender, person: Person, staff_files: dict[str, list[Enclosure]], kind: str
) -> None:
    file = staff_files[kind][0]
    sent = ids(await sender.send(person.id, Outgoing(LETTER.text, True, READ, (file,))))
    seen = await person.last()
    assert (seen.id, seen.text, seen.media, seen.buttons) == (sent[0], PLAIN, kind, [["已阅读"]])


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_album_is_one_group_and_gives_the_ids_of_all(
    sender: Sender, person: Person, staff_files: dict[str, list[Enclosure]], kind: str
) -> None:
    sent = ids(await sender.send_album(person.id, staff_files[kind]))
    seen = await person.messages()
    assert tuple(one.id for one in seen) == sent
    assert [one.media for one in seen] == [kind, kind]
    assert len({one.raw["media_group_id"] for one in seen}) == 1


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_file_the_bot_does_not_know_is_uploaded_once(
    sender: Sender,
    simulator: Simulator,
    client: SimulatorClient,
    person: Person,
    staff_files: dict[str, list[Enclosure]],
    kind: str,
) -> None:
    kept = staff_files[kind][0].fetch
    strange = Enclosure(kind, "of-another-bot", "方案.pdf", kept)
    method = "sendPhoto" if kind == "photo" else "sendDocument"
    for _ in range(3):
        ids(await sender.send(person.id, Outgoing("看一看", files=(strange,))))
    values = [one.params[kind] for one in simulator.requests(method)]
    assert values[0] == "of-another-bot"
    assert values[1].startswith("attach://")
    assert len(values) == 4  # refused, uploaded, and then by the new id
    assert values[2] == values[3] not in values[:2]
    seen = (await person.messages())[-1]
    assert await client.download(seen.file_id)
    if kind == "document":
        assert seen.raw["document"]["file_name"] == "方案.pdf"


async def test_unknown_album_is_uploaded_too(
    sender: Sender, simulator: Simulator, person: Person, staff_files: dict[str, list[Enclosure]]
) -> None:
    strange = [
        Enclosure("photo", f"no-{n}", "图.jpg", file.fetch) for n, file in enumerate(staff_files["photo"])
    ]
    for _ in range(2):
        assert len(ids(await sender.send_album(person.id, strange))) == 2
    assert [one.status for one in simulator.requests("sendMediaGroup")] == [400, 200, 200]


async def test_unknown_file_without_bytes_is_refused(sender: Sender, person: Person, tmp_path: Path) -> None:
    outcome = await sender.send(person.id, Outgoing("x", files=(enclosure("photo", "strange"),)))
    assert isinstance(outcome, Refused)
    missing = enclosure("photo", "strange", tmp_path / "lost")
    outcome = await sender.send(person.id, Outgoing("x", files=(missing,)))
    assert isinstance(outcome, Refused)
    assert "file is not there" in outcome.problem.lower()
    assert str(tmp_path) not in outcome.problem


async def test_edit_changes_text_and_buttons_and_is_done_where_nothing_changes(
    sender: Sender, person: Person
) -> None:
    (sent,) = ids(await sender.send(person.id, LETTER))
    new = Outgoing("<b>更正</b>：周六", html=True, rows=READ)
    assert await sender.edit(person.id, sent, new) == Sent((sent,))
    assert await sender.edit(person.id, sent, new) == Sent((sent,))
    assert await sender.edit(person.id, sent, Outgoing("<b>更正</b>：周六", html=True)) == Sent((sent,))
    (seen,) = await person.messages()
    assert (seen.text, seen.buttons) == ("更正：周六", [])


async def test_edit_of_one_file_changes_its_caption(
    sender: Sender, person: Person, staff_files: dict[str, list[Enclosure]]
) -> None:
    files = tuple(staff_files["photo"][:1])
    (sent,) = ids(await sender.send(person.id, Outgoing("旧", files=files)))
    assert await sender.edit(person.id, sent, Outgoing("新", rows=READ, files=files)) == Sent((sent,))
    seen = await person.last()
    assert (seen.text, seen.media, seen.buttons) == ("新", "photo", [["已阅读"]])


async def test_edit_of_what_the_person_deleted_is_refused(sender: Sender, person: Person) -> None:
    (sent,) = ids(await sender.send(person.id, LETTER))
    await person.delete(sent, wait=False)
    assert await sender.edit(person.id, sent, Outgoing("新")) == Refused("Message to edit not found")


async def test_deletion_takes_all_and_is_done_where_nothing_is_left(
    sender: Sender, person: Person, staff_files: dict[str, list[Enclosure]]
) -> None:
    album = ids(await sender.send_album(person.id, staff_files["photo"]))
    (text,) = ids(await sender.send(person.id, LETTER))
    assert isinstance(await sender.delete(person.id, (*album, text)), Sent)
    assert not await person.messages()
    assert isinstance(await sender.delete(person.id, (*album, text)), Sent)
    assert isinstance(await sender.delete(person.id, (text,)), Sent)


async def test_deletion_after_two_days_is_refused(sender: Sender, person: Person, now: Now) -> None:
    (sent,) = ids(await sender.send(person.id, LETTER))
    now.at += timedelta(hours=48, seconds=1)
    assert isinstance(await sender.delete(person.id, (sent,)), Refused)
    assert len(await person.messages()) == 1


async def test_who_blocked_the_bot_is_gone_for_files_and_edits_too(
    sender: Sender, person: Person, staff_files: dict[str, list[Enclosure]]
) -> None:
    (sent,) = ids(await sender.send(person.id, LETTER))
    await person.block(wait=False)
    assert isinstance(await sender.send_album(person.id, staff_files["photo"]), Gone)
    assert isinstance(await sender.send(person.id, Outgoing("x", files=(staff_files["photo"][0],))), Gone)
    assert isinstance(await sender.edit(person.id, sent, Outgoing("新")), Gone)


async def test_flood_of_an_album_is_a_flood(
    sender: Sender, simulator: Simulator, person: Person, staff_files: dict[str, list[Enclosure]]
) -> None:
    simulator.fail_next("sendMediaGroup", 429, "Too Many Requests: retry after 9", {"retry_after": 9})
    assert await sender.send_album(person.id, staff_files["photo"]) == Flood(9.0)
