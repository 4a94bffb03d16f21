"""Mistakes of shape and of reference in one file are told together, and none that the first only cause."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.loader import DEFAULT_ROOT, read
from tests import sizes
from tests.content.small_tree import SmallTree

ITEM, PACK = "items/I05.yaml", "packs/hilltown.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> SmallTree:
    return SmallTree(tmp_path)


def found(tree: SmallTree) -> list[str]:
    return [str(mistake) for mistake in read(tree.root)[1]]


def test_a_phase_without_a_title_hides_no_unknown_department(tree: SmallTree) -> None:
    tree.replace(PACK, "    title: {zh: 动员, en: Start}\n", "")
    tree.replace(PACK, "to: safety_station", "to: nobody")
    where = tree.line(PACK, "to: nobody")
    assert found(tree) == [
        f"{PACK}:{tree.line(PACK, 'code: mobilise')}: 'title' is missing; add 'title: {{zh: …, en: …}}'",
        f"{PACK}:{where}: there is no department 'nobody'; write one of safety_station",
    ]


def test_what_an_entry_with_a_mistake_defines_is_not_called_unknown(tree: SmallTree) -> None:
    tree.replace(PACK, "start: Y-11-21", "start: soon")  # the phase of the duty
    tree.replace(PACK, "receives_forms: true", "receives_forms: perhaps")  # the department it goes to
    tree.replace(PACK, "text: 台帐和防护设施", "text:")  # the only row
    said = found(tree)
    assert len(said) == 3, said
    assert "'text' is empty" in said[0]
    assert "soon" in said[1]
    assert "perhaps" in said[2]


def test_an_unknown_key_takes_nothing_away(tree: SmallTree) -> None:
    tree.replace(PACK, "level: town", "level: town\ncolour: red")
    tree.replace(PACK, "key: shoes", "key: boots")
    said = found(tree)
    assert len(said) == 2, said
    assert "'colour' is not a key here" in said[0]
    assert "there is no industry 'boots'" in said[1]


def test_lines_are_those_of_the_file_behind_an_entry_that_is_left_out(tree: SmallTree) -> None:
    tree.replace(ITEM, "days: 3", "days: three")  # the first question
    tree.replace(ITEM, "unless: [dust]", "unless: [smoke]")  # of the second
    said = found(tree)
    assert len(said) == 2, said
    assert said[1].startswith(f"{ITEM}:{tree.line(ITEM, 'smoke')}: there is no fact 'smoke'")


def test_lists_keep_their_own_mistakes_too(tree: SmallTree) -> None:
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    tree.replace("laws.yaml", "replaced_by: prevention_act", "replaced_by: act_0")
    tree.replace(ITEM, "{law: prevention_act", "{law: act_1")  # nobody knows what else the file would hold
    said = found(tree)
    assert len(said) == 1, said
    assert "'mark' is 'sure'" in said[0]


def _sources(text: str) -> dict[str, list[int]]:
    """For each list of a plan the lines, from 0, on which its entries name their source."""
    found: dict[str, list[int]] = {}
    key = ""
    for number, line in enumerate(text.splitlines()):
        if not line.startswith(" "):
            key = line.partition(":")[0]
        elif line.startswith("    source: "):
            found.setdefault(key, []).append(number)
    return found


def test_an_entry_of_a_real_plan_with_a_mistake_of_shape_is_the_only_mistake(tmp_path: Path) -> None:
    """The last entry of every list, one at a time; with --long every entry."""
    for folder in ("items", "packs", "catalogs"):
        shutil.copytree(DEFAULT_ROOT / folder, tmp_path / folder)
    for path in DEFAULT_ROOT.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    file = max((tmp_path / "packs").glob("*.yaml"), key=lambda one: one.stat().st_size)
    text = file.read_text("utf-8")
    sources = _sources(text)
    assert {"items", "phases", "departments", "duties"} <= sources.keys()
    for key, numbers in sources.items():
        for number in numbers[-sizes.size(1, len(numbers)) :]:
            lines = text.splitlines()
            lines[number] = "    source: nowhere"
            file.write_text("\n".join(lines) + "\n", "utf-8")
            said = [str(one) for one in read(tmp_path)[1]]
            assert len(said) == 1, (key, number, said)
            assert "'source' is 'nowhere'" in said[0]
