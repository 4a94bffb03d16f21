"""`chenan export sheet`: sheets listed and written; an office's own file checked and used."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli.content.command import content
from storage.base.urls import sqlite_url
from tests.bot.cli.office_with_work import play
from tests.bot.conftest import Chenan
from tests.documents.test_columns import written


def test_a_sheet_is_listed_and_written(ready: Chenan, home: Path, tmp_path: Path) -> None:
    asyncio.run(play(sqlite_url(home / "chenan.db")))
    assert [one["code"] for one in ready("export", "sheet", "--json").json] == ["hazards", "enterprises"]
    out = tmp_path / "hazards.xlsx"
    done = ready("export", "sheet", "hazards", "--out", str(out))
    assert "2 lines" in done.out
    assert [cell.value for cell in load_workbook(out).active[2]][:2] == ["序号", "企业名称"]
    assert "name the file with --out" in ready("export", "sheet", "hazards").err
    none = ready("export", "sheet", "nothing", "--out", str(out))
    assert (none.code, "hazards, enterprises" in none.err) == (2, True)


def test_ones_own_file(ready: Chenan, home: Path, tmp_path: Path) -> None:
    asyncio.run(play(sqlite_url(home / "chenan.db")))
    file, out = written(tmp_path / "own.yaml"), tmp_path / "own.xlsx"
    assert ready("content", "check", "--columns", str(file)).code == 0
    assert "2 lines" in ready("export", "sheet", "province", "--columns", str(file), "--out", str(out)).out
    assert [cell.value for cell in load_workbook(out).active[2]] == ["单位名称", "备注"]
    wrong = written(tmp_path / "own.yaml", columns=[{"head": "单位", "fact": "nmae"}])
    refused = ready("export", "sheet", "province", "--columns", str(wrong), "--out", str(out))
    assert refused.code == 1
    assert "own.yaml:" in refused.err
    assert "nmae" in refused.err
    with pytest.raises(SystemExit):
        content.main(["check", "--columns", str(wrong)], standalone_mode=False)
