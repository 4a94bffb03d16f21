"""Templates of an office's own: saved, seen below, changed, removed; what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from content.model.notices import ALWAYS, FIELDS, SOMETIMES, fill_lines
from storage.base.errors import ChenanError, Conflict, Invalid, NotAllowed, NotFound
from storage.notices import templates
from storage.tables.system import AuditRow
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]

BODY = "<b>{place}</b>开会\n请 {due}前交{form}\n已过 {over} 天"


async def save(desk: ReviewDesk, title: str = "开会", body: str = BODY, **named: Any) -> int:
    place = named.pop("place", desk.town)
    made: int = await desk.do(templates.save, place, title, body, **named)
    return made


async def titles(desk: ReviewDesk, **named: Any) -> list[tuple[str, str]]:
    place = named.pop("place", desk.town)
    return [(one.title, one.place) for one in await desk.look(templates.list_for, place, **named)]


def test_all_fields_are_offered() -> None:
    assert set(FIELDS) == ALWAYS | SOMETIMES


def test_a_line_without_a_value_is_left_out_and_values_are_plain() -> None:
    values = {"place": "<某镇>", "due": "12月1日", "form": "自查表"}
    assert fill_lines(BODY, values) == "<b>&lt;某镇&gt;</b>开会\n请 12月1日前交自查表"


async def test_saved_once_seen_below_and_not_beside(desk: ReviewDesk) -> None:
    made = await save(desk)
    assert await save(desk) == made
    above = await save(desk, "县里的", place=desk.county, actor=desk.above)
    assert await titles(desk) == [("开会", "某镇"), ("县里的", "某县")]
    assert await titles(desk, place=desk.county, actor=desk.above) == [("县里的", "某县")]
    assert await titles(desk, place=desk.other, actor=desk.stranger) == [("县里的", "某县")]
    found = await desk.look(templates.get, above)
    assert found.fill({"place": "某镇", "due": "1", "form": "表", "over": 3}).endswith("已过 3 天")
    with pytest.raises(NotFound):
        await desk.look(templates.get, made, actor=desk.stranger)
    async with desk.database.read() as db:
        of = select(AuditRow.action).where(AuditRow.action.like("template-%")).order_by(AuditRow.id)
        assert (await db.execute(of)).scalars().all() == ["template-saved"] * 2


async def test_changed_renamed_and_removed_by_its_own_office(desk: ReviewDesk) -> None:
    made, above = await save(desk), await save(desk, "县里的", place=desk.county, actor=desk.above)
    await desk.do(templates.change, made, title="通知开会", actor=desk.zhou)
    await desk.do(templates.change, made, body="{office}：改天开")
    found = await desk.look(templates.get, made)
    assert (found.title, found.body) == ("通知开会", "{office}：改天开")
    for actor in (desk.chen, desk.head):  # the county's is not the town's to change
        with pytest.raises(NotAllowed):
            await desk.do(templates.change, above, body="别的", actor=actor)
        with pytest.raises(NotAllowed):
            await desk.do(templates.remove, above, actor=actor)
    for gone in (True, False):
        assert await desk.do(templates.remove, made) is gone
    with pytest.raises(NotFound):
        await desk.look(templates.get, made)


@pytest.mark.parametrize(
    ("title", "body", "error", "problem"),
    [
        ("", BODY, Invalid, "template-title"),
        ("长" * 21, BODY, Invalid, "template-title"),
        ("新", "{nobody}", Invalid, "template-field"),
        ("新", "  ", Invalid, "notice-empty"),
        ("新", "长" * 4097, Invalid, "notice-text-long"),
        ("开会", "另外的话", Conflict, "template-there"),
    ],
)
async def test_what_is_refused(
    desk: ReviewDesk, title: str, body: str, error: type[ChenanError], problem: str
) -> None:
    await save(desk)
    with pytest.raises(error) as caught:
        await save(desk, title, body)
    assert str(getattr(caught.value, "problem", "")) == problem


async def test_who_may_and_how_many(desk: ReviewDesk) -> None:
    for actor in (desk.viewer, desk.stranger, desk.above):
        with pytest.raises(NotAllowed):
            await save(desk, actor=actor)
    for number in range(templates.MOST):
        await save(desk, f"模板 {number}")
    with pytest.raises(Invalid) as caught:
        await save(desk, "再来一个")
    assert str(getattr(caught.value, "problem", "")) == "template-many"
