"""The link in an e-mail that stops further ones: a page with a button, and the request of a mail program.

`GET` shows the page and changes nothing, since mail programs and scanners open links by themselves; `POST`
stops (RFC 8058). It needs no session; the token in the path can do nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from html import escape

from aiohttp import web

from bot.app import App
from bot.web.doors import wanted_first
from bot.web.page import static
from bot.web.requests import HEADERS
from storage.nudges import stopping
from storage.nudges.stopping import STOP_PATH, Stopping

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
MOST_BODY = 1024


def stop_key(secret: bytes) -> bytes:
    """The key of the links, from the secret that all processes have."""
    return hmac.new(secret, b"links that stop e-mails", hashlib.sha256).digest()


class StopPages:
    """`counted` counts a request, and refuses too many of one network."""

    def __init__(self, app: App, key: bytes, counted: Callable[[web.Request], None]) -> None:
        self._app = app
        self._key = key
        self._counted = counted

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the routes."""
        router.add_get(STOP_PATH + "{address}", self._show)
        router.add_post(STOP_PATH + "{address}", self._stop)

    async def _show(self, request: web.Request) -> web.Response:
        self._counted(request)
        async with self._app.database.read() as db:
            found = await stopping.find(db, self._key, request.match_info["address"])
        return self._page(request, found, "web-stop-ask" if found else "web-stop-gone", asks=bool(found))

    async def _stop(self, request: web.Request) -> web.Response:
        """Stop, whatever the form says; one that is stopped already is answered alike."""
        self._counted(request)
        await request.content.read(MOST_BODY)
        token = request.match_info["address"]
        found = await self._app.database.run(lambda db: stopping.stop(db, self._app.now(), self._key, token))
        return self._page(request, found, "web-stop-done" if found else "web-stop-gone")

    def _page(
        self, request: web.Request, found: Stopping | None, key: str, *, asks: bool = False
    ) -> web.Response:
        catalog = self._app.catalog
        asked = wanted_first(request.headers.get("Accept-Language", ""), catalog.languages)[0]
        language = found.language if found else asked

        def say(key: str, **values: str) -> str:
            return escape(catalog.say(key, language, **values))

        address = _short(found.target.address) if found else ""
        button = f'<button type="submit" class="big">{say("web-stop-yes")}</button>'
        form = f'<form method="post">{button}</form>' if asks else ""
        filled = (
            static("stop.html")
            .decode()
            .replace("<!--language-->", escape(language))
            .replace("<!--title-->", say("web-title"))
            .replace("<!--said-->", f'<p class="lead">{say(key, address=address)}</p>{form}')
        )
        return web.Response(
            body=filled.encode(),
            content_type="text/html",
            charset="utf-8",
            headers={**HEADERS, "Content-Security-Policy": POLICY},
        )


def _short(address: str) -> str:
    """An e-mail address of which its owner knows it again: o…@example.org."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
