"""Every rule of reminders is composed with each of its sentences: what a sentence uses, it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from content.catalog import Catalog
from content.languages import languages
from content.loader import load
from content.model.base import Text
from content.model.facts import Fact
from content.model.reminder_kinds import ABOUTS, FACTS, About
from scheduler.messages.digest_wording import Wording
from scheduler.messages.digest_words import Words
from storage.reminders.digest_lines import DigestFacts
from storage.reminders.lines import (
    CheckLine,
    DutyLine,
    EscalationLine,
    FactLine,
    FixLine,
    Line,
    OwnDutyLine,
    PhotoLine,
    RecheckLine,
    UpkeepLine,
    VisitLine,
)

CATALOG = Catalog.load()
RULES = {rule.code: rule for rule in load().reminders}
TODAY = date(2026, 11, 20)
WHAT = Text(zh="花名册", en="the list")


def head(number: int, rule: str) -> tuple[int, int, str, int, date, int, str]:
    """The fields of all lines: each number is another enterprise, due on the same day."""
    return number, 7, rule, number, TODAY - timedelta(days=1), number, f"第{number}厂"


def month(number: int, rule: str) -> Line:
    """A duty owed for a month; those of all numbers are one duty."""
    return DutyLine(number, 7, rule, 1, TODAY - timedelta(days=30 * number), 0, "", WHAT)


def of_fact(about: About) -> Callable[[int, str], Line]:
    def line(number: int, rule: str) -> Line:
        fact = Fact(about, 1, number, 2, TODAY - timedelta(days=9), 1, TODAY, (WHAT,), 1)
        return FactLine(*head(number, rule)[:5], 0, "", fact, "海陵区", several=False)

    return line


EXAMPLES: dict[About, list[Callable[[int, str], Line]]] = {
    "self_check": [
        lambda number, rule: CheckLine(*head(number, rule), 0, 5, None),
        lambda number, rule: CheckLine(*head(number, rule), 2, 5, None),
        lambda number, rule: CheckLine(*head(number, rule), 5, 5, TODAY),
    ],
    "recheck": [lambda number, rule: RecheckLine(*head(number, rule))],
    "rectification": [
        lambda number, rule: FixLine(*head(number, rule), WHAT, "建立", "王师傅", TODAY, is_contact=True)
    ],
    "photo": [lambda number, rule: PhotoLine(*head(number, rule), WHAT)],
    "escalation": [
        lambda number, rule: EscalationLine(*head(number, rule), "overdue", WHAT, TODAY),
        lambda number, rule: EscalationLine(
            number, 7, rule, number, TODAY, 1, "一个厂", "overdue", WHAT, TODAY
        ),
    ],
    "duty": [lambda number, rule: DutyLine(*head(number, rule), WHAT), month],
    "upkeep": [lambda number, rule: UpkeepLine(*head(number, rule), "maintenance", TODAY)],
    "inspection": [lambda number, rule: VisitLine(*head(number, rule), "planned")],
    "own_duty": [
        lambda number, rule: OwnDutyLine(*head(number, rule), titles=(WHAT,)),
        lambda number, rule: OwnDutyLine(*head(number, rule), titles=(WHAT, WHAT)),
    ],
    **{about: [of_fact(about)] for about in FACTS},
}
MANY = 6
"""More lines than an office or a reader is told one by one."""


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == set(ABOUTS)


@pytest.mark.parametrize("code", RULES)
def test_each_sentence_of_a_rule_is_given_what_it_uses(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, said = RULES[code], set()
    say = Words.say

    def noted(words: Words, key: str, **values: object) -> str:
        said.add(key)
        missing = words._catalog.variables(key, words.language) - set(values)
        assert not missing, f"{key} uses {missing}, which a reminder about '{rule.about}' does not give"
        return say(words, key, **values)

    monkeypatch.setattr(Words, "say", noted)
    for language in languages():
        for example in EXAMPLES[rule.about]:
            for many in (1, MANY):
                lines = tuple(example(number, code) for number in range(1, many + 1))
                facts = DigestFacts(7, TODAY, "Asia/Shanghai", lines, ())
                assert Wording(CATALOG, RULES, language, TODAY).digest(facts) is not None
    assert set(rule.sentences) <= said
