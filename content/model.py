"""Frozen types of everything a campaign is made of: packs, check items, industries, laws, forms.

Only types and what can be read off them; `loader` fills them from YAML, `rules` decides with them.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Language = Literal["zh", "en"]


class Frozen(BaseModel):
    """Base of all content types: immutable, and an unknown key is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Frozen):
    """One sentence in both languages of the bot."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def say(self, language: str) -> str:
        """The sentence in `language`; Chinese for anything but English."""
        return self.en if language == "en" else self.zh


class Mark(StrEnum):
    """How sure the research is of a fact (domain.md): read, read second-hand, recalled, proposed."""

    verified = "verified"
    second_hand = "second_hand"
    recalled = "recalled"
    proposed = "proposed"


# --- days of a plan ---------------------------------------------------------------------------------

_PLAN_DAY = re.compile(r"Y(?:\+(\d))?-(\d{2})-(\d{2}|last)")


class PlanDay(Frozen):
    """A day as a plan gives it: years after the campaign's year Y, month, day (0: last of the month)."""

    year: int = Field(ge=0, le=9)
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=0, le=31)

    def __str__(self) -> str:
        years = f"+{self.year}" if self.year else ""
        return f"Y{years}-{self.month:02d}-{self.day:02d}" if self.day else f"Y{years}-{self.month:02d}-last"


def parse_plan_day(value: Any) -> Any:
    """`Y-11-21`, `Y+1-04-30` or `Y+1-02-last` as a PlanDay.

    Raises:
        ValueError: another shape, or a day no such month can have.
    """
    if not isinstance(value, str):
        return value
    if not (found := _PLAN_DAY.fullmatch(value)):
        raise ValueError(f"'{value}' is no day of a plan; write Y-11-21, Y+1-04-30 or Y+1-02-last")
    years, month, day = found.groups()
    if day != "last":
        date(2024, int(month), int(day))  # a leap year: 29 February may stand in a plan
    return {"year": int(years or 0), "month": int(month), "day": 0 if day == "last" else int(day)}


PlanDayField = Annotated[PlanDay, BeforeValidator(parse_plan_day)]


# --- law --------------------------------------------------------------------------------------------


class Law(Frozen):
    """An act or regulation: `version` is the day of the text meant, `in_force` whether it is law today."""

    code: str
    title: Text
    version: str
    in_force: bool
    mark: Mark
    replaced_by: str | None = None
    note: Text | None = None


class LawRef(Frozen):
    """An article of a law, as a question's ground or penalty. `article` as cited: 第三十五条第一款."""

    law: str
    article: str
    mark: Mark
    note: Text | None = None


# --- check items ------------------------------------------------------------------------------------


class Level(StrEnum):
    """What a failure means: `danger` stop that work first, `serious` fine or health, `paper` paperwork."""

    danger = "danger"
    serious = "serious"
    paper = "paper"


class AtOnce(StrEnum):
    """Can it be put right while standing there?"""

    yes = "yes"
    partly = "partly"
    no = "no"


class Evidence(Frozen):
    """What would show it. `required`: the form cannot be handed in 符合 without at least one file.

    `fresh`: only a photo taken for this round counts (running machines, worn masks).
    """

    kind: Literal["photo", "document", "none"]
    what: Text | None = None
    required: bool = False
    fresh: bool = False


class Numbers(Frozen):
    """Where a plan wants 100 %: how many of how many (几人/共几人)."""

    done: Text
    total: Text


class Skip(Frozen):
    """A question falls away unless one of the profile facts in `unless` is true (or the number is reached).

    `workers_over`: the question also stays where the enterprise has more workers than this.
    """

    unless: tuple[str, ...]
    workers_over: int | None = None
    reason: Text


class Question(Frozen):
    """One plain question; 符合 is always the good answer (negative ones say 是=没有 in their text)."""

    code: str = Field(pattern=r"^Q\d{2}\.\d$")
    core: bool = False
    text: Text
    why: Text
    passes: Text
    example: Text
    """What 看不懂 shows: one concrete example a workshop owner can copy."""
    fails: Text
    """The fault in one short sentence, as it stands on the finding and in the ledger."""
    level: Level
    stop: Text | None = None
    """For `danger`: what to do first with the work or the people."""
    evidence: Evidence
    numbers: Numbers | None = None
    at_once: AtOnce
    measure: Text
    """The usual measure, offered as the plan's text."""
    days: int = Field(ge=0, le=365)
    """Usual days to rectify."""
    days_mark: Mark = Mark.proposed
    days_by_law: bool = False
    skip: Skip | None = None
    na_reasons: tuple[Text, ...] = ()
    """Usual reasons for 不涉及, offered as buttons."""
    industries: tuple[str, ...] = ()
    """Industry keys it is asked of; empty: all."""
    industries_reason: Text | None = None
    law: tuple[LawRef, ...]
    penalty: tuple[LawRef, ...] = ()


class CheckItem(Frozen):
    """What is checked, written once for all plans (I01–I19)."""

    code: str = Field(pattern=r"^I\d{2}$")
    title: Text
    department: str
    """Kind of department that supervises it: safety, health, labour, union."""
    also: tuple[str, ...] = ()
    """Further kinds of department that see it."""
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def core(self) -> Question:
        """The question asked first."""
        return next(question for question in self.questions if question.core)


# --- industries and substances ----------------------------------------------------------------------


class Hazard(Frozen):
    """A dust, poison or other hazard usual in an industry. `substance`: number on the 2003 list of 54."""

    name: Text
    kind: Literal["dust", "toxic", "physical", "biological", "space"]
    substance: int | None = None
    mark: Mark


class Industry(Frozen):
    """An industry or process named by a plan. `facts` are the profile facts it presets."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: Text
    written: tuple[str, ...] = ()
    """Names as the plans write them."""
    is_process: bool = False
    hazards: tuple[Hazard, ...]
    look_first: Text
    """What to look at first in such a workshop."""
    facts: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    """Options of the profile's first question ticked to begin with: the usual work of such a workshop."""
    severe: bool = False
    """Treated as 危害严重 until the office says otherwise (the stricter rhythm)."""


class Substance(Frozen):
    """A poison known by name. `number` on the list of 54, None for the usual ones not on it."""

    number: int | None
    name: Text
    aliases: tuple[str, ...] = ()
    mark: Mark
    hint: Text | None = None


# --- the profile ------------------------------------------------------------------------------------


class ProfileOption(Frozen):
    """A line to tick; ticking it makes `facts` true."""

    key: str
    text: Text
    facts: tuple[str, ...]
    not_facts: tuple[str, ...] = ()


class ProfileQuestion(Frozen):
    """A screen of the short profile: options to tick, a number to type, or names of materials."""

    key: str
    kind: Literal["choices", "number", "materials"]
    text: Text
    help: Text | None = None
    options: tuple[ProfileOption, ...] = ()


# --- packs ------------------------------------------------------------------------------------------


class Source(Frozen):
    """Where in the plans' text it stands: the document's heading and the lines of the source file."""

    section: str
    lines: str


class Note(Frozen):
    """How something odd in the plan was read; `oddity` is its number in the research (1.9)."""

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
    """Who does what in it, in one or two sentences."""
    source: Source


class Rhythm(StrEnum):
    once = "once"
    monthly = "monthly"
    quarterly = "quarterly"
    standing = "standing"


class Duty(Frozen):
    """Who owes what to whom by when. `due` None with rhythm once: the office has to set the day."""

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
    name: str
    """As written."""
    does: str
    """Its duty as written."""
    today: Text
    """Who holds the duty today."""
    enforces: bool = True
    receives_forms: bool = False
    source: Source


class StandingRule(Frozen):
    """A rule without a date: 100 % coverage, publish the hotline, track until closed …"""

    code: str = Field(pattern=r"^[a-z_0-9]+$")
    written: str
    plain: Text
    percent: int | None = None
    source: Source


class Verdict(Frozen):
    """A rung of the plan's ladder for what was not put right (domain 1.6)."""

    code: str
    written: str
    consequence: str
    source: Source


class PlanItem(Frozen):
    """A row of the plan's content. Two codes in `checks`: the row carries two duties and is asked as two."""

    number: str
    text: str
    """The plan's own wording."""
    checks: tuple[str, ...] = Field(min_length=1)
    source: Source
    numbers: bool = False
    """The plan wants 100 % here: how many of how many is asked."""
    note: Text | None = None


class ScopeIndustry(Frozen):
    """An industry of the plan's list and its name as written there."""

    key: str
    written: str


class Scope(Frozen):
    """Whom the plan is for. `sentence` as written; the list is 重点 only, every 工矿商贸 unit is in scope."""

    sentence: str
    plain: Text
    industries: tuple[ScopeIndustry, ...]
    source: Source


class CitedLaw(Frozen):
    """A rule the plan cites, and the one in force in its place (None: not found)."""

    written: str
    now: str | None
    source: Source


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

    @property
    def anchor(self) -> PlanDay | None:
        """Start of the first phase that has dates: the day that `--start` replaces."""
        return next((phase.start for phase in self.phases if phase.start), None)

    @property
    def form_duty(self) -> Duty:
        """The enterprises' duty to hand in the self-check form."""
        return next(duty for duty in self.duties if duty.who == "enterprise" and duty.what == "form")


class Library(Frozen):
    """All content, loaded once."""

    packs: dict[str, Pack]
    items: dict[str, CheckItem]
    industries: dict[str, Industry]
    substances: tuple[Substance, ...]
    laws: dict[str, Law]
    profile: tuple[ProfileQuestion, ...]


# --- the form of a campaign, frozen with its answers -------------------------------------------------


class FormItem(Frozen):
    """A check item on a form: its place among the plan's rows, the row's wording, its questions.

    `row` counts the plan's rows from 1; `part` is 1, 2 … where a row carries several duties, else 0.
    """

    row: int
    part: int
    number: str
    source_text: str
    check: CheckItem
    numbers: bool
    """Ask how many of how many at the questions that carry `numbers`."""
    department: str
    """Today's name of the supervising office, in Chinese."""


class Form(Frozen):
    """What a campaign asks, with every text, as it was when the self-check began."""

    pack: str
    title: Text
    plan: str
    number_prefix: str
    rows: int
    items: tuple[FormItem, ...]

    @cached_property
    def digest(self) -> str:
        """Version of the form: SHA-256 (first 32 hex digits) of its JSON."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]

    @cached_property
    def by_code(self) -> dict[str, tuple[FormItem, Question]]:
        """Item and question of each question code."""
        return {question.code: (item, question) for item in self.items for question in item.check.questions}

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Codes of the core questions, in the form's order."""
        return tuple(item.check.core.code for item in self.items)
