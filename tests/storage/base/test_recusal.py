"""Recusal (回避): nobody acts as an office on an enterprise they act for. Every deed of storage/ is tried by
a head who is contact of the enterprise, and by a head who is not; a deed in no list of deeds.py fails.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

import storage
from storage.base.audit import Actor
from storage.base.errors import ChenanError, NotAllowed, Recused
from storage.base.rights import ON_ENTERPRISES, RIGHTS
from storage.base.zone import DEFAULT as ZONE
from storage.enterprises import join_requests
from storage.findings import extensions
from storage.inspections import planning as inspections
from storage.membership import enterprise_contacts
from storage.notices import drafts, sending
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import audit_trail, staff
from storage.offices.plan_rights import BY_PLAN
from storage.reviews import cases as reviews
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Staff
from storage.tables.people import Contact
from storage.tables.system import AuditRow
from tests.storage.base.deeds import DEEDS, OTHERS_OWN, Deed
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, varied

__all__ = ["desk", "varied"]

SOURCE = Path(inspect.getfile(storage)).parent


class UndoneError(Exception):
    pass


async def said(desk: ReviewDesk, deed: Deed, who: Actor, at: dict[str, Any]) -> ChenanError | None:
    """The refusal of an operation, or None; the operation is rolled back."""
    found: ChenanError | None = None
    try:
        async with desk.database.begin() as db:
            try:
                await deed(db, who, desk, at)
            except ChenanError as error:
                found = error
            raise UndoneError
    except UndoneError:
        return found


async def about(desk: ReviewDesk, shop: Workshop) -> dict[str, Any]:
    """The subjects of operations."""
    other = await desk.workshop(7)
    finding = (await shop.self_check()).line(PLAIN).finding_id
    async with desk.database.read() as db:
        code = select(Enterprise.credit_code).where(Enterprise.id == shop.enterprise_id)
        return {
            "check": shop.check_id,
            "finding": finding,
            "enterprise": shop.enterprise_id,
            "other": other.enterprise_id,
            "owner": shop.owner,
            "code": (await db.execute(code)).scalar_one(),
        }


async def seated(desk: ReviewDesk, shop: Workshop, place: int, role: str = "head") -> Actor:
    """A person with a seat who acts for the shop too: its owner."""
    async with desk.database.begin() as db:
        assert shop.owner.person_id is not None
        await staff.seat(db, desk.clock.now(), shop.owner.person_id, place, role, "safety", "王")
    return shop.owner


@pytest.mark.parametrize("now", ["now", "before", "above"])
async def test_no_deed_is_done_by_an_officer_on_their_own_enterprise(desk: ReviewDesk, now: str) -> None:
    """Contact now, or until lately; with a seat in the place, or above it."""
    shop = await desk.workshop(1, fails=True)
    at = await about(desk, shop)
    both = await seated(desk, shop, desk.county if now == "above" else desk.town)
    if now == "before":
        async with desk.database.begin() as db:
            assert shop.mate.person_id is not None
            await enterprise_contacts.add_contact(
                db, desk.clock.now(), shop.enterprise_id, shop.mate.person_id, "owner", ""
            )
        await make_owner(desk, shop)
        await desk.do(enterprise_contacts.leave, shop.enterprise_id, actor=both)
        at["owner"] = shop.mate
    for name, deed in DEEDS.items():
        refused = await said(desk, deed, both, at)
        assert isinstance(refused, Recused), (name, refused)
        others = await said(desk, deed, desk.head, at)
        assert not isinstance(others, NotAllowed), (name, others)


async def make_owner(desk: ReviewDesk, shop: Workshop) -> None:
    """The mate becomes an owner too, so that the other one may leave."""
    async with desk.database.begin() as db:
        await db.execute(update(Contact).where(Contact.person_id == shop.mate.person_id).values(role="owner"))


def test_every_deed_of_storage_is_tried_here_or_said_to_be_none() -> None:
    """Public operations with an actor that write something."""
    writes = ("audit.write", "update(", "insert(", "delete(", "upsert(")
    found = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if not isinstance(node, ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            given = [one.arg for one in node.args.args]
            code = ast.get_source_segment(text, node) or ""
            code = code.replace("with_for_update(", "").replace("found.update(", "")  # a lock, a Counter
            if "actor" in given and ("now" in given or any(word in code for word in writes)):
                found.add(
                    f"{path.relative_to(SOURCE).with_suffix('').as_posix().replace('/', '.')}.{node.name}"
                )
    listed = {one for names in OTHERS_OWN.values() for one in names.split()}
    tried = {name.split(" ")[0] for name in DEEDS}
    assert found - listed - tried == set(), "say whether it acts on an enterprise, and try it"
    assert tried <= found | {"notices.drafts.address"}


def test_whoever_asks_for_such_a_right_names_the_enterprise() -> None:
    """Also where buttons are chosen: `of=()` shows them, and the deed says why it is not done."""
    root = SOURCE.parent
    for path in (one for name in ("bot", "scheduler", "storage") for one in (root / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) in ("staff.require", "staff.may")):
                continue
            module = importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))
            right = ast.unparse(node.args[2])
            value = eval(right, {**vars(module), "own": False}) if right != "right" else "review.do"  # noqa: S307
            given = {one.arg for one in node.keywords}
            assert value not in ON_ENTERPRISES or "of" in given, path
            assert value not in BY_PLAN or "campaign" in given, path


async def test_rights_over_enterprises_cannot_be_asked_for_without_saying_which(desk: ReviewDesk) -> None:
    assert set(RIGHTS) >= ON_ENTERPRISES
    async with desk.database.read() as db:
        for right in ON_ENTERPRISES:
            with pytest.raises(TypeError):
                await staff.require(db, desk.head, right, desk.town)
        for right in BY_PLAN:
            with pytest.raises(TypeError):
                await staff.require(db, desk.head, right, desk.town, of=())


async def audited(desk: ReviewDesk) -> list[tuple[int, str, dict[str, Any]]]:
    async with desk.database.read() as db:
        rows = await db.execute(
            select(AuditRow.person_id, AuditRow.subject, AuditRow.detail)
            .where(AuditRow.action == "recuse")
            .order_by(AuditRow.id)
        )
        return [tuple(row) for row in rows]


async def test_it_is_left_to_a_colleague_and_written_down(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    both = await seated(desk, shop, desk.town, "inspector")
    with pytest.raises(Recused) as refused:
        await desk.do(reviews.claim, shop.check_id, actor=both)
    assert refused.value.values == {"enterprise": "华美鞋材厂", "left": "here", "place": "某镇"}
    detail = {"right": "review.do", "left": "here", "to": desk.town}
    assert await audited(desk) == [(both.person_id, "enterprise", detail)]
    assert await desk.queued("outbox-recused") == []
    async with desk.database.read() as db:
        (deed,) = [
            one for one in await audit_trail.list_deeds(db, desk.head, desk.town) if one.action == "recuse"
        ]
    assert (deed.name, deed.enterprise) == ("王", "华美鞋材厂")
    assert (await desk.case(shop)).review is None
    await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)


async def alone(desk: ReviewDesk, *, above: bool = True) -> Workshop:
    """A town where the owner of the one enterprise holds the one seat."""
    shop = await desk.workshop(1, fails=True)
    await seated(desk, shop, desk.town)
    leaving = [desk.chen, desk.zhou, desk.head, desk.viewer, *([] if above else [desk.above])]
    async with desk.database.begin() as db:
        await db.execute(
            update(Staff)
            .where(Staff.person_id.in_([one.person_id for one in leaving]))
            .values(revoked_at=desk.clock.now())
        )
    return shop


async def test_where_there_is_nobody_else_the_office_above_is_told_once_a_day(desk: ReviewDesk) -> None:
    shop = await alone(desk)
    for _ in range(2):
        with pytest.raises(Recused) as refused:
            await desk.do(reviews.claim, shop.check_id, actor=shop.owner)
        assert refused.value.values == {"enterprise": "华美鞋材厂", "left": "above", "place": "某县"}
    (told,) = await desk.queued("outbox-recused")
    assert told["person_id"] == desk.above.person_id
    assert told["values"] == {"enterprise": "华美鞋材厂", "place": "某镇", "right": "review-do"}
    await desk.do(reviews.claim, shop.check_id, actor=desk.above)


async def test_where_there_is_nobody_above_either_that_is_said(desk: ReviewDesk) -> None:
    shop = await alone(desk, above=False)
    with pytest.raises(Recused) as refused:
        await desk.do(reviews.claim, shop.check_id, actor=shop.owner)
    assert refused.value.values["left"] == "nobody"
    assert [detail for _, _, detail in await audited(desk)] == [{"right": "review.do", "left": "nobody"}]


async def test_the_office_above_hears_of_what_comes_in_without_anybody_pressing(desk: ReviewDesk) -> None:
    """A form handed in, a question for more time: where the owner alone has a seat."""
    shop = await alone(desk)
    await shop.withdraw()
    await desk.hand_in(shop)
    assert [one["person_id"] for one in await desk.queued("outbox-recused")] == [desk.above.person_id]
    finding = (await shop.self_check()).line(PLAIN).finding_id
    later = TODAY + timedelta(days=40)
    await desk.do(extensions.ask, finding, later, "设备没到", TODAY, actor=shop.owner)
    assert [one["person_id"] for one in await desk.queued("outbox-extension")] == [desk.above.person_id]


async def test_nobody_lets_themselves_in(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    async with desk.database.begin() as db:
        code = (
            await db.execute(select(Enterprise.credit_code).where(Enterprise.id == shop.enterprise_id))
        ).scalar_one()
        asked = await join_requests.ask(db, desk.clock.now(), 700_002, "zh", code, "周")  # the head's account
    with pytest.raises(Recused):
        await desk.do(join_requests.decide, asked, grant=True, actor=desk.head)
    await desk.do(join_requests.decide, asked, grant=True, actor=desk.chen)


async def test_a_case_claimed_before_joining_goes_back_into_the_queue(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    async with desk.database.begin() as db:
        assert desk.chen.person_id is not None
        now = desk.clock.now()
        await enterprise_contacts.add_contact(db, now, shop.enterprise_id, desk.chen.person_id, "member", "")
    with pytest.raises(Recused):
        await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    view = (await desk.case(shop, desk.zhou)).review
    assert view is not None
    assert (view.reviewer_id, view.had) == (None, "chen")
    told = {one["person_id"]: one["values"]["count"] for one in await desk.queued("outbox-cases-back")}
    assert told == {desk.zhou.person_id: 1, desk.head.person_id: 1}
    assert not await desk.do(reviews.give_back, shop.check_id)
    await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)


async def test_a_notice_to_many_reaches_ones_own_too(desk: ReviewDesk) -> None:
    shop, other = await desk.workshop(1), await desk.workshop(2)
    both = await seated(desk, shop, desk.town)
    rules = Rules(ZONE, release_above=200)
    async with desk.database.begin() as db:
        of = (shop.enterprise_id, other.enterprise_id)
        made = await drafts.begin(db, both, desk.clock.now(), Audience(desk.town, enterprises=of), body="请")
        assert (await sending.confirm(db, both, desk.clock.now(), made, rules)).state == "sending"


async def test_ones_own_inspection_is_neither_listed_nor_finished(desk: ReviewDesk) -> None:
    shop, other = await desk.workshop(1), await desk.workshop(2)
    both = await seated(desk, shop, desk.town)
    day: date = TODAY + timedelta(days=3)
    async with desk.database.begin() as db:
        for one in (shop, other):
            await inspections.plan(db, desk.town, "safety", one.enterprise_id, day, TODAY)
    listed = await desk.look(inspections.list_planned, actor=both)
    assert [one.enterprise_id for one in listed] == [other.enterprise_id]
    planned = await desk.look(inspections.list_planned, actor=desk.head)
    mine = next(one for one in planned if one.enterprise_id == shop.enterprise_id)
    with pytest.raises(ChenanError) as refused:
        await desk.do(inspections.drop, mine.id, actor=both)
    assert refused.value.key == "error-not-found"
