"""Reading content: a sound tree becomes a Library, every wrong shape becomes a sentence with its line."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from content.checks.mistakes import ContentError
from content.loader import load, read
from content.model.base import PlanDay
from content.model.questions import AtOnce
from tests.content.small_tree import SmallTree


@pytest.fixture
def tree(tmp_path: Path) -> SmallTree:
    return SmallTree(tmp_path)


def only_message(tree: SmallTree) -> str:
    library, mistakes = read(tree.root)
    assert library is None
    assert len(mistakes) == 1, [str(mistake) for mistake in mistakes]
    return str(mistakes[0])


def test_sound_tree_is_read_into_a_library(tree: SmallTree) -> None:
    library, mistakes = read(tree.root)
    assert mistakes == []
    assert library is not None
    pack = library.packs["hilltown"]
    assert pack.phases[1].end == PlanDay(year=1, month=2, day=0)
    assert pack.items[0].number == "1"
    assert library.items["I05"].core.code == "Q05.1"
    assert library.laws["prevention_act"].version == "2018-12-29"
    assert library.substances[0].number == 4


def test_unquoted_yes_and_no_are_read_as_words(tree: SmallTree) -> None:
    first, second = load(tree.root).items["I05"].questions
    assert (first.at_once, second.at_once) == (AtOnce.yes, AtOnce.no)


def test_default_content_is_read_once() -> None:
    assert load() is load()


def test_real_content_loads_in_less_than_half_a_second() -> None:
    load()  # the imports and the file cache are warm
    started = time.process_time()
    library, mistakes = read(Path(load.__code__.co_filename).parent)
    assert time.process_time() - started < 0.5
    assert mistakes == []
    assert library == load()


def test_real_content_holds_the_five_plans_and_nineteen_items() -> None:
    library = load()
    assert {"county_town", "hailing", "tianjin", "township", "yangzhou"} <= library.packs.keys()
    assert {f"I{number:02d}" for number in range(1, 20)} <= library.items.keys()
    assert sum(len(item.questions) for item in library.items.values()) >= 69


def test_loader_imports_nothing_heavy() -> None:
    code = "import sys, content.loader; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"aiogram", "sqlalchemy", "fluent", "telegram", "typst", "PIL", "asyncio"} & set(loaded)


def test_load_of_a_broken_tree_lists_every_mistake(tree: SmallTree) -> None:
    tree.replace("items/I05.yaml", "days: 3", "days: three")
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    with pytest.raises(ContentError) as caught:
        load(tree.root)
    assert str(caught.value).splitlines() == [
        "items/I05.yaml:18: 'days' is 'three'; write a whole number, such as 3",
        "laws.yaml:6: 'mark' is 'sure'; write 'verified', 'second_hand', 'recalled' or 'proposed'",
    ]
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "message"),
    [
        (
            "packs/hilltown.yaml",
            "goal: {zh: 保护工人健康。, en: Keep workers healthy.}\n",
            "",
            "code: hilltown",
            "'goal' is missing; add 'goal: {zh: …, en: …}'",
        ),
        (
            "packs/hilltown.yaml",
            "heading: 山镇",
            "headding: 山镇\nheading: 山镇",
            "headding",
            "'headding' is not a key here; write 'heading'",
        ),
        (
            "laws.yaml",
            "    in_force: no",
            "    in_force: no\n    colour: red",
            "colour",
            "'colour' is not a key here; write one of code, title, version, in_force, mark, replaced_by, "
            "note",
        ),
        (
            "items/I05.yaml",
            "why: {zh: 检查时要看。, en: Inspectors ask for it.}",
            "why: 检查时要看。",
            "why: 检查时要看。",
            "'why' is '检查时要看。'; write 'why: {zh: …, en: …}'",
        ),
        (
            "items/I05.yaml",
            "why: {zh: 检查时要看。, en: Inspectors ask for it.}",
            "why: {zh: 检查时要看。}",
            "why: ",
            "the English text is missing; add 'en: …'",
        ),
        (
            "items/I05.yaml",
            "why: {zh: 检查时要看。, en: Inspectors ask for it.}",
            "why: {zh: 检查时要看。, en: ''}",
            "why: ",
            "'en' is empty; write the English sentence",
        ),
        (
            "items/I05.yaml",
            "level: paper",
            "level: red",
            "red",
            "'level' is 'red'; write 'danger', 'serious' or 'paper'",
        ),
        (
            "items/I05.yaml",
            "core: true",
            "core: perhaps",
            "perhaps",
            "'core' is 'perhaps'; write true or false",
        ),
        ("items/I05.yaml", "days: 3", "days: 400", "400", "'days' is 400; write a number of at most 365"),
        ("items/I05.yaml", "days: 3", "days: -1", "-1", "'days' is -1; write a number of at least 0"),
        ("items/I05.yaml", "code: Q05.1", "code: Q5", "Q5", "'code' is 'Q5'; write a code such as Q05.2"),
        (
            "items/I13.yaml",
            "department: health",
            "department:",
            "department",
            "'department' is empty; write 'department: …'",
        ),
        (
            "packs/hilltown.yaml",
            "checks: [I05, I13]",
            "checks: I05",
            "checks",
            "'checks' is 'I05'; write 'checks: […]'",
        ),
        (
            "packs/hilltown.yaml",
            "checks: [I05, I13]",
            "checks: []",
            "checks",
            "'checks' has no entry; write at least one",
        ),
        (
            "packs/hilltown.yaml",
            "start: Y-11-01",
            "start: 2024-11-01",
            "2024-11-01",
            "'start': '2024-11-01' is not a day of a plan; write Y-11-21, Y+1-04-30 or Y+1-02-last",
        ),
        (
            "packs/hilltown.yaml",
            "start: Y-11-01",
            "start: Y-11-31",
            "Y-11-31",
            "'start' is 'Y-11-31', which is not a day of the calendar; write Y-11-21, Y+1-04-30 or "
            "Y+1-02-last",
        ),
    ],
)
def test_wrong_shape_is_told_with_its_line(
    tree: SmallTree, file: str, old: str, new: str, at: str, message: str
) -> None:
    tree.replace(file, old, new)
    assert only_message(tree) == f"{file}:{tree.line(file, at)}: {message}"


def test_item_without_a_question_is_a_mistake(tree: SmallTree) -> None:
    text = (tree.root / "items/I13.yaml").read_text("utf-8")
    tree.write("items/I13.yaml", text[: text.index("questions:")] + "questions: []\n")
    assert only_message(tree) == "items/I13.yaml:4: 'questions' has no entry; write at least one"


def test_key_written_twice_is_a_mistake(tree: SmallTree) -> None:
    tree.replace("packs/hilltown.yaml", "level: town", "level: town\nheading: 别的方案")
    assert only_message(tree) == (
        "packs/hilltown.yaml:7: 'heading' stands here twice (first on line 3); keep one of them"
    )


def test_tab_is_told_with_its_line(tree: SmallTree) -> None:
    tree.replace("laws.yaml", "    version: 2018-12-29", "\tversion: 2018-12-29")
    assert only_message(tree) == "laws.yaml:4: has a tab in its indentation; write spaces"


def test_broken_yaml_is_told_with_its_line(tree: SmallTree) -> None:
    tree.replace("packs/hilltown.yaml", "level: town", "level: [town")
    message = only_message(tree)
    assert message.startswith("packs/hilltown.yaml:7: cannot be read here (")
    assert message.endswith(
        "; write spaces to indent, a space after each colon, and quotes around a text with : # { or ["
    )


def test_missing_file_is_a_mistake(tree: SmallTree) -> None:
    (tree.root / "laws.yaml").unlink()
    assert only_message(tree) == "laws.yaml:1: is missing; write it, with a list under 'laws:'"


def test_empty_file_is_a_mistake(tree: SmallTree) -> None:
    tree.write("packs/hilltown.yaml", "# nothing yet\n")
    assert only_message(tree) == "packs/hilltown.yaml:1: is empty; write the keys it needs"


def test_folder_without_files_is_a_mistake(tree: SmallTree) -> None:
    (tree.root / "packs/hilltown.yaml").unlink()
    assert only_message(tree) == "packs:1: holds no file; write packs/<code>.yaml"


def test_file_in_another_encoding_is_told_with_its_line(tree: SmallTree) -> None:
    (tree.root / "laws.yaml").write_bytes(b"laws:\n  - code: x\n    title: " + "法".encode("gb18030"))
    assert only_message(tree) == "laws.yaml:3: is not UTF-8 here; save the file as UTF-8"
