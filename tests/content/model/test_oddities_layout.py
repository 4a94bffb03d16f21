"""Oddities of the plans in layout (15 to 25), one test for each."""

from __future__ import annotations

import re

from tests.content.packs import ALL, HL, QX, TJ, XZ, YZ, cited, duty, oddity, pack, raw, row, scope


@oddity(15, XZ)
def test_the_preview_line_is_no_plan() -> None:
    headings = [pack(code).heading for code in ALL]
    assert len(set(headings)) == 5
    assert not any("第一篇" in heading or "..." in heading for heading in headings)


@oddity(16, TJ)
def test_page_markers_are_gone_and_words_whole() -> None:
    assert not re.search(r"－\d－", raw(TJ))
    assert scope(TJ)["五金电镀"] == "electroplating"
    assert not {"五金", "电镀"} & set(scope(TJ))
    assert "11月15日上报" in duty(TJ, "district_roster").written
    assert "“四不放过”原则" in duty(TJ, "accident_inquiry").written


@oddity(17, TJ, YZ)
def test_stray_numbers_and_spaces_are_gone() -> None:
    assert scope(YZ)["装饰材料加工"] == "decoration"
    assert not [text for code in ALL for text in scope(code) if re.search(r"[\s\d]", text)]
    assert "附" not in pack(TJ).heading
    assert "粉尘" in pack(YZ).heading


@oddity(18, HL, TJ, QX, YZ)
def test_rows_that_share_a_line_are_split() -> None:
    assert [len(pack(code).items) for code in ALL] == [14, 13, 16, 14, 14]
    assert not [item.number for code in ALL for item in pack(code).items if re.search("[；;]", item.text)]


@oddity(19, *ALL)
def test_numbers_run_through_and_carry_no_style() -> None:
    assert (
        " ".join(item.number for item in pack(XZ).items)
        == "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四"
    )
    for code in (HL, TJ, QX, YZ):
        items = pack(code).items
        assert [item.number for item in items] == [str(number) for number in range(1, len(items) + 1)]


@oddity(20, HL, TJ, QX, YZ)
def test_titles_are_joined() -> None:
    ends = {HL: "专项行动宣传材料", TJ: "专项行动工作方案", QX: "专项行动实施方案", YZ: "专项行动工作方案"}
    for code, end in ends.items():
        assert pack(code).heading.endswith("粉尘与高毒物品危害治理" + end)


@oddity(21, QX)
def test_the_townships_list_yields_offices() -> None:
    members = {one.name for one in pack(QX).departments if one.does == "成员"}
    assert members == {"乡社服中心", "乡社保中心", "乡工会"}


@oddity(22, HL)
def test_hailing_is_a_press_text_without_duties_of_departments() -> None:
    four = [one for one in pack(HL).departments if one.kind in ("safety", "health", "labour", "union")]
    assert len(four) == 4
    assert {one.does for one in four} == {"区安监、卫生、劳动和总工会四部门联合成立专项行动领导小组"}


@oddity(23, XZ, QX)
def test_placeholders_are_kept_and_the_province_is_only_cited() -> None:
    assert pack(XZ).cites == ()
    assert cited(QX)["《河北省作业场所职业卫生监督管理办法》"] is None
    assert "河北" not in pack(QX).title.zh + pack(QX).heading


@oddity(24, TJ)
def test_broken_lines_are_joined_before_reading() -> None:
    assert len(scope(TJ)) == 29
    assert list(scope(TJ))[-3:] == ["五金电镀", "电子制造", "钢铁冶炼"]
    quoted = [one.written for code in ALL for one in pack(code).duties]
    quoted += [one.written for code in ALL for one in pack(code).rules]
    assert not [text for text in quoted if re.search(r"\s", text)]


@oddity(25, QX)
def test_a_full_stop_inside_a_row_does_not_end_it() -> None:
    assert row(QX, "11") == ("淘汰落后。采用先进技术、工艺、材料、设备", ("I14",))
