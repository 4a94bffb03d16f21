"""The page for phones without Telegram, as people reach it: for `chenan doctor`."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from bot.cli.doctor.data import Seen
from bot.cli.language import say
from bot.config import Settings
from bot.web import probe


async def look_at_page(settings: Settings) -> list[Seen]:
    """Findings about its address: nothing where there is no page."""
    name = say("cli-doctor-name-web")
    if settings.web_url is None and settings.web_listen is None:
        return []
    if settings.web_url is None or settings.web_listen is None:
        return [(name, say("cli-error-setting-web-both"), say("cli-doctor-settings-mend"))]
    parts = urlsplit(settings.web_url)
    if parts.scheme != "https" and not _is_here(parts.hostname or ""):
        said = say("cli-doctor-web-plain", url=settings.web_url)
        return [(name, said, say("cli-doctor-web-plain-mend"))]
    if reason := await probe.fault(settings.web_url):
        said = say("cli-doctor-web-silent", url=settings.web_url, reason=reason)
        return [(name, said, say("cli-doctor-web-silent-mend"))]
    return [(name, say("cli-doctor-web-good", url=settings.web_url), "")]


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
