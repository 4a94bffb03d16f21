"""States of an office's dialogs about whole campaigns, each group with a typed starter (style T5)."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog import DialogManager, StartMode


class CampaignSG(StatesGroup):
    """An office opens a campaign, moves its days, ends it."""

    pack = State()
    start = State()
    calendar = State()
    days = State()
    edit = State()
    reason = State()
    sends = State()
    plan = State()
    part = State()
    since = State()
    sure = State()
    close = State()
    phone = State()
    close_reason = State()
    reopen = State()
    hotlines = State()
    letterhead = State()
    full_name = State()
    number_pattern = State()


class SummariesSG(StatesGroup):
    """Summaries and monthly reports of an office."""

    list = State()
    one = State()
    write = State()
    cases = State()
    case = State()
    sure = State()
    filings = State()


async def start_campaign(manager: DialogManager, *, opening: bool) -> None:
    """Start the open campaign of an office, or the choice of a plan to open."""
    state = CampaignSG.pack if opening else CampaignSG.days
    await manager.start(state, mode=StartMode.RESET_STACK)


async def start_summaries(manager: DialogManager) -> None:
    """The summaries and monthly reports of an office."""
    await manager.start(SummariesSG.list, mode=StartMode.RESET_STACK)
