"""How an extension is spoken of beside its finding. No window lives here."""

from __future__ import annotations

from bot.app import Talk
from content.screen import shortened
from storage.findings.extension_views import ExtensionView


def extension_line(talk: Talk, last: ExtensionView) -> str:
    """What became of the latest question, on one line; empty where there is nothing to say of it."""
    if last.waits:
        return talk.say("extension-line-asked", month=last.wanted_on.month, day=last.wanted_on.day)
    if last.state == "refused":
        return talk.say("extension-line-refused", answer=shortened(last.answer, 22))
    return ""
