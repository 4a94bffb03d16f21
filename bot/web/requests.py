"""Checks of every request before anything is done: its origin, its length and its duration."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage
from aiohttp.typedefs import Middleware

from bot.logs import where
from storage.nudges.stopping import STOP_PATH

log = logging.getLogger(__name__)

SESSION_HEADER = "X-Session"
_SESSION = re.compile(r"(d\.|[0-9a-f]{8}\.)?[A-Za-z0-9_-]{43}")
"""The key of a device, or a visitor's session, with the tag of its process where there are several."""
MOST_JSON = 32 * 1024
JSON_SECONDS = 20.0
MOST_FIELD = 16 * 1024
UPLOAD_SECONDS = 180.0

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""On every answer, errors included."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """A request that is answered with this status; `after`: seconds to wait."""

    def __init__(self, status: int, reason: str, after: float = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.after = status, reason, after

    def answer(self) -> web.Response:
        """The response as the page reads it."""
        headers = {"Retry-After": str(int(self.after) + 1)} if self.after else {}
        if self.status in (408, 413):
            headers["Connection"] = "close"
        return web.json_response({"refused": self.reason}, status=self.status, headers=headers)


@dataclass
class Upload:
    """A form with a file: its short fields, and the file's bytes."""

    fields: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    name: str = ""
    mime: str = ""


def writable(text: str) -> str:
    """`text` without characters that neither database nor UTF-8 takes: control characters, and halves of
    characters, which browsers make where they cut a text at its longest."""
    return _UNWRITABLE.sub("", text)


def guard(url: str) -> Middleware:
    """A middleware that accepts requests to `url` from its own pages; sets headers on every answer.

    Errors are logged by class and place alone, since aiohttp would name the client's address.
    """
    parts = urlsplit(url)
    origin, host = f"{parts.scheme}://{parts.netloc}".lower(), parts.netloc.lower()

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            _check_source(request, origin, host)
            response = await handler(request)
        except Refused as refusal:
            response = refusal.answer()
        except web.HTTPException as refusal:
            response = web.json_response({"refused": "http"}, status=refusal.status)
        except asyncio.CancelledError:
            raise
        except Exception as problem:  # noqa: BLE001 - aiohttp would log the client's address
            if isinstance(problem, ConnectionError) and _is_gone(request):  # aiohttp would log it as an error
                response = Refused(400, "gone").answer()
            else:  # also where the database refuses the connection
                log.error("a request of the page: %s", where(problem))
                response = web.json_response({"refused": "error"}, status=500)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "chenan"
        return response

    return check


def _is_gone(request: web.Request) -> bool:
    """Whether the client has ended its connection."""
    return request.transport is None or request.transport.is_closing()


def _check_source(request: web.Request, origin: str, host: str) -> None:
    if (request.headers.get("Host") or "").lower() != host:
        raise Refused(421, "host")
    if request.path.startswith(STOP_PATH):  # mail programs have no origin; the path is the right itself
        return
    given = request.headers.get("Origin")
    if given is not None and given.lower() != origin:
        raise Refused(403, "origin")
    if given is None and request.method not in ("GET", "HEAD"):
        raise Refused(403, "origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("same-origin", "none") and request.path.startswith("/w/"):
        raise Refused(403, "site")


def session_of(request: web.Request) -> str:
    """The session a request names.

    Raises:
        Refused: 401, it names none.
    """
    session = request.headers.get(SESSION_HEADER, "")
    if not _SESSION.fullmatch(session):
        raise Refused(401, "session")
    return session


async def read_json(request: web.Request) -> Any:
    """The body as JSON.

    Raises:
        Refused: 413 too long, 408 too slow, 415 of another type, 400 no JSON.
    """
    if request.content_type != "application/json":
        raise Refused(415, "type")
    if (request.content_length or 0) > MOST_JSON:
        raise Refused(413, "large")
    body = bytearray()
    try:
        async with asyncio.timeout(JSON_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MOST_JSON:
                    raise Refused(413, "large")
    except TimeoutError:
        raise Refused(408, "slow") from None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "json") from None


async def read_upload(request: web.Request, most: int) -> Upload:
    """A form with one file of at most `most` bytes.

    Raises:
        Refused: 413 too long, 408 too slow, 400 no form.
    """
    if (request.content_length or 0) > most + MOST_FIELD * 4:
        raise Refused(413, "large")
    found = Upload()
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            parts = await request.multipart()
            for _ in range(6):
                part = await parts.next()
                if part is None:
                    break
                if not isinstance(part, BodyPartReader):
                    raise Refused(400, "form")
                if part.filename is None:
                    text = await _read_part(part, MOST_FIELD)
                    found.fields[part.name or ""] = writable(text.decode("utf-8", "replace"))
                else:
                    found.data = await _read_part(part, most)
                    found.name, found.mime = writable(part.filename), part.headers.get("Content-Type", "")
    except TimeoutError:
        raise Refused(408, "slow") from None
    except (ValueError, AssertionError, BadHttpMessage):
        raise Refused(400, "form") from None
    if found.data is None:
        raise Refused(400, "form")
    return found


async def _read_part(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > most:
            raise Refused(413, "large")
    return bytes(data)
