"""Sheets in a superior's columns: each head over the fact it names, whatever the order; an own file too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from content.catalog import Catalog
from content.checks.mistakes import ContentError
from content.loader import load, with_columns
from content.model.columns import FACTS, ColumnSet
from content.model.library import Library
from documents.columns import write_sheet
from storage.base.errors import NotAllowed
from tests.documents.played import played
from tests.storage.conftest import (
    clock,
    database,
    database_url,
    library,
    postgres_tables,
    sqlite_template,
)
from tests.storage.review_desk import ReviewDesk, desk
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


async def sheet_of(
    desk: ReviewDesk, library: Library, path: Path, wanted: ColumnSet, **named: Any
) -> list[dict[str, Any]]:
    """The lines of a sheet by the heads."""
    given = {"actor": desk.head, "jurisdiction_id": desk.town, **named}
    made = await write_sheet(
        desk.database,
        given.pop("actor"),
        desk.campaign_id,
        path,
        wanted,
        library=library.model_copy(update={"reviews": load().reviews}),
        catalog=CATALOG,
        today=TODAY,
        **given,
    )
    rows = [[cell.value for cell in row] for row in load_workbook(path).active]
    lines = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert made.lines == len(lines)
    return lines


def names(folder: Path) -> list[str]:
    """The files there."""
    return [one.name for one in folder.iterdir()]


def own(lines: str, **columns: str | None) -> ColumnSet:
    """A set with these heads and facts."""
    return ColumnSet.model_validate(
        {
            "code": "own",
            "title": {"zh": "省平台表", "en": "Province"},
            "lines": lines,
            "columns": [{"head": head, "fact": fact} for head, fact in columns.items()],
        },
        context={"languages": ("zh", "en")},
    )


async def test_the_sheets_that_come_with_the_program(
    desk: ReviewDesk, varied: Library, tmp_path: Path
) -> None:
    await played(desk)
    hazards, units = load().columns
    lines = await sheet_of(desk, varied, tmp_path / "a.xlsx", hazards)
    assert [line["序号"] for line in lines] == [1, 2, 3]
    closed = lines[0]
    assert (closed["治理状态"], closed["复查人"], closed["治理资金（元）"]) == ("已销号", "chen", 3000)
    assert closed["企业名称"]
    assert closed["统一社会信用代码"]
    assert closed["应急预案"] is None
    assert lines[2]["治理措施"] == "未定（复查意见：=没有抽风罩）"
    rows = await sheet_of(desk, varied, tmp_path / "b.xlsx", units)
    assert [(row["隐患数"], row["已销号数"], row["未销号数"], row["整改率"]) for row in rows] == [
        (1, 1, 0, 1),
        (1, 0, 1, 0),
        (1, 0, 1, 0),
    ]
    assert rows[2]["企业名称"] == '=HYPERLINK("x")'


async def test_every_fact_has_a_value_and_heads_are_ones_own(
    desk: ReviewDesk, varied: Library, tmp_path: Path
) -> None:
    await played(desk)
    first: dict[str, Any] = {}
    for lines, facts in FACTS.items():
        wanted = own(lines, **{f"列 {fact}": fact for fact in reversed(facts)})
        (first, *_) = await sheet_of(desk, varied, tmp_path / f"{lines}.xlsx", wanted)
        assert list(first) == [f"列 {fact}" for fact in reversed(facts)]
        assert first["列 serial"] == 1
    assert first["列 found_on"].date() <= TODAY + timedelta(days=1)


async def test_who_may_not_export_gets_no_sheet(desk: ReviewDesk, varied: Library, tmp_path: Path) -> None:
    await played(desk)
    path = tmp_path / "c.xlsx"
    with pytest.raises(NotAllowed):
        await sheet_of(desk, varied, path, own("enterprise", 名称="name"), actor=desk.viewer)
    assert not [name for name in names(tmp_path) if name.endswith((".xlsx", ".part"))]


# --- the file ---------------------------------------------------------------------------------------------


def written(path: Path, **change: Any) -> Path:
    """A columns file with one sheet, changed."""
    one = {
        "code": "province",
        "title": {"zh": "省平台表", "en": "Province"},
        "lines": "finding",
        "columns": [{"head": "单位名称", "fact": "name"}, {"head": "备注"}],
    }
    path.write_text(yaml.safe_dump({"columns": [one | change]}, allow_unicode=True), encoding="utf-8")
    return path


def test_ones_own_file_stands_before_the_programs_and_takes_the_place_of_the_same_code(
    tmp_path: Path,
) -> None:
    library = with_columns(load(), written(tmp_path / "省.yaml"))
    assert [one.code for one in library.columns] == ["province", "hazards", "enterprises"]
    library = with_columns(load(), written(tmp_path / "省.yaml", code="hazards"))
    assert [one.title.zh for one in library.columns] == ["省平台表", "企业自查自报汇总表"]
    assert with_columns(load(), None) is load()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": [{"head": "名称", "fact": "nmae"}]}, "nmae"),
        ({"lines": "enterprise", "columns": [{"head": "期限", "fact": "due_on"}]}, "due_on"),
        ({"columns": [{"head": "名称", "fact": "name"}, {"head": "名称"}]}, "名称"),
        ({"columns": []}, "columns"),
        ({"lines": "photo"}, "photo"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_write(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        with_columns(load(), written(tmp_path / "省.yaml", **change))
    for language in ("zh", "en"):
        text = caught.value.say(language)
        assert "省.yaml:" in text
        assert said in text
