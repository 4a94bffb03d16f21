"""The channel of an update: Telegram, or the page in a browser, which has a bot of its own."""

from __future__ import annotations

from contextvars import ContextVar

from aiogram import Bot

WEB_BOT_ID = 1
"""The number of the page's bot. No bot of Telegram's has it, so that states and locks never collide."""

on_web: ContextVar[bool] = ContextVar("on_web", default=False)
"""Whether the current update came from the page."""


def is_web(bot: Bot) -> bool:
    """Whether a bot is the page's."""
    return bot.id == WEB_BOT_ID
