"""The languages of the program: those with a folder of sentences below `catalogs/`. Nothing else lists
them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = "catalogs"
FALLBACK = "zh"
"""Language of all sentences that another language lacks."""
COMPLETE = (FALLBACK, "en")
"""Languages that must be complete: a missing sentence is a mistake. Gaps of others are only listed."""
CODE = re.compile(r"[a-z]{2}")
"""A language's code, the name of its folder: two letters (ISO 639-1), as Telegram and locales write it."""
_OWN = Path(__file__).parent


def languages(root: Path | None = None) -> tuple[str, ...]:
    """Codes of the languages below the content `root` (default: those of the program), Chinese first."""
    return _program_languages() if root is None else _found(root)


def _found(root: Path) -> tuple[str, ...]:
    others = (path.name for path in (root / FOLDER).glob("*/") if path.name not in COMPLETE)
    return (*COMPLETE, *sorted(filter(CODE.fullmatch, others)))


@cache
def _program_languages() -> tuple[str, ...]:
    return _found(_OWN)
