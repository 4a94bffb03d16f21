"""States of the dialogs of people, and the list of all groups; each group has a typed starter.

Names are a stored format (style T5).
"""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.app import context_of
from bot.privacy.states import ReceiptSG, ReportSG
from bot.states.campaigns import CampaignSG, SummariesSG
from bot.states.exchange import CircularSG, IncidentSG, MeetingSG, OwnDutiesSG, ReadinessSG, RecordSG
from bot.states.offices import (
    BreakdownSG,
    CaseSG,
    DutiesSG,
    EscalationSG,
    ExtensionsSG,
    InspectionSG,
    JoinRequestsSG,
    MeasuresSG,
    NoticesSG,
    NoticeWriteSG,
    OfficeRulesSG,
    OfficeSG,
    ReferralSG,
    ReviewSG,
    StaffInviteSG,
    StaffJoinSG,
    StaffSG,
    UnitsSG,
    VerifySG,
    start_office,
)


class HomeSG(StatesGroup):
    """The home window and the pages one tap behind it."""

    main = State()
    more = State()
    language = State()
    privacy = State()
    help = State()
    plan = State()
    enterprises = State()
    tip = State()
    anonymity = State()
    past = State()
    campaigns = State()


class JoinSG(StatesGroup):
    """Joining: by an invite, by a shared code, or by registering."""

    choose = State()
    invited = State()
    code = State()
    name = State()
    credit_code = State()
    industry = State()
    town = State()
    address = State()
    headcount = State()
    phone = State()
    confirm = State()
    own_phone = State()
    ask_phone = State()


class ShareSG(StatesGroup):
    """The enterprise's people: share a code, leave, correct the enterprise's data."""

    main = State()
    code = State()
    details = State()
    edit_name = State()
    edit_address = State()
    edit_headcount = State()
    edit_phone = State()
    leave = State()


class ProfileSG(StatesGroup):
    """The short profile that decides what does not apply."""

    uses = State()
    materials = State()
    workers = State()
    exposed = State()
    situations = State()
    result = State()


class SelfCheckSG(StatesGroup):
    """One question a screen."""

    question = State()
    why = State()
    example = State()
    na_reason = State()
    put_off = State()
    numbers = State()
    files = State()
    note = State()
    date = State()
    lapsed = State()


class OverviewSG(StatesGroup):
    """All items with their state."""

    items = State()
    left_out = State()


class SubmitSG(StatesGroup):
    """Reading through and handing in."""

    summary = State()
    submitted = State()
    signed = State()
    withdraw = State()


class FindingSG(StatesGroup):
    """A finding: stop, rectify at once, or plan."""

    stop = State()
    choose = State()
    at_once = State()
    measure = State()
    responsible = State()
    funds = State()
    due = State()
    beyond = State()
    confirm = State()
    view = State()
    after = State()
    files = State()
    comment = State()
    share = State()


class TasksSG(StatesGroup):
    """Open rectifications, soonest first."""

    list = State()
    done = State()


class ReceivedSG(StatesGroup):
    """The notices an enterprise's person got."""

    list = State()


class DevicesSG(StatesGroup):
    """The person's devices on the page in a browser."""

    main = State()
    link = State()
    pin = State()
    sure = State()


class UpkeepSG(StatesGroup):
    """Recurring dates of the enterprise."""

    list = State()
    one = State()
    day = State()


class NudgesSG(StatesGroup):
    """Addresses at which somebody is told that something waits on the page."""

    main = State()
    ask = State()
    code = State()


class ResumptionSG(StatesGroup):
    """A suspended enterprise asks to take up work again."""

    main = State()
    words = State()


class ExtensionSG(StatesGroup):
    """An owner asks for an extension."""

    day = State()
    calendar = State()
    reason = State()
    asked = State()


class HistorySG(StatesGroup):
    """The record of an enterprise: for its people, and for offices."""

    main = State()
    call = State()


class AskedSG(StatesGroup):
    """An owner answers an officer's question during a review."""

    one = State()


ALL_GROUPS = (
    HomeSG,
    JoinSG,
    ShareSG,
    ProfileSG,
    SelfCheckSG,
    OverviewSG,
    SubmitSG,
    FindingSG,
    TasksSG,
    DevicesSG,
    OfficeSG,
    StaffJoinSG,
    NoticesSG,
    NoticeWriteSG,
    ReceivedSG,
    ReportSG,
    ReceiptSG,
    ExtensionSG,
    ExtensionsSG,
    MeasuresSG,
    ResumptionSG,
    CaseSG,
    InspectionSG,
    ReviewSG,
    VerifySG,
    EscalationSG,
    ReferralSG,
    SummariesSG,
    CampaignSG,
    JoinRequestsSG,
    AskedSG,
    HistorySG,
    DutiesSG,
    OfficeRulesSG,
    UnitsSG,
    BreakdownSG,
    StaffSG,
    StaffInviteSG,
    UpkeepSG,
    NudgesSG,
    RecordSG,
    OwnDutiesSG,
    CircularSG,
    MeetingSG,
    IncidentSG,
    ReadinessSG,
)


async def start_home(manager: DialogManager, notice: str = "", show: ShowMode | None = None) -> None:
    """Start the person's home window, over nothing; `notice` is a catalog key shown above it.

    For people who work for an office and for no enterprise it is the office's.
    """
    who = context_of(manager).who
    if who is not None and who.staff_id is not None and who.enterprise_id is None:
        await start_office(manager, notice, show)
        return
    await manager.start(HomeSG.main, {"notice": notice}, mode=StartMode.RESET_STACK, show_mode=show)


async def start_join(manager: DialogManager, invite: str = "") -> None:
    """Joining; `invite` is the token of a deep link."""
    state = JoinSG.invited if invite else JoinSG.choose
    await manager.start(state, {"invite": invite}, mode=StartMode.RESET_STACK)


async def start_share(manager: DialogManager) -> None:
    """The enterprise's people and data."""
    await manager.start(ShareSG.main)


async def start_profile(manager: DialogManager, then: str = "home", campaign_id: int | None = None) -> None:
    """The profile; `then`: home or check, where it leads when done, of which campaign."""
    await manager.start(ProfileSG.uses, {"then": then, "campaign": campaign_id}, mode=StartMode.RESET_STACK)


async def start_self_check(
    manager: DialogManager,
    self_check_id: int,
    question: str = "",
    notice: str = "",
    show: ShowMode | None = None,
) -> None:
    """The self-check at `question`, or at the next open one; over nothing, so that stacks stay flat."""
    await manager.start(
        SelfCheckSG.question,
        {"id": self_check_id, "question": question, "notice": notice},
        mode=StartMode.RESET_STACK,
        show_mode=show,
    )


async def start_overview(manager: DialogManager, self_check_id: int, at: str = "") -> None:
    """All items of a self-check, on the page with the question `at`, or with the next open one."""
    await manager.start(OverviewSG.items, {"id": self_check_id, "at": at}, mode=StartMode.RESET_STACK)


async def start_submit(manager: DialogManager, self_check_id: int) -> None:
    """The summary before handing in, or the form handed in."""
    await manager.start(SubmitSG.summary, {"id": self_check_id}, mode=StartMode.RESET_STACK)


async def start_finding(
    manager: DialogManager, finding_id: int, *, back: str, fresh: bool = False, question: str = ""
) -> None:
    """A finding. `fresh`: just found, asks what to do. `back`: check, submit, home, or a page of the list of
    tasks (`start_tasks`)."""
    state = FindingSG.choose if fresh else FindingSG.view
    await manager.start(
        state,
        {"id": finding_id, "back": back, "fresh": fresh, "question": question},
        mode=StartMode.RESET_STACK,
    )


async def start_tasks(manager: DialogManager, notice: str = "", at: str = "tasks") -> None:
    """Start the open rectifications, or at `done` those done; `at` may say the page, from 0: tasks.2."""
    which, _, page = at.partition(".")
    state = TasksSG.done if which == "done" else TasksSG.list
    given = {"notice": notice, "done_page" if which == "done" else "page": int(page or 0)}
    await manager.start(state, given, mode=StartMode.RESET_STACK)


async def start_more(manager: DialogManager) -> None:
    """The pages behind the home window: language, privacy, help."""
    await manager.start(HomeSG.more, mode=StartMode.RESET_STACK)


async def start_received(manager: DialogManager) -> None:
    """The notices a person got."""
    await manager.start(ReceivedSG.list, mode=StartMode.RESET_STACK)


async def start_asked(manager: DialogManager, question_id: int) -> None:
    """A question of an officer, to be answered."""
    await manager.start(AskedSG.one, {"id": question_id}, mode=StartMode.RESET_STACK)


async def start_extension(manager: DialogManager, finding_id: int, *, back: str = "tasks") -> None:
    """More time for a finding's plan; `back`: see `start_finding`, which it leads to."""
    await manager.start(ExtensionSG.day, {"id": finding_id, "back": back}, mode=StartMode.RESET_STACK)


async def start_resumption(manager: DialogManager) -> None:
    """Start the suspension, and the request to resume work."""
    await manager.start(ResumptionSG.main, mode=StartMode.RESET_STACK)


async def start_history(
    manager: DialogManager, enterprise_id: int, unit: dict[str, Any] | None = None
) -> None:
    """The record of an enterprise; `unit`: how the office's list was looked through (`start_units`), which it
    leads back to, else to the owner's pages."""
    given = {"id": enterprise_id, "unit": unit}
    await manager.start(HistorySG.main, given, mode=StartMode.RESET_STACK)


async def start_nudges(manager: DialogManager) -> None:
    """Addresses for nudges."""
    await manager.start(NudgesSG.main, mode=StartMode.RESET_STACK)


async def start_devices(manager: DialogManager) -> None:
    """The person's devices on the page."""
    await manager.start(DevicesSG.main, mode=StartMode.RESET_STACK)


async def start_upkeeps(manager: DialogManager) -> None:
    """Recurring dates of the enterprise."""
    await manager.start(UpkeepSG.list, mode=StartMode.RESET_STACK)
