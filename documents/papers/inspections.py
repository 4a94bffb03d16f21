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
    stands = view.stands
    counted = Counter(stands[code].verdict for code in codes if code in stands)
    looked_at = [
        _Seen(
            number,
            row=say("inspection-paper-row", row=form.by_code[code][0].row),
            question=form.by_code[code][1].text.say(LANGUAGE),
            verdict=_verdict(say, view, code),
            note=_note(say, view, code),
        )
        for number, code in enumerate(codes, 1)
    ]
    captions, shown = _photos(view, codes, pictures)
    lead = say(
        "inspection-paper-result",
        scope=view.scope,
        seen=len(stands),
        passed=counted["pass"],
        faults=counted["fail"],
        na=counted["na"],
    )
    day = view.done_on
    return Paper(
        title=_title(say, view, "inspection-record-title"),
        number=head.numbered(day.year) if head.pattern and day else say("inspection-record-number"),
        facts=_facts(say, view, library),
        sections=(table_of("", _columns(looked_at), looked_at, say, (*_correction(say, view), lead)),),
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
    """The order of a visit: each fault with its legal ground, the day, the ways to appeal. Of a visit that
    was corrected (更正): what was voided and why; where nothing is left of it, that the order is revoked."""
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
    ordered = (
        Section("", (say("inspection-paper-order-lead", day=say.day(day)), *faults)),
        Section(
            "",
            (
                say(
                    "inspection-paper-order-due",
                    day=say.day(view.dues[-1] if view.dues else None),
                    several="yes" if several else "no",
                ),
                say("inspection-paper-order-appeal"),
            ),
        ),
    )
    reason = view.void_reason or "none"
    revoked = (Section("", (say("inspection-paper-revoked", day=say.day(day), reason=reason),)),)
    correction = _correction(say, view)
    if view.state == "voided":
        correction = correction[:1]  # the reason follows with the revocation
    corrected = (Section("", correction),) if correction else ()
    return Paper(
        title=_title(say, view, "inspection-order-title"),
        number=head.numbered(day.year) if head.pattern and day else say("inspection-order-number"),
        to=view.enterprise,
        sections=(*corrected, *(ordered if faults else revoked)),
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


def _title(say: PaperWords, view: InspectionView, key: str) -> str:
    """The title, marked where the paper was corrected."""
    title = say(key)
    return title if view.corrected_on is None else say("inspection-paper-corrected", title=title)


def _correction(say: PaperWords, view: InspectionView) -> tuple[str, ...]:
    """Paragraphs about what was voided: the day, each fault with the reason; none where nothing was."""
    if view.corrected_on is None:
        return ()
    lead = say("inspection-paper-correction", day=say.day(view.corrected_on))
    if view.state == "voided":
        return (lead, say("inspection-paper-voided-record", reason=view.void_reason))
    form = view.asked
    return (
        lead,
        *(
            say(
                "inspection-paper-voided",
                fault=form.by_code[code][1].fails.say(LANGUAGE),
                reason=view.seen[code].void_reason,
            )
            for code in view.voided
        ),
    )


def _verdict(say: PaperWords, view: InspectionView, code: str) -> str:
    if code in view.voided or view.state == "voided":
        return say("inspection-paper-voided-verdict")
    return say(VERDICTS[view.seen[code].verdict].label)


def _note(say: PaperWords, view: InspectionView, code: str) -> str:
    one = view.seen[code]
    if one.voided_on is None:
        return one.note
    return say("inspection-paper-voided-note", note=one.note, reason=one.void_reason)


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
