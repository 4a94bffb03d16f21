"""Reads names of places as lists write them: 城东, 海陵区城东街道, 海陵区（不细分）."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

_KIND = re.compile(
    r"(?:街道|办事处|(?:经济(?:技术)?|高新(?:技术)?)?开发区|工业园区|园区|民族乡|镇|乡|社区|村|区|县|市|省)$"
)
_OFFICE = re.compile(r"街道办(?:事处)?$")
_WHOLE = frozenset(
    ["不细分", "不分", "不再细分", "不分下级", "本级", "直属", "全部", "全域"]
    + [f"全{kind}" for kind in ("省", "市", "县", "区", "镇", "乡", "街道")]
)
"""Words for "no place below this one" in a list."""
_APART = re.compile(r"[\s()\[\]【】=:/\\,、，;>→·\-—–_|]+")
Id = TypeVar("Id", bound=Hashable)


def bare(name: str) -> str:
    """A name without its suffix of kind: 城东 of 城东街道; the whole name where one character would be
    left."""
    short = _KIND.sub("", name)
    return short if len(short) > 1 else name


class PlaceNames(Generic[Id]):
    """Places by the ways their names are written; `paths`: the names from a place upwards, itself first."""

    def __init__(self, paths: Iterable[tuple[Id, tuple[str, ...]]]) -> None:
        self._whole: dict[str, set[Id]] = {}
        self._bare: dict[str, set[Id]] = {}
        for id_, (name, *above) in paths:
            written = _one(name)
            self._whole.setdefault(written, set()).add(id_)
            self._bare.setdefault(bare(written), set()).add(id_)
            for higher in above:
                for before in (_one(higher), bare(_one(higher))):
                    self._whole.setdefault(before + written, set()).add(id_)
                    self._bare.setdefault(before + bare(written), set()).add(id_)
                written = _one(higher) + written

    def find(self, typed: str, own: Id) -> set[Id]:
        """Places that a name may mean; `own` where only 不细分 and the like is written."""
        parts = [part for part in _APART.split(_one(typed)) if part]
        named = [part for part in parts if part not in _WHOLE]
        if not named:
            return {own} if parts else set()
        written = "".join(named)
        if named == parts and len(parts) == 1:
            written = next((written.removesuffix(one) for one in _WHOLE if _ends(written, one)), written)
        written = _OFFICE.sub("街道", written)
        return self._whole.get(written) or self._bare.get(bare(written)) or set()


def _ends(written: str, word: str) -> bool:
    return written.endswith(word) and len(written) > len(word) and len(word) > 2


def _one(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
