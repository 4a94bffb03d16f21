"""The rows each plan gives to its departments, and what it lets them decide, beside the plan's own words."""

from __future__ import annotations

import pytest

from content.loader import load
from content.model.pack import Department
from content.rules import build_form
from storage.base.rights import allows

LIBRARY = load()
KINDS = ("health", "labour", "union")

# Of each plan, by kind of department: the plan's words, the rows (治理内容) they are about, and whether these
# words or the plan's others let it decide 停产, 处罚 and 关闭.
GIVEN: dict[str, dict[str, tuple[str, tuple[str, ...], bool]]] = {
    "county_town": {
        "health": ("负责对生产经营单位职业健康监护情况进行监督检查", ("四",), False),
        "labour": ("负责对生产经营单位参加工伤保险和签订劳动合同的监督检查", ("六",), False),
        "union": ("负责群众性劳动保护的宣传教育和监督检查", ("五",), False),
    },
    "hailing": {  # no more than who they are
        "health": ("区安监、卫生、劳动和总工会四部门联合成立专项行动领导小组", ("10",), True),
        "labour": ("区安监、卫生、劳动和总工会四部门联合成立专项行动领导小组", ("11", "12"), True),
        "union": ("区安监、卫生、劳动和总工会四部门联合成立专项行动领导小组", (), False),
    },
    "tianjin": {
        "health": ("组织查处相关的违法违规行为", ("4", "15"), True),
        "labour": ("对拒不依法签订劳动合同或参加工伤保险的行为进行查处", ("6",), True),
        "union": (
            "对劳动安全卫生专项集体合同或集体合同中含劳动安全卫生专章内容进行监督检查",
            ("5", "7"),
            False,
        ),
    },
    "township": {  # members of the leading group (成员); no office of public health among them
        "labour": ("成员", ("6",), False),
        "union": ("成员", (), False),
    },
    "yangzhou": {  # 各地各部门…依法给予处罚 (L180)
        "health": ("负责对生产经营单位职业健康监护情况进行监督检查", ("4",), True),
        "labour": ("负责生产经营单位参加工伤保险和签订劳动合同的监督检查", ("6",), True),
        "union": ("负责群众性劳动保护的宣传教育和监督检查", ("5",), False),
    },
}


@pytest.mark.parametrize("code", sorted(LIBRARY.packs))
def test_each_department_has_the_rows_its_plan_gives_it(code: str) -> None:
    pack = LIBRARY.packs[code]
    form = build_form(LIBRARY, pack)
    given = GIVEN[code]
    offices: dict[str, Department] = {one.kind: one for one in pack.departments if one.at == "own"}
    assert set(given) == set(KINDS) & set(offices)
    for kind, (words, rows, decides) in given.items():
        assert words in offices[kind].does
        found = dict.fromkeys(item.number for item in form.items if item.concerns(kind))
        assert tuple(found) == rows, (code, kind)
        assert pack.lets_enforce(kind, 0) is decides, (code, kind)


@pytest.mark.parametrize("code", sorted(LIBRARY.packs))
def test_contracts_insurance_and_health_files_are_somebodys_rows(code: str) -> None:
    """人社 contracts and insurance, 卫健 health files, 工会 the collective contract, wherever a plan asks."""
    form = build_form(LIBRARY, LIBRARY.packs[code])
    own = {"I04": "health", "I07": "labour", "I08": "labour", "I09": "union", "I17": "health"}
    for item in form.items:
        if item.check.code in own:
            assert item.concerns(own[item.check.code])


def test_no_plan_lets_labour_or_union_review_the_whole() -> None:
    """Of the others each plan says it: `test_reviewing.py`."""
    assert allows("review.do", "inspector", "safety")
    assert not any(allows("review.do", "head", kind) for kind in ("labour", "union"))
