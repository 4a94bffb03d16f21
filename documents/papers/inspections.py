"""The papers of an inspection, to be signed: its record (现场检查记录), and the order to put faults right
(责令限期整改指令书). Signatures and seals are left to the hand, as are numbers an office has not given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.catalog import Catalog
from content.grounds import grounds
from content.model.library import Library
from content.verdicts import VERDICTS
from documents.papers.parts import (
    LANGUAGE,
    MOST_PICTURES,
    Column,
    Paper,
    PaperWords,
    Section,
    blank,
    table_of,
    typefaces,
)
from storage.inspections.views import InspectionView
from storage.offices.letterheads import Letterhead


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row of the record's table: a question that was looked at."""

    number: int
    row: str
    question: str
    verdict: str
    note: str


WORDY = 60
"""Characters of a note from which on the notes have the wider column."""


def _columns(seen: Sequence[_Seen]) -> tuple[Column[_Seen], ...]:
    """The columns of the record's table: questions are wider than notes, unless a note is long."""
    question, note = (6, 8) if any(len(one.note) > WORDY for one in seen) else (8, 6)
    return (
        Column("inspection-paper-head-number", lambda seen: str(seen.number), 2),
        Column("inspection-paper-head-row", lambda seen: seen.row, 3),
        Column("inspection-paper-head-question", lambda seen: seen.question, question),
        Column("inspection-paper-head-verdict", lambda seen: seen.verdict, 3),
        Column("inspection-paper-head-note", lambda seen: seen.note, note),
    )


def record_paper(
    view: InspectionView,
    head: Letterhead,
    library: Library,
    catalog: Catalog,
    pictures: Mapping[str, Path],
) -> Paper:
    """The record of a visit: officers, findings of each item, photos, lines to sign. `pictures`: files by
    the SHA-256 of their bytes."""
    say = PaperWords(catalog)
    form = view.asked
    codes = [code for code in form.by_code if code in view.seen]
    counted = Counter(view.seen[code].verdict for code in codes)
    looked_at = [
        _Seen(
            number,
            row=say("inspection-paper-row", row=form.by_code[code][0].row),
            question=form.by_code[code][1].text.say(LANGUAGE),
            verdict=say(VERDICTS[view.seen[code].verdict].label),
            note=view.seen[code].note,
        )
        for number, code in enumerate(codes, 1)
    ]
    captions, shown = _photos(view, codes, pictures)
    lead = say(
        "inspection-paper-result",
        scope=view.scope,
        seen=len(codes),
        passed=counted["pass"],
        faults=counted["fail"],
        na=counted["na"],
    )
    day = view.done_on
    return Paper(
        title=say("inspection-record-title"),
        number=head.numbered(day.year) if head.pattern and day else say("inspection-record-number"),
        facts=_facts(say, view, library),
        sections=(table_of("", _columns(looked_at), looked_at, say, (lead,)),),
        closing=(say("inspection-paper-read"),),
        signs=(
            say("inspection-paper-sign-unit", line=blank(5), date=say("paper-sign-date")),
            say("inspection-paper-sign-officers", line=blank(7)),
        ),
        office=head.name or say("inspection-paper-seal"),
        day=say.day(None),
        note=say("inspection-paper-made"),
        pictures_head=say("inspection-paper-photos") if captions else "",
        captions=captions,
        pictures=shown,
        file_name=say("inspection-record-file", enterprise=view.enterprise, day=_iso(day)),
        typefaces=typefaces(catalog),
    )


def order_paper(view: InspectionView, head: Letterhead, library: Library, catalog: Catalog) -> Paper:
    """The order of a visit: each fault with its legal ground, the day, the ways to appeal."""
    say = PaperWords(catalog)
    form = view.asked
    faults: list[str] = []
    several = len(view.dues) > 1
    for number, code in enumerate(view.faults, 1):
        _, question = form.by_code[code]
        law = grounds(question.law, library.laws, LANGUAGE, say("law-unverified"))
        fault, note = question.fails.say(LANGUAGE), view.seen[code].note
        parts = (
            say("inspection-paper-fault", number=number, fault=fault),
            "" if note in ("", fault) else say("inspection-paper-seen", note=note),
            say("inspection-paper-due", day=say.day(view.due_of(code))) if several else "",
            say("inspection-paper-stop") if question.stop else "",
            say("inspection-paper-basis", law=say("list-comma").join(law)) if law else "",
        )
        faults.append("".join(part for part in parts if part))
    day = view.done_on
    return Paper(
        title=say("inspection-order-title"),
        number=head.numbered(day.year) if head.pattern and day else say("inspection-order-number"),
        to=view.enterprise,
        sections=(
            Section("", (say("inspection-paper-order-lead", day=say.day(day)), *faults)),
            Section(
                "",
                (
                    say(
                        "inspection-paper-order-due",
                        day=say.day(view.due_on),
                        several="yes" if several else "no",
                    ),
                    say("inspection-paper-order-appeal"),
                ),
            ),
        ),
        signs=(
            say("inspection-paper-sign-received", line=blank(5), date=say("paper-sign-date")),
            say("inspection-paper-sign-officers", line=blank(7)),
        ),
        office=head.name or say("inspection-paper-seal"),
        day=say.day(None),
        note=say("inspection-paper-copies"),
        file_name=say("inspection-order-file", enterprise=view.enterprise, day=_iso(day)),
        typefaces=typefaces(catalog),
    )


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""


def _facts(say: PaperWords, view: InspectionView, library: Library) -> tuple[tuple[str, str], ...]:
    form = view.asked
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
        ("inspection-paper-plan", say.plan(library, form.pack, form.plan)),
    )
    return tuple((say(key), text) for key, text in lines)


def _photos(
    view: InspectionView, codes: Sequence[str], pictures: Mapping[str, Path]
) -> tuple[tuple[tuple[str, str], ...], dict[str, Path]]:
    """Photos of the record with the numbers of their rows, and their files."""
    captions: list[tuple[str, str]] = []
    shown: dict[str, Path] = {}
    for number, code in enumerate(codes, 1):
        for one in view.files:
            picture = one.picture
            if one.question != code or picture is None or picture not in pictures:
                continue
            if len(captions) < MOST_PICTURES:
                name = f"photo{len(captions)}.jpg"
                shown[name] = pictures[picture]
                captions.append((name, str(number)))
    return tuple(captions), shown
