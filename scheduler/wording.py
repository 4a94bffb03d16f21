"""A message of the outbox in the words of its reader. The sentences themselves stand in the catalogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.catalog import Catalog
from scheduler.outgoing import Button, Outgoing
from storage.outbox import Message


def word(catalog: Catalog, message: Message) -> Outgoing:
    """The message of a row without a topic: plain text, and a row for each of its buttons.

    A button leads to `go:<kind>:<id>`.

    Raises:
        KeyError: the catalog lacks a sentence, or the row a value.
    """

    def button(asked: Mapping[str, Any]) -> Button:
        kind, subject = asked["kind"], asked["id"]
        return Button(catalog.say(f"outbox-button-{kind}", message.language), f"go:{kind}:{subject}")

    text = catalog.say(message.text_key, message.language, **message.values)
    asked = message.button or ()
    buttons = [asked] if isinstance(asked, Mapping) else asked
    return Outgoing(text, rows=tuple((button(one),) for one in buttons))
