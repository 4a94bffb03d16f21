"""Pages: what does not fit on a screen is cut into them; a code is cut into groups.

The buttons that turn them are the row `bot.ui.widgets.paging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, TypeVar

from aiogram_dialog import DialogManager

from bot.app import Context

PAGE = 12
"""Two columns of six rows: with paging and back, eight rows of buttons."""

Entry = TypeVar("Entry")


class Turning(TypedDict):
    """The position of a page: `before` and `after` are its neighbours' numbers from 0, `page` counts from
    1, and so does `first`, the number of its first entry."""

    page: int
    pages: int
    first: int
    before: str
    after: str
    has_before: bool
    has_after: bool


class Page(Turning):
    """A page of choices."""

    choices: list[tuple[str, str]]


def nearest(page: int, total: int, size: int = PAGE) -> int:
    """The nearest existing page, from 0: a page beyond the last one is the last."""
    return min(max(page, 0), max(0, (total - 1) // size))


def turning(page: int, total: int, size: int = PAGE) -> Turning:
    """The position of a page, out of `total` entries; `page` as `nearest` gives it."""
    last = max(0, (total - 1) // size)
    return {
        "page": page + 1,
        "pages": last + 1,
        "first": page * size + 1,
        "before": str(page - 1),
        "after": str(page + 1),
        "has_before": page > 0,
        "has_after": page < last,
    }


def cut(entries: Sequence[Entry], page: int, size: int = PAGE) -> tuple[Sequence[Entry], Turning]:
    """The entries of a page and where it stands; a page that is not there is the nearest one."""
    page = nearest(page, len(entries), size)
    return entries[page * size : (page + 1) * size], turning(page, len(entries), size)


def page_of(choices: Sequence[tuple[str, str]], page: int, size: int = PAGE) -> Page:
    """A page of choices; a page that is not there is the nearest one."""
    shown, turned = cut(choices, page, size)
    return {**turned, "choices": list(shown)}


def page_read(choices: Sequence[tuple[str, str]], page: int, total: int, size: int = PAGE) -> Page:
    """A page that was read by itself, out of `total` choices; `page` as `nearest` says."""
    return {**turning(page, total, size), "choices": list(choices)}


def page_line(ctx: Context, turned: Turning) -> str:
    """The number of a page, where there are several."""
    return ctx.say("page-line", page=turned["page"], pages=turned["pages"]) if turned["pages"] > 1 else ""


def turned_to(manager: DialogManager, key: str = "page") -> int:
    """The page turned to in the dialog's data under `key`, else the one its start leads back to."""
    came = manager.start_data if isinstance(manager.start_data, dict) else {}
    return int(manager.dialog_data.get(key, came.get(key, 0)))


def in_groups(code: str, position: int | None = None, marked: str = "", size: int = 4) -> str:
    """A code in groups of `size`, the character at `position` (from 1) written as `marked`."""
    signs = [marked if place == position else sign for place, sign in enumerate(code, 1)]
    return " ".join("".join(signs[start : start + size]) for start in range(0, len(signs), size))
