"""The sender: python-telegram-bot behind one method. The only file that imports `telegram` (style D5)."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from scheduler.outcome import Flood, Gone, Outcome, Refused, Sent, TokenRefused, Trouble
from scheduler.wording import Button

SECONDS = 20.0
"""No send takes longer; then it counts as lost on the way."""

# Only these 400s say that nobody is there; every other one is about the message.
_GONE = (
    "chat not found",
    "user is deactivated",
    "input_user_deactivated",
    "peer_id_invalid",
    "user not found",
)


def quiet_logs() -> None:
    """Keep the token out of the logs: httpx writes each address, with the token in it, at INFO (style D4)."""
    for name in ("httpx", "httpcore", "telegram"):  # telegram writes texts and chats at DEBUG
        logging.getLogger(name).setLevel(logging.WARNING)


class Sender:
    """Sends plain text. It neither paces nor retries: that is the deliverer's, which knows all rows."""

    def __init__(
        self,
        token: str,
        *,
        api_root: str = "https://api.telegram.org",
        proxy: str | None = None,
        connections: int = 28,
        paid: bool = False,
    ) -> None:
        """`connections`: as many as sends under way. `paid`: Telegram's paid broadcasts, which cost Stars."""
        quiet_logs()
        # The library's own future; we read both kinds of retry_after.
        warnings.filterwarnings("ignore", message=".*retry_after", category=PTBDeprecationWarning)
        self._token = token
        self._paid = paid or None
        self._request = HTTPXRequest(
            connection_pool_size=connections,
            proxy=proxy,
            connect_timeout=5,
            pool_timeout=5,
            write_timeout=10,
            read_timeout=15,
        )
        root = api_root.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._request,
            get_updates_request=self._request,  # never used: only the bot reads updates
        )

    async def start(self) -> None:
        """Open the connections' pool; asks Telegram nothing."""
        await self._request.initialize()

    async def stop(self) -> None:
        """Close all connections."""
        await self._request.shutdown()

    async def send(self, chat_id: int, text: str, button: Button | None = None) -> Outcome:
        """Send one message, at most SECONDS long; everything that can go wrong with it is an outcome.

        Raises:
            TokenRefused: no message can be sent.
        """
        keyboard = None
        if button is not None:
            keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(button[0], callback_data=button[1])]])
        return await self._try(
            self._bot.send_message(
                chat_id,
                text,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_paid_broadcast=self._paid,
            )
        )

    async def probe(self) -> Outcome:
        """Ask Telegram who the bot is: `Sent` when it answers. Nobody notices.

        Raises:
            TokenRefused: as `send`.
        """
        return await self._try(self._bot.get_me())

    async def _try(self, call: Awaitable[Any]) -> Outcome:
        try:
            async with asyncio.timeout(SECONDS):
                await call
        except InvalidToken:
            raise TokenRefused from None  # the library's text may hold the token
        except RetryAfter as error:
            wait = error.retry_after
            return Flood(wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
        except Forbidden as error:
            return Gone(self._plain(error))
        except BadRequest as error:  # before NetworkError, of which it is a kind
            known = any(words in error.message.lower() for words in _GONE)
            return (Gone if known else Refused)(self._plain(error))
        except ChatMigrated as error:  # people have no groups here
            return Refused(self._plain(error))
        except TimedOut as error:
            return Trouble(self._plain(error), left=not error.message.startswith("Pool timeout"))
        except (NetworkError, TelegramError) as error:
            return Trouble(self._plain(error))
        except TimeoutError:
            return Trouble(f"no answer in {SECONDS:.0f} s")
        return Sent()

    def _plain(self, error: TelegramError) -> str:
        return error.message.replace(self._token, "***")
