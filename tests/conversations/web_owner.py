"""Owners on the page who send again what was not answered, as its script does, and what they did."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.web.members import PREFIX
from content.model.form import Form
from simulator.client import Seen, SimulatorClient
from storage.base.audit import Actor
from storage.enterprises import registration
from storage.membership import invites
from storage.people import accounts
from storage.web import sessions
from tests.bot.web.visitor import Browser, Refused, Visitor
from tests.conversations.installation import today
from tests.conversations.office import Office, Owner, credit_code
from tests.conversations.walk import has, is_question, picture, question_shown
from tests.conversations.working_hours import now

PAUSE = 0.2
"""Seconds before something is sent again; the page's script begins with one."""
PATIENCE = 300.0
MOST_STEPS = 120
_numbers = itertools.count(60_000_001)
_RETRIED = frozenset({429, 500, 502, 503, 504})


@dataclass
class Flight:
    """Number of inputs that were sent and not yet answered, by all owners together."""

    count: int = 0
    done: int = 0
    again: int = 0
    """Inputs that had to be sent again."""
    slowest: float = 0.0
    """The longest that one attempt was waited for, in seconds."""
    late: float = 0.0
    """The longest that an input sent during a fault was answered after the end of the fault, in seconds."""
    _healed: float = math.inf
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def heal(self) -> None:
        """Note that the fault is over."""
        self._healed = time.monotonic()

    def begin(self) -> None:
        """Count an input that is sent."""
        self.count += 1
        self._changed.set()

    def end(self, times: int, since: float) -> None:
        """Count an input that was answered after it was sent so many times, first at `since`."""
        if since < self._healed < math.inf:
            self.late = max(self.late, time.monotonic() - self._healed)
        self.count -= 1
        self.done += 1
        self.again += times > 1
        self._changed.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that depends on these numbers."""
        while not is_so():
            self._changed.clear()
            await self._changed.wait()


class Steady(Visitor):
    """A page that sends an input until it is answered, always under the same id."""

    def __init__(self, browser: Browser, session: str, flight: Flight) -> None:
        super().__init__(browser, session)
        self._flight = flight
        self.typed: list[str] = []
        self.photos = 0

    async def deed(self, deed: Mapping[str, Any], client_id: str = "") -> dict[str, Any]:
        """Send an input until it is answered."""
        if (text := str(deed.get("text", ""))) and not text.startswith("/"):
            self.typed.append(text)
        name = client_id or secrets.token_hex(16)
        sent = super().deed
        return await self._until_answered(lambda again: sent({**deed, **again}, name))

    async def photo(self, data: bytes, caption: str = "", *, wait: bool = True) -> None:
        """Send a photo until it is answered."""
        self.photos += 1
        name = secrets.token_hex(16)

        def send(again: Mapping[str, bool]) -> Awaitable[dict[str, Any]]:
            form = aiohttp.FormData(quote_fields=False)
            given = {"id": name, "since": str(self.version), "caption": caption}
            for key, value in {**given, **dict.fromkeys(again, "1")}.items():
                form.add_field(key, value)
            form.add_field("photo", data, filename="photo.jpg", content_type="image/jpeg")
            return self.browser.json("POST", "/w/updates", self.session, data=form)

        self._did(await self._until_answered(send))

    async def _until_answered(
        self, send: Callable[[Mapping[str, bool]], Awaitable[dict[str, Any]]]
    ) -> dict[str, Any]:
        self._flight.begin()
        tried, since = 0, time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    tried += 1
                    began = time.monotonic()
                    try:
                        return await send({"again": True} if tried > 1 else {})
                    except Refused as refused:
                        if refused.status not in _RETRIED:
                            raise
                    except (aiohttp.ClientError, json.JSONDecodeError, OSError):
                        pass  # nobody listens, the connection broke off, or a proxy said so in HTML
                    finally:
                        took = time.monotonic() - began
                        self._flight.slowest = max(self._flight.slowest, took)
                    await asyncio.sleep(PAUSE)
        finally:
            self._flight.end(tried, since)


@dataclass
class WebOwner:
    """An owner of an enterprise with a device, and the last verdict they pressed by question."""

    owner: Owner
    page: Steady
    pressed: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    """Photos sent for questions."""
    steps: int = 0


async def web_owner(office: Office, browser: Browser, flight: Flight) -> WebOwner:
    """An owner in the campaign of hailing, registered, with a key for the page."""
    address, number = accounts.new_web_address(), next(_numbers)
    nobody = SimulatorClient(browser.url)
    named = (f"网主{number}", "hailing", f"第{number}网厂", credit_code(number))
    made = Owner(nobody, address, *named, office.place("hailing"))
    await office._register(made, "shoes", {}, "zh")
    async with office.database.begin() as db:
        key = await sessions.open_session(db, now(), today(), address)
    return WebOwner(made, Steady(browser, PREFIX + key, flight))


async def fill(diary: WebOwner, form: Form, may_rest: Callable[[], bool]) -> None:
    """Answer what is asked until the summary, whatever is shown, as a person would; then look around until
    `may_rest`."""
    page = diary.page
    await page.send("/start")
    for _ in range(MOST_STEPS):
        shown = await page.last()
        diary.steps += 1
        if has(shown, "提交自查表"):
            break
        if has(shown, "是，记到那一页"):  # the first thing typed or sent after a start
            await page.click("是，记到那一页")
        elif is_question(shown):
            await _press_verdict(diary, form, shown)
        elif has(shown, "‹ 回到题目"):
            await page.send(f"没有这回事{len(page.typed)}")  # the window that asks why it does not apply
        elif has(shown, "开始自查") or has(shown, "继续自查"):
            await page.click("开始自查" if has(shown, "开始自查") else "继续自查")
        elif has(shown, "补第"):
            await page.click("补第")
        else:
            await page.send("/check")
    else:
        raise AssertionError(f"{diary.owner.name} never came to the end; last seen: {await page.last()}")
    while not may_rest():
        await page.send("/start")
        await page.click("更多")
        await page.click("首页")
    await page.send("/check")


async def _press_verdict(diary: WebOwner, form: Form, shown: Seen) -> None:
    page = diary.page
    code = question_shown(shown, form)
    assert code is not None
    number = len(diary.pressed) + int(diary.owner.credit_code[8:16])
    verdict = diary.pressed.setdefault(code, ("pass", "na", "pass")[number % 3])
    if verdict == "pass" and form.by_code[code][1].evidence.required and "已收 0 张" in shown.text:
        diary.sent += 1
        await page.photo(picture(64, 48))
        shown = await page.last()
        if question_shown(shown, form) != code or "已收 0 张" in shown.text:
            return
    await page.click("符合" if verdict == "pass" else "不涉及", message_id=shown.id)


class Joiner:
    """Somebody with the link of an enterprise. Where the page is forgotten it begins to join once more, as
    its script does."""

    def __init__(self, browser: Browser, flight: Flight, link: str, enterprise: int) -> None:
        self._browser, self._flight = browser, flight
        self.link, self.enterprise = link, enterprise
        self.page = Steady(browser, "", flight)

    async def join(self) -> None:
        """Open the link and join, whatever happens meanwhile."""
        for _ in range(MOST_STEPS):
            try:
                if not self.page.session:
                    await self._begin()
                    await self.page.send(f"/start {self.link}")
                elif not self.page.shown:  # they joined as the process was killed
                    await self.page.send("/start")
                elif not has(await self.page.last(), "加入"):
                    return
                else:
                    await self.page.click("加入")
            except Refused as refused:
                if refused.status != 401:
                    raise
                self.page = Steady(self._browser, "", self._flight)
        raise AssertionError(f"never joined; last seen: {self.page.shown}")

    async def _begin(self) -> None:
        asked = {"name": "何老板", "language": "zh"}
        headers = {"X-Real-IP": f"10.9.{secrets.randbelow(256)}.{secrets.randbelow(256)}"}
        async with asyncio.timeout(PATIENCE):
            while not self.page.session:
                try:
                    begun = await self._browser.json("POST", "/w/join", json=asked, headers=headers)
                    self.page = Steady(self._browser, begun["session"], self._flight)
                except (Refused, aiohttp.ClientError, json.JSONDecodeError, OSError):
                    await asyncio.sleep(PAUSE)


async def joiner(office: Office, browser: Browser, flight: Flight) -> Joiner:
    """Somebody with the link of a new enterprise of hailing."""
    number, system = next(_numbers), Actor("system")
    async with office.database.begin() as db:
        town = office.place("hailing").towns[0]
        given = (f"第{number}新厂", credit_code(number), "shoes", town, 18, "东街")
        enterprise = await registration.enlist(db, system, now(), *given)
        await registration.set_phone(db, system, now(), enterprise, "何老板", "13800000000")
        link = (await invites.create(db, system, now(), "enterprise", enterprise)).secret
    return Joiner(browser, flight, link, enterprise)


async def check(office: Office, diary: WebOwner) -> None:
    """The database holds what was done: every answer once, every photo, every typed sentence shown once."""
    owner, page = diary.owner, diary.page
    self_check = await office.self_check(owner)
    verdicts = {code: line.verdict for code, line in self_check.lines.items() if line.verdict}
    assert verdicts == diary.pressed, owner.name
    assert set(diary.pressed) == set(self_check.must)
    details = [row["detail"] for row in await office.audit(owner, "answer")]  # SQLite gives text
    written = Counter((json.loads(one) if isinstance(one, str) else one)["question"] for one in details)
    assert written == Counter(diary.pressed.keys()), f"{owner.name}: {written}"
    files = await office.files(owner)
    assert len(files) == diary.sent, f"{owner.name}: {diary.sent} photos were sent"
    assert self_check.missing == ()
    await page.refresh()
    mine = [one for one in await page.messages(mine=True) if one.raw["mine"]]
    assert Counter(one.text for one in mine if one.text) == Counter(page.typed), owner.name
    assert len([one for one in mine if one.media]) == page.photos, owner.name


def live_windows(seen: list[Seen]) -> list[Seen]:
    """Messages with buttons of a dialog: one is open, older ones lost theirs."""
    return [
        one
        for one in seen
        if any("\x1d" in str(button.get("data")) for row in one.raw["rows"] for button in row)
    ]
