"""Every sentence of the plans that asks somebody for something says what serves it, or what is missing."""

from __future__ import annotations

from content.loader import load
from tests.plan_sentences import DUTIES, LADDER, RULES, different, plans, sentences

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


def test_a_sentence_that_stands_again_says_so_and_counts_once() -> None:
    for pack in PACKS:
        rows = sentences(pack)
        words = ["".join(filter(str.isalnum, one.written)) for one in rows]
        again = {at for at, one in enumerate(words) if one in words[:at]}
        assert again <= {at for at, one in enumerate(rows) if one.same}
        assert all(1 <= at < number for number, one in enumerate(rows, 1) for at in one.same)
        assert different(pack) == len(rows) - sum(bool(one.same) for one in rows)
    (county,) = [one for one in PACKS if one.code == "county_town"]
    assert f"{len(sentences(county))} rows, {different(county)} different sentences." in plans()
