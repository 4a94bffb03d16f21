"""Photos, files and voice messages on their way in: what is kept, what is refused, and how."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from PIL import Image

from bot.app import App, Context
from bot.transport.identities import Identities
from bot.ui.incoming_files import MAX_BYTES, receive
from content import loader
from content.catalog import Catalog
from content.languages import languages
from simulator.client import SimulatorClient
from simulator.server import Simulator
from storage.base.database import Database
from storage.base.errors import Invalid
from storage.base.files import FileStore
from storage.self_checks.attachments import File
from tests.documents.test_pdf_evidence import paper
from tests.foreign import heic

NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """A plain picture as bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


@dataclass
class Post:
    """A person who sends, and the bot that receives."""

    bot: Bot
    client: SimulatorClient
    ctx: Context
    sender: Any

    async def message(self) -> Message:
        """The newest message, as the bot gets it."""
        updates = await self.bot.get_updates(timeout=0)
        message = updates[-1].message
        assert message is not None
        return message.as_(self.bot)

    async def take(self) -> File:
        """Receive the newest message."""
        return await receive(await self.message(), self.ctx)

    async def refuse(self) -> str:
        """The reason the newest message is refused; it has a sentence in every language."""
        with pytest.raises(Invalid) as refused:
            await self.take()
        for language in languages():
            assert self.ctx.app.catalog.say(refused.value.key, language, **refused.value.values)
        return refused.value.problem


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'chenan.db'}")
    app = App(
        loader.load(),
        Catalog.load(),
        database,
        FileStore(tmp_path / "evidence"),
        lambda: NOON,
        ZoneInfo("Asia/Shanghai"),
        Identities(database),
    )
    async with Simulator() as simulator, SimulatorClient(simulator.base_url) as client:
        session = AiohttpSession(api=TelegramAPIServer.from_base(simulator.base_url))
        async with Bot(simulator.bot_token, session=session) as bot:
            yield Post(bot, client, Context(app, None, "zh"), await client.person("王师傅"))
    await database.close()


async def kept(post: Post, file: File) -> bytes:
    """The bytes in the file store."""
    return await post.ctx.app.files.get(file.sha256)


async def test_a_photo_is_kept_in_its_largest_size_under_its_digest(post: Post) -> None:
    await post.sender.photo(picture(size=(1200, 900)), wait=False)
    file = await post.take()
    data = await kept(post, file)
    assert (file.kind, file.mime, file.width, file.height) == ("photo", "image/jpeg", 1200, 900)
    assert (file.sha256, file.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
async def test_an_image_sent_as_a_file_is_a_photo_too(post: Post, kind: str) -> None:
    await post.sender.document(picture(kind), f"现场.{kind.lower()}", f"image/{kind.lower()}", wait=False)
    file = await post.take()
    assert (file.kind, file.mime) == ("photo", "image/jpeg")
    assert Image.open(io.BytesIO(await kept(post, file))).format == "JPEG"


async def test_place_and_camera_are_gone_and_the_time_of_shooting_stays(post: Post) -> None:
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(0x8825)[2] = (32.0, 27.0, 0.0)
    exif.get_ifd(0x8769)[0x9003] = "2027:02:28 09:30:00"
    sent = picture(exif=exif)
    await post.sender.document(sent, "DSC1.JPG", "image/jpeg", wait=False)
    file = await post.take()
    data = await kept(post, file)
    assert file.taken_at == datetime(2027, 2, 28, 1, 30, tzinfo=UTC)
    assert file.original_sha256 == hashlib.sha256(sent).hexdigest()
    assert b"CAMERA-MAKER" not in data
    assert not Image.open(io.BytesIO(data)).getexif()


async def test_voice_is_kept_as_it_is(post: Post) -> None:
    await post.sender.voice(b"OggS words", 12, wait=False)
    file = await post.take()
    assert (file.kind, file.mime, await kept(post, file)) == ("voice", "audio/ogg", b"OggS words")


@pytest.mark.parametrize(
    ("name", "mime", "problem"),
    [
        ("合同.pdf", "application/pdf", "pdf-broken"),
        ("合同.pdf", None, "pdf-broken"),
        ("画.svg", "image/svg+xml", "photo"),
        ("坏的.HEIC", "application/octet-stream", "photo-broken"),
        ("坏的", "image/heic", "photo-broken"),
        ("坏的.jpg", "image/jpeg", "photo-broken"),
        ("坏的.png", None, "photo-broken"),
    ],
)
async def test_what_is_no_picture_is_refused_with_a_way_on(
    post: Post, name: str, mime: str | None, problem: str
) -> None:
    await post.sender.document(b"not a picture at all", name, mime, wait=False)
    assert await post.refuse() == problem


@pytest.mark.parametrize(
    ("name", "mime"),
    [("IMG_1.HEIC", "application/octet-stream"), ("IMG_1", "image/heic"), ("现场.jpg", "image/jpeg")],
)
async def test_a_file_of_an_iphone_is_a_photo_whatever_it_is_called(post: Post, name: str, mime: str) -> None:
    await post.sender.document(heic(), name, mime, wait=False)
    file = await post.take()
    assert (file.kind, file.mime, file.width, file.height) == ("photo", "image/jpeg", 48, 64)
    assert b"CAMERA-MAKER" not in await kept(post, file)


@pytest.mark.parametrize(("name", "mime"), [("张三的体检.pdf", "application/pdf"), ("检测报告", None)])
async def test_a_pdf_is_kept_as_it_came_with_its_first_page_and_without_its_name(
    post: Post, name: str, mime: str | None
) -> None:
    made = paper()
    await post.sender.document(made, name, mime or "application/pdf", wait=False)
    file = await post.take()
    assert (file.kind, file.mime, file.pages, await kept(post, file)) == (
        "document",
        "application/pdf",
        2,
        made,
    )
    assert file.preview_sha256 is not None
    page = await post.ctx.app.files.get(file.preview_sha256)
    assert Image.open(io.BytesIO(page)).size == (file.width, file.height)
    assert name not in repr(file)


async def test_half_a_picture_is_refused(post: Post) -> None:
    whole = picture(size=(400, 300))
    await post.sender.document(whole[: len(whole) // 2], "现场.jpg", "image/jpeg", wait=False)
    assert await post.refuse() == "photo-broken"


async def test_a_picture_of_too_many_pixels_is_refused_unopened(post: Post) -> None:
    head = bytearray(picture("PNG", (8, 8)))
    head[16:24] = struct.pack(">II", 100_000, 100_000)
    head[29:33] = struct.pack(">I", zlib.crc32(bytes(head[12:29])))
    await post.sender.document(bytes(head), "大.png", "image/png", wait=False)
    assert await post.refuse() == "photo-large"


async def test_a_file_above_twenty_megabytes_is_not_even_asked_for(post: Post) -> None:
    await post.sender.document(picture(), "大.jpg", "image/jpeg", wait=False)
    message = await post.message()
    assert message.document is not None
    large = message.document.model_copy(update={"file_size": MAX_BYTES + 1})
    with pytest.raises(Invalid) as refused:
        await receive(message.model_copy(update={"document": large}).as_(post.bot), post.ctx)
    assert refused.value.problem == "photo-heavy"
    assert await post.client.requests("getFile") == []


async def test_a_voice_message_above_five_minutes_is_refused(post: Post) -> None:
    await post.sender.voice(seconds=301, wait=False)
    assert await post.refuse() == "voice-long"


@pytest.mark.parametrize("fault", [{"status": 500, "description": "Internal"}, {"drop": True}])
async def test_what_telegram_does_not_hand_over_is_asked_for_again(post: Post, fault: dict[str, Any]) -> None:
    await post.sender.photo(picture(), wait=False)
    message = await post.message()
    await post.client.fault(method="getFile", **fault)
    with pytest.raises(Invalid) as refused:
        await receive(message, post.ctx)
    assert refused.value.problem == "download"
    assert (await receive(message, post.ctx)).kind == "photo"


async def test_a_store_that_cannot_write_is_not_hidden(post: Post, tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    await post.sender.photo(picture(), wait=False)
    with pytest.raises(OSError, match="evidence"):
        await post.take()
