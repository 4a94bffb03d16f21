"""Words and signs of verdicts: one record for each, for windows, callbacks and papers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from content.registry import complete
from content.rules import Verdict

OPEN_SIGN = "○"
"""Sign of a question without a verdict."""


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """`label`: catalog key of its name. `sign`: before a row of a list. `letter`: in callback data."""

    label: str
    sign: str
    letter: str


VERDICTS: Mapping[str | None, VerdictWords] = complete(
    "content.verdicts.VERDICTS",
    get_args(Verdict),
    {
        "pass": VerdictWords("verdict-pass", "✓", "p"),
        "fail": VerdictWords("verdict-fail", "✗", "f"),
        "na": VerdictWords("verdict-na", "–", "n"),
        "owed": VerdictWords("verdict-owed", "◑", "o"),
    },
)
BY_LETTER: Mapping[str, Verdict] = {VERDICTS[verdict].letter: verdict for verdict in get_args(Verdict)}


def sign_of(verdict: str | None) -> str:
    """The sign of a verdict, of None too."""
    return OPEN_SIGN if verdict is None else VERDICTS[verdict].sign


def letter_of(verdict: str | None) -> str:
    """The letter of a verdict in callback data; "" without one."""
    return "" if not verdict else VERDICTS[verdict].letter
