"""Letterheads: an office's full name, and a number read from an example."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.offices import jurisdictions, letterheads
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock


@pytest.mark.parametrize(
    ("example", "numbered"),
    [
        ("海应急〔2026〕12号", "海应急〔2027〕　　　号"),
        ("海应急[2026]第 12 号", "海应急〔2027〕　　　号"),
        ("海 应急（2026）号", "海 应急〔2027〕　　　号"),
        ("海应急", "海应急〔2027〕　　　号"),
        ("", ""),
    ],
)
def test_an_example_gives_the_pattern(example: str, numbered: str) -> None:
    head = letterheads.Letterhead("海陵区", pattern=letterheads.pattern_of(example))
    assert head.numbered(2027) == numbered
    assert head.numbered(2027, "7") == numbered.replace("　　　", "7")


@pytest.mark.parametrize(
    "example", ["2026", "〔2026〕12号", "海应急〔二六〕", "{year}", "字" * 41, "海〔2026〕12号附件"]
)
def test_what_is_no_number_is_refused(example: str) -> None:
    with pytest.raises(Invalid, match="number-pattern"):
        letterheads.pattern_of(example)


async def test_papers_are_signed_with_the_full_name_once_it_is_given(
    database: Database, clock: Clock
) -> None:
    async with database.begin() as db:
        place = (await jurisdictions.add(db, CLI, clock.now(), "hl", "海陵区")).id
        assert (await letterheads.letterhead_of(db, place)).signed == "海陵区"
        await letterheads.set_full_name(db, CLI, clock.now(), place, " 海陵区\n应急管理局 ")
        await letterheads.set_pattern(db, CLI, clock.now(), place, "海应急〔2026〕12号")
        head = await letterheads.letterhead_of(db, place)
        assert (head.signed, head.numbered(2026)) == ("海陵区 应急管理局", "海应急〔2026〕　　　号")
        for wrong in ("海", "字" * 61, "12345", "😀😀"):
            with pytest.raises(Invalid, match="full-name"):
                await letterheads.set_full_name(db, CLI, clock.now(), place, wrong)
        with pytest.raises(NotAllowed):
            await letterheads.set_full_name(db, Actor("person", 999), clock.now(), place, "某局")
        with pytest.raises(NotFound):
            await letterheads.set_full_name(db, CLI, clock.now(), 999, "某局")
        with pytest.raises(NotFound):
            await letterheads.letterhead_of(db, 999)
        await letterheads.set_full_name(db, CLI, clock.now(), place, "")
        assert (await letterheads.letterhead_of(db, place)).signed == "海陵区"
        actions = list((await db.execute(select(AuditRow.action))).scalars())
    assert actions.count("set-letterhead") == 3
