"""Files people send: fetched, checked, cleaned and stored. Their subject is not known here."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import PurePath

from aiogram.enums import ContentType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import Document, Downloadable, Message, Voice
from aiohttp import ClientError

from bot.app import Context
from documents import kept_files, office_files, voice_files
from storage.base.errors import Invalid
from storage.self_checks.attachments import File

PICTURES = (ContentType.PHOTO, ContentType.DOCUMENT)
"""Kinds of messages that may hold a picture or a PDF."""
PAPERS = (ContentType.PHOTO, ContentType.DOCUMENT)
"""Messages that `receive_paper` takes."""
MAX_BYTES = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot download."""
MAX_VOICE_BYTES = 5 * 1024 * 1024
MAX_VOICE_SECONDS = 300
_TYPES = ("jpeg", "jpg", "png", "webp", "gif", "bmp", "x-ms-bmp", "tiff", "heic", "heif")
_PAPERS = frozenset((".docx", ".xlsx"))
_OLD = frozenset((".doc", ".xls", ".wps", ".et", ".docm", ".xlsm"))
_OLD_MIMES = frozenset(("application/msword", "application/vnd.ms-excel"))
_MIMES = frozenset(f"image/{kind}" for kind in _TYPES)
_ENDINGS = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".hif")
)


async def receive(message: Message, ctx: Context) -> File:
    """Store the photo, image file, PDF or voice message of `message` in the file store.

    Pictures are re-encoded without metadata and are of kind photo, however they were sent; a PDF is kept as
    it came, with a picture of its first page; a voice message as it came, one of
    the page without anything but sound. No name of a file is kept.

    Raises:
        Invalid: "pdf-…" see `pdf_evidence.look`; "photo" no image, or of another type; "photo-heavy" above 20
        MB (not fetched); "photo-broken" cannot be decoded; "photo-large" too many pixels; "voice-long" above
        5 minutes or 5 MB; "voice-broken" see `voice_files.look`; "download" Telegram did not hand it over:
        send it again. OSError: the file store is full.
    """
    if message.voice is not None:
        return await _voice(message.voice, message, ctx)
    if message.photo:
        source: Downloadable = message.photo[-1]
        size = message.photo[-1].file_size or 0
    elif message.document is not None:
        source, size = message.document, message.document.file_size or 0
        _check_type(message.document)
    else:
        raise Invalid("error-invalid-photo")
    if size > MAX_BYTES:
        raise Invalid("error-invalid-photo-heavy")
    data = await download(source, message)
    if len(data) > MAX_BYTES:
        raise Invalid("error-invalid-photo-heavy")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return await kept_files.keep_pdf(data, ctx.app.files)
    if message.document is not None and _is_pdf(message.document):
        raise Invalid("error-invalid-pdf-broken")
    try:
        return await kept_files.keep_picture(data, ctx.app.files, ctx.app.zone)
    except Invalid as problem:
        if problem.problem != "photo":
            raise
        raise Invalid("error-invalid-photo-broken") from problem  # its type was looked at above


async def receive_paper(message: Message, ctx: Context) -> File:
    """As `receive`, but no voice, and Word and Excel files (kinds word and sheet) too, kept as they came.

    Raises:
        Invalid: as `receive`; "paper" it is none of these; "office-…" see `office_files.look`.
        OSError: the file store is full.
    """
    document = message.document
    if message.photo or (document is not None and _is_pdf(document)):
        return await receive(message, ctx)
    if document is None:
        raise Invalid("error-invalid-paper")
    ending = PurePath(document.file_name or "").suffix.lower()
    if ending in _OLD or (document.mime_type or "").lower() in _OLD_MIMES:
        raise Invalid("error-invalid-office-old")
    if ending not in _PAPERS and (document.mime_type or "").lower() not in office_files.MIMES.values():
        if (document.mime_type or "").lower() in _MIMES or ending in _ENDINGS:
            return await receive(message, ctx)
        raise Invalid("error-invalid-paper")
    if (document.file_size or 0) > MAX_BYTES:
        raise Invalid("error-invalid-photo-heavy")
    data = await download(document, message)
    if len(data) > MAX_BYTES:
        raise Invalid("error-invalid-photo-heavy")
    return await kept_files.keep_office(data, ctx.app.files)


def _is_pdf(document: Document) -> bool:
    """Whether the document declares itself a PDF."""
    ending = PurePath(document.file_name or "").suffix.lower()
    return (document.mime_type or "").lower() == "application/pdf" or ending == ".pdf"


async def _voice(voice: Voice, message: Message, ctx: Context) -> File:
    if voice.duration > MAX_VOICE_SECONDS or (voice.file_size or 0) > MAX_VOICE_BYTES:
        raise Invalid("error-invalid-voice-long")
    data = await download(voice, message)
    if len(data) > MAX_VOICE_BYTES:
        raise Invalid("error-invalid-voice-long")
    original, mime = hashlib.sha256(data).hexdigest(), "audio/ogg"
    if ctx.on_web:  # Telegram has made its voice messages itself
        recording = await asyncio.to_thread(voice_files.look, data)  # a third of a second at worst
        if (recording.seconds or 0) > MAX_VOICE_SECONDS:
            raise Invalid("error-invalid-voice-long")
        data, mime = recording.data, recording.mime
    return File("voice", await ctx.app.files.put(data), original, mime, len(data))


def _check_type(document: Document) -> None:
    """Refuse documents that are neither a PDF nor a readable image by their type.

    Raises:
        Invalid: "photo".
    """
    mime = (document.mime_type or "").lower()
    ending = PurePath(document.file_name or "").suffix.lower()
    if _is_pdf(document):
        return
    # some phones send images as octet-stream: then the name decides
    if mime not in _MIMES and (mime.startswith("image/") or ending not in _ENDINGS):
        raise Invalid("error-invalid-photo")


async def download(source: Downloadable, message: Message) -> bytes:
    """The bytes Telegram has of a photo, file or voice of `message`.

    Raises:
        Invalid: "photo-heavy", "download".
    """
    if message.bot is None:
        raise Invalid("error-invalid-download")
    target = io.BytesIO()
    try:
        await message.bot.download(source, destination=target)
    except TelegramBadRequest as problem:
        raise Invalid(
            "error-invalid-photo-heavy" if "too big" in problem.message else "error-invalid-download"
        ) from problem
    except (TelegramAPIError, ClientError, TimeoutError) as problem:
        raise Invalid("error-invalid-download") from problem
    return target.getvalue()
