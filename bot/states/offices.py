"""States of the dialogs of offices, each group with a typed starter. Names are a stored format (style T5)."""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog import DialogManager, ShowMode, StartMode


class OfficeSG(StatesGroup):
    """The home window of an office."""

    main = State()
    seats = State()
    league = State()
    campaigns = State()
    sheets = State()


class BreakdownSG(StatesGroup):
    """A campaign in a place: by the places below, by industry, by hazard, by check item."""

    place = State()
    industries = State()
    hazards = State()
    items = State()


class StaffJoinSG(StatesGroup):
    """Joining an office by a link."""

    invited = State()


class NoticesSG(StatesGroup):
    """The notices of an office: lists, one with its operations, its reading."""

    list = State()
    one = State()
    sure = State()
    reading = State()
    unread = State()
    unreached = State()
    why = State()
    correct = State()
    corrected = State()
    give_back = State()


class NoticeWriteSG(StatesGroup):
    """Writing a notice: text, audience, time."""

    template = State()
    text = State()
    files = State()
    main = State()
    audience = State()
    places = State()
    industries = State()
    hazards = State()
    search = State()
    when = State()
    day = State()
    time = State()
    until = State()
    until_time = State()
    confirm = State()
    own = State()
    own_one = State()
    own_text = State()
    own_title = State()


class ExtensionsSG(StatesGroup):
    """An office answers requests for extensions."""

    list = State()
    one = State()
    day = State()
    refuse = State()
    several = State()
    several_refuse = State()


class CaseSG(StatesGroup):
    """Anonymous reports in the office that holds them."""

    list = State()
    closed = State()
    figures = State()
    help = State()
    one = State()
    spam = State()
    ask = State()
    answer = State()
    result = State()
    result_text = State()
    confirm = State()
    department = State()
    place = State()
    reason = State()
    day = State()
    enterprise = State()


class ReviewSG(StatesGroup):
    """An office reviews forms that were handed in."""

    queue = State()
    draw = State()
    sample = State()
    case = State()
    signs = State()
    signed = State()
    item = State()
    overturn = State()
    object = State()
    ask = State()
    verdict = State()
    day = State()
    calendar = State()
    comment = State()
    confirm = State()


class InspectionSG(StatesGroup):
    """Inspections on the spot: planned, recorded item by item, ended."""

    list = State()
    made = State()
    find = State()
    day = State()
    sure = State()
    one = State()
    departments = State()
    shift = State()
    drop = State()
    item = State()
    note = State()
    items = State()
    scope = State()
    rows = State()
    present = State()
    due = State()
    dues = State()
    due_one = State()
    finish = State()
    void = State()
    void_reason = State()
    void_sure = State()


class VerifySG(StatesGroup):
    """An office accepts rectifications, or sends them back."""

    list = State()
    one = State()
    reject = State()


class EscalationSG(StatesGroup):
    """Tasks for a person to decide."""

    list = State()
    one = State()
    reason = State()


class ReferralSG(StatesGroup):
    """Tasks handed up to authorities outside, and their answers."""

    list = State()
    one = State()
    to = State()
    wanted = State()
    day = State()
    reason = State()
    number = State()
    outcome = State()
    answer_day = State()
    answer = State()
    answer_from = State()


class MeasuresSG(StatesGroup):
    """Measures on enterprises, and their execution."""

    list = State()
    one = State()
    refuse = State()
    number = State()
    kind = State()
    amount = State()
    day = State()
    ended = State()
    withdraw = State()
    withdraw_text = State()
    withdraw_day = State()
    withdrawal_number = State()
    withdrawal_text = State()
    papers = State()
    paper = State()
    places = State()
    place = State()
    place_reason = State()


class DutiesSG(StatesGroup):
    """Duties of an office, and of offices below it."""

    list = State()
    one = State()
    done = State()
    below = State()
    standing = State()


class OfficeRulesSG(StatesGroup):
    """Contents and days of an office's daily digest."""

    list = State()
    one = State()
    preview = State()


class UnitsSG(StatesGroup):
    """The enterprises of an office."""

    list = State()
    one = State()
    bring = State()
    sure = State()
    keep = State()
    name = State()
    place = State()
    close = State()
    devices = State()
    merge = State()
    merge_sure = State()
    filter = State()
    erase = State()
    phone = State()


class JoinRequestsSG(StatesGroup):
    """Requests to join an enterprise."""

    list = State()
    one = State()


class StaffSG(StatesGroup):
    """The people of an office."""

    list = State()
    member = State()
    role = State()
    sure = State()
    invites = State()
    deeds = State()
    devices = State()


class StaffInviteSG(StatesGroup):
    """A head makes a link for a new colleague."""

    place = State()
    department = State()
    role = State()
    link = State()


async def start_office(manager: DialogManager, notice: str = "", show: ShowMode | None = None) -> None:
    """The office of the seat a person works on; `notice` is a catalog key shown above it."""
    await manager.start(OfficeSG.main, {"notice": notice}, mode=StartMode.RESET_STACK, show_mode=show)


async def start_breakdown(
    manager: DialogManager, place_id: int | None = None, show: ShowMode | None = None
) -> None:
    """Start the breakdown of a place, by default of the office's own."""
    await manager.start(BreakdownSG.place, {"place": place_id}, mode=StartMode.RESET_STACK, show_mode=show)


async def start_staff_join(manager: DialogManager, token_hash: str) -> None:
    """Start joining an office; the link's token itself is stored nowhere."""
    await manager.start(StaffJoinSG.invited, {"token_hash": token_hash}, mode=StartMode.RESET_STACK)


async def start_notices(manager: DialogManager, notice: str = "") -> None:
    """The notices of the office a person works for; `notice` is a catalog key shown above them."""
    await manager.start(NoticesSG.list, {"notice": notice}, mode=StartMode.RESET_STACK)


async def start_notice(manager: DialogManager, notice_id: int, notice: str = "") -> None:
    """Start one notice, with its operations."""
    await manager.start(NoticesSG.one, {"id": notice_id, "notice": notice}, mode=StartMode.RESET_STACK)


async def start_reading(manager: DialogManager, notice_id: int, *, unread: int | None = None) -> None:
    """Start the reading of a notice, by place; with `unread` the enterprises that have not, those after that
    id."""
    state = NoticesSG.reading if unread is None else NoticesSG.unread
    given = {"id": notice_id, "notice": "", "unread_after": unread or 0}
    await manager.start(state, given, mode=StartMode.RESET_STACK)


async def start_notice_write(manager: DialogManager) -> None:
    """Start the choice of a template for a notice."""
    await manager.start(NoticeWriteSG.template, {"id": 0}, mode=StartMode.RESET_STACK)


async def start_notice_draft(manager: DialogManager, notice_id: int, *, text: bool = False) -> None:
    """Start a draft; `text`: at its text. Earlier messages in the chat stay above the window."""
    state = NoticeWriteSG.text if text else NoticeWriteSG.main
    await manager.start(
        state, {"id": notice_id}, mode=StartMode.RESET_STACK, show_mode=ShowMode.DELETE_AND_SEND
    )


async def start_extensions(
    manager: DialogManager, notice: str = "", chosen: int | None = None, page: int = 0
) -> None:
    """Start the extensions that wait for an office, from that page on, or one of them; `notice` is a catalog
    key."""
    state = ExtensionsSG.list if chosen is None else ExtensionsSG.one
    given = {"notice": notice, "id": chosen, "page": page}
    await manager.start(state, given, mode=StartMode.RESET_STACK)


async def start_cases(manager: DialogManager, notice: str = "") -> None:
    """The anonymous reports that a person's office holds; `notice` is a catalog key shown above them."""
    await manager.start(CaseSG.list, {"notice": notice}, mode=StartMode.RESET_STACK)


async def start_reviews(manager: DialogManager) -> None:
    """Start the queue of reviews."""
    await manager.start(ReviewSG.queue, {"id": None}, mode=StartMode.RESET_STACK)


async def start_review(
    manager: DialogManager,
    self_check_id: int,
    *,
    unit: dict[str, Any] | None = None,
    task: dict[str, int] | None = None,
) -> None:
    """One form under review. Its way back is an enterprise (`unit`, see `start_units`), a task (`task`: its
    `id`, and the `page` of the list), else the queue."""
    came = {"unit": unit, "task": task}
    await manager.start(ReviewSG.case, {"id": self_check_id, **came}, mode=StartMode.RESET_STACK)


async def start_inspections(manager: DialogManager, chosen: int | None = None) -> None:
    """The visits before a department, or one of them."""
    state = InspectionSG.list if chosen is None else InspectionSG.one
    await manager.start(state, {"id": chosen}, mode=StartMode.RESET_STACK)


async def start_inspection_of(manager: DialogManager, enterprise_id: int) -> None:
    """A new visit to an enterprise: on which day."""
    given = {"id": None, "enterprise": enterprise_id}
    await manager.start(InspectionSG.day, given, mode=StartMode.RESET_STACK)


async def start_verify(manager: DialogManager) -> None:
    """Start the rectifications that wait to be accepted."""
    await manager.start(VerifySG.list, mode=StartMode.RESET_STACK)


async def start_escalations(manager: DialogManager, chosen: int | None = None, page: int = 0) -> None:
    """Start the tasks of a person, or one of them, from that page of the list."""
    state = EscalationSG.list if chosen is None else EscalationSG.one
    await manager.start(state, {"id": chosen, "page": page}, mode=StartMode.RESET_STACK)


async def start_referrals(manager: DialogManager, chosen: int | None = None) -> None:
    """Start what was handed up to authorities outside, or one of it."""
    state = ReferralSG.list if chosen is None else ReferralSG.one
    await manager.start(state, {"id": chosen}, mode=StartMode.RESET_STACK)


async def start_referral_of(manager: DialogManager, escalation_id: int) -> None:
    """Hand a task up to an authority outside: to which one is asked first."""
    await manager.start(ReferralSG.to, {"task": escalation_id}, mode=StartMode.RESET_STACK)


async def start_measures(manager: DialogManager, chosen: int | None = None) -> None:
    """Start the measures on enterprises, or one of them."""
    state = MeasuresSG.list if chosen is None else MeasuresSG.one
    await manager.start(state, {"id": chosen}, mode=StartMode.RESET_STACK)


async def start_exposure(manager: DialogManager, exposure_id: int) -> None:
    """Start a place that is to be named in public."""
    given = {"id": None, "exposure": exposure_id}
    await manager.start(MeasuresSG.place, given, mode=StartMode.RESET_STACK)


async def start_duties(manager: DialogManager, notice: str = "", page: int = 0) -> None:
    """Start the duties of an office, from that page on; `notice` is a catalog key shown above it."""
    await manager.start(DutiesSG.list, {"notice": notice, "page": page}, mode=StartMode.RESET_STACK)


async def start_duty(manager: DialogManager, item: str) -> None:
    """One duty of an office, as its list's button carries it."""
    await manager.start(DutiesSG.one, {"item": item}, mode=StartMode.RESET_STACK)


async def start_owed_below(manager: DialogManager) -> None:
    """Start the duties that offices below owe."""
    await manager.start(DutiesSG.below, {"notice": ""}, mode=StartMode.RESET_STACK)


async def start_office_rules(manager: DialogManager) -> None:
    """Start the choice of an office's daily digest."""
    await manager.start(OfficeRulesSG.list, mode=StartMode.RESET_STACK)


async def start_units_so_far(manager: DialogManager, state: str) -> None:
    """Start the enterprises of an office in one state (`statistics.units.STATES`)."""
    await manager.start(UnitsSG.list, {"state": state}, mode=StartMode.RESET_STACK)


async def start_units(manager: DialogManager, chosen: dict[str, Any] | None = None) -> None:
    """The enterprises of an office, or one of them: its `id`, and how the list was looked through (`page`,
    `search`, `state`), or the `notice` it had not read, in the list after the id `unread_after`."""
    state = UnitsSG.one if chosen and "id" in chosen else UnitsSG.list
    await manager.start(state, chosen or {}, mode=StartMode.RESET_STACK)


async def start_join_requests(
    manager: DialogManager, chosen: int | None = None, *, units: dict[str, Any] | None = None
) -> None:
    """Start the requests to join, or one of them; `units`: the list one came from (`start_units`)."""
    state = JoinRequestsSG.list if chosen is None else JoinRequestsSG.one
    await manager.start(state, {"id": chosen, "units": units}, mode=StartMode.RESET_STACK)


async def start_staff(manager: DialogManager, notice: str = "", page: int = 0) -> None:
    """The people of an office, from that page on; `notice` is a catalog key shown above them."""
    await manager.start(StaffSG.list, {"notice": notice, "page": page}, mode=StartMode.RESET_STACK)


async def start_staff_invite(manager: DialogManager) -> None:
    """Start a link for a new colleague."""
    await manager.start(StaffInviteSG.place, mode=StartMode.RESET_STACK)
