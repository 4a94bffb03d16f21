"""Finds known poisons in text that a workshop owner types. Reads no files, and decides no consequence.

Chinese puts no space between words, and names of chemicals contain each other: 苯 is in 甲苯, 甲苯 in
三硝基甲苯, 氨 in 氨基树脂. So the longest known name wins at each place, names of one character count only if
separate, and a name does not count where its neighbours make it part of another chemical.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from content.model.questions import Substance

# Other things whose names would pass for a known one; found first, they count for nothing.
_LOOK_ALIKES = (
    *("苯甲醛", "苯板", "氟胶", "氟油", "三氯化", "二氯乙烯", "偏二氯乙烯", "偏氯乙烯"),
    *("铁氰化钾", "铁氰化钠", "亚铁氰化钾", "亚铁氰化钠", "铁氰化物", "亚铁氰化物"),
    *("CO2", "Co., Ltd", "lead time", "甲醛清除剂", "除甲醛剂"),
)
# Names that also begin others (三氯化铁, 硫酸铜): they count only standing alone, like one character.
_FRAGMENTS = frozenset({"三氯", "二氯", "正溴", "硫酸", "硝酸"})
# Characters that may precede a name that has to be separate: 含苯, 液用, 3公斤苯 … 苯类, 铅粉, 苯和甲苯.
_BEFORE_ALONE = frozenset("含有纯液用和及与或跟加的粗废旧量微是焊熔镀硬解生属业质毒斤克升吨桶瓶罐袋箱两")
_AFTER_ALONE = frozenset(
    "块粉尘烟锭板片条丝渣灰泥膏类气雾蒸桶罐瓶袋公千斤克升吨和及与或跟等的胶漆油溶中超浓含盐水矿合电没未无不洗擦刷调稀"
)
# Neighbours that make a longer name part of another chemical: 聚丙烯酰胺, 氯甲苯; 甲苯酚, 甲苯磺酸.
_BEFORE_COMPOUND = frozenset("聚氯溴碘氟基")
_AFTER_COMPOUND = frozenset("酚胺磺酯酐腈烯醇醚酮脲肼醛酸")

_NOT_BEFORE = re.compile(
    r"(?:不含有?|未含|没含|不含任何|没有使?用?|没有加|没用|未使?用|不使?用|不加|未加|未检出|无|零|免|非|(?<![\d.])0)$"
    r"|不含有? $|(?:\b(?:no|not|without|free (?:of|from))\s|\b(?:no|non|zero)-)\s*$"
)
_ABSENT = "(?:没有|没用|不用|不含|未使?用|未检出|无|none|no)"
_NOT_AFTER = re.compile(
    rf"[ -]?free\b|(?:含量)?\s{{0,3}}(?:[:=]\s{{0,3}}{_ABSENT}(?!\w)|{_ABSENT}(?=[^\w ]|\Z))"
)
_AND = re.compile(r"\s{0,3}(?:和|及|以及|与|或|跟|\band\b|\bor\b|\bnor\b)\s{0,3}")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s?(?:kg|g|l|ml|t|%|公斤|千克|斤|克|升|毫升|吨|桶|罐|瓶|袋|箱)")
_NAME_PART = re.compile(r"[^\W_]+")
_BEFORE_NEGATION = 12  # characters looked back for a negation: the longest is 不含任何, free from


@dataclass(frozen=True, slots=True)
class _Term:
    """One way of writing a name; no substances: a look-alike."""

    pattern: re.Pattern[str]
    alone: bool
    substances: tuple[Substance, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    substances: tuple[Substance, ...]


def match(typed: str, substances: tuple[Substance, ...]) -> tuple[Substance, ...]:
    """Substances named in `typed`, in order of appearance, each once; in `substances`' order for one name.

    Any separator will do, as will full-width forms, capitals and amounts. What is said to be absent (无苯,
    不含苯和甲苯, 甲醛:无, benzene-free) is left out; a negation reaches over 和 or 与 but not over 、 or a
    comma, since a hint too many is the safe mistake.

    A hint only: a miss never means that a material is harmless (trade names hide what is in them).
    """
    text = _normal(typed)
    terms = _terms(substances)
    found: dict[int, Substance] = {}
    denied = -1  # end of the last name said to be absent, for a negation that reaches on
    for hit in _hits(text, terms):
        if _is_denied(text, hit, denied):
            denied = hit.end
            continue
        for substance in hit.substances:
            found.setdefault(id(substance), substance)
    return tuple(found.values())


def _normal(text: str) -> str:
    """`text` with compatibility forms made plain (NFKC), case folded, invisible characters dropped."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


@lru_cache(maxsize=8)
def _terms(substances: tuple[Substance, ...]) -> dict[str, tuple[_Term, ...]]:
    """All ways of writing all names, by first character, longest first."""
    written: dict[tuple[str, ...], list[Substance]] = {}
    for look_alike in _LOOK_ALIKES:
        written.setdefault(_parts(look_alike), [])
    for substance in substances:
        for name in (*substance.name.sentences, *substance.aliases):
            if (parts := _parts(name)) and substance not in written.setdefault(parts, []):
                written[parts].append(substance)
    by_first: dict[str, list[_Term]] = {}
    for parts in sorted(written, key=lambda parts: -sum(map(len, parts))):
        name = "".join(parts)
        term = _Term(_pattern(parts), len(name) == 1 or name in _FRAGMENTS, tuple(written[parts]))
        by_first.setdefault(name[0], []).append(term)
    return {first: tuple(terms) for first, terms in by_first.items()}


def _parts(name: str) -> tuple[str, ...]:
    """The letters and digits of a name, without the punctuation between them: 1,2-二氯乙烷 in three parts."""
    return tuple(_NAME_PART.findall(_normal(name)))


def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of a name whose inner punctuation may be any or none; Latin letters at its ends must end a
    word there."""
    body = r"[\W_]{0,3}".join(map(re.escape, parts))
    before = r"(?<![a-z0-9])" if parts[0][0].isascii() else ""
    after = rf"(?:(?![a-z0-9])|(?={_AMOUNT.pattern}))" if parts[-1][-1].isascii() else ""
    return re.compile(before + body + after)


def _hits(text: str, terms: dict[str, tuple[_Term, ...]]) -> list[_Hit]:
    """Names in `text` from left to right, none inside another, without the look-alikes."""
    hits: list[_Hit] = []
    position = 0
    touched = 0  # where the last name ended: what follows directly is not part of it
    while position < len(text):
        found = _longest_at(text, position, terms)
        if found is None:
            position += 1
            continue
        term, end = found
        if not term.substances:
            touched = end
        elif _is_separate(text, position, end, term, terms, touched):
            hits.append(_Hit(position, end, term.substances))
            touched = end
        position = end
    return hits


def _longest_at(text: str, position: int, terms: dict[str, tuple[_Term, ...]]) -> tuple[_Term, int] | None:
    for term in terms.get(text[position], ()):
        if found := term.pattern.match(text, position):
            return term, found.end()
    return None


def _is_separate(
    text: str, start: int, end: int, term: _Term, terms: dict[str, tuple[_Term, ...]], touched: int
) -> bool:
    """Whether the name at `start` is a word of its own and not part of another chemical's name."""
    before = text[start - 1] if start > touched else ""
    after = text[end : end + 1]
    if term.alone:
        return (not _is_han(before) or before in _BEFORE_ALONE) and (
            not _is_han(after) or after in _AFTER_ALONE
        )
    if before in _BEFORE_COMPOUND and _is_han(text[start]):
        return False
    if after in _AFTER_COMPOUND and _is_han(text[end - 1]):
        following = _longest_at(text, end, terms)  # 甲苯酚醛树脂 names two things
        return following is not None and not following[0].alone
    return True


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_denied(text: str, hit: _Hit, denied: int) -> bool:
    """Whether the text says that it is not there, at the name itself or joined by 和 to one so denied."""
    if denied >= 0 and _AND.fullmatch(text, denied, hit.start):
        return True
    if _NOT_BEFORE.search(text[max(0, hit.start - _BEFORE_NEGATION) : hit.start]):
        return True
    return _NOT_AFTER.match(text, hit.end) is not None
