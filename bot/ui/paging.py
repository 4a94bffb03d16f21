"""Choices that do not fit on a screen: cut into pages; codes cut into groups. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from aiogram_dialog import DialogManager

PAGE = 12
"""Two columns of six rows: with paging and back, eight rows of buttons."""


class Page(TypedDict):
    """A page of choices: `before` and `after` are its neighbours' numbers from 0, `page` counts from 1."""

    choices: list[tuple[str, str]]
    page: int
    pages: int
    before: str
    after: str
    has_before: bool
    has_after: bool


def page_of(choices: Sequence[tuple[str, str]], page: int, size: int = PAGE) -> Page:
    """A page of choices with the numbers of its neighbours; a page that is not there is the nearest one."""
    page = nearest(page, len(choices), size)
    return page_read(choices[page * size : (page + 1) * size], page, len(choices), size)


def nearest(page: int, total: int, size: int = PAGE) -> int:
    """The page that is there, from 0: a page beyond the last one is the last."""
    return min(max(page, 0), max(0, (total - 1) // size))


def page_read(choices: Sequence[tuple[str, str]], page: int, total: int, size: int = PAGE) -> Page:
    """A page that was read by itself, out of `total` choices; `page` as `nearest` says."""
    last = max(0, (total - 1) // size)
    return {
        "choices": list(choices),
        "page": page + 1,
        "pages": last + 1,
        "before": str(page - 1),
        "after": str(page + 1),
        "has_before": page > 0,
        "has_after": page < last,
    }


def in_groups(code: str, position: int | None = None, marked: str = "", size: int = 4) -> str:
    """A code in groups of `size`, the character at `position` (from 1) written as `marked`."""
    signs = [marked if place == position else sign for place, sign in enumerate(code, 1)]
    return " ".join("".join(signs[start : start + size]) for start in range(0, len(signs), size))


def wanted(manager: DialogManager, key: str = "page") -> int:
    """The page turned to in the dialog's data under `key`, else the one its start leads back to."""
    came = manager.start_data if isinstance(manager.start_data, dict) else {}
    return int(manager.dialog_data.get(key, came.get(key, 0)))
