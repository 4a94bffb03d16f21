"""Official papers in the chat: an office says how it signs, then sends what it wrote as PDF and Word."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from pypdf import PdfReader

from simulator.client import Person
from tests.conversations.office import Office

OFFICE = "海陵区粉尘与高毒物品危害治理专项行动领导小组办公室"


async def last_paper(office: Office, person: Person) -> tuple[str, str, str]:
    """The name of the last paper without its ending, the words of its PDF and of its Word file."""
    sent = [one for one in await person.messages() if one.media == "document"][-2:]
    pdf, word = (str(one.raw["document"]["file_name"]) for one in sent)
    assert (pdf[-4:], word[-5:]) == (".pdf", ".docx")
    assert pdf.removesuffix(".pdf") == word.removesuffix(".docx")
    read = PdfReader(BytesIO(await office.client.download(sent[0].file_id)))
    book = Document(BytesIO(await office.client.download(sent[1].file_id)))
    said = "\n".join(one.text for one in book.paragraphs)
    return pdf.removesuffix(".pdf"), "".join(page.extract_text() for page in read.pages), said


async def letterhead(head: Person) -> None:
    """Say how the office signs and numbers its papers."""
    await head.send("/office")
    await head.click("行动安排")
    await head.click("咨询电话")
    await head.click("机关全称和文号")
    await head.click("改全称")
    await head.send("海")
    assert "2 到 60 个字" in (await head.said()).text
    await head.send(OFFICE)
    await head.click("改文号")
    await head.send("没有年份〔十二〕")
    assert "没看懂这个文号" in (await head.said()).text
    await head.send("海尘毒办[2025]第12号")
    seen = (await head.last()).text
    assert f"机关全称：{OFFICE}" in seen
    assert "海尘毒办〔20" in seen


async def test_a_circular_is_a_paper_signed_with_the_full_name(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报 0")
    await head.click("写给下级")
    await head.click("督办")
    await head.send("自查表交得慢 <b>😀</b>\n请逐家催交")
    await head.click("选好了 2")
    await head.click("不要求答复")
    await head.click("发出")
    await head.click("发出的 1")
    await head.click("督办")
    await head.click("公文（PDF、Word）")
    name, pdf, word = await last_paper(office, head)
    assert name.startswith("督办通知_")
    assert word.splitlines()[-2].endswith("区")
    caption = [one for one in await head.messages() if one.media == "document"][-2].text
    assert "还没有设置机关全称" in caption
    await letterhead(head)
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报 0")
    await head.click("发出的 1")
    await head.click("督办")
    await head.click("公文（PDF、Word）")
    name, pdf, word = await last_paper(office, head)
    for said in (pdf.replace("\n", ""), word):
        assert "督办通知" in said
        assert "海尘毒办〔20" in said
        assert "城东街道、城西街道：" in said
        assert "请逐家催交" in said
        assert OFFICE in said
    assert "<b>" in word


async def test_a_notice_is_a_paper_too(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await office.owner(place=place)
    await head.send("/office")
    await head.click("催未交")
    await head.click("发给 1 家")
    await head.click("确认")
    if "写通知" in str((await head.last()).buttons):
        await head.click("自查")
    await head.click("公文（PDF、Word）")
    name, pdf, word = await last_paper(office, head)
    assert name.startswith("通知_")
    assert "有关生产经营单位：" in word
    assert "应急（安监）" not in pdf, "its own signature gives way to the office's"
