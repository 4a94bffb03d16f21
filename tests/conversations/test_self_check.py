"""The self-check, question by question: each answer is kept before the next one shows."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.walk import answer, answer_all, begin, is_question, question_shown


async def test_each_answer_is_kept_before_the_next_question_shows(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    given: dict[str, str] = {}
    for verdict in ("pass", "na", "pass", "na"):
        assert is_question(await owner.last())
        given[await answer(owner, form, verdict)] = verdict
        assert await office.verdicts(owner) == given
        assert question_shown(await owner.last(), form) not in given


async def test_a_whole_self_check_ends_at_the_summary(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    given = await answer_all(owner, office.form("hailing"), {})
    standing = await office.standing(owner)
    assert set(given) == set(standing.cores)
    assert standing.missing == ()
    assert "提交自查表" in (await owner.last()).buttons[0][0]
