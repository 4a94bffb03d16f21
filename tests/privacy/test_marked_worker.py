"""A marked worker plays every path of reporting; afterwards every byte that was left behind is searched.

The simulator's own folder stands for Telegram and is left out; nothing else is. Logging is at DEBUG.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import io
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from redis import Redis
from sqlalchemy.engine import make_url

from content import loader
from content.typed.receipts import new_receipt
from simulator.client import Person
from storage.people.contacts import ensure_person
from tests.conversations.installation import Installation
from tests.conversations.office import Office, Owner
from tests.conversations.processes import COMMAND, free_port
from tests.conversations.reporting import look_up, report, to_review, to_story
from tests.conversations.walk import picture
from tests.conversations.working_hours import now
from tests.privacy.marks import DeliveryResults, Found, hash_shapes, number_shapes, text_shapes
from tests.redis_server import redis_url
from tests.storage.conftest import postgres

NAME = "马克零七"
USERNAME = "marked_worker_5f0c7"
PHONE = 8613912345607
CAMERA = "MarkedCam-5f0c7-GPS-32.4897"
FILE_NAME = "marked-photo-5f0c7.jpg"
STORY = "丙班夜里两点关风机，喷漆房的门锁着，第七工位那台。"
ADDED = "补充：换班以后第七工位又锁了。"
OTHERS = 19


def marked_photo() -> bytes:
    """A photo whose EXIF names its camera, its owner and a place."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x0110] = exif[0x013B] = CAMERA  # make, model, artist
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (32.0, 29.0, 22.92)
    exif.get_ifd(0x8769)[0x9286] = CAMERA.encode()  # user comment
    image = Image.open(io.BytesIO(picture(900, 700)))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=CAMERA.encode())
    return out.getvalue()


class Scene:
    """An installation with the marked worker in it, and what they did."""

    def __init__(self, installation: Installation, office: Office, worker: Person, about: Owner) -> None:
        self.installation, self.office, self.worker, self.about = installation, office, worker, about
        self.receipts: list[str] = []
        self.logs: list[str] = []

    async def play(self) -> None:
        """Every path of the issue, by the marked worker; 19 others report beside them."""
        for path in (self.whole, self.cancelled, self.refused, self.follow_up, self.guessing, self.crash):
            await path()
        await self.group()

    async def whole(self) -> None:
        await self.worker.send("/start")
        await self.worker.click("匿名举报")
        self.receipts.append(await report(self.worker, self.about, STORY, [marked_photo(), marked_photo()]))
        await self.worker.click("受理凭证")
        await self.worker.click("返回")
        await self.worker.click("我记下了")

    async def cancelled(self) -> None:
        await to_review(self.worker, self.about, STORY, [marked_photo()])
        await self.worker.click("取消，全删掉")
        await to_story(self.worker, self.about)
        await self.worker.send(STORY)
        await self.worker.send("/cancel")
        await to_story(self.worker, self.about)
        await self.worker.send("/start")

    async def refused(self) -> None:
        """Try every message that is refused, and let Telegram fail at every other step."""
        await to_story(self.worker, self.about)
        await self.worker.document(marked_photo(), FILE_NAME, "image/jpeg")
        await self.worker.other("contact", phone_number=f"+{PHONE}", first_name=NAME)
        await self.worker.voice()
        await self.worker.forward(STORY, NAME)
        failing = {"status": 500, "description": "Internal Server Error"}
        gone = {"status": 403, "description": "Forbidden: bot was blocked by the user"}
        for method, fault in (("sendMessage", failing), ("getFile", failing), ("sendMessage", gone)):
            await self.worker.send("/cancel")
            await to_story(self.worker, self.about)
            await self.office.client.fault(method=method, **fault)
            await self.worker.photo(marked_photo())
            await self.worker.send(STORY)
        await self.worker.block()
        await self.worker.unblock()
        await self.worker.send("/start")

    async def follow_up(self) -> None:
        await look_up(self.worker, self.receipts[0])
        await self.worker.send(ADDED)
        await self.worker.photo(marked_photo(), "第七工位")
        await self.worker.click("发给办公室")
        await self.worker.click("全部往来")
        await self.worker.click("返回")
        await self.worker.click("清除本次对话")
        await self.worker.send(self.receipts[0])  # at home, without asking first

    async def guessing(self) -> None:
        await self.worker.send("/receipt")
        for _ in range(6):
            await self.worker.send(new_receipt())
        await self.worker.send("/cancel")

    async def crash(self) -> None:
        await to_review(self.worker, self.about, STORY, [marked_photo()])
        await self.kill()
        await self.worker.click("提交举报")
        await to_story(self.worker, self.about)
        self.installation.bot.kill()
        await self.worker.send(STORY, wait=False)
        await self.kill()
        await self.office.client.idle(self.worker.id)

    async def kill(self) -> None:
        """Kill the bot as `kill -9` does, and start it again."""
        self.logs.append(self.installation.bot.output())
        if self.installation.bot.running:
            self.installation.bot.kill()
        await asyncio.to_thread(self.installation.start_bot)

    async def group(self) -> None:
        """20 reports about the same time, one of them the marked worker's."""
        others = [await self.office.person() for _ in range(OTHERS)]
        people = [*others[:7], self.worker, *others[7:]]
        for start in range(0, len(people), 5):
            found = await asyncio.gather(
                *(report(one, self.about, f"{STORY}{one.id % 97}") for one in people[start : start + 5])
            )
            self.receipts += found

    # --- searching

    def keys(self) -> list[bytes]:
        """Every key that is on a disk: the token and what is derived from it, all of the key file."""
        token = self.installation.token.encode()
        made = [token, token.partition(b":")[2], hmac.new(token, b"chenan dialog states", "sha256").digest()]
        for value in re.findall(r'"([A-Za-z0-9+/=]{40,})"', self.installation.report_key.read_text("utf-8")):
            made += [value.encode(), base64.b64decode(value)]
        return made

    def marks(self) -> DeliveryResults:
        """Patterns that must not be found."""
        marks, number, bot = DeliveryResults(), self.worker.id, int(self.installation.token.partition(":")[0])
        marks.add("account", number_shapes(number))
        marks.add("phone", number_shapes(PHONE))
        for mark, text in (
            ("name", NAME),
            ("username", USERNAME),
            ("camera", CAMERA),
            ("file name", FILE_NAME),
            ("story", STORY),
            ("story's middle", "第七工位"),
            ("addition", ADDED),
        ):
            marks.add(mark, text_shapes(text))
        for receipt in self.receipts:
            digits = receipt.replace(" ", "")
            marks.add("receipt", text_shapes(receipt) | number_shapes(int(digits)))
            marks.add("hash of a receipt", hash_shapes(digits, self.keys()))
        hashed = [str(number), f"{bot}:{number}", f"chat:{bot}:{number}"]
        for destiny in ("default", "aiogd:stack:", "aiogd:stack:<->"):
            key = f"{bot}:{number}:{number}:None:{destiny}"
            hashed += [key, *(f"{key}:{part}" for part in ("data", "state", "lock", None))]
        for text in (*hashed, USERNAME, str(PHONE)):
            marks.add("hash", hash_shapes(text, self.keys()))
        for raw in (number.to_bytes(8, "little"), number.to_bytes(8, "big")):
            marks.add("hash of bytes", {f"sha256 {raw!r}": hashlib.sha256(raw).digest()})
        return marks

    def file_ids(self) -> DeliveryResults:
        """Ids of files, as Telegram tells them."""
        marks = DeliveryResults()
        text = " ".join(
            path.read_text("utf-8", errors="ignore")
            for path in (self.installation.directory / "simulator").rglob("*")
            if path.is_file()
        )
        for name in ("file_id", "file_unique_id"):
            for number, value in enumerate(set(re.findall(rf'"{name}":\s*"([\w-]{{10,}})"', text))):
                marks.add(f"{name} {number}", text_shapes(value))
        assert len(marks.shapes) > 50, "the simulator's folder tells the ids"
        return marks

    async def search(self, *more: tuple[str, bytes]) -> list[Found]:
        """Search the whole installation but the simulator's folder, the logs, and `more`.

        Nothing of SQLite may be open in this process meanwhile: closing a file drops its locks, and the bot
        would delete, as the last one, a journal that is written on here.
        """
        await self.office.database.close()
        directory = self.installation.directory
        self.logs.append(self.installation.bot.output())
        left_out = [directory / "simulator"]
        found = []
        for marks in (self.marks(), self.file_ids()):
            found += marks.look_through(directory, but=left_out)
            for name, data in (*more, *(("log", log.encode()) for log in self.logs)):
                found += marks.look(data, name)
        return found


@contextmanager
def installed(directory: Path, settings: dict[str, str], database: str = "") -> Iterator[Installation]:
    """An installation at DEBUG, whose temporary files are in the searched folder."""
    for name in ("tmp", "home"):
        (directory / name).mkdir()
    health = f"127.0.0.1:{free_port()}"
    made = Installation(
        directory,
        loader.load(),
        {
            "CHENAN_LOG_LEVEL": "DEBUG",
            "CHENAN_HEALTH_LISTEN": health,
            "TMPDIR": str(directory / "tmp"),
            "HOME": str(directory / "home"),
            **settings,
        },
        database,
    )
    try:
        yield made
    finally:
        made.end()


async def scene_in(installation: Installation) -> Scene:
    """The marked worker before anything was said."""
    office = Office(installation, loader.load())
    worker = await office.client.person(NAME, USERNAME)
    return Scene(installation, office, worker, await office.owner())


def metrics(installation: Installation) -> bytes:
    """Responses of the health server on all its paths."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    said = b""
    for path in ("healthz", "readyz", "metrics"):
        try:
            with opener.open(f"http://{installation.settings['CHENAN_HEALTH_LISTEN']}/{path}") as page:
                said += page.read() + str(page.headers).encode()
        except urllib.error.HTTPError as error:
            said += error.read()
    return said


def backed_up(installation: Installation) -> None:
    """`chenan db backup`, into the folder that is searched."""
    subprocess.run(
        [COMMAND, "db", "backup", installation.directory / "backup.tar"],
        env={**os.environ, "CHENAN_DATA_DIR": str(installation.data_dir)},
        check=True,
        capture_output=True,
        cwd=installation.directory,
    )


async def plant(scene: Scene) -> None:
    """Write the account where a mistake would have put it."""
    async with scene.office.database.begin() as db:
        await ensure_person(db, now(), scene.worker.id, "zh")


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path, {}) as made:
        yield made


async def test_a_marked_worker_leaves_nothing_on_sqlite(on_sqlite: Installation) -> None:
    scene = await scene_in(on_sqlite)
    try:
        await scene.play()
        (row,) = await scene.office.rows("SELECT count(*) AS n FROM reports")
        assert row["n"] == 2 + OTHERS, "every path was really played"
        running = await scene.search(("metrics", await asyncio.to_thread(metrics, on_sqlite)))
        assert running == []
        await asyncio.to_thread(backed_up, on_sqlite)
        assert await asyncio.to_thread(on_sqlite.bot.terminate) == 0
        assert await scene.search() == []
        await plant(scene)
        assert {one.mark for one in await scene.search()} == {"account"}, "a planted mark is found"
    finally:
        await scene.office.close()


# --- the same with PostgreSQL and Redis, as an office with several processes has it


@pytest.fixture
def redis() -> Iterator[Redis]:
    """An empty Redis database, emptied again."""
    client = Redis.from_url(redis_url())
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def on_postgres(tmp_path: Path, redis: Redis) -> Iterator[Installation]:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    with postgres() as url, installed(tmp_path, {"CHENAN_REDIS_URL": redis_url()}, url) as made:
        yield made


def dumped(installation: Installation, redis: Redis) -> list[tuple[str, bytes]]:
    """The output of `pg_dump`, and every key of Redis with its value, as text and as Redis dumps it."""
    url = make_url(installation.database_url).set(drivername="postgresql")
    command = ["pg_dump", "--inserts", url.render_as_string(hide_password=False)]
    done = subprocess.run(command, check=True, capture_output=True)
    assert b"INSERT INTO public.reports" in done.stdout
    client: Any = redis
    kept = [b"\n".join((key, client.dump(key), client.get(key))) for key in client.keys("*")]
    assert kept, "people with a row do stand in Redis"
    return [("pg_dump", done.stdout), *(("redis", data) for data in kept)]


@pytest.mark.postgres
@pytest.mark.redis
async def test_a_marked_worker_leaves_nothing_on_postgres_and_redis(
    on_postgres: Installation, redis: Redis
) -> None:
    scene = await scene_in(on_postgres)
    try:
        await scene.about.send("/start")
        await scene.play()
        (row,) = await scene.office.rows("SELECT count(*) AS n FROM reports")
        assert row["n"] == 2 + OTHERS, "every path was really played"
        assert await scene.search(*dumped(on_postgres, redis)) == []
        assert on_postgres.bot.terminate() == 0
        assert await scene.search(*dumped(on_postgres, redis)) == []
        await plant(scene)
        redis.set(f"chenan:{scene.worker.id}", "planted")
        found = {(one.mark, one.where) for one in await scene.search(*dumped(on_postgres, redis))}
        assert found == {("account", "pg_dump"), ("account", "redis")}, "planted marks are found"
    finally:
        await scene.office.close()
