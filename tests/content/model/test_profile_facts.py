"""Facts derived from a filled-in profile, with the program's own profile, industries and substances."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from content import loader
from content.model.library import Library
from content.profile_facts import Filled, decide_facts, hazard_names, last_materials, preset, question
from content.typed.industries import find_industries


@cache
def library() -> Library:
    return loader.load()


def options(key: str) -> list[str]:
    return [one.key for one in question(library(), key).options]


FILLED = st.builds(
    Filled,
    uses=st.sets(st.sampled_from(options("uses"))),
    situations=st.sets(st.sampled_from(options("situations"))),
    materials=st.sampled_from(["", "苯、铅", "甲苯", "自来水", "天那水, 苯"]),
    n_workers=st.integers(1, 200),
    n_exposed=st.integers(0, 200),
)
INDUSTRIES = st.sampled_from(sorted(library().industries))


@given(FILLED, INDUSTRIES)
def test_a_fact_is_true_where_a_tick_or_a_material_says_so(filled: Filled, key: str) -> None:
    facts = decide_facts(library(), library().industries[key], filled)
    for name, ticked in (("uses", filled.uses), ("situations", filled.situations)):
        for option in question(library(), name).options:
            if option.key in ticked:
                assert all(facts[fact] is True for fact in option.facts)
    assert facts["exposed"] is (filled.n_exposed > 0)
    assert facts["severe"] is library().industries[key].severe
    if "苯" in filled.materials.replace("甲苯", ""):
        assert facts["high_toxic"] is True
    if not filled.uses and not filled.materials:
        assert not any(facts[fact] for fact in ("dust", "toxic", "chemicals", "high_toxic", "acute_place"))


@given(FILLED, INDUSTRIES)
def test_the_same_ticks_and_materials_are_offered_next_time(filled: Filled, key: str) -> None:
    industry = library().industries[key]
    facts = decide_facts(library(), industry, filled)
    assert set(preset(question(library(), "uses"), facts, industry)) == set(filled.uses)
    assert set(preset(question(library(), "situations"), facts, None)) == set(filled.situations)
    again = Filled(
        filled.uses, filled.situations, "\n".join(last_materials(facts)), filled.n_workers, filled.n_exposed
    )
    assert decide_facts(library(), industry, again) == facts


@given(INDUSTRIES)
def test_the_usual_work_of_an_industry_is_ticked_and_dust_with_it(key: str) -> None:
    industry = library().industries[key]
    chosen = preset(question(library(), "uses"), {}, industry)
    ticked = [one for one in question(library(), "uses").options if one.key in chosen]
    assert len(ticked) == len(chosen)
    assert bool(chosen) is bool(industry.facts)
    assert ("dust" in industry.facts) <= any("dust" in one.facts for one in ticked)


def test_hazards_are_the_industrys_and_what_was_recognised_each_once() -> None:
    shoes = library().industries["shoes"]
    names = hazard_names(library(), shoes, "苯、苯、铅")
    assert names[: len(shoes.hazards)] == tuple(hazard.name.zh for hazard in shoes.hazards)
    assert len(set(names)) == len(names)
    assert "苯" in names


def test_industries_are_found_by_part_of_a_name_or_a_telling_word() -> None:
    industries = library().industries
    for typed in ("鞋", "鞋厂", "做鞋的", "制鞋厂", "SHOE", "shoe factory"):
        assert find_industries(typed, industries) == ("shoes",)
    assert find_industries("做家具的", industries) == ("furniture",)
    assert find_industries("理发", industries) == find_industries(" ", industries) == ()


@given(INDUSTRIES)
def test_every_industry_is_found_by_its_own_names(key: str) -> None:
    industry = library().industries[key]
    for name in (industry.name.zh, industry.name.en, *industry.written):
        assert key in find_industries(name, library().industries)
