"""Shares in per cent: rounded half up, and never to nothing or to all."""

from __future__ import annotations

import pytest

from content.catalog import Catalog
from documents.words import share

CATALOG = Catalog.load()


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 3, "0%"),
        (1, 201, "不足 1%"),
        (1, 200, "不足 1%"),
        (2, 3, "67%"),
        (1, 8, "13%"),
        (299, 300, "超过 99%"),
    ],
)
def test_a_share_is_rounded_half_up_and_never_to_nothing_or_all(part: int, whole: int, said: str) -> None:
    assert share(CATALOG, "zh", part, whole) == said
