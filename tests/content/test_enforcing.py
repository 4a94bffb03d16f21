"""Offices that decide 停产, 处罚 and 关闭, by each plan."""

import pytest

from content.loader import load

PACKS = load().packs
DECIDES = [
    ("county_town", "safety", 0),  # 镇安监站
    ("hailing", "safety", 0),
    ("hailing", "health", 0),
    ("hailing", "town", 1),  # 主管镇街、园区、部门
    ("tianjin", "safety", 1),  # 各区、县
    ("township", "safety", 0),
    ("yangzhou", "town", 1),  # 各地各部门
    ("county_town", "health", -1),  # the county's office above
]
DECIDES_NONE = [
    ("county_town", "health", 0),  # 镇医院
    ("county_town", "labour", 0),  # 监督检查 alone
    ("county_town", "union", 0),
    ("county_town", "village", 1),
    ("yangzhou", "union", 0),
    ("county_town", "safety", 1),  # 各村（居）
    ("county_town", "town", 1),
    ("county_town", "health", 1),
    ("hailing", "union", 0),
    ("tianjin", "safety", 2),  # 街镇乡
    ("tianjin", "town", 2),
    ("tianjin", "union", -1),
    ("township", "labour", 0),  # 乡社保中心
    ("township", "town", 0),
]


@pytest.mark.parametrize(("pack", "kind", "steps"), DECIDES)
def test_offices_that_enforce_decide(pack: str, kind: str, steps: int) -> None:
    assert PACKS[pack].lets_enforce(kind, steps)


OUTSIDE = [
    ("county_town", "V3", "县安监局"),
    ("county_town", "V4", "县安监局"),
    ("county_town", "V6", None),  # 对无证无照非法生产企业要依法予以关闭
    ("township", "V5", "区专项行动领导小组"),
    ("tianjin", "V5", None),
    ("yangzhou", "V4", None),
]


@pytest.mark.parametrize(("pack", "rung", "authority"), OUTSIDE)
def test_what_a_plan_gives_to_an_authority_outside(pack: str, rung: str, authority: str | None) -> None:
    found = PACKS[pack].outside_of([rung])
    assert (found.name if found else None) == authority


@pytest.mark.parametrize(("pack", "kind", "steps"), DECIDES_NONE)
def test_hospitals_villages_and_unions_decide_none(pack: str, kind: str, steps: int) -> None:
    assert not PACKS[pack].lets_enforce(kind, steps)
