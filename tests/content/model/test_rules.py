"""The rules of the form, on a small plan and as properties of the five real ones."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.loader import load
from content.model.form import Form
from content.model.library import Library
from content.rules import (
    Answered,
    Missing,
    build_form,
    closed,
    item_verdict,
    missing,
    must,
    next_open,
    questions,
    skips,
    tally,
)
from tests.content.small_tree import SmallTree

PASS, FAIL, NA = (
    Answered("pass", files=1, done=1, total=1),
    Answered("fail", done=0, total=1),
    Answered("na", reason="x"),
)
PACKS = tuple(load().packs)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load(SmallTree(tmp_path).root)


@pytest.fixture
def form(library: Library) -> Form:
    return build_form(library, library.packs["hilltown"])


def test_row_with_two_duties_becomes_two_items(form: Form) -> None:
    assert form.rows == 1
    assert [(item.row, item.part, item.number, item.check.code) for item in form.items] == [
        (1, 1, "1", "I05"),
        (1, 2, "1", "I13"),
    ]
    assert {item.source_text for item in form.items} == {"台帐和防护设施"}
    assert (form.plan, form.number_prefix, form.title.en) == ("山镇专项行动方案", "ST", "Self-check form")


def test_item_of_a_kind_nobody_holds_goes_to_the_safety_office(form: Form) -> None:
    assert [item.department for item in form.items] == ["卫生健康部门", "卫生健康部门"]


def test_office_that_may_enforce_comes_before_one_that_may_not(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    offices = "".join(
        f"  - code: {code}\n    kind: health\n    at: own\n    name: {name}\n    does: 监督\n"
        f"    today: {{zh: {name}, en: {code}}}\n"
        f"    enforces: {enforces}\n    source: {{section: 方案, lines: L5}}\n"
        for code, name, enforces in (("hospital", "镇医院", "no"), ("bureau", "卫生局", "yes"))
    )
    tree.replace("packs/hilltown.yaml", "departments:\n", f"departments:\n{offices}")
    small = load(tree.root)
    assert [item.department for item in build_form(small, small.packs["hilltown"]).items] == [
        "卫生健康部门",
        "卫生局",
    ]


@pytest.mark.parametrize("code", PACKS)
def test_real_form_has_a_department_for_every_item_and_every_question_once(code: str) -> None:
    library = load()
    pack = library.packs[code]
    form = build_form(library, pack)
    assert form.rows == len(pack.items)
    assert all(item.department for item in form.items)
    assert len(form.by_code) == sum(len(item.check.questions) for item in form.items)
    assert form.items[-1].row == form.rows


def test_question_falls_away_unless_its_fact_is_true(form: Form) -> None:
    assert {code: reason.en for code, reason in skips(form, {}, "shoes").items()} == {
        "Q05.2": "You have no dust."
    }
    assert skips(form, {"dust": True}, "shoes") == {}


@pytest.mark.parametrize(("workers", "stays"), [(100, False), (101, True)])
def test_question_stays_where_there_are_many_workers(tmp_path: Path, workers: int, stays: bool) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("items/I05.yaml", "unless: [dust]", "unless: [dust]\n      workers_over: 100")
    small = load(tree.root)
    fallen = skips(build_form(small, small.packs["hilltown"]), {"n_workers": workers}, "shoes")
    assert ("Q05.2" not in fallen) is stays


def test_question_of_one_industry_is_not_asked_of_others(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    reason = "industries_reason: {zh: 只问制鞋。, en: Shoes only.}"
    tree.replace("items/I05.yaml", "    days: 3", f"    days: 3\n    industries: [shoes]\n    {reason}")
    small = load(tree.root)
    form = build_form(small, small.packs["hilltown"])
    assert skips(form, {"dust": True}, "other")["Q05.1"].en == "Shoes only."
    assert "Q05.1" not in skips(form, {"dust": True}, "shoes")
    # The core fell away, so the item's next question acts as its core.
    assert questions(form, skips(form, {"dust": True}, "other"), ["I05"]) == ("Q05.2", "Q13.2")
    assert must(form, skips(form, {"dust": True}, "other")) == ("Q05.2", "Q13.2")
    assert must(form, skips(form, {}, "other")) == ("Q13.2",)
    assert item_verdict(form, "I05", skips(form, {}, "other"), {}) == "na"


def test_what_must_be_answered_is_asked_and_the_rest_of_an_item_on_request(form: Form) -> None:
    facts = {"dust": True}
    assert questions(form, skips(form, facts, "shoes")) == ("Q05.1", "Q13.2")
    assert questions(form, skips(form, facts, "shoes"), {"I05"}) == ("Q05.1", "Q05.2", "Q13.2")
    assert questions(form, skips(form, {}, "shoes"), {"I05"}) == ("Q05.1", "Q13.2")


facts_of_the_real_profile = st.dictionaries(
    st.sampled_from(
        ["dust", "toxic", "chemicals", "high_toxic", "acute_place", "severe", "accident", "dispatch"]
    ),
    st.booleans(),
)


@given(st.sampled_from(PACKS), facts_of_the_real_profile, st.data())
def test_questions_asked_are_those_that_stay_with_each_core_first(
    code: str, facts: dict[str, bool], data: st.DataObject
) -> None:
    library = load()
    form = build_form(library, library.packs[code])
    items = [item.check.code for item in form.items]
    deep = data.draw(st.sets(st.sampled_from(items)))
    asked = questions(form, skips(form, facts, "shoes"), deep)
    fallen = skips(form, facts, "shoes")
    assert len(set(asked)) == len(asked)
    assert not set(asked) & set(fallen)
    assert set(questions(form, skips(form, facts, "shoes"), items)) == set(form.by_code) - set(fallen)
    assert [question for question in asked if question in must(form, skips(form, facts, "shoes"))] == list(
        must(form, skips(form, facts, "shoes"))
    )
    assert [items.index(form.by_code[question][0].check.code) for question in asked] == sorted(
        items.index(form.by_code[question][0].check.code) for question in asked
    )


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, None),
        ({"Q05.2": FAIL}, None),
        ({"Q05.1": PASS}, "pass"),
        ({"Q05.1": NA}, "na"),
        ({"Q05.1": PASS, "Q05.2": FAIL}, "fail"),
        ({"Q05.1": NA, "Q05.2": PASS}, "pass"),
        ({"Q05.1": NA, "Q05.2": NA}, "na"),
    ],
)
def test_verdict_of_an_item(form: Form, answers: dict[str, Answered], verdict: str | None) -> None:
    assert item_verdict(form, "I05", skips(form, {"dust": True}, "shoes"), answers) == verdict


def test_answer_to_a_question_that_fell_away_does_not_count(form: Form) -> None:
    assert item_verdict(form, "I05", skips(form, {}, "shoes"), {"Q05.1": PASS, "Q05.2": FAIL}) == "pass"
    assert missing(form, skips(form, {}, "shoes"), {"Q05.1": PASS, "Q05.2": FAIL, "Q13.2": PASS}, ()) == ()


def test_item_that_is_not_on_the_form_raises(form: Form) -> None:
    with pytest.raises(KeyError):
        item_verdict(form, "I99", skips(form, {}, "shoes"), {})


@pytest.mark.parametrize(
    ("answered", "after", "expected"),
    [
        ("", None, "a"),
        ("a", None, "b"),
        ("", "a", "b"),
        ("c", "b", "a"),
        ("bc", "b", "a"),
        ("a", "c", "b"),
        ("bc", "a", "a"),
        ("abc", "a", None),
        ("a", "gone", "b"),
    ],
)
def test_next_open_question_wraps_round_to_skipped_ones(
    answered: str, after: str | None, expected: str | None
) -> None:
    assert next_open(("a", "b", "c"), set(answered), after) == expected


@pytest.mark.parametrize(
    ("answered", "done"),
    [("", 0), ("Q05.2", 0), ("Q05.1", 0), ("Q05.1 Q13.2", 1)],
)
def test_a_row_is_done_when_all_that_has_to_be_answered_for_it_is(
    form: Form, answered: str, done: int
) -> None:
    counted = tally(form, skips(form, {"dust": True}, "shoes"), dict.fromkeys(answered.split(), PASS))
    assert (counted.done, counted.total) == (done, 1)


@given(st.sampled_from(PACKS), facts_of_the_real_profile, st.randoms())
def test_a_tally_has_each_row_once(code: str, facts: dict[str, bool], chance: Random) -> None:
    library = load()
    form = build_form(library, library.packs[code])
    answers: dict[str, Answered] = {}
    order = questions(form, skips(form, facts, "shoes"), [item.check.code for item in form.items])
    for question in order:
        counted = tally(form, skips(form, facts, "shoes"), answers)
        assert counted.total + counted.left_out == form.rows
        assert counted.passed + counted.failed + counted.na == counted.done
        assert counted.done == 0 or answers, "nothing is answered before somebody answers"
        if chance.random() < 0.8:
            answers[question] = chance.choice((PASS, FAIL, NA))
    counted = tally(form, skips(form, facts, "shoes"), answers)
    assert (counted.open == 0) == (next_open(questions(form, skips(form, facts, "shoes")), answers) is None)
    fails = {form.by_code[one][0].row for one, said in answers.items() if said.verdict == "fail"}
    assert counted.failed <= len(fails)
    assert counted.failed == len(fails) or counted.open


@pytest.mark.parametrize(
    ("answers", "settled", "lacking"),
    [
        ({}, (), [("Q05.1", "answer"), ("Q13.2", "answer")]),
        ({"Q05.1": Answered("pass"), "Q13.2": PASS}, (), []),
        ({"Q05.1": PASS, "Q13.2": Answered("pass", done=1, total=1)}, (), [("Q13.2", "photo")]),
        ({"Q05.1": PASS, "Q13.2": Answered("pass", files=1)}, (), [("Q13.2", "numbers")]),
        ({"Q05.1": PASS, "Q13.2": Answered("pass", files=1, done=0)}, (), [("Q13.2", "numbers")]),
        ({"Q05.1": Answered("na", reason=" "), "Q13.2": NA}, (), [("Q05.1", "reason")]),
        ({"Q05.1": FAIL, "Q13.2": FAIL}, ("Q13.2",), [("Q05.1", "plan")]),
        ({"Q05.1": FAIL, "Q13.2": FAIL}, ("Q05.1", "Q13.2"), []),
        ({"Q05.1": PASS, "Q05.2": FAIL, "Q13.2": NA}, (), [("Q05.2", "plan")]),
        ({"Q05.1": PASS, "Q13.2": Answered("fail")}, (), [("Q13.2", "numbers"), ("Q13.2", "plan")]),
    ],
)
def test_what_is_still_missing(
    form: Form, answers: dict[str, Answered], settled: tuple[str, ...], lacking: list[tuple[str, str]]
) -> None:
    found = missing(form, skips(form, {"dust": True}, "shoes"), answers, settled)
    assert [(one.question, one.what) for one in found] == lacking


def test_unanswered_detail_is_not_missing(form: Form) -> None:
    answers = {"Q05.1": PASS, "Q13.2": PASS}
    assert missing(form, skips(form, {"dust": True}, "shoes"), answers, ()) == ()


def test_numbers_are_missing_only_where_the_plan_asks_for_them(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("packs/hilltown.yaml", "    numbers: true\n", "")
    small = load(tree.root)
    answers = {"Q05.1": PASS, "Q13.2": Answered("pass", files=1)}
    assert (
        missing(
            build_form(small, small.packs["hilltown"]),
            skips(build_form(small, small.packs["hilltown"]), {}, "shoes"),
            answers,
            (),
        )
        == ()
    )


@given(st.sampled_from(PACKS), facts_of_the_real_profile)
def test_whole_answered_form_lacks_nothing(code: str, facts: dict[str, bool]) -> None:
    library = load()
    form = build_form(library, library.packs[code])
    answers: dict[str, Answered] = {}
    while opened := next_open(questions(form, skips(form, facts, "shoes")), answers):
        assert Missing(opened, "answer") in missing(form, skips(form, facts, "shoes"), answers, ())
        answers[opened] = PASS
    assert missing(form, skips(form, facts, "shoes"), answers, ()) == ()
    counted = tally(form, skips(form, facts, "shoes"), answers)
    assert counted.done == counted.total == form.rows - counted.left_out


def test_an_answer_closes_the_questions_that_follow_from_it_until_it_changes() -> None:
    library = load()
    form = build_form(library, library.packs["hailing"])
    fallen = skips(form, {"exposed": True}, "shoes")
    about_results = {"Q11.2", "Q11.3", "Q11.6", "Q11.7"}
    reasons = closed(form, fallen, {"Q11.1": "fail", "Q10.1": "pass"})
    assert set(reasons) == about_results
    assert {reason.zh for reason in reasons.values()} == {"还没有检测，没有结果可问。"}
    asked = set(must(form, fallen | reasons))
    assert not asked & about_results
    assert {"Q11.1", "Q11.4"} <= asked
    assert closed(form, fallen, {"Q11.1": "pass"}) == {}


def test_an_answer_that_does_not_count_closes_nothing(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    closing = "closed_by: [{question: Q05.2, answered: [fail], reason: {zh: 没有, en: None}}]"
    tree.replace("items/I05.yaml", "    days: 3", f"    days: 3\n    {closing}")
    small = load(tree.root)
    form = build_form(small, small.packs["hilltown"])
    fallen = skips(form, {}, "shoes")
    assert "Q05.2" in fallen
    assert closed(form, fallen, {"Q05.2": "fail"}) == {}
    assert set(closed(form, (), {"Q05.2": "fail"})) == {"Q05.1"}


@given(st.sampled_from(PACKS), facts_of_the_real_profile, st.randoms())
def test_what_closes_a_question_is_asked_before_it(code: str, facts: dict[str, bool], chance: Random) -> None:
    """A person who answers in order never sees an answered question fall away."""
    library = load()
    form = build_form(library, library.packs[code])
    fallen, answers = dict(skips(form, facts, "shoes")), dict[str, Answered]()
    while opened := next_open(must(form, fallen), answers):
        answers[opened] = chance.choice((PASS, FAIL, NA))
        now = closed(form, skips(form, facts, "shoes"), {one: said.verdict for one, said in answers.items()})
        assert not set(now) & set(answers)
        fallen = skips(form, facts, "shoes") | now
    assert tally(form, fallen, answers).open == 0
