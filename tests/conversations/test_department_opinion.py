"""人社 looks at its own rows of a form; its opinion is shown to the reviewer, and on the form."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.test_confirming_old_buttons import button_of, press_old
from tests.conversations.walk import has


async def test_labour_speaks_of_contracts_and_insurance_alone(office: Office) -> None:
    place = await office.open_place("tianjin")
    owner = await office.owner("tianjin", place=place)
    await owner.send("/start")
    check = await hand_in(office, owner)
    labour = await office.official(place, "inspector", department="labour")
    await labour.send("/office")
    await labour.click("复查")
    await labour.click(owner.enterprise[:8])
    seen = await labour.last()
    assert "贵部门还有 3 题没有提意见" in seen.text
    assert not has(seen, "✅ 全部同意，通过")
    await labour.click("逐项看")
    await labour.click("部门认可")
    await labour.click("部门不认可")
    assert "意见转给复查的办公室" in (await labour.last()).text
    await labour.send("合同里没有写岗位危害和防护")
    await labour.click("部门认可")
    assert "部门意见：认可 2 题，不认可 1 题" in (await labour.last()).text
    said = await office.rows(
        "SELECT question, verdict FROM department_opinions WHERE self_check_id = :id ORDER BY question",
        id=check,
    )
    assert [(row["question"], row["verdict"]) for row in said] == [
        ("Q07.1", "agree"),
        ("Q07.2", "object"),
        ("Q08.1", "agree"),
    ]
    await labour.click("逐项看")
    await labour.click("下一")
    await labour.click("收回部门意见")
    await labour.click("部门不认可")
    await labour.send("合同里没有写岗位危害和防护")

    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await inspector.click("复查")
    await inspector.click(owner.enterprise[:8])
    seen = await inspector.last()
    assert "不认可 1 题" in seen.text
    assert not has(seen, "✅ 全部同意，通过"), "not before it was looked at"
    await inspector.click("PDF")
    sent = next(one for one in reversed(await inspector.messages()) if one.media == "document")
    pages = PdfReader(BytesIO(await inspector.client.download(sent.file_id))).pages
    words = "".join("".join(page.extract_text() for page in pages).split())
    assert "部门意见" in words
    assert "人社不认可合同里没有写岗位危害和防护" in words


async def test_a_hospital_looks_at_health_files_and_takes_no_form(office: Office) -> None:
    place = await office.open_place("county_town")  # 镇医院, 镇安监站
    owner = await office.owner("county_town", place=place)
    await owner.send("/start")
    check = await hand_in(office, owner)
    station = await office.official(place, "inspector")
    hospital = await office.official(place, "head", "health")
    for officer in (station, hospital):
        await officer.send("/office")
        await officer.click("复查")
    assert has(await station.last(), "随机抽查")
    assert not has(await hospital.last(), "随机抽查")
    for officer in (station, hospital):
        await officer.click(owner.enterprise[:8])
    take = await button_of(station, "领取复查")
    judge = await button_of(station, "下结论")
    assert "贵部门还有" in (await hospital.last()).text
    assert not [one for one in ("领取复查", "下结论", "✅") if has(await hospital.last(), one)]
    for forged in (take, judge):
        await press_old(office, hospital, forged)
    of = "SELECT count(*) AS many FROM reviews WHERE self_check_id = :id"
    assert [row["many"] for row in await office.rows(of, id=check)] == [0]
    await hospital.send("/office")
    await hospital.click("复查")
    await hospital.click(owner.enterprise[:8])
    await hospital.click("逐项看")
    await hospital.click("部门认可")
    said = await office.rows("SELECT department FROM department_opinions WHERE self_check_id = :id", id=check)
    assert [row["department"] for row in said] == ["health"]
    await station.click("领取复查")
    assert [row["many"] for row in await office.rows(of, id=check)] == [1]
