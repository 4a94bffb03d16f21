"""A notice's corrected text: marked 【更正】, with what changed above it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

from content.catalog import Catalog
from content.screen import shortened
from content.telegram_html import MAX_CAPTION, MAX_TEXT, escape, over, seen

SHOWN = 3
"""Most changes named; the rest is read in the text."""
CLIP = 40
LANGUAGE = "zh"
"""Notices are written in Chinese."""
_ENDS = re.compile(r"(?<=[。！？；])|\n")


def marked(catalog: Catalog, old: str, new: str, *, caption: bool) -> str:
    """The new text (Telegram HTML) with its mark and what changed, as far as that fits (`caption`: beside the
    file it was sent with); the old one where they say the same."""
    head = catalog.say("notice-corrected-head", LANGUAGE)
    before = old.split("\n\n", 1)[1] if old.startswith(head) and "\n\n" in old else old
    if before.strip() == new.strip():
        return old
    told = [head, *(escape(one) for one in changes(catalog, seen(before), seen(new)))]
    limit = MAX_CAPTION if caption else MAX_TEXT
    while len(told) > 1 and over("\n".join(told) + f"\n\n{new}", limit):
        told.pop()
    return "\n".join(told) + f"\n\n{new}"


def changes(catalog: Catalog, before: str, after: str) -> list[str]:
    """The first sentences that differ, each with its old and new words."""
    old, new = _sentences(before), _sentences(after)
    said = []
    for kind, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was, now = shortened("".join(old[start:end]), CLIP), shortened("".join(new[from_:to]), CLIP)
        if not now:
            said.append(catalog.say("notice-corrected-gone", LANGUAGE, before=was))
        elif not was:
            said.append(catalog.say("notice-corrected-new", LANGUAGE, after=now))
        else:
            said.append(catalog.say("notice-corrected-change", LANGUAGE, before=was, after=now))
    return said[:SHOWN]


def _sentences(text: str) -> list[str]:
    ends = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    return [part for first, last in pairwise(ends) if (part := text[first:last].strip())]
