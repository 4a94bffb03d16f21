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


@dataclass(frozen=True, slots=True)
class _SheetWords:
    """Keys of a sheet's sentences."""

    title: str
    steps: str
    small: str


_SHEETS = {
    "invite": _SheetWords("qr-invite-title", "qr-invite-steps", "qr-invite-small"),
    "page": _SheetWords("qr-invite-title", "qr-invite-steps-page", "qr-invite-small"),
    "poster": _SheetWords("qr-poster-title", "qr-poster-steps", "qr-poster-small"),
}


async def invitation_sheet(
    cards: Sequence[Card], catalog: Catalog, language: str, *, per_page: int = 1, on_page: bool = False
) -> bytes:
    """Invitations, one an enterprise. `on_page`: the codes lead to the page in a browser.

    Raises:
        FontProblem: there is no font of simplified Chinese. ValueError: `per_page` is none of PER_PAGE.
    """
    if per_page not in PER_PAGE:
        raise ValueError(f"{per_page} a page")
    return await _sheet(cards, catalog, language, "page" if on_page else "invite", per_page)


async def poster_sheet(cards: Sequence[Card], catalog: Catalog, language: str) -> bytes:
    """Posters for workers, one a page.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    return await _sheet(cards, catalog, language, "poster", 1)


async def _sheet(cards: Sequence[Card], catalog: Catalog, language: str, kind: str, per_page: int) -> bytes:
    words = _SHEETS[kind]
    given = {
        "kind": "poster" if kind == "poster" else "invite",
        "per_page": per_page,
        "title": catalog.say(words.title, language),
        "steps": catalog.say(words.steps, language).split("\n"),
        "small": catalog.say(words.small, language),
        "phones": catalog.say("qr-poster-phones", language),
        "cards": [
            {"name": card.name, "note": card.note, "code": drawn(card.link), "phones": card.phones}
            for card in cards
        ],
    }
    return await typeset(_template(), given)
