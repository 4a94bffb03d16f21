"""Operations that meet on PostgreSQL give what they give one after the other, at whatever moment they meet.

Each pair here once did not. On SQLite there is one writer at a time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select

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
from storage.membership import enterprise_contacts, invites, seats
from storage.notices import drafts, templates
from storage.notices.audiences import Audience
from storage.people import contacts
from storage.self_checks import submissions
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise, Invite, JoinRequest
from storage.tables.incidents import Incident, IncidentPoint
from storage.tables.notices import Notice, NoticeTemplateRow
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow
from storage.tables.people import Account, Contact
from storage.tables.self_checks import SelfCheck
from storage.tables.web import WebSession
from storage.web import devices, sessions
from tests.storage.conftest import CLI, START, credit_code, register, registering
from tests.storage.interleaving import Pair, check
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.town import Town, audited, count, numbers, owners
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]
LIBRARY = loader.load()
assert LIBRARY.incidents is not None
ACCIDENTS = LIBRARY.incidents


# --- people join ----------------------------------------------------------------------------------------


async def two_join_by_two_invites(town: Town) -> Pair:
    unit, _ = await town.listed()
    one, other, number = await town.invite(unit), await town.invite(unit), next(numbers)
    mine, theirs = town.joins(one, number), town.joins(other, next(numbers))
    return Pair(mine, theirs, (owners(unit),))


async def one_joins_by_two_invites(town: Town) -> Pair:
    unit, _ = await town.listed()
    one, other, number = await town.invite(unit), await town.invite(unit), next(numbers)
    left = select(func.sum(Invite.uses_left)).where(Invite.enterprise_id == unit)
    return Pair(town.joins(one, number), town.joins(other, number), (left, audited("join", unit)))


async def one_joins_while_another_is_let_in(town: Town) -> Pair:
    unit, code = await town.listed()
    secret, number = await town.invite(unit), next(numbers)
    asked = await town.do(lambda db: join_requests.ask(db, town.now, 820_000 + number, "zh", code, "老王"))
    return Pair(
        town.joins(secret, number),
        lambda db: join_requests.decide(db, town.desk.head, town.now, asked, grant=True),
        (owners(unit), count(Contact, Contact.enterprise_id == unit)),
    )


async def one_joins_what_is_merged(town: Town) -> Pair:
    double, _ = await town.listed()
    real, _ = await town.listed()
    secret = await town.invite(double)
    return Pair(
        town.joins(secret, next(numbers)),
        lambda db: keeping.merge(db, town.desk.head, town.now, double, real),
        (count(Contact, Contact.enterprise_id == double),),
    )


async def one_asks_twice(town: Town) -> Pair:
    unit, code = await town.listed()
    number = 830_000 + next(numbers)
    await town.do(lambda db: contacts.ensure_person(db, town.now, number, "zh"))

    async def ask(db: Connection) -> int:
        return await join_requests.ask(db, town.now, number, "zh", code, "老王")

    return Pair(ask, ask, (count(JoinRequest, JoinRequest.enterprise_id == unit),))


async def one_asks_while_let_in(town: Town) -> Pair:
    unit, code = await town.listed()
    number = 840_000 + next(numbers)

    async def ask(db: Connection) -> int:
        return await join_requests.ask(db, town.now, number, "zh", code, "老王", "13800138000")

    asked = await town.do(lambda db: join_requests.ask(db, town.now, number, "zh", code, "老王"))
    return Pair(
        ask,
        lambda db: join_requests.decide(db, town.desk.head, town.now, asked, grant=True),
        (
            count(JoinRequest, JoinRequest.enterprise_id == unit),
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
        (count(Invite, Invite.enterprise_id == unit, Invite.revoked_at.is_(None)),),
    )


async def one_leaves_while_all_are_told(town: Town) -> Pair:
    shop, now = await town.shop(), town.now
    unit, mate = shop.enterprise_id, shop.mate
    told = (OutboxRow.person_id == mate.person_id, OutboxRow.text_key == "outbox-enterprise-closed")
    return Pair(
        lambda db: enterprise_contacts.leave(db, mate, now, unit),
        lambda db: keeping.close_for(db, town.desk.head, now, unit, "stopped"),
        (count(OutboxRow, *told),),
    )


async def one_opens_a_page_while_all_are_ended(town: Town) -> Pair:
    shop, now = await town.shop(), town.now
    who = shop.owner
    assert who.person_id is not None
    person, token = who.person_id, await town.do(lambda db: sessions.create_login(db, who, now))
    web = select(Account.id).where(Account.person_id == person)
    return Pair(
        lambda db: devices.end_all(db, who, now, person),
        lambda db: sessions.use_login(db, now, TODAY, token, person),
        (count(WebSession, WebSession.account_id.in_(web), WebSession.ended_at.is_(None)),),
    )


# --- the list of enterprises ----------------------------------------------------------------------------


def _row(code: str) -> Listed:
    cells = {"name": "导入厂", "credit_code": code, "industry": "shoes", "headcount": "23", "place": ""}
    return Listed(2, {**cells, "phone": "", "contact_name": "", "address": ""}, {})


def _imports(town: Town, code: str) -> Callable[[Connection], Awaitable[Any]]:
    return lambda db: imports.run(db, town.desk.head, town.now, town.place, [_row(code)], LIBRARY.industries)


async def one_registers_what_is_imported(town: Town) -> Pair:
    code, number = credit_code(next(numbers)), 850_000 + next(numbers)
    return Pair(
        _imports(town, code),
        lambda db: registration.register(db, town.now, number, **registering(town.place, credit_code=code)),
        (count(Enterprise, Enterprise.credit_code == code),),
        polite="error-conflict-import-changed",
    )


async def two_import_the_same(town: Town) -> Pair:
    code = credit_code(next(numbers))
    stands = (count(Enterprise, Enterprise.credit_code == code),)
    return Pair(_imports(town, code), _imports(town, code), stands, polite="error-conflict-import-changed")


async def two_erase_the_same(town: Town) -> Pair:
    unit, _ = await town.listed()

    async def erase(db: Connection) -> Any:
        return await records.erase(db, town.desk.head, town.now, RULES, unit, TODAY)

    return Pair(erase, erase, (audited("erase", unit),))


async def one_begins_a_form_of_what_is_merged(town: Town) -> Pair:
    number = next(numbers)
    joined = await register(
        town.database, town.desk.clock, town.place, 860_000 + number, credit_code=credit_code(number)
    )
    real, _ = await town.listed()
    owner, double = Actor("person", joined.person_id), joined.enterprise_id
    return Pair(
        lambda db: submissions.start(db, owner, town.now, double, town.desk.campaign_id),
        lambda db: keeping.merge(db, town.desk.head, town.now, double, real),
        (count(SelfCheck, SelfCheck.enterprise_id == double),),
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


# --- offices --------------------------------------------------------------------------------------------


async def two_heads_send_each_other_away(town: Town) -> Pair:
    place = await town.office()
    (one, seat), (other, other_seat) = await town.head(place), await town.head(place)
    heads = (Staff.jurisdiction_id == place, Staff.revoked_at.is_(None))
    return Pair(
        lambda db: seats.revoke(db, one, town.now, other_seat),
        lambda db: seats.revoke(db, other, town.now, seat),
        (count(Staff, *heads),),
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
        (count(Campaign, Campaign.jurisdiction_id == place, Campaign.state == "open"),),
    )


async def a_template_is_saved_twice(town: Town) -> Pair:
    title = f"模板{next(numbers)}"

    async def save(db: Connection) -> int:
        return await templates.save(db, town.desk.chen, town.now, town.place, title, "请交表。")

    return Pair(save, save, (count(NoticeTemplateRow, NoticeTemplateRow.title == title),))


async def a_draft_is_begun_twice(town: Town) -> Pair:
    author, _ = await town.head(town.place)

    async def begin(db: Connection) -> int:
        return await drafts.begin(db, author, town.now, Audience(town.place), body="请交表。")

    return Pair(begin, begin, (count(Notice, Notice.author_id == author.person_id),))


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
            count(IncidentPoint, IncidentPoint.incident_id == made, IncidentPoint.done_on.is_(None)),
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
    one_leaves_while_all_are_told,
    one_opens_a_page_while_all_are_ended,
    one_registers_what_is_imported,
    two_import_the_same,
    two_erase_the_same,
    one_begins_a_form_of_what_is_merged,
    a_double_hands_in_while_it_is_merged,
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
