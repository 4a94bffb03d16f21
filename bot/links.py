"""Links by which people come in: one function for those of all channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ON_PAGE = ("e_", "f_", "o_", "r_", "s_")
"""Beginnings of payloads that the page takes: of enterprises, findings, operators, posters, offices."""

Doors = Literal["telegram", "web", "both"]
"""Target of a link: Telegram, the page in a browser, or a small page that offers both."""
DOORS: tuple[Doors, ...] = ("telegram", "web", "both")
DOORS_PATH = "/d"
"""The small page with both doors; printed on sheets, so it stays."""


@dataclass(frozen=True, slots=True)
class Links:
    """`page`, `both`: None where the page is not served, or does not take that payload."""

    telegram: str
    page: str | None
    both: str | None

    def through(self, doors: Doors, *, on_page: bool = False) -> str:
        """The link to pass on. With Telegram alone, a person `on_page` passes on the page's."""
        wanted = {"telegram": self.page if on_page else None, "web": self.page, "both": self.both}
        return wanted[doors] or self.telegram


def login_link(token: str, page_url: str | None) -> str | None:
    """The link that opens a person's page on one more device; None where the page is not served."""
    return f"{page_url.rstrip('/')}/#l_{token}" if page_url else None


def links_to(payload: str, bot_name: str, page_url: str | None) -> Links:
    """The links with a payload. The page's have it behind #: browsers send that part to nobody."""
    takes = bool(page_url) and payload.startswith(ON_PAGE)
    page = (page_url or "").rstrip("/")
    return Links(
        f"https://t.me/{bot_name}?start={payload}",
        f"{page}/#{payload}" if takes else None,
        f"{page}{DOORS_PATH}#{payload}" if takes else None,
    )
