"""The columns of an office's list of enterprises, as it is read, written and filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: keys of its head, of other accepted heads, and of its explanation."""

    head: str
    aliases: str
    about: str
    width: int
    required: bool = False


COLUMNS: Mapping[str, ListColumn] = {
    "name": ListColumn("sheet-head-name", "sheet-alias-name", "sheet-about-name", 34, required=True),
    "credit_code": ListColumn(
        "sheet-head-credit_code", "sheet-alias-credit_code", "sheet-about-credit_code", 22, required=True
    ),
    "place": ListColumn("sheet-head-place", "sheet-alias-place", "sheet-about-place", 16),
    "industry": ListColumn(
        "sheet-head-industry", "sheet-alias-industry", "sheet-about-industry", 16, required=True
    ),
    "address": ListColumn("sheet-head-address", "sheet-alias-address", "sheet-about-address", 30),
    "headcount": ListColumn(
        "sheet-head-headcount", "sheet-alias-headcount", "sheet-about-headcount", 10, required=True
    ),
    "contact_name": ListColumn(
        "sheet-head-contact_name", "sheet-alias-contact_name", "sheet-about-contact_name", 12
    ),
    "phone": ListColumn("sheet-head-phone", "sheet-alias-phone", "sheet-about-phone", 18),
}
"""All columns, in their order."""
REQUIRED = frozenset(name for name, column in COLUMNS.items() if column.required)
