"""The link in an e-mail that stops further ones: opening it changes nothing, its button stops."""

from __future__ import annotations

import itertools

import pytest

from bot.runtime import dialog_secret
from bot.web.stopping import stop_key
from storage.base.audit import Actor
from storage.nudges import addresses, stopping
from storage.nudges.addresses import Target
from storage.people import accounts, contacts
from tests.bot.web.conftest import Door
from tests.bot.web.visitor import Browser

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = itertools.count(1)


async def given(door: Door, language: str = "zh") -> Target:
    """A confirmed address of somebody."""
    app = door.work.app
    async with app.database.begin() as db:
        person_id = await contacts.ensure_person(db, app.now(), accounts.new_web_address(), language)
        who, typed = Actor("person", person_id), f"owner{next(_numbers)}@example.org"
        line = await addresses.add(db, who, app.now(), app.today(), "email", typed)
        _, code = await addresses.find_code(db, app.now(), line.id) or (None, "")
        assert await addresses.confirm(db, who, app.now(), line.id, code)
        ((target,),) = (await addresses.targets(db, [person_id])).values()
    return target


def link(door: Door, target: Target) -> str:
    """The path of its link."""
    key = stop_key(dialog_secret(door.settings))
    return f"{stopping.STOP_PATH}{stopping.token_of(key, target)}"


async def is_there(door: Door, target: Target) -> bool:
    return bool(await door.work.rows(f"SELECT id FROM nudge_addresses WHERE id = {target.id}"))  # noqa: S608


async def test_opening_the_link_shows_a_button_and_changes_nothing(door: Door) -> None:
    target = await given(door)
    for method in ("GET", "HEAD"):
        status, headers, body = await door.browser.ask(method, link(door, target))
        assert status == 200
        assert "form-action 'self'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert method == "HEAD" or ("停用" in body.decode() and '<form method="post">' in body.decode())
        assert target.address not in body.decode()
    assert await is_there(door, target)


@pytest.mark.parametrize("origin", ["", "null", "https://mail.example"])
async def test_a_button_or_a_mail_program_stops_without_a_login_and_twice_is_once(
    door: Door, origin: str
) -> None:
    target, other = await given(door, "en"), await given(door)
    browser = Browser(door.browser.url)
    browser.headers = {"Origin": origin} if origin else {}
    try:
        for words in ("Stopped", "已经不收"):
            form = {"List-Unsubscribe": "One-Click"}
            status, _, body = await browser.ask("POST", link(door, target), data=form)
            assert status == 200
            assert words in body.decode()
    finally:
        await browser.close()
    assert not await is_there(door, target)
    assert await is_there(door, other)
    (row,) = await door.work.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1")
    assert row["action"] == "remove-nudge"


async def test_a_forged_link_says_what_one_that_was_used_says(door: Door) -> None:
    target, other = await given(door), await given(door)
    path = link(door, target)
    flipped = path[:-1] + ("A" if path[-1] != "A" else "B")
    digest = path.partition(".")[2]
    guessed = (
        flipped,
        f"/stop/{other.id}.{digest}",
        f"/stop/{target.id}",
        "/stop/0.",
        f"/stop/{'9' * 400}.a",
    )
    for forged in guessed:
        for method in ("GET", "POST"):
            status, _, body = await door.browser.ask(method, forged)
            assert status == 200
            assert "已经不收" in body.decode()
    assert await is_there(door, target)
    assert await is_there(door, other)
    headers = {"Host": "evil.example"}
    assert (await door.browser.ask("POST", path, headers=headers))[0] == 421


async def test_guessing_is_slowed_down(door: Door) -> None:
    headers = {"X-Real-IP": "10.77.0.1"}
    asked = [await door.browser.ask("POST", "/stop/1.x", headers=headers) for _ in range(125)]
    assert {status for status, _, _ in asked} == {200, 429}
