"""The ledger: every row recounted from the facts, real days, no formulas, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from content.catalog import Catalog
from content.loader import load
from content.model.library import Library
from documents.ledger import Ledger, _Writing, write_ledger
from documents.self_checks.forms import write_forms
from documents.sheets import Book, Column
from storage.base.errors import NotAllowed, NotFound
from storage.base.files import FileStore
from storage.base.zone import DEFAULT as ZONE
from storage.inspections.figures import MadeLine
from storage.statistics.ledger_rows import CoverageRow, EnterpriseRow, LedgerHead, ReviewRow
from tests.documents.played import played
from tests.storage.conftest import (
    CLI,
    clock,
    database,
    database_url,
    library,
    postgres_tables,
    sqlite_template,
)
from tests.storage.review_desk import LATER, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = [
    "clock",
    "database",
    "database_url",
    "desk",
    "library",
    "postgres_tables",
    "sqlite_template",
    "varied",
]
CATALOG = Catalog.load()
NOON = datetime(2026, 5, 4, 4, tzinfo=UTC)


async def ledger_of(
    desk: ReviewDesk, library: Library, path: Path, **named: Any
) -> tuple[Ledger, dict[str, list[list[Any]]]]:
    actor = named.pop("actor", desk.head)
    made = await write_ledger(
        desk.database,
        actor,
        desk.campaign_id,
        path,
        library=_with_reviews(library),
        catalog=CATALOG,
        today=TODAY,
        **{"jurisdiction_id": desk.town, **named},
    )
    book = load_workbook(path)
    return made, {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def _with_reviews(library: Library) -> Library:
    return library.model_copy(update={"reviews": load().reviews})


async def test_every_sheet_says_what_the_facts_say(desk: ReviewDesk, varied: Library, tmp_path: Path) -> None:
    await played(desk)
    made, sheets = await ledger_of(desk, varied, tmp_path / "台账.xlsx")
    assert (made.enterprises, made.findings, made.reviews, made.places) == (3, 3, 2, 1)
    assert list(sheets) == [
        "企业",
        "问题",
        "复查",
        "处置",
        "上报",
        "现场检查",
        "覆盖",
        "任务",
        "情况通报",
        "联席会议",
        "事故",
    ]
    heads = sheets["问题"][1]
    findings = [dict(zip(heads, row, strict=True)) for row in sheets["问题"][2:]]
    closed, planned, overturned = findings
    assert closed["状态"] == "已销号"
    assert closed["复查人"] == "chen"
    assert isinstance(closed["销号日期"], datetime)
    assert closed["资金（元）"] == 3000
    assert planned["状态"] == "整改中"
    assert planned["期限"].date() == TODAY
    assert overturned["来源"] == "复查"
    assert overturned["整改措施"] == "未定（复查意见：=没有抽风罩）"
    assert (overturned["责任人"], overturned["资金（元）"]) == (None, None)
    assert overturned["期限"].date() == LATER
    firms = [dict(zip(sheets["企业"][1], row, strict=True)) for row in sheets["企业"][2:]]
    assert [row["进度"] for row in firms] == ["已复查", "已复查", "待复查"]
    assert [row["复查结论"] for row in firms] == ["通过", "限期整改", None]
    assert [(row["问题数"], row["未销号"]) for row in firms] == [(1, 0), (1, 1), (1, 1)]
    assert firms[2]["企业名称"] == '=HYPERLINK("x")'
    assert [row[6] for row in sheets["复查"][2:]] == ["通过", "限期整改"]
    (covered,) = sheets["覆盖"][2:]
    assert covered == ["某镇", 3, 3, 3, 2, 0.67]


MEANT: dict[str, dict[str, Any]] = {
    "_enterprises": {
        "表号": "HL-0007",
        "企业名称": "金石厂",
        "统一社会信用代码": "91321204MA1X000000",
        "辖区": "城东",
        "行业": "furniture?",
        "地址": "路1号",
        "人数": 31,
        "联系人": "老周",
        "电话": "13800000009",
        "已注册": "是",
        "进度": "已复查",
        "交表日期": NOON.date(),
        "盖章件（页）": 2,
        "复查结论": "限期整改",
        "问题数": 5,
        "未销号": 4,
        "逾期": 3,
        "超期未做项数": "",
    },
    "_reviews": {
        "企业": "金石厂",
        "辖区": "城东",
        "表号": "HL-0007",
        "复查轮次": 2,
        "复查日期": NOON.date(),
        "复查人": "周科长",
        "复查结论": "通过",
        "意见": "写得不清",
        "期限": TODAY,
        "确认人": "吴科长",
    },
    "_coverage": {"辖区": "城东", "应查": 40, "已注册": 30, "已交": 20, "已复查": 10, "覆盖率": 0.25},
}
"""Expected cells under each head, for a row in which every value is another."""
ROWS: dict[str, Any] = {
    "_enterprises": EnterpriseRow(
        id=1,
        name="金石厂",
        credit_code="91321204MA1X000000",
        place="城东",
        industry="furniture?",
        address="路1号",
        headcount=31,
        contact="老周",
        phone="13800000009",
        joined=True,
        check_state="reviewed",
        number="HL-0007",
        submitted_at=NOON,
        verdict="correct",
        found=5,
        open=4,
        overdue=3,
        signed=2,
    ),
    "_reviews": ReviewRow(
        id=1,
        enterprise="金石厂",
        place="城东",
        number="HL-0007",
        round=2,
        reviewer="周科长",
        verdict="pass",
        comment="写得不清",
        due_on=TODAY,
        second="吴科长",
        decided_at=NOON,
    ),
    "_coverage": CoverageRow("城东", 40, 30, 20, 10),
    "_inspections": MadeLine(
        id=1,
        enterprise_id=1,
        enterprise="金石厂",
        place="城东",
        departments=("safety", "union"),
        officers=("陈检查员", "工主席"),
        done_on=TODAY,
        checked=12,
        faults=2,
        due_on=TODAY,
        ordered=True,
        signed=1,
        scope="danger",
        voids=("记错了", "查错了企业"),
    ),
}


MEANT["_inspections"] = {
    "检查日期": TODAY,
    "企业": "金石厂",
    "辖区": "城东",
    "检查部门": "应急（安监）、工会",
    "检查人员": "陈检查员、工主席",
    "检查范围": "抽查 ⛔ 项",
    "检查项数": 12,
    "不符合项数": 2,
    "整改期限": TODAY,
    "责令限期整改": "是",
    "签字文书": "是",
    "作废": "作废 2 项：记错了、查错了企业",
}


@pytest.mark.parametrize("sheet", MEANT)
def test_under_each_head_stands_what_it_names(sheet: str) -> None:
    of = LedgerHead(1, 1, "hailing", "某镇", "Asia/Shanghai", 1, 0, calls=True, closed_on=None)
    with Book(BytesIO()) as book:
        writing = _Writing(CLI, load(), CATALOG, of, TODAY, lambda what, done, total: None, book)
        columns: tuple[Column[Any], ...] = getattr(writing, sheet)()
    shown = {CATALOG.say(column.head, "zh"): column.value(ROWS[sheet]) for column in columns}
    assert len(shown) == len(columns), "two columns of one head"
    assert set(shown) == set(MEANT[sheet]), "a new column wants its value for the row in MEANT"
    assert shown == MEANT[sheet]


async def test_cells_are_typed_and_nothing_is_a_formula(
    desk: ReviewDesk, varied: Library, tmp_path: Path
) -> None:
    await played(desk)
    await ledger_of(desk, varied, tmp_path / "l.xlsx")
    for sheet in load_workbook(tmp_path / "l.xlsx"):
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                assert cell.data_type in ("s", "n", "d", "inlineStr"), cell.coordinate
                if isinstance(cell.value, datetime):
                    assert cell.number_format == "yyyy-mm-dd"
    with ZipFile(tmp_path / "l.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)


async def test_who_may_not_export_gets_no_file(desk: ReviewDesk, varied: Library, tmp_path: Path) -> None:
    await played(desk)
    for actor in (desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await ledger_of(desk, varied, tmp_path / "l.xlsx", actor=actor)
    with pytest.raises(NotAllowed):
        await ledger_of(desk, varied, tmp_path / "l.xlsx", actor=desk.chen, jurisdiction_id=desk.county)
    assert not [name for name in names(tmp_path) if "l.xlsx" in name]
    above, _ = await ledger_of(
        desk, varied, tmp_path / "above.xlsx", actor=desk.above, jurisdiction_id=desk.county
    )
    assert above.enterprises == 3


async def test_a_full_disk_leaves_what_was_there(
    desk: ReviewDesk, varied: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await played(desk)
    path = tmp_path / "l.xlsx"
    path.write_bytes(b"the old one")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.Workbook._store_workbook", full)
    with pytest.raises(OSError, match="No space"):
        await write_ledger(
            desk.database,
            desk.head,
            desk.campaign_id,
            path,
            library=_with_reviews(varied),
            catalog=CATALOG,
            today=TODAY,
            jurisdiction_id=desk.town,
        )
    assert path.read_bytes() == b"the old one"
    assert not [name for name in names(tmp_path) if name.endswith(".part")]


async def test_no_such_campaign_or_place(desk: ReviewDesk, varied: Library, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await ledger_of(replace(desk, campaign_id=4711), varied, tmp_path / "l.xlsx")


async def test_a_page_more_than_one_is_read(
    desk: ReviewDesk, varied: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await played(desk)
    seen: list[tuple[str, int, int]] = []
    made, sheets = await ledger_of(desk, varied, tmp_path / "l.xlsx", progress=lambda *one: seen.append(one))
    assert ("企业", 3, 3) in seen
    assert len(sheets["企业"]) == made.enterprises + 2


async def test_forms_come_in_a_folder_for_each_place_with_the_offices_part(
    desk: ReviewDesk, varied: Library, tmp_path: Path
) -> None:
    await played(desk)
    made = await write_forms(
        desk.database,
        desk.head,
        desk.campaign_id,
        tmp_path / "forms.zip",
        library=_with_reviews(varied),
        catalog=CATALOG,
        files=FileStore(tmp_path / "kept"),
        zone=ZONE,
        today=TODAY,
        jurisdiction_id=desk.town,
    )
    assert (made.forms, made.places) == (3, 1)
    with ZipFile(tmp_path / "forms.zip") as archive:
        names = archive.namelist()
        assert len(names) == 3
        assert all(name.startswith("某镇-zhen/") and name.endswith(".pdf") for name in names)
        pages = PdfReader(BytesIO(archive.read(names[0]))).pages
        said = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert "现场看过" in said
    assert "chen" in said
    with pytest.raises(NotAllowed):
        await write_forms(
            desk.database,
            desk.viewer,
            desk.campaign_id,
            tmp_path / "no.zip",
            library=varied,
            catalog=CATALOG,
            files=FileStore(tmp_path / "kept"),
            zone=ZONE,
            today=TODAY,
            jurisdiction_id=desk.town,
        )
