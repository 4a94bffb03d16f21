"""The small page behind printed codes, and the links that lead to it."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest

from bot.config import Settings, SettingsError
from bot.links import links_to
from bot.web.doors import wanted_first
from documents import qr_sheet
from storage.base.audit import Actor
from storage.enterprises import registration
from tests.bot.web.conftest import Door
from tests.conversations.confirming import tap
from tests.conversations.office import credit_code

pytestmark = pytest.mark.asyncio(loop_scope="module")
URL = "https://report.example.org"


async def test_the_small_page_offers_both_doors_and_says_what_each_needs(door: Door) -> None:
    before = len(door.visitors)
    status, headers, body = await door.browser.ask("GET", "/d", headers={"Accept-Language": "en-GB,en;q=0.9"})
    page = body.decode()
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers
    name = door.work.app.bot_name
    assert f'href="https://t.me/{name}"' in page
    assert f'href="tg://resolve?domain={name}"' in page
    assert page.index('<section lang="en"') < page.index('<section lang="zh"')
    assert page.count('data-door="web"') == 2
    assert "用浏览器打开" in page
    assert "发给机器人：/start" in page
    assert len(door.visitors) == before


async def test_it_offers_the_doors_that_there_are(door: Door) -> None:
    app = door.work.app
    with patch.object(app, "doors", "web"):
        page = (await door.browser.ask("GET", "/d"))[2].decode()
    assert "t.me" not in page
    assert page.index('<section lang="zh"') < page.index('<section lang="en"')
    with patch.object(app, "bot_name", ""):  # Telegram has not said it yet
        assert b"t.me" not in (await door.browser.ask("GET", "/d"))[2]
    with patch.object(app, "doors", "telegram"):
        assert b'data-door="web"' not in (await door.browser.ask("GET", "/d"))[2]


async def test_its_script_and_its_looks_are_the_servers_own(door: Door) -> None:
    for name, kind in (("doors.js", "text/javascript"), ("doors.css", "text/css")):
        status, headers, _ = await door.browser.ask("GET", f"/w/{name}")
        assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)
    assert (await door.browser.ask("GET", "/w/doors.html"))[0] == 404


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("", "zh"),
        ("fr, de", "zh"),
        ("en;q=0.8, zh", "en"),
        ("EN-us", "en"),
        (",;,*", "zh"),
        ("<b>" * 900, "zh"),
    ],
)
async def test_languages_come_as_the_browser_wants_them(asked: str, first: str) -> None:
    found = wanted_first(asked, ("zh", "en"))
    assert found[0] == first
    assert sorted(found) == ["en", "zh"]


async def test_links_lead_through_the_doors_that_are_set() -> None:
    links = links_to("e_abc", "chenan_bot", URL)
    assert links.through("both", on_page=True) == f"{URL}/d#e_abc"
    assert links.through("web") == f"{URL}/#e_abc"
    assert links.through("telegram") == "https://t.me/chenan_bot?start=e_abc"
    assert links.through("telegram", on_page=True) == f"{URL}/#e_abc"
    for doors in ("telegram", "web", "both"):  # a seat's invitation, and an installation without a page
        assert links_to("x_abc", "chenan_bot", URL).through(doors).startswith("https://t.me/")
        assert links_to("e_abc", "chenan_bot", None).through(doors).startswith("https://t.me/")


async def test_both_doors_are_the_default_where_there_is_a_page() -> None:
    assert Settings(_env_file=None).leads_to == "telegram"
    assert Settings(_env_file=None, web_url=URL).leads_to == "both"
    assert Settings(_env_file=None, web_url=URL, doors="web").leads_to == "web"
    with pytest.raises(SettingsError, match="CHENAN_DOORS"):
        _ = Settings(_env_file=None, doors="both").leads_to


async def test_sheets_made_in_the_chat_lead_through_both_doors(door: Door) -> None:
    town = (await door.work.rows("SELECT id FROM jurisdictions WHERE code = 'hl-cd'"))[0]["id"]
    app = door.work.app
    async with app.database.begin() as db:
        given = ("两扇门厂", credit_code(55_000_001), "shoes", town, 18, "东街")
        await registration.enlist(db, Actor("system"), app.now(), *given)
    officer = await door.work.person("周科长")
    codes: list[str] = []

    def drawn(link: str) -> str:
        codes.append(link)
        return "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"

    with patch.object(qr_sheet, "drawn", side_effect=drawn):
        await officer.send("/office")
        await tap(officer, "企业名单")
        await officer.send("两扇门")
        await tap(officer, "两扇门厂")
        await officer.click("管理")
        await officer.click("邀请二维码")
        await officer.click("举报海报")
    assert [re.sub(r"_.*", "_", code) for code in codes] == [f"{door.browser.url}/d#{one}_" for one in "er"]
