"""One broken tree for each mistake: exactly that message comes out, with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import check
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
    assert {mistake.message for mistake in check(tree.root)} == {
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


BROKEN = {
    "no core": (
        ITEM,
        "    core: true\n",
        "",
        "questions:",
        "I05 has no core question; write core: true at one",
    ),
    "two cores": (
        ITEM,
        "code: Q05.2",
        "code: Q05.2\n    core: true",
        "questions:",
        "Q05.1, Q05.2 are all core; keep core: true at one of them",
    ),
    "stray question": (
        ITEM,
        "code: Q05.2",
        "code: Q06.2",
        "Q06.2",
        "'Q06.2' is no question of I05; write Q05.2",
    ),
    "pack's file name": (
        PACK,
        "code: hilltown",
        "code: valley",
        "code: valley",
        "this file holds 'valley'; name it packs/valley.yaml, or write code: hilltown",
    ),
    "phase ends before it starts": (
        PACK,
        "end: Y+1-02-last",
        "end: Y-02-last",
        "end: Y-02-last",
        "phase 'self_check' ends on Y-02-last, before it starts on Y-11-21; "
        "write Y+1-02-last if next year is meant",
    ),
    "phase ends days before it starts": (
        PACK,
        "end: Y+1-02-last",
        "end: Y-11-10",
        "end: Y-11-10",
        "phase 'self_check' ends on Y-11-10, before it starts on Y-11-21; write Y-11-21 or later",
    ),
    "phase half dated": (
        PACK,
        "    end: Y-11-20\n",
        "",
        "start: Y-11-01",
        "phase 'mobilise' has only 'start'; write 'end' too, or neither of them",
    ),
    "phases out of order": (
        PACK,
        "start: Y-11-21",
        "start: Y-02-21",
        "start: Y-02-21",
        "phase 'self_check' starts on Y-02-21, before 'mobilise' above it (Y-11-01); "
        "put the phases in order, or roll the year on: Y+1-…",
    ),
    "grace before due": (
        PACK,
        "grace_until: Y+1-02-last",
        "grace_until: Y+1-02-10",
        "grace_until",
        "duty 'self_check_form' has its grace end on Y+1-02-10, before it is due on Y+1-02-15; "
        "write Y+1-02-15 or later",
    ),
    "grace without due": (
        PACK,
        "    due: Y+1-02-15\n",
        "",
        "grace_until",
        "duty 'self_check_form' has a grace day and no day; write 'due' too",
    ),
    "unknown recipient": (
        PACK,
        "to: safety_station",
        "to: mayor",
        "to: mayor",
        "there is no department 'mayor'; write one of safety_station",
    ),
    "unknown phase": (
        PACK,
        "phase: self_check",
        "phase: selfcheck",
        "phase: selfcheck",
        "there is no phase 'selfcheck'; write one of mobilise, self_check",
    ),
    "nobody receives": (
        PACK,
        "    to: safety_station\n",
        "    to:\n",
        "    to:",
        "duty 'self_check_form' goes to nobody; write to: a department's code, or rhythm: standing",
    ),
    "no safety office": (
        PACK,
        "kind: safety",
        "kind: health",
        "departments:",
        "no department is of kind safety; write kind: safety at one",
    ),
    "unknown check item": (
        PACK,
        "checks: [I05, I13]",
        "checks: [I05, I31]",
        "checks:",
        "there is no check item 'I31'; write one of I05, I13",
    ),
    "unknown industry of a plan": (
        PACK,
        "{key: shoes",
        "{key: hats",
        "hats",
        "there is no industry 'hats'; write one of shoes",
    ),
    "unknown industry of a question": (
        ITEM,
        "    days: 7",
        "    days: 7\n    industries: [hats]\n    industries_reason: {zh: 只问制帽。, en: Hats only.}",
        "industries: [hats]",
        "there is no industry 'hats'; write one of shoes",
    ),
    "industries without a reason": (
        ITEM,
        "    days: 7",
        "    days: 7\n    industries: [shoes]",
        "industries: [shoes]",
        "says not why other industries are not asked; write industries_reason: {zh: …, en: …}",
    ),
    "unknown law of a question": (
        DANGER,
        "law: prevention_act",
        "law: prevention_law",
        "prevention_law",
        "there is no law 'prevention_law'; write one of order_23, prevention_act",
    ),
    "unknown law of a plan": (
        PACK,
        "now: prevention_act",
        "now: act_2018",
        "act_2018",
        "there is no law 'act_2018'; write one of order_23, prevention_act",
    ),
    "unknown law in the list": (
        "laws.yaml",
        "replaced_by: prevention_act",
        "replaced_by: act_2018",
        "act_2018",
        "there is no law 'act_2018'; write one of order_23, prevention_act",
    ),
    "law no longer in force": (
        DANGER,
        "law: prevention_act",
        "law: order_23",
        "order_23",
        "Q13.2 rests on 'order_23', which is not in force; write 'prevention_act'",
    ),
    "plan's law no longer in force": (
        PACK,
        "now: prevention_act",
        "now: order_23",
        "order_23",
        "'order_23' is not in force today; write now: prevention_act",
    ),
    "unknown fact of a question": (
        ITEM,
        "unless: [dust]",
        "unless: [dusty]",
        "unless",
        "there is no fact 'dusty'; write one of dust, exposed, severe",
    ),
    "unknown fact of an industry": (
        "industries.yaml",
        "facts: [dust]",
        "facts: [dusty]",
        "facts",
        "there is no fact 'dusty'; write one of dust, exposed, severe",
    ),
    "unknown fact of an option": (
        "profile.yaml",
        "facts: [dust]}",
        "facts: [dust], not_facts: [dusty]}",
        "dusty",
        "there is no fact 'dusty'; write one of dust, exposed, severe",
    ),
    "unknown substance": (
        "industries.yaml",
        "substance: 4",
        "substance: 5",
        "substance: 5",
        "there is no substance 5; write a number of substances.yaml, or null",
    ),
    "choices without options": (
        "profile.yaml",
        "kind: number",
        "kind: choices",
        "kind: choices\n    text: {zh: 几",
        "profile question 'n_workers' has no options; add some",
    ),
    "unknown kind of department": (
        DANGER,
        "department: health",
        "department: doctors",
        "doctors",
        "there is no kind of department 'doctors'; write one of safety, health, labour, union",
    ),
    "unknown further kind of department": (
        DANGER,
        "department: health",
        "department: health\nalso: [doctors]",
        "also",
        "there is no kind of department 'doctors'; write one of safety, health, labour, union",
    ),
    "danger without stop": (
        DANGER,
        "    stop: {zh: 先停这个岗位。, en: First stop this work place.}\n",
        "",
        "level: danger",
        "Q13.2 is a danger and says not what to stop first; write stop: {zh: …, en: …}",
    ),
    "stop without danger": (
        DANGER,
        "level: danger",
        "level: serious",
        "stop:",
        "Q13.2 is no danger, so nobody sees 'stop'; write level: danger, or drop it",
    ),
    "evidence without words": (
        ITEM,
        "\n      what: {zh: 拍目录。, en: Photograph the list.}",
        "",
        "evidence:",
        "Q05.1 says not what to show; write what: {zh: …, en: …}, or kind: none",
    ),
    "evidence of no kind": (
        DANGER,
        "kind: photo",
        "kind: none",
        "kind: none",
        "Q13.2 wants evidence of kind none; write kind: photo or kind: document",
    ),
    "same in both languages": (
        ITEM,
        "en: Buy a box.",
        "en: 买一个盒子。",
        "买一个盒子",
        "'measure' is the same in both languages; write the English sentence",
    ),
    "Chinese in the English": (
        ITEM,
        "en: Buy a box.",
        "en: Buy a 盒子.",
        "Buy a",
        "'measure' has Chinese in its English ('盒子'); translate it, or quote it as “…”",
    ),
    "English in the Chinese": (
        ITEM,
        "zh: 买一个盒子。",
        "zh: Buy one box.",
        "Buy a",
        "'measure' has no Chinese in its Chinese text; write the Chinese sentence",
    ),
    "lines joined by a space": (
        ITEM,
        "zh: 买一个盒子。",
        "zh: 买一个 盒子。",
        "Buy a",
        "'measure' has a space inside Chinese ('个 盒'); write it on one line, without it",
    ),
    "question longer than a screen": (
        ITEM,
        "zh: 有花名册吗？",
        f"zh: {'长' * 61}",
        "长",
        "'text' is 61 characters long; write at most 60",
    ),
    "fault too long": (
        ITEM,
        "zh: 没有花名册",
        f"zh: {'长' * 31}",
        "长",
        "'fails' is 31 characters long; write at most 30",
    ),
    "stop too long": (
        DANGER,
        "zh: 先停这个岗位。",
        f"zh: {'长' * 81}",
        "长",
        "'stop' is 81 characters long; write at most 80",
    ),
    "English too long": (
        ITEM,
        "en: No list of workers",
        f"en: {'a' * 121}",
        "aaa",
        "'fails' is 121 letters long; write at most 120",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_mistake_is_told_with_its_line_and_what_to_write(tree: SmallTree, case: str) -> None:
    file, old, new, at, message = BROKEN[case]
    tree.replace(file, old, new)
    first, _, following = at.partition("\n")
    line = tree.line(file, following) - 1 if following else tree.line(file, first)
    assert only_message(tree) == f"{file}:{line}: {message}"


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


def test_shape_is_told_before_meaning(tree: SmallTree) -> None:
    tree.replace(PACK, "end: Y+1-02-last", "end: Y-02-last")
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    assert [mistake.file for mistake in check(tree.root)] == ["laws.yaml"]
