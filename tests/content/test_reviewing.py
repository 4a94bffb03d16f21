"""Offices that review whole forms, and those that give opinions on their rows, by each plan."""

import pytest

from content.loader import load

PACKS = load().packs
WHOLE = [
    *(
        (pack, "safety", 0) for pack in sorted(PACKS)
    ),  # 镇安监站, 区安监局, 安全监管部门, 乡安监办: its own 办公室
    *((pack, "town", 0) for pack in sorted(PACKS)),  # the government, whose leading group it is
    ("hailing", "town", 1),  # 主管镇街、园区、部门监督检查
    ("tianjin", "town", 1),  # 各区县…对生产经营单位进行复查
    ("tianjin", "town", 2),  # 各街镇乡人民政府…进行复查
    ("yangzhou", "town", 1),  # 各地各部门…全面地检查督查
    ("yangzhou", "safety", 2),
    ("county_town", "health", -1),  # 县: bound by no town's plan
]
ROWS = [
    *(
        (pack, kind, steps)
        for pack in sorted(PACKS)
        for kind in ("health", "labour", "union")
        for steps in (0, 2)
    ),
    ("county_town", "town", 1),  # 各村（居）
    ("township", "town", 1),
]


@pytest.mark.parametrize(("pack", "kind", "steps"), WHOLE)
def test_the_leading_office_and_who_the_plan_says_review_the_whole(pack: str, kind: str, steps: int) -> None:
    assert PACKS[pack].lets_review(kind, steps)


@pytest.mark.parametrize(("pack", "kind", "steps"), ROWS)
def test_the_others_do_not(pack: str, kind: str, steps: int) -> None:
    assert not PACKS[pack].lets_review(kind, steps)


def test_a_plan_may_make_the_health_office_its_lead() -> None:
    pack = PACKS["county_town"]
    leads = {"safety": False, "health": True}
    offices = tuple(
        one.model_copy(update={"reviews": leads[one.kind]}) if one.kind in leads else one
        for one in pack.departments
    )
    changed = pack.model_copy(update={"departments": offices})
    assert changed.lets_review("health", 0)
    assert changed.lets_review("health", 1)
    assert not changed.lets_review("safety", 0)
