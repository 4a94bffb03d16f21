"""A running simulator, both libraries as its bot, and people."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image
from telegram.ext import ExtBot

from simulator.client import Person, SimulatorClient
from simulator.server import Simulator


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def picture(width: int = 64, height: int = 48, color: str = "red", kind: str = "JPEG") -> bytes:
    """A plain picture as bytes."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, kind)
    return out.getvalue()


def aiogram_bot(base_url: str, token: str) -> Bot:
    """aiogram pointed at a simulator; the caller closes its session."""
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base_url)))


def ptb_bot(base_url: str, token: str) -> ExtBot[None]:
    """python-telegram-bot pointed at a simulator; the caller enters it."""
    return ExtBot(token, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def simulator(clock: Clock) -> AsyncIterator[Simulator]:
    async with Simulator(clock=clock) as running:
        yield running


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(simulator.base_url, settle=5) as connected:
        yield connected


@pytest.fixture
async def person(client: SimulatorClient) -> Person:
    """A person who has pressed start; their update waits for the bot."""
    somebody = await client.person("王师傅")
    await somebody.send("/start", wait=False)
    return somebody


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    made = aiogram_bot(simulator.base_url, simulator.bot_token)
    yield made
    await made.session.close()


@pytest.fixture
async def ptb(simulator: Simulator) -> AsyncIterator[ExtBot[None]]:
    async with ptb_bot(simulator.base_url, simulator.bot_token) as made:
        yield made
