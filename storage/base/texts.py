"""Clean typed text before it is stored: one line, NFC, no control characters. Its content is checked
elsewhere."""

from __future__ import annotations

import unicodedata

_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def one_line(text: str) -> str:
    """`text` as typed, in NFC, on one line and without outer blanks.

    Tabs and line breaks become spaces; other control characters and lone surrogates go, since neither
    database nor UTF-8 takes them. Zero-width and bidi marks stay: they are part of some names.
    """
    kept = "".join(
        " " if sign in _BREAKS else sign
        for sign in text
        if sign in _BREAKS or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", kept).strip()


def visible(text: str) -> int:
    """Count the visible characters of `text` (blanks, direction marks and zero-width characters do not
    count)."""
    return sum(unicodedata.category(sign)[0] not in "CZ" for sign in text)
