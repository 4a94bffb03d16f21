"""The first-aid texts shown before anything else to somebody in danger."""

from __future__ import annotations

from bot.app import Context


def is_emergency(ctx: Context, text: str) -> bool:
    """Whether a text says that somebody is in danger now."""
    known = ctx.app.library.emergencies
    return known is not None and known.is_seen(text)


def first_aid(ctx: Context) -> str:
    """The short first-aid text, above a question."""
    known = ctx.app.library.emergencies
    return "" if known is None else known.first_aid.say(ctx.language)


def help_now(ctx: Context) -> str:
    """The first-aid text on a screen of its own."""
    known = ctx.app.library.emergencies
    return "" if known is None else known.help.say(ctx.language)
