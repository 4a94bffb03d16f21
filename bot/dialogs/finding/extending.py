"""How an extension is spoken of beside its finding. No window lives here."""

from __future__ import annotations

from bot.app import Talk
from bot.dialogs.finding.case import clip
from storage import extensions


def extension_line(talk: Talk, last: extensions.ExtensionView) -> str:
    """What became of the latest question, on one line; empty where there is nothing to say of it."""
    if last.waits:
        return talk.say("extension-line-asked", month=last.wanted_on.month, day=last.wanted_on.day)
    if last.state == "refused":
        return talk.say("extension-line-refused", answer=clip(last.answer, 22))
    return ""
