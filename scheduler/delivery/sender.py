"""The sender: python-telegram-bot behind a few methods. `enclosing` and `requests` know the library, too."""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
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
from telegram.warnings import PTBDeprecationWarning

from scheduler.delivery.enclosing import Enclosing
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.outcome import Flood, Gone, Outcome, Refused, Sent, TokenRefused, Trouble
from scheduler.delivery.requests import Requests
from storage.base.errors import StoreAway

SECONDS = 90.0
"""Timeout in seconds of a request without a file; after it the request counts as lost on the way, and the
message is sent again. Telegram and the proxies before it answer within a minute, if at all."""
UPLOAD_SECONDS = 120.0
"""Timeout in seconds of a request with files."""

# Only these 400s say that nobody is there; every other one is about the message.
_GONE = (
    "chat not found",
    "user is deactivated",
    "input_user_deactivated",
    "peer_id_invalid",
    "user not found",
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def quiet_logs() -> None:
    """Keep the token out of the logs: httpx writes each address, with the token in it, at INFO (style D4)."""
    for name in ("httpx", "httpcore", "telegram"):  # telegram writes texts and chats at DEBUG
        logging.getLogger(name).setLevel(logging.WARNING)


class Sender:
    """Sends, edits, deletes. It neither paces nor retries: that is the deliverer's, which knows all rows.

    Everything that can go wrong with a message is an outcome; every method raises TokenRefused where no
    message can be sent at all.
    """

    def __init__(
        self,
        token: str,
        *,
        api_root: str = "https://api.telegram.org",
        proxy: str | None = None,
        connections: int = 28,
        paid: bool = False,
        heard: Callable[[bool, float], None] | None = None,
    ) -> None:
        """`connections`: as many as concurrent sends. `paid`: Telegram's paid broadcasts, which cost Stars.
        `heard`: called after each request with whether Telegram answered it, and the seconds that took."""
        quiet_logs()
        self._heard = heard
        # The library's own future; we read both kinds of retry_after.
        warnings.filterwarnings("ignore", message=".*retry_after", category=PTBDeprecationWarning)
        self._token = token
        self._paid = paid or None
        self._request = Requests(
            connection_pool_size=connections,
            proxy=proxy,
            connect_timeout=5,
            pool_timeout=5,
            write_timeout=10,
            read_timeout=SECONDS,
        )
        root = api_root.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._request,
            get_updates_request=self._request,  # never used: only the bot reads updates
        )
        self._enclosing = Enclosing(self._bot, self._paid)

    async def start(self) -> None:
        """Open the connections' pool; asks Telegram nothing."""
        await self._request.initialize()

    async def stop(self) -> None:
        """Close all connections."""
        await self._request.shutdown()

    async def send(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        """Send a text, or one file with the text as its caption; buttons below. No files that went before."""
        markup = _keyboard(outgoing.rows)
        if len(outgoing.files) == 1 and not outgoing.apart:
            (file,) = outgoing.files
            one = self._enclosing.send_file(
                chat_id, file, outgoing.text, _mode(outgoing), markup, outgoing.protect or None
            )
            return await self._try(one, UPLOAD_SECONDS)
        return await self._try(
            self._bot.send_message(
                chat_id,
                outgoing.text,
                parse_mode=_mode(outgoing),
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
                protect_content=outgoing.protect or None,
                allow_paid_broadcast=self._paid,
            )
        )

    async def send_album(self, chat_id: int, files: Sequence[Enclosure]) -> Outcome:
        """Send one file, or up to ten of one kind as an album, without text."""
        return await self._try(self._enclosing.send_album(chat_id, files), UPLOAD_SECONDS)

    async def edit(self, chat_id: int, message_id: int, outgoing: Outgoing) -> Outcome:
        """Replace a message's text (the caption, beside one file) and its buttons."""
        how: dict[str, Any] = {
            "chat_id": chat_id,
            "message_id": message_id,
            "parse_mode": _mode(outgoing),
            "reply_markup": _keyboard(outgoing.rows),
        }
        if len(outgoing.files) == 1:
            call = self._bot.edit_message_caption(caption=outgoing.text, **how)
        else:
            call = self._bot.edit_message_text(outgoing.text, link_preview_options=_NO_PREVIEW, **how)
        outcome = await self._try(call)
        if isinstance(outcome, Refused) and "message is not modified" in outcome.problem.lower():
            return Sent((message_id,))
        return outcome

    async def delete(self, chat_id: int, message_ids: Sequence[int]) -> Outcome:
        """Delete messages for both sides: Sent where none of them is left; Refused after 48 hours."""
        if len(message_ids) == 1:
            outcome = await self._try(self._bot.delete_message(chat_id, message_ids[0]))
        else:
            outcome = await self._try(self._bot.delete_messages(chat_id, list(message_ids)))
        if isinstance(outcome, Refused) and "message to delete not found" in outcome.problem.lower():
            return Sent()
        return outcome

    async def probe(self) -> Outcome:
        """Ask Telegram who the bot is: `Sent` when it answers. Nobody notices."""
        return await self._try(self._bot.get_me())

    async def _try(self, call: Awaitable[Any], seconds: float | None = None) -> Outcome:
        began = time.monotonic()
        outcome = await self._tried(call, seconds)
        if self._heard is not None:
            took = time.monotonic() - began if seconds is None else 0.0  # a file may take long
            self._heard(not isinstance(outcome, Trouble) or outcome.is_ours, took)
        return outcome

    async def _tried(self, call: Awaitable[Any], seconds: float | None) -> Outcome:
        seconds = SECONDS if seconds is None else seconds
        try:
            async with asyncio.timeout(seconds):
                return Sent(_ids(await call))
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
        except StoreAway as error:
            return Trouble(f"the store of evidence: {error.reason}", left=False, is_ours=True)
        except TimeoutError:
            return Trouble(f"no answer in {seconds:.0f} s")

    def _plain(self, error: TelegramError) -> str:
        return error.message.replace(self._token, "***")


def _mode(outgoing: Outgoing) -> str | None:
    return "HTML" if outgoing.html else None


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, callback_data=one.callback) for one in row] for row in rows]
    )


def _ids(answer: Any) -> tuple[int, ...]:
    if isinstance(answer, Message):
        return (answer.message_id,) if answer.message_id else ()  # 0: the answer was cut off before it
    return tuple(one.message_id for one in answer) if isinstance(answer, tuple) else ()
