"""Updates generated from python-telegram-bot's account of the Bot API, of which aiogram's types know nothing.

The bot reads updates with aiogram. python-telegram-bot describes the same published interface in classes of
its own, written by other people; their constructors say which fields an object has and of which kind. So a
field that one of the two knows better shows here, as it would when Telegram sends it.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
import inspect
import random
import sys
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

import telegram

Json = dict[str, Any]
DEEPEST = 4
"""Objects within objects so deep have only what they must have."""
WORDS = (
    "粉尘很大",
    "/start",
    "/start x" * 12,
    "<b>王</b> & {name} {{ }} %s",
    "\u202e倒着写\u200b",
    "👷🏽‍♀️🏭",
    "é" * 300,
    "0",
    " ",
    "12月31日",
    "a\x00b",
    "😀",
)
NUMBERS = (0, 1, 2, 7, 100, 2**31 - 1, 2**31, 2**52, -1)
_NO_FIELDS = ("self", "api_kwargs", "args", "kwargs", "passport_data")  # the last as the library deciphers it
_LOOKUP: dict[str, Any] = {
    name: one
    for module in [one for name, one in sorted(sys.modules.items()) if name.startswith("telegram.")]
    for name, one in vars(module).items()
    if not name.startswith("__")
} | {name: getattr(telegram, name) for name in telegram.__all__}


@functools.cache
def kinds_of(base: Any) -> tuple[Any, ...]:
    """The class, or those that stand for it where it is a base: each kind of member, origin, reaction, …"""
    under = [
        kind
        for one in base.__subclasses__()
        if one.__module__.startswith("telegram.") and not one.__name__.startswith("_")
        for kind in kinds_of(one)
    ]
    return tuple(under) or (base,)


@functools.cache
def fields_of(kind: type) -> dict[str, tuple[Any, bool]]:
    """The fields of an object: what each is, and whether it must be there."""
    constructor: Any = kind.__init__  # type: ignore[misc]
    hints = typing.get_type_hints(constructor, vars(sys.modules[kind.__module__]), _LOOKUP)
    return {
        name: (hints[name], one.default is inspect.Parameter.empty)
        for name, one in inspect.signature(constructor).parameters.items()
        if name not in _NO_FIELDS
    }


class Stranger:
    """Makes up updates of one person in a private chat, now and then of others elsewhere."""

    def __init__(self, seed: int, person: int) -> None:
        self.random = random.Random(seed)
        self.person = person
        self._number = 0

    def each_kind(self) -> Iterator[Json]:
        """The content of one update of each kind, and one message with each of its fields."""
        for name in fields_of(telegram.Update):
            if name != "update_id":
                yield self.update(name)
        for name in fields_of(telegram.Message):
            yield self.update("message", name)

    def update(self, kind: str | None = None, content: str | None = None) -> Json:
        """The content of an update of a kind; a message has `content`, or one to three fields by chance."""
        kinds = [name for name in fields_of(telegram.Update) if name != "update_id"]
        name = kind or self.random.choice(["message", "callback_query", *kinds])
        hint, _ = fields_of(telegram.Update)[name]
        made = self._value(hint, 0, {content} if content else None)
        found: Json = made.to_dict()
        at = found.get("message", {}) if name == "callback_query" else found
        if at.get("chat", {}).get("type") == "private" and "from" in found:
            found["from"]["id"] = at["chat"]["id"]  # nobody else writes there
        return {name: found}

    def broken(self, update: Json) -> Json:
        """The update with one to three of its values lost, exchanged, or of a kind that nobody announced."""
        found = copy.deepcopy(update)
        for _ in range(self.random.randint(1, 3)):
            if not (places := list(_places(found))):
                break
            holder, key = self.random.choice(places)
            match self.random.randrange(5):
                case 0 if isinstance(holder, dict):
                    del holder[key]
                case 1 if isinstance(holder, dict):
                    holder[f"new_{key}"] = holder[key]
                case 2 if isinstance(holder, list):
                    holder.insert(0, holder[key])
                case _:
                    holder[key] = self.random.choice(
                        [None, True, -1, 2**63, 2**80, 1e300, "", "text", [], [[]], {}, {"type": "hologram"}]
                    )
        return found

    def _object(self, kind: type, deep: int, chosen: set[str] | None = None) -> Any:
        if kind is telegram.User:
            return self._user()
        if kind is telegram.Chat:
            return self._chat()
        fields = fields_of(kind)
        optional = [name for name, (_, must) in fields.items() if not must]
        if chosen is None:
            most = 0 if deep >= DEEPEST else min(3, len(optional))
            chosen = set(self.random.sample(optional, self.random.randint(0, most)))
        if (kind is telegram.Message and deep == 0) or kind is telegram.CallbackQuery:
            chosen |= {"from_user"}
        given = {
            name: self._value(hint, deep + 1)
            for name, (hint, must) in fields.items()
            if must or name in chosen
        }
        for name in ("from_user", "user", "chat"):
            if name in given and deep <= 1 and self.random.random() < 0.8:  # mostly the person, at home
                given[name] = self._chat(home=True) if name == "chat" else self._user(me=True)
        if "currency" in given:
            given["currency"] = (
                "XTR" if kind is telegram.RefundedPayment else self.random.choice(["XTR", "CNY"])
            )
        try:
            return kind(**given)
        except (TypeError, ValueError):  # fields that are required since a later version, one of several
            if chosen == set(optional):
                raise
            return self._object(kind, deep, set(optional))

    def _user(self, *, me: bool = False) -> telegram.User:
        number = (
            self.person if me else self.random.choice([self.person, 900_000_000 + self._next() % 50, 777_000])
        )
        return telegram.User(
            number,
            first_name=self._text(),
            is_bot=not me and self.random.random() < 0.1,
            last_name=self.random.choice([None, self._text()]),
            language_code=self.random.choice([None, "zh-hans", "en", "xx"]),
        )

    def _chat(self, *, home: bool = False) -> telegram.Chat:
        if home:
            return telegram.Chat(self.person, "private", first_name=self._text())
        kind = self.random.choice(["private", "group", "supergroup", "channel"])
        number = self.person if kind == "private" else -1_000_000_000_000 - self._next() % 50
        return telegram.Chat(number, kind, title=self._text(), is_forum=self.random.choice([None, True]))

    def _value(self, hint: Any, deep: int, chosen: set[str] | None = None) -> Any:
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            kinds = [
                one
                for one in typing.get_args(hint)
                if one is not type(None) and "DefaultValue" not in str(one)
            ]
            return self._value(
                dt.timedelta if dt.timedelta in kinds else self.random.choice(kinds), deep, chosen
            )
        if origin is typing.Literal:
            return self.random.choice(typing.get_args(hint))
        if origin is not None and issubclass(origin, Sequence):
            (of,) = typing.get_args(hint)
            return [self._value(of, deep) for _ in range(self.random.randint(1, 2))]
        if hint is bool:
            return self.random.random() < 0.5
        if hint is int:
            return self.random.choice(NUMBERS) if self.random.random() < 0.3 else self._next()
        if hint is float:
            return self.random.choice([0.0, 31.23, -179.99])
        if hint in (str, object):
            return self._text()
        if hint is dt.datetime:
            return dt.datetime.fromtimestamp(self.random.choice([0, 1_700_000_000, 2**31]), dt.UTC)
        if hint is dt.timedelta:
            return dt.timedelta(seconds=self.random.choice([0, 1, 86_400]))
        if issubclass(hint, str):  # an enumeration
            return self.random.choice(list(hint))
        return self._object(self.random.choice(kinds_of(hint)), deep, chosen)

    def _text(self) -> str:
        return self.random.choice(WORDS)

    def _next(self) -> int:
        self._number += 1
        return self._number


def _places(of: Any) -> Iterator[tuple[Any, Any]]:
    """Each value within a JSON object or list, as what holds it and its key."""
    pairs = of.items() if isinstance(of, dict) else enumerate(of) if isinstance(of, list) else ()
    for key, one in pairs:
        yield of, key
        yield from _places(one)
