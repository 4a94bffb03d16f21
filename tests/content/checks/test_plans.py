"""Findings of `content check` about a plan: numbers, rungs, days, sources, recipients, duties not asked
about."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.checks.all import check
from content.loader import DEFAULT_ROOT, read
from tests.content.small_tree import SmallTree

PACK = "packs/hilltown.yaml"
WORDS = "duty_words:\n  - {word: 台帐, covered_by: [Q05.2]}\n"


def found(tree: SmallTree) -> list[str]:
    return [str(mistake.sentence) for mistake in check(tree.root)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("number: 1\n", 'number: ""\n', "'number'"),
        ("text: 台帐和防护设施", 'text: ""', "'text'"),
        ("due: Y+1-02-15", "due: Y-10-15", "the form is due on Y-10-15, outside the campaign"),
        ("grace_until: Y+1-02-last", "grace_until: Y+1-03-01", "the form is due on Y+1-03-01, outside"),
        ("lines: L8}", "lines: line 8}", "'line 8' are not line numbers"),
        ("level: town", "level: town\nlines: L1-7", "'L8' is outside the plan, which is L1-7"),
        ("    receives_forms: true\n", "", "no department receives the forms"),
        (
            "    receives_forms: true\n",
            "    receives_forms: true\n    rows: [I09]\n",
            "there is no check item 'I09'",
        ),
        (
            "    numbers: true",
            "    must: [Q09.1]",
            "there is no question 'Q09.1'; write one of Q05.1, Q05.2, Q13.2",
        ),
        (
            "    percent: 100",
            "    percent: 100\n    question: Q05.1",
            "there is no question 'Q05.1'; write one of Q13.2",
        ),
        ("    percent: 100", "    percent: 100\n    question: Q13.2", "write 'percent' and 'rate' too"),
    ],
)
def test_a_mistake_of_a_plan_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    tree = SmallTree(tmp_path)
    assert found(tree) == []
    tree.replace(PACK, old, new)
    assert [one for one in found(tree) if message in one], found(tree)


LATER = "    later: {after: Q13.1, reason: {zh: 没生产, en: Idle}, most_days: 9}\n    numbers:"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    numbers:", LATER, "there is no question 'Q13.1'; write one of"),
        ("      fresh: true\n    numbers:", LATER, "a photo of 'Q13.2' need not be new; write fresh: true"),
    ],
)
def test_a_photo_that_may_follow_is_new_and_comes_after_a_question_of_its_item(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("items/I13.yaml", old, new)
    assert [one for one in found(tree) if message in one], found(tree)


def test_two_rows_of_one_number_are_found(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    row = "  - number: 1\n    text: 设施\n    checks: [I13]\n    source: {section: 方案, lines: L2}\n"
    tree.replace(PACK, "checks: [I05, I13]", "checks: [I05]")
    tree.replace(PACK, "phases:\n", f"{row}phases:\n")
    assert any(one.startswith("row '1' is already at packs/hilltown.yaml:") for one in found(tree))


def test_two_plans_with_one_prefix_are_found(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    other = (tree.root / PACK).read_text("utf-8").replace("code: hilltown", "code: valley")
    (tree.root / "packs/valley.yaml").write_text(other, "utf-8")
    assert any("number prefix 'ST' is already at packs/hilltown.yaml:" in one for one in found(tree))


def test_a_rung_no_verdict_stands_on_is_found(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    (tree.root / "reviews.yaml").write_text((DEFAULT_ROOT / "reviews.yaml").read_text("utf-8"), "utf-8")
    tree.replace(PACK, "code: V0", "code: V9")
    assert any("no verdict leads to the rung 'V9'; write one of V0, V1" in one for one in found(tree))


def test_a_reminder_that_quotes_a_rung_there_is_not_is_found(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    (tree.root / "reviews.yaml").write_text((DEFAULT_ROOT / "reviews.yaml").read_text("utf-8"), "utf-8")
    tree.replace("reminders.yaml", "    text: ", "    follows: [V9]\n    text: ")
    assert any("no verdict leads to the rung 'V9'; write one of V0, V1" in one for one in found(tree))


def test_a_duty_that_nothing_asks_about_is_found(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    (tree.root / "duty_words.yaml").write_text(WORDS, "utf-8")
    assert found(tree) == ["row 1 names '台帐', but no question asks about it; add Q05.2 to must"]
    tree.replace(PACK, "    numbers: true", "    numbers: true\n    must: [Q05.1, Q05.2]")
    assert found(tree) == []


def test_a_row_of_the_real_plans_that_asks_less_than_it_says_is_found(tmp_path: Path) -> None:
    """海陵 row 11 once passed on 'is there a contract'."""
    library, mistakes = read(DEFAULT_ROOT)
    assert library is not None, mistakes
    rows = {row.number: row for row in library.packs["hailing"].items}
    assert (rows["11"].text, rows["11"].must) == ("劳动合同中载明接触职业危害及防护情况", ("Q07.2",))


def test_mistakes_of_shape_and_of_reference_are_shown_together(tmp_path: Path) -> None:
    """And what a file of the wrong shape would hold is not called unknown."""
    tree = SmallTree(tmp_path)
    tree.replace("items/I05.yaml", "core: true", "core: perhaps")
    tree.replace(PACK, "to: safety_station", "to: nobody")
    said = found(tree)
    assert any("'core' is 'perhaps'" in one for one in said)
    assert any("there is no department 'nobody'" in one for one in said)
    assert not any("check item" in one for one in said)
