"""Pushing updates to the bot's webhook: in order within a chat, several chats at once, until taken."""

import asyncio
import logging
from typing import Any

import aiohttp
from pydantic_core import from_json, to_json

from simulator.api.errors import ApiError
from simulator.api.http import METHODS, BotApi
from simulator.faults import SpoiltError
from simulator.world import World

logger = logging.getLogger(__name__)
LONGEST_PAUSE_SECONDS = 30.0
ANSWER_WITHIN_SECONDS = 60.0


class Webhooks:
    """One task while the server runs; sleeps as long as no webhook is set."""

    def __init__(self, world: World, api: BotApi, first_pause: float = 0.5) -> None:
        self._world = world
        self._api = api
        self._first_pause = first_pause
        self._sending: dict[int | None, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver until cancelled."""
        updates = self._world.updates
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_SECONDS)
        # Updates carry what people wrote: never through a proxy of the environment.
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            asyncio.TaskGroup() as group,
        ):
            while True:
                updates.arrived.clear()
                for update in updates.waiting() if updates.webhook else []:
                    chat = updates.chat_of(update["update_id"])
                    if chat not in self._sending and len(self._sending) < int(updates.webhook["max"]):
                        self._sending[chat] = group.create_task(self._deliver(session, chat, update))
                await updates.arrived.wait()

    async def _deliver(
        self, session: aiohttp.ClientSession, chat: int | None, update: dict[str, Any]
    ) -> None:
        pause = self._first_pause
        try:
            while hook := self._world.updates.webhook:
                fault = await self._post(session, hook, update)
                if fault is None:
                    self._world.updates.confirm(update["update_id"])
                    self._world.store.flush()
                    return
                last = {"last_error_date": self._world.now(), "last_error_message": fault}
                self._world.store.put("webhook_error", "last", last)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        finally:
            del self._sending[chat]
            self._world.updates.arrived.set()

    async def _post(
        self, session: aiohttp.ClientSession, hook: dict[str, Any], update: dict[str, Any]
    ) -> str | None:
        """Hand one update over, carry out the method in the answer; returns what went wrong, if anything."""
        headers = {"Content-Type": "application/json"}
        if hook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret_token"]
        try:
            async with session.post(
                hook["url"], data=to_json(update), headers=headers, ssl=False
            ) as response:
                if not response.ok:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                answer = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
        await self._carry_out(answer)
        return None

    async def _carry_out(self, answer: bytes) -> None:
        try:
            values = from_json(answer) if answer.strip() else None
        except ValueError:
            return
        if not isinstance(values, dict) or values.get("method") not in METHODS:
            return
        name = values.pop("method")
        try:
            await self._api.run(name, values, {})
        except (ApiError, SpoiltError) as error:
            logger.info("%s in a webhook's answer was refused: %s", name, error)
