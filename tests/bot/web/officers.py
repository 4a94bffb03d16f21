"""Officers on the page: how they join, a further device, the reports of their office."""

from __future__ import annotations

import itertools

from bot.web.members import PREFIX
from simulator.client import Seen
from storage.base.audit import Actor
from storage.membership import staff_invites
from storage.people import accounts
from storage.reports import batches
from storage.web import sessions
from tests.bot.web.conftest import Door
from tests.bot.web.visitor import Visitor

SYSTEM = Actor("system")
_networks = itertools.count(1)


async def device(door: Door, name: str) -> Visitor:
    """A page whose person has a link."""
    number = next(_networks)
    headers = {"X-Real-IP": f"10.9.{number >> 8 & 255}.{number & 255}"}
    asked = {"name": name, "language": "zh"}
    begun = await door.browser.json("POST", "/w/join", json=asked, headers=headers)
    return Visitor(door.browser, begun["session"])


async def officer(door: Door, role: str = "head", department: str = "safety", at: str = "hl") -> Visitor:
    """An officer of a place, at the home of the office."""
    places = await door.work.rows("SELECT id, code FROM jurisdictions")
    (place,) = [one for one in places if one["code"] == at]
    app = door.work.app
    async with app.database.begin() as db:
        invite = await staff_invites.create(db, SYSTEM, app.now(), place["id"], role, department, "韩科长")
    made = await device(door, "韩科长")
    await made.send(f"/start {invite.secret}")
    await made.click("加入")
    return made


async def address_of(door: Door, person: Visitor) -> int:
    """The address of a device."""
    async with door.work.app.database.read() as db:
        found = await sessions.resolve(db, person.session.removeprefix(PREFIX))
    assert found is not None
    return found.address


async def further_device(door: Door, person: Visitor) -> Visitor:
    """One more device of that person."""
    app = door.work.app
    address = await address_of(door, person)
    async with app.database.begin() as db:
        assert await accounts.find_person(db, address) is not None
        key = await sessions.open_session(db, app.now(), app.today(), address)
    made = Visitor(door.browser, PREFIX + key)
    await made.refresh()
    return made


async def release(door: Door) -> None:
    """Let offices open what came in."""
    app = door.work.app
    assert app.reporting is not None
    async with app.database.begin() as db:
        await batches.release(db, app.now(), app.reporting.intake, app.today())


async def open_case(person: Visitor) -> Seen:
    """The newest report of the officer's list."""
    await person.send("/office")
    await person.click("举报 ")
    seen = await person.last()
    label = next((text for row in seen.buttons for text in row if "·" in text), "")
    assert label, seen
    await person.click(label)
    return await person.last()
