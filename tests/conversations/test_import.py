"""A list of enterprises comes into the chat of an office: one that is fine, one that is not."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from simulator.client import Person, Seen
from tests.conversations.office import Office, credit_code
from tests.conversations.walk import has


async def template(office: Office, person: Person) -> Any:
    """Go from the office's home to the window that waits for a list; return the template."""
    await person.click("企业名单")
    await person.click("导入名单")
    return await _book(office, await _document(person))


async def _document(person: Person) -> Seen:
    return [one for one in await person.messages() if one.media == "document"][-1]


async def _book(office: Office, seen: Seen) -> Any:
    return load_workbook(io.BytesIO(await office.client.download(seen.file_id)))


def filled(book: Any, *rows: tuple[Any, ...]) -> bytes:
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            book.worksheets[0].cell(number, at, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_list_is_checked_then_imported_then_unchanged(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    book = await template(office, head)
    assert book.sheetnames[0] == "企业名单"
    rows = [
        (
            f"<b>第{number}</b>厂😀",
            credit_code(70_000_000 + place.id * 10 + number),
            "城东街道",
            "制鞋",
            "",
            18,
        )
        for number in (1, 2)
    ]
    data = filled(book, *rows)
    await head.document(data, "名单.xlsx", caption="今年新来的两家")
    assert "今年新来的两家" in (await head.said()).text, "what is kept nowhere is named"
    assert "新增 2 家，更新 0 家" in (await head.last()).text
    query = "SELECT name FROM enterprises WHERE jurisdiction_id = :id ORDER BY id"
    assert not await office.rows(query, id=place.towns[0])
    await office.thumbs(head, "导入", 2)
    assert "企业 2 家" in (await head.last()).text
    names = [row["name"] for row in await office.rows(query, id=place.towns[0])]
    assert names == ["<b>第1</b>厂😀", "<b>第2</b>厂😀"]
    await head.click("导入名单")
    await head.send("名单在这里")
    assert "当文件发来" in (await head.messages())[-2].text
    await head.document(data, "名单.xlsx")
    assert "都已在册" in (await head.last()).text
    assert not has(await head.last(), "导入")


async def test_a_list_with_faults_comes_back_marked(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    book = await template(office, head)
    good = credit_code(71_000_000 + place.id)
    data = filled(
        book,
        ("好厂", good, "", "制鞋", "", 18),
        ("坏厂", "123", "火星", "制鞋", "", "20-30人"),
    )
    await head.document(data, "名单.xlsx")
    said = "\n".join(one.text for one in await head.messages())
    for words in ("3 处问题", "第 3 行 统一社会信用代码：要 18 位", "火星", "20-30人"):
        assert words in said
    marked = (await _book(office, await _document(head))).worksheets[0]
    assert marked["B3"].comment is not None
    assert marked["B2"].comment is None
    assert not await office.rows("SELECT id FROM enterprises WHERE credit_code = :code", code=good)
    assert "发过来" in (await head.last()).text  # it goes on waiting


async def test_what_is_no_list_gets_a_clear_answer(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await template(office, head)
    for data, name, words in (
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "名单.xls", "打不开"),
        (b"a,b\n1,2\n", "名单.csv", "没找到表头"),
        (b"PK\x03\x04" + b"\0" * 50_000_000, "名单.xlsx", "20"),
    ):
        await head.document(data, name)
        assert words in "\n".join(one.text for one in await head.messages())
        assert "发过来" in (await head.last()).text


async def test_a_refused_second_list_leaves_nothing_to_import(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    book = await template(office, head)
    code = credit_code(72_000_000 + place.id)
    data = filled(
        book,
        ("甲厂", code, "", "鞋材", "", "十八"),
        ("乙厂", credit_code(73_000_000 + place.id), "城东街道", "制鞋", "", "20人左右"),
    )
    await head.document(data, "名单.xlsx")
    shown = await head.last()
    for words in ("新增 2 家", "城东街道 1", "甲厂、乙厂"):
        assert words in shown.text
    with office.installation.bot.held():
        await head.document(b"no list", "名单.csv", wait=False)
        await head.click("导入", wait=False)  # before the answer is seen
    await office.client.idle(head.id)
    assert "发过来" in (await head.last()).text
    assert not has(await head.last(), "导入")
    assert not await office.rows("SELECT id FROM enterprises WHERE credit_code = :code", code=code)


async def test_a_tap_on_the_window_of_another_list_imports_nothing(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    book = await template(office, head)
    codes = [credit_code(74_000_000 + place.id), credit_code(75_000_000 + place.id)]
    lists = [
        filled(book, (name, code, "", "制鞋", "", 18))
        for name, code in zip(("甲厂", "乙厂"), codes, strict=True)
    ]
    await head.document(lists[0], "名单.xlsx")
    query = "SELECT name FROM enterprises WHERE credit_code IN (:one, :two)"
    given = {"one": codes[0], "two": codes[1]}
    with office.installation.bot.held():  # as from a second phone
        await head.document(lists[1], "名单.xlsx", wait=False)
        await head.click("导入", wait=False)
    await office.client.idle(head.id)
    assert await office.rows(query, **given) == []
    assert "前几家：乙厂" in (await head.last()).text
    await head.click("导入")
    assert [row["name"] for row in await office.rows(query, **given)] == ["乙厂"]


async def test_a_viewer_has_no_button(office: Office) -> None:
    place = await office.open_place("hailing")
    viewer = await office.official(place, "viewer")
    await viewer.send("/office")
    await viewer.click("企业名单")
    assert not has(await viewer.last(), "导入名单")
    union = await office.official(place, "head", "union")
    await union.send("/office")
    await union.click("企业名单")
    assert not has(await union.last(), "导入名单")
