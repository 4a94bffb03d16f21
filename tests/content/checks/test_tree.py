"""One broken tree for each mistake: exactly that message comes out, with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from content.checks.all import check
from content.loader import read
from tests.content.small_tree import SmallTree

PACK, ITEM, DANGER = "packs/hilltown.yaml", "items/I05.yaml", "items/I13.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> SmallTree:
    return SmallTree(tmp_path)


def only_message(tree: SmallTree) -> str:
    mistakes = [str(mistake) for mistake in check(tree.root)]
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


def test_sound_tree_has_no_mistake(tree: SmallTree) -> None:
    assert check(tree.root) == []


def test_content_of_the_program_has_no_mistake() -> None:
    assert [str(mistake) for mistake in check()] == []


def test_tree_without_catalogs_is_checked_without_them(tree: SmallTree) -> None:
    for language in ("zh", "en"):
        (tree.root / f"catalogs/{language}/common.ftl").unlink()
        (tree.root / f"catalogs/{language}").rmdir()
    (tree.root / "catalogs").rmdir()
    assert check(tree.root) == []


SECOND = {
    "law": (
        "laws.yaml",
        "code: order_23",
        "code: prevention_act",
        "law 'prevention_act' is already at laws.yaml:2",
    ),
    "question": (ITEM, "code: Q05.2", "code: Q05.1", "question 'Q05.1' is already at items/I05.yaml:5"),
    "phase": (PACK, "code: self_check\n", "code: mobilise\n", f"phase 'mobilise' is already at {PACK}:21"),
    "profile": (
        "profile.yaml",
        "key: n_workers",
        "key: uses",
        "profile question 'uses' is already at profile.yaml:2",
    ),
}


@pytest.mark.parametrize("noun", SECOND)
def test_code_used_twice_is_told_with_the_first_place(tree: SmallTree, noun: str) -> None:
    file, old, new, message = SECOND[noun]
    tree.replace(file, old, new)
    if noun == "law":
        tree.replace(file, "    replaced_by: prevention_act\n", "")
    if noun == "phase":
        tree.replace(PACK, "phase: self_check", "phase: mobilise")
    assert only_message(tree) == f"{file}:{tree.line(file, new.strip(), 2)}: {message}; write another one"


@pytest.mark.parametrize(
    ("noun", "section", "end"),
    [
        ("department", "departments:\n", "duties:"),
        ("duty", "duties:\n", "rules:"),
        ("rule", "rules:\n", "ladder:"),
    ],
)
def test_part_of_a_plan_written_twice_is_told(tree: SmallTree, noun: str, section: str, end: str) -> None:
    text = (tree.root / PACK).read_text("utf-8")
    part = text[text.index(section) + len(section) : text.index(end)]
    code = part.splitlines()[0].removeprefix("  - code: ")
    tree.replace(PACK, end, part + end)
    first, second = tree.line(PACK, f"- code: {code}", 1), tree.line(PACK, f"- code: {code}", 2)
    assert (
        only_message(tree)
        == f"{PACK}:{second}: {noun} '{code}' is already at {PACK}:{first}; write another one"
    )


def test_industry_written_twice_is_told(tree: SmallTree) -> None:
    text = (tree.root / "industries.yaml").read_text("utf-8")
    tree.write("industries.yaml", text + text.removeprefix("industries:\n"))
    assert only_message(tree) == (
        "industries.yaml:8: industry 'shoes' is already at industries.yaml:2; write another one"
    )


def test_substance_number_written_twice_is_told(tree: SmallTree) -> None:
    text = (tree.root / "substances.yaml").read_text("utf-8")
    tree.write("substances.yaml", text + text.removeprefix("substances:\n"))
    assert only_message(tree) == (
        "substances.yaml:5: substance number '4' is already at substances.yaml:2; write another one"
    )


def test_check_item_written_twice_is_told_as_twin_and_as_misnamed(tree: SmallTree) -> None:
    tree.write("items/I06.yaml", (tree.root / DANGER).read_text("utf-8"))
    assert {str(mistake.sentence) for mistake in check(tree.root)} == {
        "this file holds 'I13'; name it items/I13.yaml, or write code: I06",
        "item 'I13' is already at items/I06.yaml:1; write another one",
        "question 'Q13.2' is already at items/I06.yaml:5; write another one",
    }


def test_check_item_in_two_rows_of_a_plan_is_told(tree: SmallTree) -> None:
    tree.replace(PACK, "checks: [I05, I13]", "checks: [I05, I13, I05]")
    assert (
        only_message(tree)
        == f"{PACK}:17: check item 'I05' is already at {PACK}:17; keep it in one row of the plan"
    )


BROKEN: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data/broken_trees.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("broken", BROKEN, ids=[broken["case"] for broken in BROKEN])
def test_mistake_is_told_with_its_line_and_what_to_write(tree: SmallTree, broken: dict[str, str]) -> None:
    file = broken["file"]
    tree.replace(file, broken["old"], broken["new"])
    first, _, following = broken["at"].partition("\n")
    line = tree.line(file, following) - 1 if following else tree.line(file, first)
    assert only_message(tree) == f"{file}:{line}: {broken['message']}"
    (mistake,) = check(tree.root)
    chinese = mistake.say("zh")
    assert chinese.startswith(f"{file}:{line}: ")
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"\b[a-z]+ (?:[a-z]+ ){2}[a-z]+\b|mistake-", chinese)


def test_plan_whose_enterprises_hand_in_no_form_is_told(tree: SmallTree) -> None:
    tree.replace(PACK, "what: form", "what: report")
    assert only_message(tree) == (
        f"{PACK}:{tree.line(PACK, 'duties:')}: no duty hands the form in; "
        "add one with 'who: enterprise' and 'what: form'"
    )


def test_duty_of_an_unknown_department_is_told(tree: SmallTree) -> None:
    tree.replace(PACK, "who: enterprise", "who: mayor")
    assert f"{PACK}:{tree.line(PACK, 'who: mayor')}: there is no department 'mayor'; " in "\n".join(
        map(str, check(tree.root))
    )


def test_what_would_break_a_rule_is_refused_by_the_loader_too(tree: SmallTree) -> None:
    tree.replace(PACK, "end: Y+1-02-last", "end: Y-02-last")
    library, mistakes = read(tree.root)
    assert library is None
    assert mistakes == check(tree.root)


@pytest.mark.parametrize(
    "english", ["Choose “没有” if there are none.", "See the 《条例》.", "The dust rules (条例)."]
)
def test_quoted_chinese_may_stand_in_english(tree: SmallTree, english: str) -> None:
    tree.replace(ITEM, "en: Buy a box.", f"en: '{english}'")
    assert check(tree.root) == []


def test_department_kind_no_office_of_the_plan_holds_is_allowed(tree: SmallTree) -> None:
    tree.replace(ITEM, "department: safety", "department: union")
    assert check(tree.root) == []


def test_shape_and_references_are_told_together(tree: SmallTree) -> None:
    tree.replace(PACK, "end: Y+1-02-last", "end: Y-02-last")
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    assert [mistake.file for mistake in check(tree.root)] == ["laws.yaml", "packs/hilltown.yaml"]


COUNTED = """\
  - code: waiting
    about: unreviewed
    to: [office]
    days: [3]
    again: 7
    text: fact-unreviewed
    buttons: [list]
"""


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "days: [3]",
            "days: [3, 5]",
            "days: [3, 5]",
            "'waiting' counts days of waiting; write days: [N], the day from which it reminds",
        ),
        (
            "days: [3]",
            "days: [-3]",
            "days: [-3]",
            "'waiting' counts days of waiting; write days: [N], the day from which it reminds",
        ),
        (
            "    again: 7\n",
            "",
            "code: waiting",
            "'waiting' would remind only once; write again: 7",
        ),
        ("again: 7", "again: 0", "again: 0", "'waiting' would remind only once; write again: 7"),
        (
            "buttons: [list]\n",
            "buttons: [list]\n" + COUNTED.replace("code: waiting", "code: more"),
            None,
            "'waiting' is about unreviewed already; keep one of them",
        ),
    ],
)
def test_a_rule_of_what_is_counted_has_one_day_goes_on_and_is_the_only_one(
    tree: SmallTree, old: str, new: str, at: str | None, message: str
) -> None:
    file = "reminders.yaml"
    sentence = "fact-unreviewed = {$count}/{$days}\n"
    for language in ("zh", "en"):
        path = tree.root / f"catalogs/{language}/common.ftl"
        path.write_text(path.read_text() + sentence)
    tree.replace(file, "buttons: [check, snooze]\n", "buttons: [check, snooze]\n" + COUNTED)
    assert check(tree.root) == []
    tree.replace(file, old, new)
    written = (tree.root / file).read_text().splitlines()
    last = max(number for number, line in enumerate(written, 1) if "about: unreviewed" in line)
    line = tree.line(file, at) if at else last
    assert only_message(tree) == f"{file}:{line}: {message}"


MORE = "    more: {partly: reminder-form-partly, answered: reminder-form-answered}\n"


@pytest.mark.parametrize(
    ("new", "at", "message"),
    [
        (
            "    more: {partly: reminder-form-partly}\n",
            "text: reminder-form-not-started",
            "'form' has no sentence for 'answered'; write more: {answered: KEY}",
        ),
        (
            MORE.replace("}", ", late: reminder-form-partly}"),
            "late: reminder-form-partly",
            "'form' never uses 'late'; write one of partly, answered",
        ),
    ],
)
def test_a_rule_has_a_sentence_for_each_role_of_its_kind(
    tree: SmallTree, new: str, at: str, message: str
) -> None:
    tree.replace("reminders.yaml", MORE, new)
    assert only_message(tree) == f"reminders.yaml:{tree.line('reminders.yaml', at)}: {message}"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "  - says: reminder-form-partly\n",
            'several of them are told with a sentence of their own; write several: KEY, or names: ""',
        ),
        (
            '  - says: reminder-form-partly\n    names: ""\n    several: reminder-form-answered\n',
            "several of them are told with the sentence of one; drop 'several'",
        ),
    ],
)
def test_a_rule_of_mail_has_a_sentence_for_several_where_they_are_told_together(
    tree: SmallTree, rule: str, message: str
) -> None:
    path = tree.root / "reminders.yaml"
    path.write_text(f"{path.read_text()}mail:\n{rule}")
    line = tree.line("reminders.yaml", "says: reminder-form-partly")
    assert only_message(tree) == f"reminders.yaml:{line}: 'reminder-form-partly': {message}"
