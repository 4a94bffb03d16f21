"""The record of an inspection: its table leaves long notes the wider column."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from content.catalog import Catalog
from content.loader import load
from content.rules import build_form
from documents.papers.inspections import record_paper
from storage.inspections.views import InspectionView, Seen
from storage.offices.letterheads import Letterhead

LIBRARY = load()
FORM = build_form(LIBRARY, LIBRARY.packs["tianjin"])
DAY, AT = date(2026, 11, 20), datetime(2026, 11, 20, 4, tzinfo=UTC)


def visit(*notes: str) -> InspectionView:
    """A visit that looked at as many questions as there are notes."""
    seen = {code: Seen("fail", note, 1, "陈检查员") for code, note in zip(FORM.by_code, notes, strict=False)}
    return InspectionView(
        id=1, enterprise_id=1, enterprise="恒光电镀厂", credit_code="91321204MA1X000000", address="工业路1号",
        jurisdiction_id=1, place="城东街道", planned_on=DAY, state="done", announced=True, campaign_id=1,
        begun_at=AT, done_on=DAY, present="王厂长", due_on=DAY, ordered=True, scope="all", chosen=(),
        form=FORM, skips={}, departments=("safety",), officers=(("陈检查员", "safety"),), seen=seen, files=(),
        reported={}, may=True, every=True, own="safety",
    )  # fmt: skip


@pytest.mark.parametrize(("length", "is_wider"), [(10, False), (60, False), (61, True), (500, True)])
def test_long_notes_have_the_wider_column(length: int, *, is_wider: bool) -> None:
    paper = record_paper(
        visit("公告栏空着", "字" * length), Letterhead("海陵区"), LIBRARY, Catalog.load(), {}
    )
    (table,) = [part for part in paper.sections if part.rows]
    question, note = table.widths[2], table.widths[4]
    assert (note > question) == is_wider
    assert sum(table.widths) == 22
