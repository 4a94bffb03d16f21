"""The papers of an inspection, to be signed: its record (现场检查记录), and the order to put faults right
(责令限期整改指令书). Numbers, signatures and seals are left to the hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from content.catalog import Catalog
from content.grounds import grounds
from content.model.form import Form
from content.model.library import Library
from documents.typesetting import typeset
from storage.inspections.views import InspectionView

LANGUAGE = "zh"
"""An office signs in the plan's language."""
MOST_PHOTOS = 12
"""Photos printed in a record; further ones are stored."""
_HEADS = (
    "inspection-paper-head-number",
    "inspection-paper-head-row",
    "inspection-paper-head-question",
    "inspection-paper-head-verdict",
    "inspection-paper-head-note",
)
_VERDICTS = {"pass": "verdict-pass", "fail": "verdict-fail", "na": "verdict-na"}


@dataclass(frozen=True, slots=True)
class InspectionPaper:
    """A paper as a PDF under its name."""

    pdf: bytes
    name: str


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "inspection.typ").read_bytes()


async def record_paper(
    view: InspectionView, library: Library, catalog: Catalog, pictures: Mapping[str, Path]
) -> InspectionPaper:
    """The record of a visit: officers, findings of each item, photos, lines to sign. `pictures`: files by
    the SHA-256 of their bytes."""
    say = _Saying(catalog, library)
    form = view.asked
    codes = [code for code in form.by_code if code in view.seen]
    counted = Counter(view.seen[code].verdict for code in codes)
    rows = [
        [
            str(number),
            say("inspection-paper-row", row=form.by_code[code][0].row),
            form.by_code[code][1].text.say(LANGUAGE),
            say(_VERDICTS[view.seen[code].verdict]),
            view.seen[code].note,
        ]
        for number, code in enumerate(codes, 1)
    ]
    photos, shown = _photos(view, codes, pictures)
    data = {
        **_head(say, view),
        "title": say("inspection-record-title"),
        "number": say("inspection-record-number"),
        "lead": say(
            "inspection-paper-result",
            scope=view.scope,
            seen=len(codes),
            passed=counted["pass"],
            faults=counted["fail"],
            na=counted["na"],
        ),
        "heads": [say(key) for key in _HEADS],
        "rows": rows,
        "faults": [],
        "paragraphs": [say("inspection-paper-read")],
        "photos": photos,
        "photos_head": say("inspection-paper-photos") if photos else "",
        "copies": "",
    }
    name = say("inspection-record-file", enterprise=view.enterprise, day=_iso(view.done_on))
    return InspectionPaper(await typeset(_template(), data, pictures=shown), name)


async def order_paper(view: InspectionView, library: Library, catalog: Catalog) -> InspectionPaper:
    """The order of a visit: each fault with its legal ground, the day, the ways to appeal."""
    say = _Saying(catalog, library)
    form = view.asked
    faults = []
    several = len(view.dues) > 1
    for code in view.faults:
        _, question = form.by_code[code]
        law = grounds(question.law, library.laws, LANGUAGE, say("law-unverified"))
        faults.append(
            {
                "fault": question.fails.say(LANGUAGE),
                "note": view.seen[code].note,
                "stop": say("inspection-paper-stop") if question.stop else "",
                "due": say("inspection-paper-due", day=say.day(view.due_of(code))) if several else "",
                "law": say("inspection-paper-basis", law=say("list-comma").join(law)) if law else "",
            }
        )
    data = {
        **_head(say, view),
        "title": say("inspection-order-title"),
        "number": say("inspection-order-number"),
        "lead": say("inspection-paper-order-lead", day=say.day(view.done_on)),
        "heads": [],
        "rows": [],
        "faults": faults,
        "paragraphs": [
            say("inspection-paper-order-due", day=say.day(view.due_on), several="yes" if several else "no"),
            say("inspection-paper-order-appeal"),
        ],
        "photos": [],
        "photos_head": "",
        "copies": say("inspection-paper-copies"),
    }
    name = say("inspection-order-file", enterprise=view.enterprise, day=_iso(view.done_on))
    return InspectionPaper(await typeset(_template(), data), name)


class _Saying:
    """Sentences of the papers."""

    def __init__(self, catalog: Catalog, library: Library) -> None:
        self.catalog = catalog
        self.library = library

    def __call__(self, key: str, **values: object) -> str:
        return self.catalog.say(key, LANGUAGE, **values)

    def day(self, when: date | None) -> str:
        """A day, or a blank to fill by hand."""
        if when is None:
            return self("inspection-paper-date")
        return self("day", year=when.year, month=when.month, day=when.day)

    def plan(self, form: Form) -> str:
        """The plan's title."""
        pack = self.library.packs.get(form.pack)
        return pack.title.say(LANGUAGE) if pack else form.plan


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""


def _head(say: _Saying, view: InspectionView) -> dict[str, Any]:
    comma = say("list-comma")
    departments = comma.join(say("staff-department", department=one) for one in view.departments)
    officers = comma.join(
        say("inspection-officer", name=name, department=department) for name, department in view.officers
    )
    lines = (
        ("inspection-paper-unit", view.enterprise),
        ("inspection-paper-code", view.credit_code),
        ("inspection-paper-address", view.address),
        ("inspection-paper-present", view.present),
        ("inspection-paper-day", say.day(view.done_on)),
        ("inspection-paper-departments", departments),
        ("inspection-paper-officers", officers),
        ("inspection-paper-plan", say.plan(view.asked)),
    )
    return {
        "lines": [[say(key), text] for key, text in lines],
        "sign": [
            say("inspection-paper-sign-unit"),
            say("inspection-paper-sign-officers"),
            say("inspection-paper-seal"),
        ],
        "date": say("inspection-paper-date"),
        "made": say("inspection-paper-made"),
    }


def _photos(
    view: InspectionView, codes: Sequence[str], pictures: Mapping[str, Path]
) -> tuple[list[dict[str, str]], dict[str, Path]]:
    """Photos of the record with the numbers of their rows, and their files."""
    photos: list[dict[str, str]] = []
    shown: dict[str, Path] = {}
    for number, code in enumerate(codes, 1):
        for one in view.files:
            picture = one.picture
            if one.question != code or picture is None or picture not in pictures:
                continue
            if len(photos) < MOST_PHOTOS:
                name = f"photo{len(photos)}.jpg"
                shown[name] = pictures[picture]
                photos.append({"name": name, "number": str(number)})
    return photos, shown
