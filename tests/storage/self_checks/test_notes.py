"""Notes: what a person types beside an answer, made fit to keep; limits and odd signs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.base.errors import Invalid
from storage.base.texts import visible
from storage.self_checks import answers
from storage.self_checks.answers import TEXT_LIMIT, tidy
from storage.self_checks.state import Line
from tests.storage.workshop import DEEP, PLAIN, Workshop, refused, varied, workshop

__all__ = ["varied", "workshop"]


async def test_a_note_is_kept_beside_the_verdict(workshop: Workshop) -> None:
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, " 在墙上\r\n第二行\t\x07 ")
    line = (await workshop.self_check()).line(PLAIN)
    assert line == Line(note="在墙上\n第二行")
    assert PLAIN not in (await workshop.self_check()).answers
    await workshop.answer(PLAIN, "pass")
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, "x" * TEXT_LIMIT)
    assert (await workshop.self_check()).line(PLAIN) == Line("pass", note="x" * TEXT_LIMIT)
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, "")
    assert (await workshop.self_check()).line(PLAIN) == Line("pass")


async def test_the_same_note_again_writes_nothing(workshop: Workshop) -> None:
    for _ in range(2):
        await workshop.do(answers.set_note, workshop.check_id, PLAIN, "e\u0301")
        await workshop.do(answers.set_note, workshop.check_id, PLAIN, "\u00e9 ")
        await workshop.do(answers.set_note, workshop.check_id, DEEP, "")
    assert await workshop.audited("note") == 1
    assert (await workshop.self_check()).lines == {PLAIN: Line(note="\u00e9")}


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("x" * (TEXT_LIMIT + 1), "text-long"),
        (" ", "text-empty"),
        ("\u200b\u200d", "text-empty"),
        ("\x00", "text-empty"),
    ],
)
async def test_a_note_too_long_or_unseen_is_refused(workshop: Workshop, note: str, problem: str) -> None:
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, "好")
    assert (await refused(workshop.do(answers.set_note, workshop.check_id, PLAIN, note))).problem == problem
    assert (await workshop.self_check()).line(PLAIN).note == "好"


@pytest.mark.parametrize(
    "note", ["零宽\u200b字", "\u202e右到左", "半个\ud83d字", "👨‍👩‍👧", "a\x00b", "'; DROP TABLE answers; --"]
)
async def test_odd_signs_do_no_harm(workshop: Workshop, note: str) -> None:
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, note)
    await workshop.answer(DEEP, "na", reason=note)
    self_check = await workshop.self_check()
    assert self_check.line(PLAIN).note == self_check.line(DEEP).reason == tidy(note)


@given(st.text(st.characters(), max_size=60), st.integers(1, 60))
def test_tidy_text_can_be_kept_and_is_tidy_already(text: str, limit: int) -> None:
    try:
        kept = tidy(text, limit)
    except Invalid as refusal:
        seen = visible("".join(sign for sign in text if unicodedata.category(sign) != "Cs"))
        assert refusal.problem == ("text-long" if seen else "text-empty")  # noqa: PT017  either may happen
    else:
        assert 0 < len(kept) <= limit
        assert tidy(kept, limit) == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert kept.encode()
        assert not [sign for sign in kept if unicodedata.category(sign) == "Cc" and sign != "\n"]
