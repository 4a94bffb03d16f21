"""The unified social credit code of GB 32100-2015: reads what was typed and says which character is wrong."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The standard's characters: no I, O, S, V, Z."""

LENGTH = 18
_WEIGHTS = tuple(3**place % 31 for place in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION = range(8, 17)
_CATEGORY = 1
_DISTRICT = range(2, 8)
_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\-‐‑‒–—―−－_.·]")
_ALIKE = "O0 I1 Z2 S5 VU B8 D0 Q0 L1 T1 T7 17 27 38 56 G6 C6 G9 CG EF MN PR XY"
"""Characters taken for each other, in print and in handwriting; the likeliest of each first."""


class CreditCodeError(ValueError):
    """A mistake in a typed code.

    `kind`: `length` (of `length` characters), `character` (one that is not allowed there), `check` (the check
    characters do not fit). `position` counts from 1; None where the mistake cannot be placed. `expected` is
    the character probably meant and `suggestion` the whole code with it.
    """

    def __init__(
        self,
        kind: Literal["length", "character", "check"],
        found: str,
        *,
        length: int,
        position: int | None = None,
        expected: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        self.kind = kind
        self.found = found
        self.length = length
        self.position = position
        self.expected = expected
        self.suggestion = suggestion
        super().__init__(f"{kind} at {position}: {found!r}")


def parse_credit_code(text: str) -> str:
    """The code in `text`: half width, upper case, without a label, spaces, dashes and invisible signs.

    Raises:
        CreditCodeError: no such code.
    """
    code = _IGNORED.sub("", unicodedata.normalize("NFKC", text).rpartition(":")[2]).upper()
    if len(code) != LENGTH:
        raise CreditCodeError("length", code, length=len(code))
    for place, found in enumerate(code):
        if found not in _allowed(place):
            expected = _likely(code, place)
            repaired = "".join(_likely(code, at) or code[at] for at in range(LENGTH))
            suggestion = repaired if _is_sound(repaired) else None
            raise CreditCodeError(
                "character",
                found,
                length=LENGTH,
                position=place + 1,
                expected=expected,
                suggestion=suggestion,
            )
    if check_character(code[:-1]) != code[-1]:
        raise _locate(code)
    return code


def check_character(body: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015, modulo 31)."""
    total = sum(ALPHABET.index(found) * weight for found, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """The check character of an organisation code of 8 characters (GB 11714-1997, modulo 11)."""
    total = sum(int(found, 36) * weight for found, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    rest = -total % 11
    return "X" if rest == 10 else str(rest)


def _organisation_is_sound(code: str) -> bool:
    return organisation_check(code[8:16]) == code[16]


def _is_sound(code: str) -> bool:
    known = all(found in _allowed(place) for place, found in enumerate(code))
    return known and check_character(code[:-1]) == code[-1]


def _with(code: str, place: int, character: str) -> str:
    return code[:place] + character + code[place + 1 :]


def _lookalikes(found: str) -> list[str]:
    return [pair.replace(found, "", 1) for pair in _ALIKE.split() if found in pair]


def _allowed(place: int) -> str:
    """The characters that may stand at `place`: six digits name the district."""
    return ALPHABET[:10] if place in _DISTRICT else ALPHABET


def _likely(code: str, place: int) -> str | None:
    """The allowed character that a forbidden one most likely stands for."""
    if code[place] in _allowed(place):
        return None
    return next((one for one in _lookalikes(code[place]) if one in _allowed(place)), None)


def _repair(code: str, place: int) -> str:
    """The one character at `place` with which the last check character would fit."""
    return next(one for one in ALPHABET if _is_checked(_with(code, place, one)))


def _is_checked(code: str) -> bool:
    return check_character(code[:-1]) == code[-1]


def _locate(code: str) -> CreditCodeError:
    """The position of the mistake, if a single character explains both check characters; look-alikes come
    first."""
    inside = not _organisation_is_sound(code)
    places = _ORGANISATION if inside else [place for place in range(LENGTH) if place not in _ORGANISATION]
    repairs = []
    for place in places:
        expected = _repair(code, place)
        repaired = _with(code, place, expected)
        if place == _CATEGORY and not expected.isdigit():
            continue  # only digits have been given out so far
        if _is_sound(repaired) and _organisation_is_sound(repaired):
            repairs.append((place, expected, repaired))
    alike = [repair for repair in repairs if repair[1] in _lookalikes(code[repair[0]])]
    for choice in (repairs, alike):
        if len(choice) == 1:
            place, expected, repaired = choice[0]
            return CreditCodeError(
                "check",
                code[place],
                length=LENGTH,
                position=place + 1,
                expected=expected,
                suggestion=repaired,
            )
    return CreditCodeError("check", code[-1], length=LENGTH)
