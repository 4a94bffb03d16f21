"""The page itself: its files, and the sentences it shows, from the catalogs."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from content.catalog import Catalog
from content.languages import FALLBACK

STATIC = Path(__file__).parent / "static"
FILES = {
    "app.js": "text/javascript",
    "doors.css": "text/css",
    "doors.js": "text/javascript",
    "draw.js": "text/javascript",
    "kept.js": "text/javascript",
    "net.js": "text/javascript",
    "photos.js": "text/javascript",
    "pickers.js": "text/javascript",
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "app.webmanifest": "application/manifest+json",
}
"""The page's files, and their types."""

WORDS = (
    "web-title",
    "web-lead",
    "web-report",
    "web-receipt",
    "web-memory",
    "web-danger",
    "web-who",
    "private-privacy-web",
    "web-close",
    "web-end",
    "web-end-ask",
    "web-end-yes",
    "web-end-no",
    "web-ended",
    "web-again",
    "web-gone",
    "web-size",
    "web-language",
    "web-menu",
    "web-chat",
    "web-mine",
    "web-theirs",
    "web-buttons",
    "web-write",
    "web-write-hint",
    "web-send",
    "web-photo",
    "web-photo-sent",
    "web-voice",
    "error-invalid-voice-long",
    "web-photo-large",
    "web-sending",
    "web-new",
    "web-offline",
    "web-busy",
    "web-slow",
    "web-failed",
    "web-ok",
    "web-spoiler",
    "web-wechat",
    "web-join",
    "web-join-operator",
    "web-name",
    "web-join-on",
    "web-join-again",
    "web-typed",
    "web-join-keeps",
    "web-file",
    "web-leave-ask",
    "web-device-gone",
    "web-mine-again",
    "web-withheld",
    "web-protected",
    "web-home",
    "web-desk",
    "web-login",
    "web-pin",
    "web-login-on",
)
"""Keys of the page's own sentences."""


@cache
def static(name: str) -> bytes:
    """A file of the page."""
    return (STATIC / name).read_bytes()


def index(catalog: Catalog) -> bytes:
    """The page; without JavaScript it says so in every language."""
    said = "".join(
        f'<p lang="{escape(one)}">{escape(catalog.say("web-no-script", one))}</p>'
        for one in catalog.languages
    )
    shell = static("index.html").decode()
    title = escape(catalog.say("web-title", FALLBACK))
    return shell.replace("<!--title-->", title).replace("<!--no-script-->", said).encode()


def words(catalog: Catalog, language: str) -> dict[str, Any]:
    """The sentences of the page in a language, and the languages there are."""
    return {
        "language": language,
        "languages": [{"code": one, "name": catalog.say("language-name", one)} for one in catalog.languages],
        "words": {key: catalog.say(key, language) for key in WORDS},
    }
