"""Glyphs that a font has, and text made printable with it. No layout and no words of any document."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Container
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

SUBSTITUTE = "□"
"""Stands where the font has no sign for a character: visible, so that nobody reads a gap as nothing."""

# Telegram's usual marks and what an office reads in their place.
_SIGNS = {
    **dict.fromkeys("✅☑🗹✔", "✓"),
    **dict.fromkeys("❌❎✖🗙🚫⛔", "×"),
    **dict.fromkeys("❗❕‼", "！"),
    **dict.fromkeys("❓❔", "？"),
    **dict.fromkeys("⚠🚧", "▲"),
    **dict.fromkeys("🔴🟠🟡🟢🔵⚫", "●"),
    **dict.fromkeys("⚪⭕", "○"),
    **dict.fromkeys("⭐🌟", "★"),
    **dict.fromkeys("📞☎", "☎"),
    "➡": "→",
    "⬅": "←",
    "⬆": "↑",
    "⬇": "↓",
}
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(
    "[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]"
)  # would glue words together or differ in width
# Letters by their category, yet drawn as nothing: fillers of Hangul, Khmer and Braille.
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Control, format (zero width, text direction, tags) and enclosing marks; half characters cannot be written.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Me"})


class FontProblem(Exception):
    """The fonts given cannot set a document; the message says which font and why."""


def _table(file: BinaryIO, index: int, tag: bytes) -> int:
    """Offset of the table `tag` of the font `index` in a font file or collection."""
    file.seek(0)
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    for _ in range(count):
        name, _, offset, _ = struct.unpack(">4sIII", file.read(16))
        if name == tag:
            return int(offset)
    raise FontProblem(f"no {tag.decode()} table")


@lru_cache(maxsize=8)
def coverage(path: Path, index: int = 0) -> frozenset[int]:
    """Code points the font has a glyph for, from its full-Unicode character map (OpenType cmap, format 12).

    Raises:
        FontProblem: no font file, or one without such a map.
    """
    try:
        with path.open("rb") as file:
            cmap = _table(file, index, b"cmap")
            file.seek(cmap + 2)
            (count,) = struct.unpack(">H", file.read(2))
            records = [struct.unpack(">HHI", file.read(8)) for _ in range(count)]
            for *_, offset in records:
                file.seek(cmap + offset)
                if struct.unpack(">H", file.read(2)) != (12,):
                    continue
                file.seek(cmap + offset + 12)
                (groups,) = struct.unpack(">I", file.read(4))
                found: set[int] = set()
                for first, last, glyph in struct.iter_unpack(">III", file.read(12 * groups)):
                    found.update(range(first + (glyph == 0), last + 1))  # glyph 0 is the missing one
                return frozenset(found)
    except (OSError, struct.error) as problem:
        raise FontProblem(f"{path.name}: not readable as a font ({problem})") from problem
    except FontProblem as problem:
        raise FontProblem(f"{path.name}: {problem}") from problem
    raise FontProblem(f"{path.name}: no character map of full Unicode (cmap format 12)")


def printable(text: str, covered: Container[int]) -> str:
    r"""`text` with everything the font can show; line breaks as \n, at most one empty line in a row.

    Characters that are not seen or that turn the text round (controls, zero width, bidi overrides, fillers,
    variation selectors) are dropped, well-known emoji become plain signs, what has no glyph becomes □.
    """
    kept: list[str] = []
    marks = 0
    for char in _BLANKS.sub(" ", _BREAKS.sub("\n", text)):
        if char == "\n":
            kept.append(char)
            continue
        category = unicodedata.category(char)
        if category in _DROPPED or char in _UNSEEN:
            continue
        if category == "Mn":
            # Two marks on a letter are a language, more are towers that cover the lines above.
            marks += 1
            if marks <= 2 and kept and ord(char) in covered:
                kept.append(char)
            continue
        marks = 0
        if category == "Sk" and ord(char) > 0xFFFF:  # skin tones
            continue
        sign = _SIGNS.get(char, char)
        kept.append(sign if ord(sign) in covered else SUBSTITUTE)
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()
