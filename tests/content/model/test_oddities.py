"""Oddities of the plans in wording and roles (26 to 44); and that all 44 are covered."""

from __future__ import annotations

import re

import pytest

from tests.content.model import test_oddities_dates, test_oddities_layout
from tests.content.packs import (
    ALL,
    COVERED,
    HL,
    QX,
    TJ,
    XZ,
    YZ,
    cited,
    duty,
    note,
    oddity,
    office,
    pack,
    raw,
    row,
    scope,
)


@oddity(26, HL)
def test_rows_are_matched_by_meaning_not_by_number() -> None:
    assert row(HL, "1")[1] == row(XZ, "二")[1] == row(TJ, "2")[1]
    assert row(HL, "2")[1] == row(XZ, "一")[1] == row(TJ, "1")[1]
    assert row(HL, "10")[1] == row(XZ, "四")[1] == row(QX, "4")[1]


@oddity(27, *ALL)
def test_contract_and_insurance_in_one_row_are_two_items() -> None:
    double = {
        (code, item.number): item.checks for code in ALL for item in pack(code).items if len(item.checks) > 1
    }
    assert double == dict.fromkeys([(XZ, "六"), (TJ, "6"), (QX, "6"), (YZ, "6")], ("I07", "I08"))
    assert (row(HL, "11")[1], row(HL, "12")[1]) == (("I07",), ("I08",))


@oddity(28, *ALL)
def test_synonyms_lead_to_the_same_item() -> None:
    assert "台帐" in row(HL, "6")[0]
    assert row(HL, "4")[1] == row(XZ, "十二")[1] == ("I15",)  # 劳动防护用品, 职业健康防护用品
    assert row(HL, "10")[1] == row(YZ, "4")[1] == ("I04",)  # 岗中, 在岗期间; 检查, 体检


@oddity(29, *ALL)
def test_names_of_industries_are_merged() -> None:
    keys: dict[str, set[str]] = {}
    for code in ALL:
        for written, industry in scope(code).items():
            keys.setdefault(industry, set()).add(written)
    assert keys["bags"] == {"箱包", "箱包加工"}
    assert keys["toys"] == {"玩具", "玩具制造"}
    assert keys["casting"] == {"铸造", "金属铸造"}
    assert keys["battery"] == {"蓄电池制造", "铅蓄电池"}
    assert keys["rubber"] == {"橡胶制造", "轮胎制造"}
    assert (keys["smelting"], keys["steel"]) == ({"冶炼"}, {"钢铁冶炼"})
    assert (keys["mining"], keys["quarrying"]) == ({"矿山开采"}, {"石料开采"})
    assert len(keys) == 33
    assert "other" not in keys


@oddity(30, *ALL)
def test_every_unit_is_in_scope_not_only_the_list() -> None:
    for code in ALL:
        assert "工矿商贸" in pack(code).scope.sentence
        assert re.search("工矿商贸单位(，只要有|都在内)", pack(code).scope.plain.zh)


@oddity(31, XZ, YZ)
def test_the_enterprise_checks_itself_and_the_station_urges() -> None:
    assert (duty(XZ, "self_check_form").who, duty(XZ, "urge_self_check").who) == (
        "enterprise",
        "work_safety_station",
    )
    assert "开展督查" in duty(XZ, "urge_self_check").written
    assert "督促" in note(YZ, 31)


@oddity(32, TJ)
def test_two_names_of_the_labour_department_are_one() -> None:
    assert office(TJ, "labour").name == "人力资源和社会保障部门"
    assert "劳动和社会保障局" in office(TJ, "district_group").does
    assert [one.code for one in pack(TJ).departments if one.kind == "labour"] == ["labour"]


@oddity(33, XZ)
def test_a_town_hospital_enforces_nothing() -> None:
    hospital = office(XZ, "town_hospital")
    assert (hospital.kind, hospital.enforces) == ("health", False)
    assert "监督检查" in hospital.does


@oddity(34, QX)
def test_in_the_township_the_district_reviews_and_the_township_does_the_rest() -> None:
    assert duty(QX, "review_enterprises").who == "district_group"
    assert office(QX, "district_group").name == "区专项行动领导小组"
    assert duty(QX, "patrol").who == "township_safety_office"


@oddity(35, TJ)
def test_this_notice_means_the_plan_itself() -> None:
    inspection = duty(TJ, "city_inspection")
    assert "按照本通知要求" in inspection.written
    assert inspection.reading is not None
    assert "就是本方案" in inspection.reading.zh


@oddity(36, *ALL)
def test_the_form_has_the_plans_name_where_it_has_one() -> None:
    titles = {code: pack(code).form_title.zh for code in ALL}
    assert titles == {
        XZ: "企业自查表",
        HL: "《粉尘与高毒物品危害治理专项行动企业自查表》",
        TJ: "《生产企业职业危害情况自查复查表》",
        QX: "企业自查表",
        YZ: "企业自查表",
    }
    assert (duty(TJ, "rectification_plan").to, duty(TJ, "rectification_plan").due) == (
        pack(TJ).form_duty.to,
        pack(TJ).form_duty.due,
    )


@oddity(37, XZ, QX, YZ)
def test_three_offices_have_to_set_the_day_of_the_form() -> None:
    assert {code for code in ALL if pack(code).form_duty.due is None} == {XZ, QX, YZ}


@oddity(38, TJ, QX, YZ)
def test_no_officials_are_named() -> None:
    for code in ALL:
        assert not re.search("(组长|局长|处长|乡长|主席|巡视员)", raw(code))


@oddity(39, TJ, YZ)
def test_old_contacts_are_not_kept() -> None:
    for code in ALL:
        assert not re.search(r"@|\d{8}", raw(code))
    assert duty(TJ, "district_summary").written.endswith("报送市专项行动领导小组办公室")
    assert duty(YZ, "local_plan").written.endswith("报市专项行动领导小组办公室")


@oddity(40, *ALL)
def test_cited_rules_lead_to_those_in_force() -> None:
    now = {code: {re.split("（安监", text)[0]: law for text, law in cited(code).items()} for code in ALL}
    assert now[HL]["《作业场所职业健康监督管理暂行规定》"] == "nhc_order_5"
    assert now[HL] == {text: now[YZ][text] for text in now[HL]}
    assert now[YZ]["《作业场所职业危害申报管理办法》"] == "order_48"
    assert now[TJ]["《生产安全事故报告和调查处理条例》"] == "accident_rules"
    assert {now[code]["《职业病防治法》"] for code in (HL, TJ, QX, YZ)} == {"prevention_act"}


@oddity(41, XZ)
def test_the_campaigns_three_names_mean_one() -> None:
    written = " ".join(one.written for one in pack(XZ).duties)
    assert all(name in written for name in ("专项整治", "专项治理", "专项行动"))
    assert pack(XZ).title.zh.endswith("专项行动")


@oddity(42, TJ)
def test_the_two_hundred_percents_are_told_apart() -> None:
    rules = {one.code: one.written for one in pack(TJ).rules if one.percent == 100}
    assert rules["review_coverage"].endswith("覆盖率要达到100%")
    assert rules["contract_rate"] == rules["insurance_rate"] == "力求劳动合同签订率和工伤参保率达到100%"


@oddity(43, TJ)
def test_old_words_stay_in_quotations() -> None:
    one = pack(TJ)
    assert "经济处罚" in next(rung.consequence for rung in one.ladder if rung.code == "V4")
    assert "督察" in duty(TJ, "contract_inspection").written
    plain = " ".join([*(rule.plain.zh for rule in one.rules), *(each.does.zh for each in one.phases)])
    assert not re.search("督察|经济处罚", plain)


@oddity(44, *ALL)
def test_packs_are_templates_without_years_of_their_own() -> None:
    for code in ALL:
        days = re.findall(r"^ +(?:start|end|due|grace_until): (.+)$", raw(code), re.MULTILINE)
        assert all(re.fullmatch(r"Y(\+1)?-\d\d-(\d\d|last)|null", day) for day in days)
        assert days


MODULES = (test_oddities_dates, test_oddities_layout)
"""They fill COVERED when they are imported."""


@pytest.mark.parametrize("code", ALL)
def test_a_pack_explains_each_oddity_it_has_once(code: str) -> None:
    numbers = [one.oddity for one in pack(code).notes]
    assert numbers == [number for number in sorted(COVERED) if code in COVERED[number]]


def test_all_forty_four_are_covered() -> None:
    assert MODULES
    assert sorted(COVERED) == list(range(1, 45))
    assert all(COVERED.values())
