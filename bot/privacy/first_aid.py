"""What somebody in danger is told before anything else."""

from __future__ import annotations

from bot.app import Context


def is_emergency(ctx: Context, text: str) -> bool:
    """Whether a text says that somebody is in danger now."""
    known = ctx.app.library.emergencies
    return known is not None and known.is_seen(text)


def first_aid(ctx: Context) -> str:
    """What to do first, in short."""
    known = ctx.app.library.emergencies
    return "" if known is None else known.first_aid.say(ctx.language)


def help_now(ctx: Context) -> str:
    """What to do first, on a screen of its own."""
    known = ctx.app.library.emergencies
    return "" if known is None else known.help.say(ctx.language)
