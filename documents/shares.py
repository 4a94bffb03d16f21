"""Shares of a whole in whole percent: rounded half up, the same wherever they are shown."""

from __future__ import annotations

from content.catalog import Catalog


def rounded(part: int, whole: int) -> int:
    """Whole percent, half up; of nothing 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def share(catalog: Catalog, language: str, part: int, whole: int) -> str:
    """A share in words: 67%; 不足 1% where it is above nothing, 超过 99% where it is below all; – of
    nothing."""
    if not whole:
        return catalog.say("share-none", language)
    if 0 < 100 * part < whole:
        return catalog.say("share-little", language)
    if 99 * whole < 100 * part < 100 * whole:
        return catalog.say("share-nearly", language)
    return catalog.say("share", language, percent=rounded(part, whole))
