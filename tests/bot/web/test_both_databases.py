"""The page on SQLite and on PostgreSQL: joining, an inbox, a file, a report read, a further device."""

from __future__ import annotations

from pathlib import Path

from storage.base.database import Database
from tests.bot.web.conftest import open_door
from tests.bot.web.officers import officer, open_case, release
from tests.bot.web.test_devices import PIN, link_of, log_in
from tests.bot.web.test_member import member
from tests.bot.web.test_reading import STORY, is_in, stored
from tests.bot.web.visitor import Visitor
from tests.bot.web.ways import report


async def test_a_page_works_on_either_database(database: Database, tmp_path: Path) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with open_door(tmp_path, url) as door:
        owner = await member(door)
        again = Visitor(door.browser, owner.session)
        await again.refresh()
        assert [one.text for one in await again.messages()] == [one.text for one in await owner.messages()]
        await report(await door.browser.visitor(), STORY)
        await release(door)
        head = await officer(door)
        await head.click("台账")
        sheet = [one for one in await head.messages() if one.media == "document"][-1]
        assert STORY in (await open_case(head)).text
        assert not is_in(STORY, await stored(door))
        door.members._chats.clear()  # as in a process that was started again
        path = f"/w/files/{sheet.raw['file']['id']}"
        assert (await door.browser.ask("GET", path, head.session))[0] == 200
        await head.refresh()
        assert not is_in(STORY, "".join(one.text for one in await head.messages()))
        other = await log_in(door, await link_of(owner), PIN)
        await owner.send("/start")
        await other.refresh()
        assert (await other.last()).text == (await owner.last()).text
