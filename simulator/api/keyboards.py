"""Reply markup: the checks Telegram makes, and finding a button by what stands on it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulator.api.errors import bad_request

Markup = dict[str, Any]
Rows = list[list[Any]]
MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPIED = 256
_ELSEWHERE = frozenset({"callback_game", "pay"})
"""Buttons of games and invoices only."""
_USER = re.compile(r"tg://user/?\?id=(\d+)$", re.IGNORECASE)
_ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_URL = re.compile(r"(?:(?:https?|tg|ton)://)?[^\s/]+\.[^\s]+$|tg://\S+$|https?://\S+$", re.IGNORECASE)


def without_none(value: Any) -> Any:
    """A JSON value without nulls, so that two clients' spellings of the same markup are equal."""
    if isinstance(value, dict):
        return {key: without_none(one) for key, one in value.items() if one is not None}
    return [without_none(one) for one in value] if isinstance(value, list) else value


def check_markup(markup: Markup | None, is_known: Callable[[int], bool]) -> Markup | None:
    """A markup in stored form; raises ApiError 400 for what Telegram would refuse.

    `is_known`: whether the bot has met an account.
    """
    if markup is None:
        return None
    markup = dict(without_none(markup))
    rows: Rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if "inline_keyboard" in markup:
        for row in rows:
            for button in row:
                _check_inline(button, is_known)
        return {"inline_keyboard": [row for row in rows if row]}
    if "keyboard" in markup:
        if not any(rows):
            raise bad_request("reply keyboard must contain at least one button")
        buttons = [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows if row]
        if not all(button.get("text") for row in buttons for button in row):
            raise bad_request("keyboard button text must be non-empty")
        return {**markup, "keyboard": buttons}
    return markup


def _check_inline(button: dict[str, Any], is_known: Callable[[int], bool]) -> None:
    if not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Text button must be non-empty")
    if not _ACTIONS & button.keys():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not _URL.match(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if (who := _USER.match(url or "")) and not is_known(int(who.group(1))):
        raise bad_request("BUTTON_USER_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text", ""))) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if refused := _ELSEWHERE & button.keys():
        raise bad_request(f"can't parse inline keyboard button: {min(refused)} is not allowed here")
    if button.get("login_url") is not None or button.get("web_app") is not None:
        address = str((button.get("login_url") or button["web_app"]).get("url", ""))
        if not address.startswith("https://"):
            raise bad_request(
                f"inline keyboard button URL '{address}' is invalid: Only HTTPS links are allowed"
            )


def plain(label: str) -> str:
    """A label without leading emoji and blanks."""
    return re.sub(r"^[^\w(（《「]+", "", label).strip() or label.strip()


def find_button(rows: list[list[dict[str, Any]]], wanted: str) -> tuple[int, int] | None:
    """Row and column of the button whose text is, begins with or contains the wanted words, in that order."""
    labels = [(r, c, button["text"]) for r, row in enumerate(rows) for c, button in enumerate(row)]
    for row, column, text in labels:
        if wanted in (text, text.strip(), plain(text)):
            return row, column
    for row, column, text in labels:
        if text.startswith(wanted) or plain(text).startswith(wanted):
            return row, column
    return next(((row, column) for row, column, text in labels if wanted in text), None)


def start_parameter(url: str, username: str) -> str | None:
    """The start parameter of a link to the bot ("" if it has none), None for any other link."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(parts.query)
    if parts.scheme == "tg":
        here = parts.netloc == "resolve" and query.get("domain", [""])[0].lower() == username.lower()
    else:
        here = parts.netloc in ("t.me", "telegram.me") and parts.path.strip("/").lower() == username.lower()
    return query.get("start", [""])[0] if here else None
