"""Every sentence of the plans that asks somebody for something says what serves it, or what is missing."""

from __future__ import annotations

from content.loader import load
from tests.plan_sentences import DUTIES, LADDER, RULES, plans

PACKS = load().packs.values()


def test_every_duty_rule_and_rung_says_what_serves_it() -> None:
    assert {one.code for pack in PACKS for one in pack.duties} == set(DUTIES)
    assert {one.code for pack in PACKS for one in pack.rules} == set(RULES)
    assert {one.code for pack in PACKS for one in pack.ladder} == set(LADDER)


def test_the_page_has_all_of_their_sentences() -> None:
    page = plans()
    asked = [one.written for pack in PACKS for one in pack.duties]
    asked += [one.written for pack in PACKS for one in pack.rules]
    asked += [one.written for pack in PACKS for one in pack.ladder]
    assert len(asked) >= 120
    assert [one for one in asked if one not in page] == []
