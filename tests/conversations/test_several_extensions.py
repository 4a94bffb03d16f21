"""Several requests for more time answered together: each by itself; what changed is left."""

from __future__ import annotations

from datetime import timedelta

from storage.findings import extensions
from tests.conversations.faults import planned_fault
from tests.conversations.installation import today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.test_extension import hurry, state, submitted
from tests.conversations.test_keeping import tap
from tests.conversations.walk import dialog_window, labels
from tests.conversations.working_hours import now


async def asking(office: Office, count: int) -> tuple[Official, list[tuple[Owner, int]]]:
    """An officer, and owners of one place who ask for fifteen days more."""
    place = await office.open_place("hailing")
    asked = []
    for _ in range(count):
        owner = await office.owner(place=place)
        await owner.send("/start")
        finding = await planned_fault(office, owner, 5)
        await submitted(office, owner)
        await ask(office, owner, finding, 20)
        asked.append((owner, finding))
    officer = await office.official(place, "inspector")
    await officer.send("/office")
    await tap(officer, "延期")
    await officer.click("一起答复")
    return officer, asked


async def ask(office: Office, owner: Owner, finding: int, days: int) -> None:
    """Ask for a day so many days from today."""
    wanted = today() + timedelta(days=days)
    async with office.database.begin() as db:
        await extensions.ask(db, owner.actor, now(), finding, wanted, "设备还没到货", today())


async def test_each_is_granted_its_day_and_told(office: Office) -> None:
    officer, asked = await asking(office, 3)
    assert not [one for one in labels(await dialog_window(officer)) if "同意" in one]
    await officer.click("全选")
    await officer.click(next(one for one in labels(await dialog_window(officer)) if one.startswith("✓")))
    assert "已选 2 条" in (await dialog_window(officer)).text
    await ask(office, *asked[1], 25)
    await tap(officer, "同意这 2 条")
    said = "\n".join(one.text for one in await officer.messages())
    assert "已答复 1 条" in said
    assert "另有 1 条没有答复" in said
    assert [await state(office, one) for _, one in asked] == [["asked"], ["asked"], ["granted"]]
    await hurry(office)
    await office.until(asked[2][0], "同意延期")
    due = await office.rows("SELECT due_on FROM rectifications WHERE finding_id = :id", id=asked[2][1])
    assert str(due[0]["due_on"]) == (today() + timedelta(days=20)).isoformat()


async def test_all_are_refused_with_one_reason(office: Office) -> None:
    officer, asked = await asking(office, 2)
    await officer.click("全选")
    await officer.click("不同意")
    await officer.click("已延期，请抓紧")
    said = "\n".join(one.text for one in await officer.messages())
    assert "已答复 2 条" in said
    assert [await state(office, one) for _, one in asked] == [["refused"], ["refused"]]
    await hurry(office)
    for owner, _ in asked:
        assert "已延期，请抓紧" in (await office.until(owner, "已延期")).text
