"""Required answers for each row of the five plans: the table, dangers, no duty hidden by another."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from bot.cli.content.command import content
from content.loader import load
from content.model.questions import Level
from content.rules import build_form, must_of_row

MUST = {
    "I01": "Q01.1 Q01.2",
    "I02": "Q02.1 Q02.2",
    "I03": "Q03.1 Q03.2",
    "I04": "Q04.1 Q04.2 Q04.3 Q04.5 Q04.7",
    "I05": "Q05.1",
    "I06": "Q06.1 Q06.2 Q06.3",
    "I07": "Q07.1",
    "I08": "Q08.1",
    "I09": "Q09.1 Q09.2 Q09.3",
    "I10": "Q10.1 Q10.2 Q10.3",
    "I11": "Q11.1 Q11.2 Q11.3 Q11.6 Q11.7 Q11.4 Q11.5 Q11.8 Q11.9",
    "I12": "Q12.1 Q12.2 Q12.4",
    "I13": "Q13.1 Q13.2 Q13.3 Q13.4",
    "I14": "Q14.1 Q14.2 Q14.4",
    "I15": "Q15.1 Q15.3",
    "I16": "Q16.1 Q16.2 Q16.5 Q16.6 Q16.3",
    "I17": "Q17.1 Q17.2 Q17.4 Q17.5 Q17.3 Q17.6",
    "I18": "Q18.1 Q18.2 Q18.3",
    "I19": "Q19.1 Q19.6",
}
DIFFERS = {
    ("township", "3"): "Q03.1 Q03.2 Q03.4",
    ("hailing", "10"): "Q04.1 Q04.2 Q04.3",
    ("hailing", "11"): "Q07.2",
    ("tianjin", "6"): "Q07.1 Q07.2 Q08.1",
}
PACKS = ("county_town", "hailing", "tianjin", "township", "yangzhou")


@pytest.mark.parametrize("pack", PACKS)
def test_the_command_line_says_what_has_to_be_answered_for_each_row(pack: str) -> None:
    shown = CliRunner().invoke(content, ["show", pack, "--json"])
    assert shown.exit_code == 0, shown.output
    plan = load().packs[pack]
    rows = json.loads(shown.output)["items"]
    assert [(row["number"], row["text"]) for row in rows] == [(row.number, row.text) for row in plan.items]
    for row, written in zip(rows, plan.items, strict=True):
        usual = [code for check in written.checks for code in MUST[check].split()]
        wanted = DIFFERS[(pack, row["number"])].split() if (pack, row["number"]) in DIFFERS else usual
        assert row["must"] == wanted, row["text"]


@pytest.mark.parametrize("pack", PACKS)
def test_every_danger_of_a_plan_has_to_be_answered(pack: str) -> None:
    library = load()
    form = build_form(library, library.packs[pack])
    asked = {code for item in form.items for code in item.must}
    dangers = {code for code, (_, question) in form.by_code.items() if question.level is Level.danger}
    assert dangers
    assert dangers <= asked
    rows = library.packs[pack].items
    assert asked == {code for row in rows for code in must_of_row(row, library.items)}


def test_no_question_asks_for_a_no() -> None:
    """符合 is the good answer: a question that begins with 没有 and ends in 吧 is answered wrongly."""
    questions = [one for item in load().items.values() for one in item.questions]
    assert [one.code for one in questions if re.search("吧(（.*）)?？$", one.text.zh)] == []


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("Q04.4", "Q04.6"),
        ("Q04.5", "Q04.7"),
        ("Q09.2", "Q09.3"),
        ("Q11.3", "Q11.6 Q11.7"),
        ("Q11.5", "Q11.8 Q11.9"),
        ("Q12.3", "Q12.5"),
        ("Q16.2", "Q16.5 Q16.6"),
        ("Q17.2", "Q17.4 Q17.5"),
        ("Q17.3", "Q17.6"),
        ("Q19.2", "Q19.7"),
    ],
)
def test_a_question_with_several_duties_is_several_questions(code: str, parts: str) -> None:
    """And what has to be answered of one has to be answered of the others: none hides behind another."""
    item = load().items[f"I{code[1:3]}"]
    codes = {one.code for one in item.questions}
    assert {code, *parts.split()} <= codes
    assert {part in item.must for part in parts.split()} == {code in item.must}
