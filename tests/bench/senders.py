"""Two ways to send a notice without a deliverer of one's own, for comparison; each a process of its own."""

from __future__ import annotations

import asyncio

import click
from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot

PAUSE = 0.05
"""The pause in aiogram 2's documentation: "20 messages per second (Limit: 30 messages per second)"."""


async def loop(url: str, token: str, chats: range, text: str) -> None:
    """One after the other, with a pause; waits where Telegram asks for it."""
    async with Bot(token, base_url=f"{url}/bot") as bot:
        for chat in chats:
            try:
                await bot.send_message(chat, text)
            except RetryAfter as error:
                await asyncio.sleep(float(str(error.retry_after)))
                await bot.send_message(chat, text)
            await asyncio.sleep(PAUSE)


async def limiter(url: str, token: str, chats: range, text: str) -> None:
    """All at once through python-telegram-bot's own limiter."""
    limits = AIORateLimiter(overall_max_rate=30, overall_time_period=1, max_retries=5)
    bot = ExtBot(token, base_url=f"{url}/bot", rate_limiter=limits)

    async def send(chat: int) -> None:
        try:
            await bot.send_message(chat, text, pool_timeout=600)
        except TelegramError as error:
            click.echo(f"lost: {type(error).__name__}", err=True)

    async with bot:
        await asyncio.gather(*(send(chat) for chat in chats))


@click.command()
@click.argument("kind", type=click.Choice(["loop", "limiter"]))
@click.option("--url", required=True)
@click.option("--token", required=True)
@click.option("--first", type=int, required=True)
@click.option("--count", type=int, required=True)
@click.option("--text", required=True)
def main(kind: str, url: str, token: str, first: int, count: int, text: str) -> None:
    """Send a text to people whose numbers follow each other."""
    way = loop if kind == "loop" else limiter
    asyncio.run(way(url, token, range(first, first + count), text))


if __name__ == "__main__":
    main()
