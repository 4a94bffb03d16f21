"""A message of the outbox in the words of its reader. The sentences themselves stand in the catalogs."""

from __future__ import annotations

from content.catalog import Catalog
from storage.outbox import Message

Button = tuple[str, str]
"""Text and callback data of a button."""


def word(catalog: Catalog, message: Message) -> tuple[str, Button | None]:
    """Text and button of a message; the button leads to `go:<kind>:<id>`.

    Raises:
        KeyError: the catalog lacks a sentence, or the row a value.
    """
    text = catalog.say(message.text_key, message.language, **message.values)
    if message.button is None:
        return text, None
    kind, subject = message.button["kind"], message.button["id"]
    return text, (catalog.say(f"outbox-button-{kind}", message.language), f"go:{kind}:{subject}")
