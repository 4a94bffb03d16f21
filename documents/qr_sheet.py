"""QR codes to print: invitations for enterprises (one or twenty on a page), posters for workers. As a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import segno

from content.catalog import Catalog
from documents.typesetting import typeset

PER_PAGE = (1, 20)


@dataclass(frozen=True, slots=True)
class Card:
    """One code. `note`: below the name: the place, or until when it works."""

    name: str
    note: str
    link: str
    phones: tuple[str, ...] = ()
    """Numbers for reports by telephone, a line each."""


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "qr_sheet.typ").read_bytes()


def drawn(link: str) -> str:
    """The code of a link as SVG; a quarter of it may be damaged or dirty."""
    code = segno.make(link, error="q", boost_error=False, micro=False)
    out = BytesIO()
    code.save(out, kind="svg", border=2, scale=4)
    return out.getvalue().decode()


_INVITE = ("qr-invite-title", "qr-invite-small")
_POSTER = ("qr-poster-title", "qr-poster-small")
_STEPS = {
    ("invite", "telegram"): "qr-invite-steps",
    ("invite", "web"): "qr-invite-steps-page",
    ("invite", "both"): "qr-invite-steps-both",
    ("poster", "telegram"): "qr-poster-steps",
    ("poster", "web"): "qr-poster-steps-page",
    ("poster", "both"): "qr-poster-steps-both",
}
"""Keys of what to do after scanning, by sheet and by the doors that its codes lead to."""


async def invitation_sheet(
    cards: Sequence[Card], catalog: Catalog, language: str, *, per_page: int = 1, doors: str = "telegram"
) -> bytes:
    """Invitations, one an enterprise. `doors`: where the codes lead, telegram, web or both.

    Raises:
        FontProblem: there is no font of simplified Chinese. ValueError: `per_page` is none of PER_PAGE.
    """
    if per_page not in PER_PAGE:
        raise ValueError(f"{per_page} a page")
    return await _sheet(cards, catalog, language, "invite", doors, per_page)


async def poster_sheet(
    cards: Sequence[Card], catalog: Catalog, language: str, *, doors: str = "telegram"
) -> bytes:
    """Posters for workers, one a page. `doors`: where the codes lead, telegram, web or both.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    return await _sheet(cards, catalog, language, "poster", doors, 1)


async def _sheet(
    cards: Sequence[Card], catalog: Catalog, language: str, kind: str, doors: str, per_page: int
) -> bytes:
    title, small = _POSTER if kind == "poster" else _INVITE
    given = {
        "per_page": per_page,
        "title": catalog.say(title, language),
        "steps": catalog.say(_STEPS[kind, doors], language).split("\n"),
        "small": catalog.say(small, language),
        "phones": catalog.say("qr-poster-phones", language),
        "cards": [
            {"name": card.name, "note": card.note, "code": drawn(card.link), "phones": card.phones}
            for card in cards
        ],
    }
    return await typeset(_template(), given)
