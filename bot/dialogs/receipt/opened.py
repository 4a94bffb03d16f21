"""The open report of a receipt's dialog, and the addition to it. Both are in memory only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.privacy.drafts import ReceiptDraft
from bot.privacy.entering import session_of
from storage.base.errors import Stale
from storage.reports import receipts
from storage.reports.crypto import Ticket
from storage.reports.receipts import Seen


def draft_of(manager: DialogManager) -> ReceiptDraft:
    """The open report, and the addition to it."""
    return session_of(manager).draft_of(ReceiptDraft)


def ticket_of(manager: DialogManager) -> Ticket:
    """The ticket of the open report.

    Raises:
        Stale: none is.
    """
    ticket = draft_of(manager).ticket
    if ticket is None:
        raise Stale
    return ticket


async def seen_now(manager: DialogManager) -> Seen:
    """The open report in its current state.

    Raises:
        NotFound: it was wiped meanwhile. Stale: none is open.
    """
    ticket = ticket_of(manager)
    return await context_of(manager).read(receipts.look_up, ticket)
