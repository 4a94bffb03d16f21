"""Finds an industry by typed text: a part of its name, or words that share a distinctive character with
it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from content.model.questions import Industry

_WORD = re.compile(r"[a-z]{3,}")
_NAMES = 2  # the Chinese and the English name; what plans write holds words like 的, too
_TELLING = 3  # a character or word in more names than this tells nothing (制, 工)


def find_industries(typed: str, industries: Mapping[str, Industry]) -> tuple[str, ...]:
    """Keys of the industries found, in the order of `industries`; empty if there is none.

    A name in the text or the text in a name decides (鞋, 制鞋厂, shoe); else words the text shares with few
    names only (鞋厂, 做家具的).
    """
    text = _plain(typed)
    if not text or (len(text) == 1 and text.isascii()):
        return ()
    names = {
        key: tuple(_plain(name) for name in (*one.name.sentences, *one.written, *one.also))
        for key, one in industries.items()
    }
    direct = [key for key, own in names.items() if any(text in name or name in text for name in own)]
    if direct:
        return tuple(direct)
    signs = {key: frozenset().union(*map(_signs, own[:_NAMES])) for key, own in names.items()}
    spread = Counter(sign for own in signs.values() for sign in own)
    wanted = {sign for sign in _signs(text) if 0 < spread[sign] <= _TELLING}
    shared = {key: len(wanted & own) for key, own in signs.items()}
    most = max(shared.values(), default=0)
    return tuple(key for key, number in shared.items() if most and number == most)


def _plain(text: str) -> str:
    """NFKC, case folded, single spaces between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _signs(text: str) -> frozenset[str]:
    """Tokens that may name an industry: words of Latin letters without their plural s, and single other
    letters."""
    words = (word.removesuffix("s") for word in _WORD.findall(text))
    return frozenset(words) | {sign for sign in text if sign.isalpha() and not sign.isascii()}
