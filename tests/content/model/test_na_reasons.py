"""不涉及: no usual reason is offered that the profile denies."""

from __future__ import annotations

import pytest

from content.loader import load

EXPOSED = {"exposed": True, "dust": True, "toxic": True, "n_workers": 18, "n_exposed": 6}
DENYING = (
    "没有接触粉尘毒物的人",
    "没有产尘产毒的地方",
    "无危害因素，待办公室确认",
    "没有雇工，只有本人",
    "没有接尘接毒的岗位",
)


def offered(code: str, facts: dict[str, bool | int]) -> list[str]:
    question = next(one for one in load().items[f"I{code[1:3]}"].questions if one.code == code)
    return [reason.zh for reason in question.na_reasons if reason.fits(facts)]


def test_a_workshop_with_dust_and_workers_is_not_offered_that_it_has_none() -> None:
    codes = [question.code for item in load().items.values() for question in item.questions]
    said = {reason for code in codes for reason in offered(code, EXPOSED)}
    assert said.isdisjoint(DENYING)
    assert "只有粉尘，没有毒物" not in said


@pytest.mark.parametrize(
    ("code", "facts", "reasons"),
    [
        ("Q15.1", {"n_workers": 1}, ["没有接触粉尘毒物的人"]),
        ("Q15.1", EXPOSED, []),
        ("Q01.1", {"n_workers": 1}, ["没有雇工，只有本人"]),
        ("Q01.1", {"n_workers": 2}, []),
        ("Q13.1", {}, ["没有产尘产毒的地方"]),
        ("Q13.1", {"dust": True}, []),
    ],
)
def test_a_reason_is_offered_where_the_profile_lets_it_be_true(
    code: str, facts: dict[str, bool | int], reasons: list[str]
) -> None:
    assert offered(code, facts) == reasons


@pytest.mark.parametrize(
    ("typed", "facts", "denied"),
    [
        ("没有雇工，只有本人", EXPOSED, True),
        ("没有雇工 只有本人！", EXPOSED, True),
        ("no workers only MYSELF", EXPOSED, True),
        ("没有雇工，只有本人", {"n_workers": 1}, False),
        ("车间上个月拆了", EXPOSED, False),
        ("没有雇工，只有本人和我儿子", EXPOSED, False),
    ],
)
def test_a_usual_reason_typed_is_denied_as_its_button_is(
    typed: str, facts: dict[str, bool | int], denied: bool
) -> None:
    question = load().items["I01"].questions[0]
    assert question.denies(typed, facts) is denied
