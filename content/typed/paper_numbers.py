"""发文字号 as somebody types it from an earlier paper (海应急〔2026〕12号), read into a pattern."""

from __future__ import annotations

import re

YEAR, NUMBER = "{year}", "{number}"
_EXAMPLE = re.compile(r"([^\d〔〕\[\]()（）{}]{1,20})[〔\[(（](?:\d{4}|年|年份)[〕\])）]\s*第?\s*\d*\s*号?")
_CODE = re.compile(r"[^\d〔〕\[\]()（）{}\s]{1,20}")


def pattern_of(example: str) -> str | None:
    """The pattern with {year} and {number} an example stands for, in the signs of GB/T 9704-2012; the letters
    alone (海应急) are enough. None: it is no such number."""
    found = _EXAMPLE.fullmatch(example) or _CODE.fullmatch(example)
    if found is None:
        return None
    code = (found.group(1) if found.re is _EXAMPLE else found.group()).strip()
    return f"{code}〔{YEAR}〕{NUMBER}号" if code else None
