"""Delivery items: a message as it will look; and the interface that composes claimed rows and gets their
results."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from content.telegram_html import MAX_CAPTION, over, units
from scheduler.delivery.outcome import Outcome
from storage.outbox.queue import Message

if TYPE_CHECKING:
    from storage.base.database import Connection


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `callback` has at most 64 bytes."""

    text: str
    callback: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message. `kind`: photo, document. `fetch` gives its bytes where Telegram
    refuses `file_id` (it belongs to one bot). `data` instead of both: bytes that are stored nowhere, sent
    once."""

    kind: str
    file_id: str
    name: str
    fetch: Callable[[], Awaitable[bytes]] | None = field(default=None, compare=False, repr=False)
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Nudge:
    """A few words to an address outside of Telegram and the page.

    `kind`: sms, email, wecom. `message`: something waits; something waits that is due by `day` (as it is
    said); or the `code` that confirms the address.
    """

    kind: str
    address: str = field(repr=False)
    address_id: int
    message: Literal["waits", "waits_by", "code"]
    text: str = field(repr=False)
    subject: str
    day: str
    link: str
    code: str = field(repr=False)
    stop: str = field(repr=False, default="")
    """The link that stops further ones; empty for none."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it will look. `html`: Telegram's HTML, else plain. Several files make an album, which
    carries no buttons: the text follows it as a message of its own. So it does one file beside which it does
    not fit as a caption. `protect`: cannot be forwarded. `line`: what it says in a line of its reader's
    digest, where its own first line does not say it all."""

    text: str
    html: bool = False
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[Enclosure, ...] = ()
    protect: bool = False
    line: str = ""
    nudge: Nudge | None = None
    """It goes there, and neither to Telegram nor to the page."""
    nudges: bool = True
    """Whether somebody whose page it waits on is told so elsewhere."""

    @property
    def apart(self) -> bool:
        """Whether files are sent first and the text after them."""
        if len(self.files) != 1:
            return bool(self.files)
        return (over(self.text, MAX_CAPTION) if self.html else units(self.text) - MAX_CAPTION) > 0


class Composer(Protocol):
    """Interface that composes rows with an `outbox.topic` and gets their results."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The message of each row, by its id; None: it no longer holds (the row is closed as moot).

        Called once a claim, for all its rows of the topic that send or edit: one or two queries, however
        many rows. A row whose album has arrived already (`message_ids`) is asked for again before its text.
        """

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Store the results of rows, in the transaction that closes them. Idempotent.

        Reported are Sent (with the ids of the messages), Gone, Refused and Moot; retries are not.
        """
