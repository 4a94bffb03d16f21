"""The self-check form an enterprise hands in: its facts as a tree, and its PDF. No storage, no wording."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from content.rules import Tally
from documents.typesetting import typeset


class Result(StrEnum):
    """The enterprise's answer to a question: 符合, 不符合, 不涉及, 照片后补, closed by another answer, or
    none yet."""

    met = "met"
    not_met = "not_met"
    not_applicable = "not_applicable"
    photo_owed = "photo_owed"
    not_asked = "not_asked"
    open = "open"


class FindingState(StrEnum):
    """The five states in which a finding is counted (docs/figures.md): no day yet, planned, past its day,
    rectified, accepted by the office."""

    undecided = "undecided"
    planned = "planned"
    overdue = "overdue"
    rectified = "rectified"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the form: who hands it in, as on the day of handing in. None and "" print as a blank to
    fill by hand."""

    enterprise: str
    credit_code: str = ""
    address: str = ""
    town: str = ""
    """所属村居镇街."""
    industry: str = ""
    contact: str = ""
    phone: str = ""
    """联系电话; empty as well for readers who may not telephone."""
    filled_by: str = ""
    workers: int | None = None
    exposed: int | None = None
    """Workers exposed to dust, poisons or other hazards."""
    hazards: tuple[str, ...] = ()
    high_toxic: bool | None = None
    high_toxic_names: tuple[str, ...] = ()
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A rule as the plan cites it, and the one in force today; None: not known or the same one."""

    written: str
    in_force: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question that was asked, or one that fell away, with its answer."""

    text: str
    law: tuple[str, ...] = ()
    """Grounds in force, each with its article."""
    result: Result = Result.open
    problem: str = ""
    """存在问题, for `not_met`."""
    reason: str = ""
    """不涉及理由, for `not_applicable`; why it is not asked, for `not_asked`; why not now, for
    `photo_owed`."""
    owed_by: date | None = None
    """The local day by which the photo is owed, of `photo_owed`."""
    owed_late: bool = False
    """Whether that day has passed."""
    by_profile: bool = False
    """Whether the question fell away by the enterprise's profile, without an answer."""
    remark: str = ""
    numbers: tuple[int, int] | None = None
    """Counts done and total of people, where the plan requires 100 %."""
    evidence: tuple[int, ...] = ()
    """Numbers of `Evidence`."""


@dataclass(frozen=True, slots=True)
class ItemRows:
    """A row of the plan with the questions it was asked as. `part`: 1, 2 … for one of several duties."""

    number: str
    source_text: str
    questions: tuple[QuestionRow, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and its rectification (五落实). `item` names its row; `done_on` for `rectified`."""

    number: int
    problem: str
    item: str = ""
    measure: str = ""
    responsible: str = ""
    cost: Decimal | None = None
    """Yuan."""
    contingency: str = ""
    due_on: date | None = None
    state: FindingState = FindingState.planned
    done_on: date | None = None
    beyond_phase: str = ""
    """The reason for a due day after the end of the self-check."""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or document. `image` None: kept, but nothing to print (a document, a lost file). `picture`:
    digest of the stored picture, which `facts.with_pictures` puts into `image`.

    `finding` and `moment` put a photo into the before/after pairs of that finding.
    """

    number: int
    belongs_to: str
    taken_on: date | None = None
    image: bytes | Path | None = None
    finding: int | None = None
    moment: Literal["before", "after"] | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewDone:
    """A review that is over: part three. `verdict`: a key of `content.model.reviews`; local days."""

    reviewed_on: date
    reviewer: str
    verdict: str
    comment: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class DepartmentSaid:
    """A department's opinion on a question: `item` names it; `objects` with a comment."""

    item: str
    department: str
    objects: bool
    comment: str
    said_on: date


@dataclass(frozen=True, slots=True)
class SelfCheckFormDocument:
    """All facts of a self-check form. `number` and `handed_in_on` None: a draft, marked as such."""

    title: str
    campaign: str
    jurisdiction: str
    form_version: str
    """Digest of the form's content."""
    head: Head
    items: tuple[ItemRows, ...]
    tally: Tally
    number: str | None = None
    handed_in_on: date | None = None
    addressee: str = ""
    due_on: date | None = None
    citations: tuple[Citation, ...] = ()
    law_notes: tuple[str, ...] = ()
    """Notes on the laws of the rows: how surely each is known, and other remarks."""
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reviews: tuple[ReviewDone, ...] = ()
    opinions: tuple[DepartmentSaid, ...] = ()


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "self_check_form.typ").read_bytes()


def _given(form: SelfCheckFormDocument) -> dict[str, Any]:
    """The form in the template's shape: money as text, a picture's name in place of its bytes."""
    given = asdict(form)
    for finding in given["findings"]:
        finding["cost"] = None if finding["cost"] is None else f"{finding['cost']:,f}"
    for evidence in given["evidence"]:
        evidence["image"] = None if evidence["image"] is None else _picture_name(evidence["number"])
        del evidence["picture"]
    return given


def _picture_name(number: int) -> str:
    return f"evidence-{number}.jpg"


async def render_self_check_form(form: SelfCheckFormDocument, *, font_directory: Path | None = None) -> bytes:
    """The form as a PDF of A4 pages with its fonts embedded; the same form gives the same bytes.

    Raises:
        FontProblem: no font of simplified Chinese in `font_directory` (default: the installed font package).
    """
    pictures = {_picture_name(one.number): one.image for one in form.evidence if one.image is not None}
    return await typeset(_template(), _given(form), pictures=pictures, font_directory=font_directory)
