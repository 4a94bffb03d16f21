"""Whether this installation alone reads the bot's updates: what `chenan doctor` asks Telegram for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from bot.cli.language import say
from bot.config import Settings
from bot.transport.conflicts import last_conflict
from scheduler.delivery.answers import No, Yes

PROBE_SECONDS = 4
"""Seconds for which the doctor polls: another program asks again at once when its poll is taken over."""

Ask = Callable[..., Awaitable[Yes | No]]
"""Asks one method of the Bot API, with its parameters."""
Seen = tuple[str, str]
"""A finding, and its remedy ("": it is in order)."""


async def look(settings: Settings, ask: Ask) -> Seen:
    """Check the way updates come, and whether another program takes them.

    Nothing is confirmed by it: what waits for the bot comes again.
    """
    info = await ask("getWebhookInfo")
    hook: dict[str, Any] = info.result if isinstance(info, Yes) and isinstance(info.result, dict) else {}
    url = str(hook.get("url") or "")
    if settings.webhook_url is not None or url:
        return _webhook(settings, url, hook)
    running, conflict = last_conflict(settings.data_dir)
    if conflict:
        return say("cli-doctor-conflict", time=conflict), say("cli-doctor-two-programs")
    if running:
        return say("cli-doctor-updates-own"), ""
    answer = await ask("getUpdates", limit=1, timeout=PROBE_SECONDS)
    if isinstance(answer, No) and answer.code == 409:
        own = say("cli-doctor-updates-own-other")
        return say("cli-doctor-updates-other"), f"{say('cli-doctor-two-programs')}; {own}"
    return say("cli-doctor-updates-none"), ""


def _webhook(settings: Settings, url: str, hook: dict[str, Any]) -> Seen:
    waiting = hook.get("pending_update_count", 0)
    if settings.webhook_url is None:
        mend = say("cli-doctor-hook-mend")
        return say("cli-doctor-hook", host=urlsplit(url).hostname, count=waiting), mend
    if not url:
        return say("cli-doctor-hook-none"), say("cli-doctor-hook-none-mend")
    if url != settings.webhook_url:
        mend = say("cli-doctor-hook-other-mend")
        return say("cli-doctor-hook-other", host=urlsplit(url).hostname), mend
    if (said := hook.get("last_error_message")) and waiting:
        mend = say("cli-doctor-hook-failed-mend")
        return say("cli-doctor-hook-failed", count=waiting, problem=str(said)[:200]), mend
    return say("cli-doctor-hook-good", count=waiting), ""
