"""Lines about an extension beside its finding. No window lives here."""

from __future__ import annotations

from bot.app import Context
from bot.ui.fragments import day
from content.screen import shortened
from storage.findings.extension_views import ExtensionView


def extension_line(ctx: Context, last: ExtensionView) -> str:
    """The state of the latest extension, on one line; empty without one."""
    if last.waits:
        return ctx.say("extension-line-asked", day=day(ctx, last.wanted_on))
    if last.state == "refused":
        return ctx.say("extension-line-refused", answer=shortened(last.answer, 22))
    return ""
