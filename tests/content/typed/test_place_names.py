"""Names of places as lists write them."""

from __future__ import annotations

import pytest

from content.typed.place_names import PlaceNames

PATHS = (
    (1, ("海陵区",)),
    (2, ("城东街道", "海陵区")),
    (3, ("城西街道", "海陵区")),
    (4, ("九龙镇", "海陵区")),
    (5, ("城东村", "九龙镇", "海陵区")),
)
NAMES = PlaceNames(PATHS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("海陵区", {1}),
        ("海陵", {1}),
        ("海陵区=不细分", {1}),
        ("海陵区（不细分）", {1}),
        ("海陵区不细分", {1}),
        ("不细分", {1}),
        ("本级", {1}),
        ("全区", {1}),
        ("城东街道", {2}),
        ("海陵区城东街道", {2}),
        ("海陵区 - 城东街道", {2}),
        ("海陵城东街道办事处", {2}),
        ("城东街道办事处", {2}),
        ("城西", {3}),
        ("海陵区/城西", {3}),
        ("城西街道办", {3}),
        ("九龙", {4}),
        ("海陵区九龙镇城东村", {5}),
        ("九龙镇城东村", {5}),
        ("城东", {2, 5}),  # a street and a village: neither is taken
        ("城南街道", set()),
        ("=", set()),
        ("城西街道或九龙镇", set()),
        ("高港区城东街道", set()),
    ],
)
def test_a_place_is_known_as_it_is_written_and_never_guessed(typed: str, meant: set[int]) -> None:
    assert NAMES.find(typed, 1) == meant
