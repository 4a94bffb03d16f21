"""Drafts of private conversations: in the private session, in memory, and nowhere else.

Their `repr` tells nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date

from content.typed.telltales import without_telltales
from storage.reports.crypto import Ticket
from storage.reports.intake import Prepared
from storage.reports.messages import PreparedMessage
from storage.reports.receipts import Seen


def _new_mark() -> str:
    return secrets.token_hex(8)


@dataclass(repr=False)
class ReportDraft:
    """A report. `poster`: the code it began with; `at_once`: lives are at risk now; `in_danger`:
    so it began, and whether it is still so is to be asked; `as_it_is`: the words
    that are to go with what may tell who writes.

    `prepared` is what `receipt` belongs to, kept until it is written down, so that sending can be repeated.
    `mark` is another one after every change: a button that sends belongs to one state of it. It is random, so
    that what a button carries tells nothing of the words.
    """

    poster: str = ""
    category: str = ""
    jurisdiction_id: int = 0
    enterprise_id: int | None = None
    enterprise: str = ""
    place: str = ""
    text: str = ""
    since: str = ""
    photos: list[bytes] = field(default_factory=list)
    urgent: bool = False
    at_once: bool = False
    in_danger: bool = False
    as_it_is: str = ""
    receipt: str = ""
    mark: str = field(default_factory=_new_mark, compare=False)
    prepared: Prepared | None = None
    case_number: str = ""
    sent_on: date | None = None

    @property
    def is_written(self) -> bool:
        """Whether there are words or photos that were not sent."""
        return self.sent_on is None and bool(self.text or self.photos)

    @property
    def words(self) -> str:
        """All typed text that is sent."""
        return "\n".join(part for part in (self.text, self.place) if part)

    def take_out(self, gap: str) -> None:
        """Remove the parts that may identify the writer."""
        self.text, self.place = without_telltales(self.text, gap), without_telltales(self.place, gap)
        self.changed()

    def changed(self) -> None:
        """Discard the sealed version after a change."""
        self.prepared, self.receipt, self.mark = None, "", _new_mark()

    def sent(self, case_number: str, today: date) -> ReportDraft:
        """Clear the draft after it was sent, but for its numbers."""
        return ReportDraft(receipt=self.receipt, case_number=case_number, sent_on=today)


@dataclass(repr=False)
class ReceiptDraft:
    """A report looked up, and what is being added to it; `as_it_is` and `mark` as in `ReportDraft`."""

    ticket: Ticket | None = None
    seen: Seen | None = None
    text: str = ""
    as_it_is: str = ""
    photos: list[bytes] = field(default_factory=list)
    mark: str = field(default_factory=_new_mark, compare=False)
    prepared: PreparedMessage | None = None

    @property
    def is_written(self) -> bool:
        """Whether there are words or photos that were not sent."""
        return bool(self.text or self.photos)

    @property
    def words(self) -> str:
        """All typed text that is sent."""
        return self.text

    def take_out(self, gap: str) -> None:
        """Remove the parts that may identify the writer."""
        self.text = without_telltales(self.text, gap)
        self.changed()

    def changed(self) -> None:
        """Discard the sealed version after a change."""
        self.prepared, self.mark = None, _new_mark()

    def added(self) -> None:
        """Clear the addition after it was sent."""
        self.text, self.photos = "", []
        self.changed()
