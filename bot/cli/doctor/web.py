"""The page for phones without Telegram, and the ways by which its people are told that something waits: for
`chenan doctor`. Sends nothing."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from bot.cli.doctor.data import Seen
from bot.cli.language import language, say
from bot.config import Settings, SettingsError
from bot.nudges import nudge_ways
from bot.web import probe
from storage.base.database import Database
from storage.nudges import addresses
from storage.reports import keys


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
    if (replica := settings.web_replica_url) is not None:
        if settings.redis_url is None:
            return [(name, say("cli-error-setting-web-replica"), say("cli-doctor-settings-mend"))]
        if reason := await probe.fault(settings.web_url, urlsplit(replica).netloc):
            said = say("cli-doctor-web-replica", url=replica, reason=reason)
            return [(name, said, say("cli-doctor-web-replica-mend"))]
    if not _opens_reports(settings):
        return [(name, say("cli-doctor-web-key"), say("cli-doctor-web-key-mend"))]
    return [(name, say("cli-doctor-web-good", url=settings.web_url), "")]


def _opens_reports(settings: Settings) -> bool:
    """Whether the key file has private keys; where there is no file, or it is broken, other checks say so."""
    if settings.report_key_file is None:
        return True
    try:
        file = keys.load(settings.report_key_file)
    except (OSError, keys.KeyProblem):
        return True
    return file.opens or bool(file.locked)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def look_at_nudges(settings: Settings) -> list[Seen]:
    """A finding for each way; nothing where none is set."""
    try:
        ways = nudge_ways(settings)
    except SettingsError as problem:
        name = say("cli-doctor-name-nudges")
        return [(name, problem.say_problem(language()), problem.say_mend(language()))]
    if not ways:
        return []
    database = Database(settings.database, settings.zone)
    try:
        async with database.read() as db:
            counts = await addresses.count(db)
    finally:
        await database.close()
    found: list[Seen] = []
    for kind, way in ways.items():
        name = say("cli-doctor-name-nudges")
        total, refused = counts.get(kind, (0, 0))
        try:
            reason = await way.check()
        finally:
            await way.close()
        if reason:
            said = say("cli-doctor-nudge-away", kind=kind, reason=reason)
            found.append((name, said, say("cli-doctor-nudge-away-mend", kind=kind)))
        elif refused:
            said = say("cli-doctor-nudge-refused", kind=kind, total=total, refused=refused)
            found.append((name, said, say("cli-doctor-nudge-refused-mend")))
        else:
            found.append((name, say("cli-doctor-nudge-good", kind=kind, total=total), ""))
    return found
