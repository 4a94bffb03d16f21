"""`chenan enterprise close|reopen|rename|move|merge|invitations|posters|requests|admit`."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.bot.conftest import Chenan
from tests.storage.conftest import credit_code


@pytest.fixture
def listed(ready: Chenan) -> Chenan:
    for number, name in enumerate(("甲制鞋厂", "乙制鞋厂"), 1):
        made = ready(
            *("enterprise", "invite", credit_code(number), "--name", name, "--industry", "shoes"),
            *("--headcount", "9", "--jurisdiction", "HL-CD", "--bot", "b"),
        )
        assert made.code == 0, made.err
    return ready


def names(chenan: Chenan, *more: str) -> list[str]:
    return [line["name"] for line in chenan("enterprise", "list", "--json", *more).json]


def test_a_list_is_kept(listed: Chenan) -> None:
    first, second = credit_code(1), credit_code(2)
    assert listed("enterprise", "rename", first, "甲新制鞋厂").code == 0
    assert listed("enterprise", "move", first, "HL").out == "海陵区\n"
    assert names(listed, "--jurisdiction", "HL-CD") == ["乙制鞋厂"]
    assert listed("enterprise", "close", first, "stopped", "--note", "拆迁").out == "taken off the list\n"
    assert listed("enterprise", "close", first, "stopped").out == "was already off the list\n"
    assert names(listed) == ["乙制鞋厂"]
    assert listed("enterprise", "reopen", first).out == "on the list\n"
    assert listed("enterprise", "merge", first, second).out == "甲新制鞋厂 is merged into 乙制鞋厂\n"
    so_far = ("--jurisdiction", "HL", "--step")
    assert names(listed, *so_far, "unregistered") == ["乙制鞋厂"]
    assert names(listed, *so_far, "exposed") == []
    assert "乙制鞋厂" in listed("enterprise", "list", *so_far, "unregistered").out
    assert listed("enterprise", "list", "--step", "exposed").code == 2
    assert listed("enterprise", "merge", second, second).code == 1
    assert names(listed) == ["乙制鞋厂"]
    for bad in (("close", first, "because"), ("rename", "99", "x"), ("move", second, "nowhere")):
        assert listed("enterprise", *bad).code in (1, 2), bad


def test_codes_are_printed(listed: Chenan, tmp_path: Path) -> None:
    sheet = tmp_path / "codes.pdf"
    where = ("--jurisdiction", "HL", "--out", str(sheet), "--bot", "b")
    assert listed("enterprise", "invitations", *where, "--json").json["codes"] == 2
    assert len(PdfReader(sheet).pages) == 1
    assert "2 codes" in listed("enterprise", "invitations", *where, "--per-page", "1").out
    assert len(PdfReader(sheet).pages) == 2
    one = ("--code", credit_code(1))
    assert listed("enterprise", "posters", *where, *one, "--json").json["codes"] == 1
    assert "甲制鞋厂" in PdfReader(sheet).pages[0].extract_text().replace(" ", "")
    assert listed("enterprise", "posters", "--jurisdiction", "HL", "--out", str(sheet)).code == 2


def test_codes_lead_to_the_page_where_that_is_wanted(
    listed: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "codes.pdf"
    where = ("--jurisdiction", "HL", "--out", str(sheet), "--doors", "web", "--per-page", "1")
    refused = listed("enterprise", "invitations", *where)
    assert refused.code == 2
    assert "CHENAN_WEB_URL" in refused.err
    one = (credit_code(1), "--bot", "b")
    assert listed("enterprise", "invite", *one, "--json").json["page"] is None
    monkeypatch.setenv("CHENAN_WEB_URL", "https://chenan.example")
    assert listed("enterprise", "invitations", *where, "--json").json["codes"] == 2
    words = PdfReader(sheet).pages[0].extract_text().replace("\n", "")
    assert "打开网页" in words
    assert "Telegram" not in words
    asked = ("--jurisdiction", "HL", "--out", str(sheet), "--per-page", "1", "--json")
    assert listed("enterprise", "invitations", *asked).json["codes"] == 2
    assert "选“网页”" in PdfReader(sheet).pages[0].extract_text().replace("\n", "")
    monkeypatch.setenv("CHENAN_DOORS", "telegram")
    assert "CHENAN_BOT_NAME" in listed("enterprise", "invitations", *asked).err
    invited = listed("enterprise", "invite", *one, "--json").json
    assert invited["link"].startswith("https://t.me/b?start=e_")
    assert invited["page"] == "https://chenan.example/#" + invited["link"].partition("=")[2]
    telegram, page, both = listed("enterprise", "poster", *one).out.split()
    assert both == page.replace("/#", "/d#")
    assert telegram.startswith("https://t.me/b?start=r_")
    assert page.startswith("https://chenan.example/#r_")


def test_nobody_asks_to_join(listed: Chenan) -> None:
    assert listed("enterprise", "requests", "--jurisdiction", "HL").out == "Nobody has asked to join.\n"
    assert listed("enterprise", "requests", "--jurisdiction", "HL", "--json").json == []
    assert listed("enterprise", "admit", "7").code == 1


def test_all_records_are_exported_and_erased(listed: Chenan, tmp_path: Path) -> None:
    code, out = credit_code(1), tmp_path / "all.zip"
    made = listed("enterprise", "archive", code, "--out", str(out), "--json").json
    assert (made["enterprise"], made["forms"]) == ("甲制鞋厂", 0)
    with ZipFile(out) as archive:
        assert "资料.json" in archive.namelist()
    assert listed("enterprise", "erase", code).out == "from 0001-01-01 on\n"
    assert names(listed) == ["甲制鞋厂", "乙制鞋厂"]
    assert listed("enterprise", "erase", code, "--yes").out.endswith("0 files, 0 people\n")
    assert names(listed, "--all") == ["—", "乙制鞋厂"]
    assert listed("enterprise", "erase", code, "--yes").code == 1
    assert listed("enterprise", "archive", code, "--out", str(out)).code == 1


def test_nothing_is_erased_beside_the_files_of_another_database(listed: Chenan, home: Path) -> None:
    """A copy of the database with the original's data directory: its files would be deleted for good."""
    (home / "reports.database").write_text("another 0")
    done = listed("enterprise", "erase", credit_code(1), "--yes")
    assert (done.code, "another CHENAN_DATA_DIR" in done.err) == (1, True)
    assert names(listed) == ["甲制鞋厂", "乙制鞋厂"]
    assert listed("db", "claim", "--yes").code == 0
    assert listed("enterprise", "erase", credit_code(1), "--yes").code == 0
