"""Own templates of notices in the chat: saved from a draft, used, changed, removed."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.walk import has, labels


async def test_a_text_becomes_a_template_and_is_filled_again(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await head.click("通知")
    await head.click("写通知")
    await head.click("空白")
    await head.send("{地区}的企业：\n请在{交表日期}前交{表名}\n{没有}")
    assert "{地区}" in "".join(one.text for one in (await head.messages())[-3:])
    await head.click("存为模板")
    await head.send("催交表")
    assert "没有 {没有} 这一项" in "".join(one.text for one in (await head.messages())[-3:])
    await head.click("返回")
    await head.click("改文字")
    await head.send("<b>{地区}</b>的企业：\n请在{交表日期}前交{表名}\n已经超过 {超过天数} 天")
    await head.click("存为模板")
    await head.send("催交表 😀")
    assert "已存为模板" in "".join(one.text for one in (await head.messages())[-3:])
    colleague = await office.official(place, "inspector")
    await colleague.send("/office")
    await colleague.click("通知")
    await colleague.click("写通知")
    assert has(await colleague.last(), "★ 催交表")
    await colleague.click("★ 催交表")
    text = "".join(one.text for one in (await colleague.messages())[-3:])
    assert "的企业：" in text
    assert "前交" in text
    assert "超过" not in text  # not over yet: the line is left out
    assert "{" not in text
    await colleague.send("/office")
    await colleague.click("通知")
    await colleague.click("写通知")
    await colleague.click("本单位模板")
    await colleague.click("★ 催交表")
    assert "{交表日期}" in (await colleague.last()).text
    await colleague.click("改内容")
    await colleague.send("{落款}：{今天}开会")
    assert "{落款}：{今天}开会" in (await colleague.last()).text
    await colleague.click("改名称")
    await colleague.send("开会")
    assert "模板“开会”" in (await colleague.last()).text
    await office.thumbs(colleague, "删除", 2)
    assert "共 0 个" in (await colleague.last()).text
    assert not any("★" in label for label in labels(await colleague.last()))
