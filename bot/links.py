"""Links by which people come in: one function for those of all channels."""

from __future__ import annotations

from dataclasses import dataclass

ON_PAGE = ("e_", "f_", "r_", "s_")
"""Beginnings of payloads that the page takes: invitations to an enterprise, finding or office, posters."""


@dataclass(frozen=True, slots=True)
class Links:
    """`page`: None where the page is not served, or does not take that payload."""

    telegram: str
    page: str | None

    def best(self, *, on_page: bool) -> str:
        """The page's link if it is wanted and there is one, else Telegram's."""
        return self.page if on_page and self.page else self.telegram


def links_to(payload: str, bot_name: str, page_url: str | None) -> Links:
    """The links with a payload. The page's has it behind #: browsers send that part to nobody."""
    takes = bool(page_url) and payload.startswith(ON_PAGE)
    return Links(
        f"https://t.me/{bot_name}?start={payload}",
        f"{(page_url or '').rstrip('/')}/#{payload}" if takes else None,
    )
