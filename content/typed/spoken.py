"""Recognises typed text that is no sentence: a day, a number, a yes, signs. No clock here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from content.typed.days import parse_day
from content.typed.numerals import parse_money, parse_number
from content.typed.telephones import read_telephone

_DIGITS = re.compile(r"[\W_]*\d[\d\W_]*[^\W\d_]?[\W_]*")
"""Figures with whatever signs, and at most one letter as their unit: 12, 3-5, 80%, 500元, 20人."""

_ANSWERS = re.compile(
    "(?:[嗯哦噢]*(?:不?(?:是|对|好|行|可以|同意)|没错|没问题|知道|收到|确定|确认|不|否|没|谢谢)[的啊吧了呀]*)+"
    "|[嗯哦噢]+|yes|y|yeah|yep|ok|okay|right|sure|no|n|nope|fine|thanks|thankyou"
)
"""Answers to a question that was not asked: neither names nor reasons."""


def is_answer(text: str) -> bool:
    """Whether a text only says yes, no, or that it was read."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _ANSWERS.fullmatch(re.sub(r"[\W_]+", "", plain)) is not None


def is_no_sentence(text: str, today: date, *, name: bool = False) -> bool:
    """Whether a text has no content as a measure, a reason, or with `name` as a person's name.

    万 and 伍 are surnames: for a name only figures are numbers.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not any(sign.isalpha() for sign in plain) or _DIGITS.fullmatch(plain) or is_answer(plain):
        return True
    if parse_day(text, today, "future") is not None or _is_telephone(text):
        return True
    return not name and (parse_money(text) is not None or _is_number(text))


def _is_telephone(text: str) -> bool:
    try:
        read_telephone(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True
