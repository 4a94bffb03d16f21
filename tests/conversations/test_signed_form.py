"""An owner photographs the stamped form and hands it in; the office looks at it, and adds a page itself."""

from __future__ import annotations

from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.test_review import desk, open_case
from tests.conversations.walk import has, picture


async def test_the_stamped_form_goes_up_and_is_seen(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    check = await hand_in(office, owner)
    await owner.send("/check")
    assert "盖章的表拍照发来" in (await owner.last()).text
    await owner.photo(picture())  # no button first: the photo itself
    seen = await owner.last()
    assert "盖章件 1 页" in seen.text
    assert "还有就接着发" in seen.text
    await owner.photo(picture())
    assert "盖章件 2 页" in (await owner.last()).text
    await owner.click("换掉重交")
    assert "还没有盖章件" in (await owner.last()).text
    await owner.photo(picture())
    await owner.click("返回")
    assert "已交盖章件 1 页" in (await owner.last()).text
    assert has(await owner.last(), "盖章件 1 页")
    await open_case(inspector, owner)
    await inspector.click("盖章件 1")
    seen = await inspector.last()
    assert "盖章件 1 页" in seen.text
    assert "还有 2 页" in seen.text
    assert [one for one in await inspector.messages() if one.media == "photo"]
    await inspector.photo(picture())
    assert "盖章件 2 页" in (await inspector.last()).text
    await inspector.click("返回")
    assert has(await inspector.last(), "盖章件 2")
    rows = await office.rows("SELECT by_office FROM signed_copies WHERE self_check_id = :id", id=check)
    assert sorted(bool(row["by_office"]) for row in rows) == [False, False, False, True]
