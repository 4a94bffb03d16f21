"""Reads telephone numbers as people type them: 138 0000 0000, +86 138…, （0514）8765 4321 转 802, 一三八…."""

from __future__ import annotations

import re
import unicodedata

MOST = 40
"""Most characters stored, several numbers together."""
_SAME = str.maketrans(
    {
        **{
            sign: str(digit)
            for digit, signs in enumerate(
                ("零〇", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
            )
            for sign in signs
        },
        **dict.fromkeys("‐‑‒–—―−－─", "-"),
    }
)
_LABEL = re.compile(
    r"(?:联系|单位|公司|厂里|车间|老板|我)?的?(?:电话|手机|座机|固话|号码|tel\w*|phone|mobile)(?:号码?)?\s*(?:是|为|[:.])?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[/,、;\n|]|或者?|和|以及")
_EXTENDED = re.compile(r"(.+?)(?:-|转接?|分机号?|内线|ext(?:ension)?\.?|x|#)+:?(\d{1,6})", re.IGNORECASE)
_PLAIN = re.compile(r"\(?\+?[0-9()-]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SERVICE = re.compile(r"[48]00\d{7}")
_TOWN = re.compile(r"\(?(010|02\d|0[3-9]\d{2})\)?-?(\d{4}-?\d{3,4}|\d{3}-?\d{4})")
_LOCAL = re.compile(r"[2-9]\d{2,3}-?\d{4}")


def read_telephone(text: str) -> str:
    """One or several numbers as they are kept: 13800000000, 0514-87654321-802 (with its extension),
    +85221234567 (of another country; its extension after 转); several with / between them.

    Raises:
        ValueError: something in it is no telephone number, or it is above MOST characters.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    parts = [part for part in _BETWEEN.split(_LABEL.sub("", plain)) if part.strip()]
    numbers = [number for part in parts for number in _numbers(part)]
    said = "/".join(dict.fromkeys(numbers))
    if not said or len(said) > MOST:
        raise ValueError("no telephone number")
    return said


def _numbers(part: str) -> list[str]:
    """The number of a part, or those with blanks between them."""
    try:
        return [_number(re.sub(r"[\s.·]", "", part))]
    except ValueError:
        apart = part.split()
        if len(apart) < 2:
            raise
        return [_number(one) for one in apart]


def _number(text: str) -> str:
    """One number, without blanks in it."""
    if found := _whole(text):
        return found
    extended = _EXTENDED.fullmatch(text)
    if extended is not None and not _MOBILE.fullmatch(found := _whole(extended[1])) and found:
        between = "转" if found.startswith("+") else "-"  # in a number from abroad a dash may stand anywhere
        return f"{found}{between}{extended[2]}"
    raise ValueError("no telephone number")


def _whole(text: str) -> str:
    """A number without extension; empty for none."""
    if not _PLAIN.fullmatch(text):
        return ""
    digits = re.sub(r"[()-]", "", text)
    if _MOBILE.fullmatch(national := re.sub(r"^(?:\+86|0086|86(?=1))", "", digits)):
        return national
    abroad = re.sub(r"^00", "+", digits)
    if abroad.startswith("+") and not abroad.startswith("+86") and 8 <= len(abroad) <= 16:
        return abroad
    national = re.sub(r"^\(?(?:\+|00)86\)?-?", "", text)
    lost_zero = national != text and not national.startswith("0")
    if found := _TOWN.fullmatch(f"0{national}" if lost_zero else national):
        return f"{found[1]}-{found[2].replace('-', '')}"
    plain = national.replace("-", "")
    return plain if _LOCAL.fullmatch(national) or _SERVICE.fullmatch(plain) else ""
