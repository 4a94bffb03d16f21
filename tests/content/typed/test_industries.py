"""The industries that come with the program: complete, fit for a phone, in step with plans and poisons."""

from __future__ import annotations

import pytest

from content.loader import load
from content.model.base import Mark
from content.model.questions import Industry
from content.typed.substances import match

LIBRARY = load()
INDUSTRIES = tuple(LIBRARY.industries.values())
IN_ORDER = [
    *("mining", "quarrying", "stone", "cement", "sandblasting", "casting", "glass", "refractory"),
    *("ceramics", "abrasives", "smelting", "steel", "battery", "electroplating", "electronics"),
    *("leather", "shoes", "bags", "toys", "furniture", "decoration", "rubber", "shipyard"),
    *("adhesive", "paint", "ink", "spraying", "plastics", "catalyst", "additives", "pesticide"),
    *("pharma", "toxic_chemicals", "other"),
]

each_industry = pytest.mark.parametrize("industry", INDUSTRIES, ids=lambda industry: industry.key)


def test_industries_stand_in_the_order_of_the_buttons() -> None:
    assert list(LIBRARY.industries) == IN_ORDER


@each_industry
def test_texts_fit_a_button_and_a_glance(industry: Industry) -> None:
    assert len(industry.name.zh) <= 8
    assert len(industry.look_first.zh) <= 60
    assert len(industry.look_first.en) <= 110


def test_button_names_differ() -> None:
    for language in ("zh", "en"):
        assert len({industry.name.say(language) for industry in INDUSTRIES}) == len(INDUSTRIES)


def test_every_name_a_plan_writes_leads_to_one_industry() -> None:
    written = {name: industry.key for industry in INDUSTRIES for name in industry.written}
    assert len(written) == sum(len(industry.written) for industry in INDUSTRIES)
    for pack in LIBRARY.packs.values():
        for scope in pack.scope.industries:
            assert written[scope.written] == scope.key, f"{pack.code}: {scope.written}"


def test_every_written_name_stands_in_a_plan() -> None:
    scopes = [scope for pack in LIBRARY.packs.values() for scope in pack.scope.industries]
    listed = {scope.written for scope in scopes}
    for industry in INDUSTRIES:
        if industry.key != "other":  # named by every plan's sentence, not by a list
            assert set(industry.written) <= listed


def test_only_blasting_and_spraying_are_processes() -> None:
    assert [industry.key for industry in INDUSTRIES if industry.is_process] == ["sandblasting", "spraying"]


@each_industry
def test_hazard_numbers_agree_with_the_names(industry: Industry) -> None:
    for hazard in industry.hazards:
        named = {found.number for found in match(hazard.name.zh, LIBRARY.substances)} - {None}
        expected = {hazard.substance} - {None}
        assert named == expected, f"{industry.key}: {hazard.name.zh}"


@each_industry
def test_preset_facts_rest_on_hazards(industry: Industry) -> None:
    kinds = {hazard.kind for hazard in industry.hazards}
    facts = set(industry.facts)
    assert facts <= {"dust", "toxic", "chemicals", "high_toxic", "acute_place"}
    assert len(facts) == len(industry.facts)
    assert ("dust" in facts) == ("dust" in kinds)
    if "toxic" in facts:
        assert "toxic" in kinds
    if "high_toxic" in facts:
        assert "toxic" in facts
        assert any(hazard.substance for hazard in industry.hazards)


def test_nothing_is_preset_where_nothing_is_known() -> None:
    other = LIBRARY.industries["other"]
    assert not other.hazards
    assert not other.facts
    assert not other.severe


@pytest.mark.parametrize(
    "key",
    [
        "mining",
        "quarrying",
        "stone",
        "casting",
        "smelting",
        "steel",
        "battery",
        "electroplating",
        "toxic_chemicals",
    ],
)
def test_the_obviously_severe_have_the_stricter_rhythm(key: str) -> None:
    assert LIBRARY.industries[key].severe


@each_industry
def test_no_hazard_twice_and_each_read_or_recalled(industry: Industry) -> None:
    names = [hazard.name.zh for hazard in industry.hazards]
    assert len(names) == len(set(names))
    assert {hazard.mark for hazard in industry.hazards} <= {Mark.verified, Mark.recalled}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("bags", "1,2-二氯乙烷"),
        ("shoes", "正己烷"),
        ("electronics", "三氯乙烯"),
        ("furniture", "木粉尘"),
        ("stone", "矽尘"),
    ],
)
def test_usual_hazards_off_the_list_are_shown_all_the_same(key: str, name: str) -> None:
    assert any(name in hazard.name.zh and not hazard.substance for hazard in LIBRARY.industries[key].hazards)
