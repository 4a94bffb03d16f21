"""Whether this installation alone reads the bot's updates: what `chenan doctor` asks Telegram for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from bot.config import Settings
from bot.transport.conflicts import TWO_PROGRAMS, last_conflict
from scheduler.delivery.answers import No, Yes

PROBE_SECONDS = 4
"""So long the doctor listens: another program asks again at once when somebody takes its place."""

Ask = Callable[..., Awaitable[Yes | No]]
"""Asks one method of the Bot API, with its parameters."""
Seen = tuple[str, str]
"""What there is, and how to mend it ("": it is in order)."""


async def look(settings: Settings, ask: Ask) -> Seen:
    """How updates come, and whether somebody else takes them.

    Nothing is confirmed by it: what waits for the bot comes again.
    """
    info = await ask("getWebhookInfo")
    hook: dict[str, Any] = info.result if isinstance(info, Yes) and isinstance(info.result, dict) else {}
    url = str(hook.get("url") or "")
    if settings.webhook_url is not None or url:
        return _webhook(settings, url, hook)
    running, conflict = last_conflict(settings.data_dir)
    if conflict:
        return f"at {conflict} another program took updates of this bot", TWO_PROGRAMS
    if running:
        return "read by the bot that runs here, and by nobody else", ""
    answer = await ask("getUpdates", limit=1, timeout=PROBE_SECONDS)
    if isinstance(answer, No) and answer.code == 409:
        own = "or it is this bot, running with another CHENAN_DATA_DIR: then all is well"
        return "another program reads them now", f"{TWO_PROGRAMS}; {own}"
    return "nobody reads them now", ""


def _webhook(settings: Settings, url: str, hook: dict[str, Any]) -> Seen:
    waiting = hook.get("pending_update_count", 0)
    if settings.webhook_url is None:
        mend = (
            "start the bot, which takes it off; if it comes back, another program sets it with the same "
            "token: stop that one, or have @BotFather make a new token (/revoke)"
        )
        return f"they go to a webhook at {urlsplit(url).hostname}, and {waiting} wait", mend
    if not url:
        return "no webhook is set", "start the bot, which sets it"
    if url != settings.webhook_url:
        mend = "stop the program there and start this one again, or correct CHENAN_WEBHOOK_URL"
        return f"they go to another webhook, at {urlsplit(url).hostname}", mend
    if (said := hook.get("last_error_message")) and waiting:
        mend = "see that the address can be reached from the internet and leads to CHENAN_WEBHOOK_LISTEN"
        return f"{waiting} wait, since Telegram's last delivery failed: {str(said)[:200]}", mend
    return f"they come by webhook, {waiting} wait", ""
