"""An owner reports an accident: telephone numbers first; the office is told at once, and closes it."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.test_duty_records import minutes
from tests.conversations.walk import has, labels, picture


async def test_an_accident_from_its_first_minute_to_its_end(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    owner = await office.owner(place=place)
    await head.send("/office")
    await owner.send("/start")
    await owner.send("我们这里有人晕倒了")
    seen = await owner.last()
    assert seen.text.startswith("电话：120")
    assert "到了安全处再打" in seen.text
    await owner.click("急救要点")
    assert "空气呼吸器" in (await owner.last()).text
    await owner.click("返回")
    await owner.click_all("马上报告办公室", 3)
    seen = await owner.last()
    assert "已报告办公室" in seen.text
    assert "不写伤者姓名" in seen.text
    made = await office.rows("SELECT id FROM incidents WHERE enterprise_id = :id", id=owner.enterprise_id)
    assert len(made) == 1
    delivered = await office.until(head, "报告发生事故")
    assert delivered.text.startswith("紧急")
    await owner.click("经过")
    await owner.send("喷漆房两个人晕倒 <b>😀</b>")
    await owner.click("人数")
    await owner.send("两个")
    assert "请写两个数" in (await owner.said()).text
    await owner.send("2 0")
    await owner.click("时间")
    await owner.send("后天 9:00")
    assert "没看懂时间" in (await owner.said()).text
    await owner.send("5分钟前")
    await owner.photo(picture())
    seen = await owner.last()
    assert "受伤或中毒 2 人，死亡 0 人，按人数为一般事故" in seen.text
    assert has(seen, "看材料 1")
    await owner.click("告知")
    await owner.click("记 本单位负责人")
    assert "第九条" in (await owner.last()).text
    await owner.click("现在")
    assert "✓ 本单位负责人" in (await owner.last()).text
    assert "公安" not in (await owner.last()).text
    # the office
    await head.click("看事故", message_id=delivered.id)
    seen = await head.last()
    assert "喷漆房两个人晕倒 <b>😀</b>" in seen.text
    assert not has(seen, "结案")
    await head.click("告知")
    await head.click("记 县级以上应急")
    await head.send("3分钟前")
    assert "✓ 县级以上应急（安监）部门" in (await head.last()).text
    await head.click("返回")
    await head.click("四不放过")
    for title in ("事故原因查清", "责任人员处理", "整改措施落实", "有关人员受到教育"):
        await head.click(f"○ {title}")
        await head.send("抽风没开，已查明")
        await head.document(minutes(), "材料.docx")
        assert "材料 1 份" in (await head.last()).text
        await head.click("这一件完成")
    assert labels(await head.last())[0].startswith("✓")
    await head.click("返回")
    await head.click("调查组")
    await head.send("区应急局")
    await head.click("处理结果")
    await head.send("通风没开，罚款三万元，已整改")
    await head.click("公布")
    assert "受伤或中毒 2 人" in (await head.last()).text
    await head.click("就按这样公布")
    assert "已公布处理情况" in (await head.last()).text
    await head.click("事故档案")
    assert sum(one.media == "document" for one in await head.messages()) == 2
    await head.click_all("结案", 2)
    assert "已结案" in (await head.last()).text
    await head.send("/office")
    assert has(await head.last(), "事故 0")
    await head.click("事故 0")
    await head.click("✓")
    assert has(await head.last(), "恢复办理")


async def test_an_office_records_one_and_warns_the_industry(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    owner = await office.owner(place=place, industry="furniture")
    await head.send("/office")
    await head.click("企业名单")
    await head.click(owner.enterprise)
    await head.click("一企一档")
    await head.click("记事故")
    assert (await head.last()).text.startswith("电话：120")
    await head.click("马上报告办公室")
    assert "已记下" in (await head.last()).text
    await head.click("发同行业警示")
    seen = await head.last()
    assert "家具" in "\n".join(one.text for one in await head.messages())
    assert owner.enterprise not in "\n".join(one.text for one in (await head.messages())[-3:])
    assert seen.buttons
    drafts = await office.rows("SELECT state, audience FROM notices WHERE jurisdiction_id = :id", id=place.id)
    assert [one["state"] for one in drafts] == ["draft"]
    assert "furniture" in str(drafts[0]["audience"])


async def test_a_tap_by_mistake_is_found_to_be_no_accident(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    owner = await office.owner(place=place)
    await head.send("/office")
    await owner.send("/start")
    await owner.click("出事了")
    await owner.click("马上报告办公室")
    await head.send("/office")
    await head.click("事故 1")
    await head.click("○")
    await head.click("不属事故")
    await head.send("误按，没有人受伤")
    seen = await head.last()
    assert "经核实不属事故：误按，没有人受伤" in seen.text
    assert not [one for one in ("四不放过", "调查组", "事故档案", "结案") if has(seen, one)]
    await head.send("/office")
    assert has(await head.last(), "事故 0"), "it can be looked at, and taken up again"


async def test_who_is_nobody_yet_is_told_first_aid_from_the_first_word_on(office: Office) -> None:
    worker = await office.person()
    for _ in range(2):  # without any window, then beside the home window
        await worker.send("有人晕倒了 快来人")
        assert "到了安全处再打" in (await worker.said()).text
        assert has(await worker.last(), "匿名举报")
    await worker.send("车间灰很大")
    assert "到了安全处再打" not in (await worker.said()).text
