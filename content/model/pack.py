"""Types of a local plan: its rows, phases, duties, departments, rules; and values derived from them."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Literal

from pydantic import Field

from content.model.base import Frozen, PlanDay, PlanDayField, Text


class Source(Frozen):
    """Position in the plans' text: the document's heading and the lines of the source file."""

    section: str
    lines: str


class DutyWord(Frozen):
    """A word of a row that names a duty, and the questions of which one has to be answered for such a row."""

    word: str = Field(min_length=1)
    covered_by: tuple[str, ...] = Field(min_length=1)


class Note(Frozen):
    """The reading of something odd in the plan; `oddity` is its number in the research (1.9)."""

    oddity: int
    text: Text


class PhaseKind(StrEnum):
    mobilise = "mobilise"
    self_check = "self_check"
    review = "review"
    inspection = "inspection"
    summary = "summary"


class Phase(Frozen):
    """A step of the plan. `written` are its dates word for word, `reading` what was made of them.

    `start` and `end` are whole local days, the end day included; both None: 时间待定.
    """

    code: str = Field(pattern=r"^[a-z_0-9]+$")
    kind: PhaseKind
    title: Text
    heading: str
    written: str
    reading: Text
    start: PlanDayField | None = None
    end: PlanDayField | None = None
    does: Text
    """The actors and actions of it, in one or two sentences."""
    source: Source


class Rhythm(StrEnum):
    once = "once"
    monthly = "monthly"
    quarterly = "quarterly"
    standing = "standing"


class Duty(Frozen):
    """A duty: `who` owes `what` to `to` by `due`. `due` None with rhythm once: the office has to set the
    day."""

    code: str = Field(pattern=r"^[a-z_0-9]+$")
    title: Text
    who: str
    """Party that owes it: `enterprise`, or a department's code of this pack."""
    to: str | None
    """Code of the receiving department of this pack; None is a mistake the check reports."""
    what: Literal[
        "form",
        "plan",
        "roster",
        "report",
        "summary",
        "meeting",
        "bulletin",
        "ledger",
        "review",
        "visit",
        "notice",
        "other",
    ]
    rhythm: Rhythm
    phase: str | None = None
    written: str
    reading: Text | None = None
    due: PlanDayField | None = None
    grace_until: PlanDayField | None = None
    source: Source


class Department(Frozen):
    """An office named by the plan. `kind` ties check items to it."""

    code: str = Field(pattern=r"^[a-z_0-9]+$")
    kind: Literal["safety", "health", "labour", "union", "government", "village", "group", "enterprise"]
    at: Literal["own", "below", "below2", "outside"]
    """Position of these offices in the tree: that of the campaign's own place, those right below it, those
    two steps below, or none of them."""
    name: str
    """As written."""
    does: str
    """Its duty as written."""
    today: Text
    """The party that holds the duty today."""
    enforces: bool = True
    reviews: bool | None = None
    """Whether it reviews whole forms, where the others give opinions on their rows; None: the safety office
    does, which leads every published plan."""
    receives_forms: bool = False
    rows: tuple[str, ...] = ()
    """Codes of the check items that the plan gives it besides those of its kind (`CheckItem.department`)."""
    source: Source


class StandingRule(Frozen):
    """A rule without a date: 100 % coverage, publish the hotline, track until closed …"""

    code: str = Field(pattern=r"^[a-z_0-9]+$")
    written: str
    plain: Text
    percent: int | None = None
    question: str | None = None
    """Code of the question whose numbers (几人/共几人) show the progress, where `percent` is of workers."""
    rate: Text | None = None
    """Name of that share."""
    places: bool = False
    """Of the rule `exposure`: the plan names places in public too, not enterprises alone."""
    source: Source


class Verdict(Frozen):
    """A rung of the plan's ladder of consequences for findings not rectified (domain 1.6)."""

    code: str
    written: str
    consequence: str
    by: str | None = None
    """Code of the department that carries it out, where the plan names one: an office of the campaign's own
    tree then decides nothing of it if that department has none there (`at: outside`), and hands it up."""
    source: Source


class PlanItem(Frozen):
    """A row of the plan's content. Two codes in `checks`: the row carries two duties and is asked as two."""

    number: str = Field(min_length=1)
    text: str = Field(min_length=1)
    """The plan's own wording."""
    checks: tuple[str, ...] = Field(min_length=1)
    source: Source
    must: tuple[str, ...] = ()
    """Codes of questions that have to be answered for this row; none: those its check items name. A danger
    has to be answered wherever it stands (`content.rules.must_of_row`)."""
    numbers: bool = False
    """Whether the plan requires 100 %: then the form asks for done and total counts."""
    since: Text | None = None
    """Words around `{text}`, each of its questions, once the office has set a `{year}`: the row asks what
    has happened since."""
    note: Text | None = None


class ScopeIndustry(Frozen):
    """An industry of the plan's list and its name as written there."""

    key: str
    written: str


class Scope(Frozen):
    """The units a plan is for. `sentence` as written; the list is 重点 only, every 工矿商贸 unit is in
    scope."""

    sentence: str
    plain: Text
    industries: tuple[ScopeIndustry, ...]
    source: Source


class CitedLaw(Frozen):
    """A rule the plan cites, and the one in force in its place (None: not found)."""

    written: str
    now: str | None
    source: Source


_LEVELS = ("own", "below", "below2")
_NEVER = frozenset({"union", "town"})
"""Kinds of office that decide none of these unless a plan says so."""


class Pack(Frozen):
    """A local plan as a template for campaigns."""

    code: str = Field(pattern=r"^[a-z_]+$")
    title: Text
    heading: str
    """The plan's title as written."""
    form_title: Text
    """Name of the self-check form, the plan's own where it has one."""
    number_prefix: str
    """Letters in the numbers of handed-in forms: HL-0173."""
    level: Literal["town", "township", "district", "city"]
    lines: str | None = None
    """The plan's lines in the file it was taken from; sources lie within them."""
    goal: Text
    scope: Scope
    items: tuple[PlanItem, ...]
    phases: tuple[Phase, ...]
    departments: tuple[Department, ...]
    duties: tuple[Duty, ...]
    rules: tuple[StandingRule, ...]
    ladder: tuple[Verdict, ...]
    cites: tuple[CitedLaw, ...]
    notes: tuple[Note, ...]

    def lets_enforce(self, kind: str, steps: int) -> bool:
        """Whether an office of that kind decides 停产, 处罚, 关闭, so many steps below the campaign's place.

        What the plan says of that kind comes first, then what it says of all offices of that level; one that
        it does not name is like the level above. Offices above the place are bound by no plan. `kind`: as in
        `storage.base.rights`.
        """
        if steps < 0:
            return kind not in _NEVER
        kinds = ("government", "village") if kind == "town" else (kind,)
        levels = _LEVELS[: steps + 1]
        named = [one for one in self.departments if one.kind in kinds and one.at in levels]
        if named and not any(one.enforces for one in named):
            return False
        for level in reversed(levels[1:]):
            if held := [one for one in self.departments if one.at == level]:
                return any(one.enforces for one in held)
        return bool(named) or kind not in _NEVER

    def lets_review(self, kind: str, steps: int) -> bool:
        """Whether an office of that kind reviews whole forms, so many steps below the campaign's place.

        The nearest level at which the plan names such an office holds; offices above the place are bound by
        no plan. The government of the campaign's own place (镇街) is its leading group too. One that the plan
        names nowhere has no rows of its own, and reviews the whole. `kind`: as in `storage.base.rights`.
        """
        if steps < 0:
            return True
        group = ("group",) if steps == 0 else ()
        kinds = ("government", "village", *group) if kind == "town" else (kind,)
        for level in reversed(_LEVELS[: steps + 1]):
            if held := [one for one in self.departments if one.kind in kinds and one.at == level]:
                return any(one.kind == "safety" if one.reviews is None else one.reviews for one in held)
        return kind in ("safety", "town")

    def outside_of(self, rungs: Collection[str]) -> Department | None:
        """The department outside the campaign's tree that carries out one of these rungs of the ladder; None:
        the plan leaves it to the offices themselves."""
        by = {one.by for one in self.ladder if one.code in rungs}
        return next((one for one in self.departments if one.code in by and one.at == "outside"), None)

    @property
    def names_places(self) -> bool:
        """Whether the plan names places in public (曝光地区), besides enterprises."""
        return any(rule.code == "exposure" and rule.places for rule in self.rules)

    @property
    def anchor(self) -> PlanDay | None:
        """Start of the first phase that has dates: the day that `--start` replaces."""
        return next((phase.start for phase in self.phases if phase.start), None)

    @property
    def form_duty(self) -> Duty:
        """The enterprises' duty to hand in the self-check form."""
        return next(duty for duty in self.duties if duty.who == "enterprise" and duty.what == "form")
