"""The five packs against the plans: rows word for word, days, parties, sources; nobody named."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.model.base import PlanDay
from content.model.pack import PhaseKind, Rhythm
from tests.content.packs import FOLDER, pack, raw

PLANS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "plans.yaml").read_text("utf-8"))
PRIVATE = {length: frozenset(digests) for length, digests in PLANS["private"].items()}

ROWS = {"county_town": 14, "hailing": 13, "tianjin": 16, "township": 14, "yangzhou": 14}
LINES = {
    "county_town": (2, 40),
    "hailing": (41, 47),
    "tianjin": (48, 104),
    "township": (105, 145),
    "yangzhou": (146, 188),
}
CODES = sorted(ROWS)


RECEIVES = {
    "county_town": "office",
    "hailing": "area_safety_office",
    "tianjin": "district_office",
    "township": "township_safety_office",
    "yangzhou": "localities",
}
LADDER = {
    "county_town": "V1 V2 V3 V4 V6",
    "hailing": "V0 V1",
    "tianjin": "V0 V1 V4 V5 V6 V7",
    "township": "V0 V1 V4 V5",
    "yangzhou": "V0 V1 V4 V5 V6 V7",
}


def written(day: PlanDay | None) -> str | None:
    return None if day is None else str(day)


def texts(value: Any, key: str) -> list[str]:
    """Every string under `key`, anywhere below `value`."""
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [text for below in value.values() for text in texts(below, key)]
    return [text for below in value for text in texts(below, key)] if isinstance(value, list) else []


def named(text: str, digests: dict[int, frozenset[str]]) -> list[str]:
    """Pieces of `text` whose hash is among `digests` (by length)."""
    pieces = ((length, text[at : at + length]) for length in digests for at in range(len(text) - length + 1))
    return [
        piece for length, piece in pieces if hashlib.sha256(piece.encode()).hexdigest() in digests[length]
    ]


def test_there_are_the_five_plans() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} >= set(CODES)
    assert {code: pack(code).code for code in CODES} == {code: code for code in CODES}
    prefixes = {code: pack(code).number_prefix for code in CODES}
    assert prefixes == dict(zip(CODES, ["XZ", "HL", "TJ", "QX", "YZ"], strict=True))
    levels = [pack(code).level for code in CODES]
    assert levels == ["town", "district", "city", "township", "city"]


@pytest.mark.parametrize("code", CODES)
def test_rows_have_the_plans_own_words_in_its_order(code: str) -> None:
    wanted = [(number, text) for plan, number, text in PLANS["rows"] if plan == code]
    assert len(wanted) == ROWS[code]
    assert [(item.number, item.text) for item in pack(code).items] == wanted


def test_the_five_plans_ask_for_the_nineteen_items_each_once() -> None:
    asked = {code: [check for item in pack(code).items for check in item.checks] for code in CODES}
    assert all(len(checks) == len(set(checks)) for checks in asked.values())
    every = {f"I{number:02d}" for number in range(1, 20)}
    assert set().union(*asked.values()) == every
    assert every - set(asked["hailing"]) == {"I03", "I09", "I14", "I16", "I17", "I18"}
    assert every - set(asked["tianjin"]) == {"I05", "I19"}
    for code in ("county_town", "township", "yangzhou"):
        assert every - set(asked[code]) == {"I05", "I09", "I17", "I18"}


@pytest.mark.parametrize("code", CODES)
def test_phases_have_the_days_that_were_read(code: str) -> None:
    phases = pack(code).phases
    assert [[one.code, written(one.start), written(one.end)] for one in phases] == PLANS["phases"][code]
    assert phases[0].kind is PhaseKind.mobilise
    assert [one.code for one in phases if one.kind is PhaseKind.self_check] == ["self_check"]


@pytest.mark.parametrize("code", CODES)
def test_duties_owed_once_have_the_days_that_were_read(code: str) -> None:
    once = [duty for duty in pack(code).duties if duty.rhythm is Rhythm.once]
    assert {duty.code: written(duty.due) for duty in once} == PLANS["due"][code]
    others = [duty for duty in pack(code).duties if duty.rhythm is not Rhythm.once]
    assert not [duty.code for duty in others if duty.due or duty.grace_until]
    grace = {duty.code: written(duty.grace_until) for duty in once if duty.grace_until}
    both = {"self_check_form": "Y+1-03-31", "rectification_plan": "Y+1-03-31"}
    assert grace == (both if code == "tianjin" else {})
    assert all(duty.reading for duty in once), "how a day was read is said at every duty with one"


def test_what_recurs_keeps_each_plans_own_rhythm() -> None:
    recurring = {
        code: {
            duty.code: duty.rhythm.value for duty in pack(code).duties if duty.what in ("meeting", "report")
        }
        for code in CODES
    }
    assert recurring["tianjin"] == {
        "monthly_meeting": "monthly",
        "monthly_report": "monthly",
        "accident_inquiry": "standing",
    }
    assert recurring["yangzhou"] == {"guidance": "standing", "quarterly_meeting": "quarterly"}
    assert recurring["hailing"] == recurring["township"] == {}
    keeps_up = {code for code in CODES if any(duty.code == "maintenance" for duty in pack(code).duties)}
    assert keeps_up == set(CODES) - {"hailing"}, "only Hailing asks for no maintenance"


@pytest.mark.parametrize("code", CODES)
def test_everybody_named_in_a_duty_is_known(code: str) -> None:
    one = pack(code)
    departments = {department.code for department in one.departments}
    phases = {phase.code for phase in one.phases}
    for duty in one.duties:
        assert {duty.who, duty.to} <= departments, duty.code
        assert duty.phase is None or duty.phase in phases, duty.code
    receiving = [department.code for department in one.departments if department.receives_forms]
    assert receiving == [RECEIVES[code]]
    assert (one.form_duty.code, one.form_duty.to) == ("self_check_form", RECEIVES[code])


@pytest.mark.parametrize("code", CODES)
def test_each_kind_of_supervision_has_one_office(code: str) -> None:
    kinds = [department.kind for department in pack(code).departments]
    counts = {kind: kinds.count(kind) for kind in ("safety", "health", "labour", "union")}
    # The township's group has no health office; its check items fall to the safety office.
    assert counts == {"safety": 1, "health": int(code != "township"), "labour": 1, "union": 1}
    safety = next(one for one in pack(code).departments if one.kind == "safety")
    assert safety.enforces
    assert safety.today.zh.startswith("卫生健康部门"), "moved to the health departments in 2018"


@pytest.mark.parametrize("code", CODES)
def test_sources_lie_within_the_plan(code: str) -> None:
    first, last = LINES[code]
    lines = texts(yaml.safe_load(raw(code)), "lines")
    assert len(lines) > 30
    for where in lines:
        spans = [re.fullmatch(r"L(\d+)(?:-(\d+))?", part.strip()) for part in where.split(",")]
        assert all(spans), where
        numbers = [int(found) for span in spans if span for found in span.groups() if found]
        assert numbers == sorted(numbers), where
        assert first <= numbers[0] <= numbers[-1] <= last, where


@pytest.mark.parametrize("code", CODES)
def test_the_ladder_has_the_rungs_of_the_plan(code: str) -> None:
    assert " ".join(rung.code for rung in pack(code).ladder) == LADDER[code]


def test_only_tianjin_wants_all_and_counts_them() -> None:
    percent = {(code, rule.code): rule.percent for code in CODES for rule in pack(code).rules if rule.percent}
    assert percent == {
        ("tianjin", rule): 100 for rule in ("review_coverage", "contract_rate", "insurance_rate")
    }
    counted = [(code, item.number) for code in CODES for item in pack(code).items if item.numbers]
    assert counted == [("tianjin", "6")]


@pytest.mark.parametrize("code", CODES)
def test_english_is_english_and_chinese_is_chinese(code: str) -> None:
    content = yaml.safe_load(raw(code))
    english, chinese = texts(content, "en"), texts(content, "zh")
    assert len(english) == len(chinese) > 40
    assert not [text for text in english if re.search(r"[\u4e00-\u9fff]", text)]
    assert not [text for text in chinese if not re.search(r"[\u4e00-\u9fff]", text)]


@pytest.mark.parametrize("code", CODES)
def test_nobody_is_named_and_no_old_contact_is_kept(code: str) -> None:
    assert sum(map(len, PRIVATE.values())) == 17
    assert named(raw(code), PRIVATE) == []
    assert not re.search(r"1[3-9]\d{9}|\d{8}|@|\d+\s*室", raw(code))


def test_a_name_would_be_found() -> None:
    digests = {3: frozenset({hashlib.sha256("安监站".encode()).hexdigest()})}
    assert "安监站" in named(raw("county_town"), digests)
