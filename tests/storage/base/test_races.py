"""Operations that meet on PostgreSQL give what they give one after the other, at whatever moment they meet.

Each pair here once did not. On SQLite there is one writer at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from content import loader
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.campaigns import opening
from storage.changes import campaign_ending, records
from storage.changes import enterprises as keeping
from storage.enterprises import imports, join_requests, registration
from storage.enterprises.imports import Listed
from storage.incidents import ending as incident_ending
from storage.incidents import recording as incidents
from storage.inspections import planning
from storage.membership import enterprise_contacts, invites, seats
from storage.notices import drafts, templates
from storage.notices.audiences import Audience
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.reviews import cases
from storage.self_checks import submissions
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise, Invite, JoinRequest
from storage.tables.incidents import Incident, IncidentPoint
from storage.tables.inspections import Inspection
from storage.tables.notices import Notice, NoticeTemplateRow
from storage.tables.offices import Staff
from storage.tables.people import Contact
from storage.tables.reviews import Review
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, START, credit_code, register, registering
from tests.storage.interleaving import Pair, check
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import Workshop, begin_workshop, varied

__all__ = ["desk", "varied"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]
LIBRARY = loader.load()
assert LIBRARY.incidents is not None
ACCIDENTS = LIBRARY.incidents
_numbers = itertools.count(100)


class Town:
    """The desk's town, where each pair gets rows of its own."""

    def __init__(self, desk: ReviewDesk) -> None:
        self.desk, self.database, self.now = desk, desk.database, desk.clock.now()
        self.place = desk.town

    async def do(self, work: Callable[[Connection], Awaitable[Any]]) -> Any:
        """Make something ready."""
        async with self.database.begin() as db:
            return await work(db)

    async def listed(self) -> tuple[int, str]:
        """An enterprise on the list that nobody has joined, and its code."""
        code = credit_code(next(_numbers))
        unit = ("某厂", code, "shoes", self.place, 8)
        return await self.do(lambda db: registration.enlist(db, CLI, self.now, *unit)), code

    async def invite(self, enterprise_id: int) -> str:
        """The secret of an office's invite."""
        made = await self.do(lambda db: invites.create(db, CLI, self.now, "enterprise", enterprise_id))
        return str(made.secret)

    async def head(self, place: int) -> tuple[Actor, int]:
        """A new head of a place, with their seat."""
        number = next(_numbers)

        async def seat(db: Connection) -> tuple[Actor, int]:
            person = await contacts.ensure_person(db, self.now, 800_000 + number, "zh")
            at = await staff.seat(db, self.now, person, place, "head", "safety", f"长{number}")
            return Actor("person", person), at

        made: tuple[Actor, int] = await self.do(seat)
        return made

    async def office(self) -> int:
        """A new place below the county."""
        number = next(_numbers)
        made = await self.do(
            lambda db: jurisdictions.add(db, CLI, self.now, f"p{number}", f"地方{number}", "xian")
        )
        return int(made.id)

    async def shop(self) -> Workshop:
        """An enterprise with an owner and a mate, its form begun."""
        desk = self.desk
        return await begin_workshop(self.database, desk.clock, self.place, desk.campaign_id, next(_numbers))

    def joins(self, secret: str, number: int) -> Callable[[Connection], Awaitable[Any]]:
        """Somebody joins by an invite."""
        return lambda db: invites.accept(db, self.now, 810_000 + number, "zh", secret, "某人")


def _count(table: Any, *of: Any) -> Any:
    return select(func.count()).select_from(table).where(*of)


def _audited(action: str, subject_id: int) -> Any:
    return _count(AuditRow, AuditRow.action == action, AuditRow.subject_id == subject_id)


def _owners(enterprise_id: int) -> Any:
    return _count(Contact, Contact.enterprise_id == enterprise_id, Contact.role == "owner")


# --- people join ----------------------------------------------------------------------------------------


async def two_join_by_two_invites(town: Town) -> Pair:
    unit, _ = await town.listed()
    one, other, number = await town.invite(unit), await town.invite(unit), next(_numbers)
    mine, theirs = town.joins(one, number), town.joins(other, next(_numbers))
    return Pair(mine, theirs, (_owners(unit),))


async def one_joins_by_two_invites(town: Town) -> Pair:
    unit, _ = await town.listed()
    one, other, number = await town.invite(unit), await town.invite(unit), next(_numbers)
    left = select(func.sum(Invite.uses_left)).where(Invite.enterprise_id == unit)
    return Pair(town.joins(one, number), town.joins(other, number), (left, _audited("join", unit)))


async def one_joins_while_another_is_let_in(town: Town) -> Pair:
    unit, code = await town.listed()
    secret, number = await town.invite(unit), next(_numbers)
    asked = await town.do(lambda db: join_requests.ask(db, town.now, 820_000 + number, "zh", code, "老王"))
    return Pair(
        town.joins(secret, number),
        lambda db: join_requests.decide(db, town.desk.head, town.now, asked, grant=True),
        (_owners(unit), _count(Contact, Contact.enterprise_id == unit)),
    )


async def one_joins_what_is_merged(town: Town) -> Pair:
    double, _ = await town.listed()
    real, _ = await town.listed()
    secret = await town.invite(double)
    return Pair(
        town.joins(secret, next(_numbers)),
        lambda db: keeping.merge(db, town.desk.head, town.now, double, real),
        (_count(Contact, Contact.enterprise_id == double),),
    )


async def one_asks_twice(town: Town) -> Pair:
    unit, code = await town.listed()
    number = 830_000 + next(_numbers)
    await town.do(lambda db: contacts.ensure_person(db, town.now, number, "zh"))

    async def ask(db: Connection) -> int:
        return await join_requests.ask(db, town.now, number, "zh", code, "老王")

    return Pair(ask, ask, (_count(JoinRequest, JoinRequest.enterprise_id == unit),))


async def one_asks_while_let_in(town: Town) -> Pair:
    unit, code = await town.listed()
    number = 840_000 + next(_numbers)

    async def ask(db: Connection) -> int:
        return await join_requests.ask(db, town.now, number, "zh", code, "老王", "13800138000")

    asked = await town.do(lambda db: join_requests.ask(db, town.now, number, "zh", code, "老王"))
    return Pair(
        ask,
        lambda db: join_requests.decide(db, town.desk.head, town.now, asked, grant=True),
        (
            _count(JoinRequest, JoinRequest.enterprise_id == unit),
            select(JoinRequest.own_phone).where(JoinRequest.id == asked),
            select(Enterprise.phone).where(Enterprise.id == unit),
        ),
    )


async def one_invites_and_leaves(town: Town) -> Pair:
    shop = await town.shop()
    unit = shop.enterprise_id
    return Pair(
        lambda db: invites.create(db, shop.mate, town.now, "share", unit),
        lambda db: enterprise_contacts.leave(db, shop.mate, town.now, unit),
        (_count(Invite, Invite.enterprise_id == unit, Invite.revoked_at.is_(None)),),
    )


# --- the list of enterprises ----------------------------------------------------------------------------


def _row(code: str) -> Listed:
    cells = {"name": "导入厂", "credit_code": code, "industry": "shoes", "headcount": "23", "place": ""}
    return Listed(2, {**cells, "phone": "", "contact_name": "", "address": ""}, {})


def _imports(town: Town, code: str) -> Callable[[Connection], Awaitable[Any]]:
    return lambda db: imports.run(db, town.desk.head, town.now, town.place, [_row(code)], LIBRARY.industries)


async def one_registers_what_is_imported(town: Town) -> Pair:
    code, number = credit_code(next(_numbers)), 850_000 + next(_numbers)
    return Pair(
        _imports(town, code),
        lambda db: registration.register(db, town.now, number, **registering(town.place, credit_code=code)),
        (_count(Enterprise, Enterprise.credit_code == code),),
        polite="error-conflict-import-changed",
    )


async def two_import_the_same(town: Town) -> Pair:
    code = credit_code(next(_numbers))
    stands = (_count(Enterprise, Enterprise.credit_code == code),)
    return Pair(_imports(town, code), _imports(town, code), stands, polite="error-conflict-import-changed")


async def two_erase_the_same(town: Town) -> Pair:
    unit, _ = await town.listed()

    async def erase(db: Connection) -> Any:
        return await records.erase(db, town.desk.head, town.now, RULES, unit, TODAY)

    return Pair(erase, erase, (_audited("erase", unit),))


async def one_begins_a_form_of_what_is_merged(town: Town) -> Pair:
    number = next(_numbers)
    joined = await register(
        town.database, town.desk.clock, town.place, 860_000 + number, credit_code=credit_code(number)
    )
    real, _ = await town.listed()
    owner, double = Actor("person", joined.person_id), joined.enterprise_id
    return Pair(
        lambda db: submissions.start(db, owner, town.now, double, town.desk.campaign_id),
        lambda db: keeping.merge(db, town.desk.head, town.now, double, real),
        (_count(SelfCheck, SelfCheck.enterprise_id == double),),
    )


async def a_double_hands_in_while_it_is_merged(town: Town) -> Pair:
    double, real = await town.shop(), await town.shop()
    await double.complete()
    check_id = double.check_id
    return Pair(
        lambda db: keeping.merge(db, town.desk.head, town.now, double.enterprise_id, real.enterprise_id),
        lambda db: submissions.submit(db, double.owner, town.now, check_id, form_prefix="XF"),
        (
            select(SelfCheck.state).where(SelfCheck.id == check_id),
            select(Enterprise.state).where(Enterprise.id == double.enterprise_id),
        ),
    )


async def a_visit_is_planned_to_what_is_merged(town: Town) -> Pair:
    double, real = await town.shop(), await town.shop()
    unit, on = double.enterprise_id, TODAY + timedelta(days=3)
    return Pair(
        lambda db: planning.schedule(db, town.desk.chen, town.now, unit, on, today=TODAY),
        lambda db: keeping.merge(db, town.desk.head, town.now, unit, real.enterprise_id),
        (_count(Inspection, Inspection.enterprise_id == unit, Inspection.state == "planned"),),
    )


async def _handed_in(town: Town) -> Workshop:
    shop = await town.shop()
    handed_in = {"state": "submitted", "submitted_at": town.now, "submissions": 1, "number": "XF-1"}
    await shop.change(update(SelfCheck).where(SelfCheck.id == shop.check_id).values(**handed_in))
    return shop


def _case(shop: Workshop) -> tuple[Any, ...]:
    had = (Review.self_check_id == shop.check_id, Review.state == "open", Review.reviewer_id.is_not(None))
    return _count(Review, *had), select(SelfCheck.state).where(SelfCheck.id == shop.check_id)


async def a_case_is_taken_of_what_is_closed(town: Town) -> Pair:
    shop = await _handed_in(town)
    return Pair(
        lambda db: cases.claim(db, town.desk.chen, town.now, shop.check_id),
        lambda db: keeping.close_for(db, town.desk.head, town.now, shop.enterprise_id, "stopped"),
        _case(shop),
    )


async def a_case_is_taken_of_what_moves_away(town: Town) -> Pair:
    shop, desk = await _handed_in(town), town.desk
    return Pair(
        lambda db: cases.claim(db, desk.chen, town.now, shop.check_id),
        lambda db: keeping.move_to(db, desk.above, town.now, shop.enterprise_id, desk.other),
        _case(shop),
    )


# --- offices --------------------------------------------------------------------------------------------


async def two_heads_send_each_other_away(town: Town) -> Pair:
    place = await town.office()
    (one, seat), (other, other_seat) = await town.head(place), await town.head(place)
    heads = (Staff.jurisdiction_id == place, Staff.revoked_at.is_(None))
    return Pair(
        lambda db: seats.revoke(db, one, town.now, other_seat),
        lambda db: seats.revoke(db, other, town.now, seat),
        (_count(Staff, *heads),),
    )


async def a_campaign_is_resumed_while_it_is_opened_anew(town: Town, varied: Any) -> Pair:
    place = await town.office()
    again = (town.now, varied, "small", place, START)

    async def over(db: Connection) -> int:
        made = await opening.open_campaign(db, CLI, *again)
        await campaign_ending.close(db, CLI, town.now, made.id)
        return made.id

    ended = await town.do(over)
    return Pair(
        lambda db: campaign_ending.reopen(db, CLI, town.now, ended),
        lambda db: opening.open_campaign(db, CLI, *again),
        (_count(Campaign, Campaign.jurisdiction_id == place, Campaign.state == "open"),),
    )


async def a_template_is_saved_twice(town: Town) -> Pair:
    title = f"模板{next(_numbers)}"

    async def save(db: Connection) -> int:
        return await templates.save(db, town.desk.chen, town.now, town.place, title, "请交表。")

    return Pair(save, save, (_count(NoticeTemplateRow, NoticeTemplateRow.title == title),))


async def a_draft_is_begun_twice(town: Town) -> Pair:
    author, _ = await town.head(town.place)

    async def begin(db: Connection) -> int:
        return await drafts.begin(db, author, town.now, Audience(town.place), body="请交表。")

    return Pair(begin, begin, (_count(Notice, Notice.author_id == author.person_id),))


async def an_accident_is_closed_while_a_point_is_taken_back(town: Town) -> Pair:
    shop, above = await town.shop(), town.desk.above
    first = ACCIDENTS.points[0].code

    async def ready(db: Connection) -> int:
        made = await incidents.record(db, above, town.now, shop.enterprise_id, f"t{shop.enterprise_id}")
        for point in ACCIDENTS.points:
            await incident_ending.show(db, above, town.now, ACCIDENTS, made, point.code, "已办")
            await incident_ending.settle(db, above, town.now, ACCIDENTS, made, point.code, today=TODAY)
        await incident_ending.conclude(db, above, town.now, made, "已处理", TODAY)
        return made

    made = await town.do(ready)
    return Pair(
        lambda db: incident_ending.close(db, above, town.now, ACCIDENTS, made),
        lambda db: incident_ending.settle(
            db, above, town.now, ACCIDENTS, made, first, today=TODAY, done=False
        ),
        (
            select(Incident.state).where(Incident.id == made),
            _count(IncidentPoint, IncidentPoint.incident_id == made, IncidentPoint.done_on.is_(None)),
        ),
    )


PAIRS = (
    two_join_by_two_invites,
    one_joins_by_two_invites,
    one_joins_while_another_is_let_in,
    one_joins_what_is_merged,
    one_asks_twice,
    one_asks_while_let_in,
    one_invites_and_leaves,
    one_registers_what_is_imported,
    two_import_the_same,
    two_erase_the_same,
    one_begins_a_form_of_what_is_merged,
    a_double_hands_in_while_it_is_merged,
    a_visit_is_planned_to_what_is_merged,
    a_case_is_taken_of_what_is_closed,
    a_case_is_taken_of_what_moves_away,
    two_heads_send_each_other_away,
    a_template_is_saved_twice,
    a_draft_is_begun_twice,
    an_accident_is_closed_while_a_point_is_taken_back,
)


@pytest.mark.parametrize("make", PAIRS, ids=lambda make: make.__name__)
async def test_who_comes_between_finds_and_leaves_what_an_order_gives(
    desk: ReviewDesk, make: Callable[[Town], Awaitable[Pair]]
) -> None:
    town = Town(desk)
    await check(desk.database, lambda: make(town))


async def test_of_a_campaign_resumed_and_opened_anew_one_goes_on(desk: ReviewDesk, varied: Any) -> None:
    town = Town(desk)
    await check(desk.database, lambda: a_campaign_is_resumed_while_it_is_opened_anew(town, varied))
