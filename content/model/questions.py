"""Types of what is asked: check items and their questions, industries, substances, the profile."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from content.model.base import Frozen, LawRef, Mark, Text


class Level(StrEnum):
    """Severity of a failure: `danger` stop that work first, `serious` fine or health, `paper` paperwork."""

    danger = "danger"
    serious = "serious"
    paper = "paper"


class AtOnce(StrEnum):
    """Whether it can be rectified on the spot."""

    yes = "yes"
    partly = "partly"
    no = "no"


class Evidence(Frozen):
    """Evidence for an answer. `required`: the form cannot be handed in 符合 without at least one file.

    `fresh`: only a photo taken for this round counts (running machines, worn masks).
    """

    kind: Literal["photo", "document", "none"]
    what: Text | None = None
    required: bool = False
    fresh: bool = False


class Numbers(Frozen):
    """Counts of workers where a plan requires 100 %: done and total (几人/共几人)."""

    done: Text
    total: Text


class Dated(Frozen):
    """A date given with the answer: when a recurring action was done last; the next time is reminded of.

    `severe_months`: the interval in months where the enterprise is 危害严重, else `every_months`.
    """

    ask: Text
    upkeep: Literal["maintenance", "medical_exam", "testing"]
    every_months: int = Field(ge=1, le=120)
    severe_months: int | None = Field(default=None, ge=1, le=120)

    def months(self, *, severe: bool) -> int:
        """The interval in months."""
        return self.severe_months if severe and self.severe_months is not None else self.every_months


class Skip(Frozen):
    """A question falls away unless one of the profile facts in `unless` is true (or the number is reached).

    `workers_over`: the question also stays where the enterprise has more workers than this.
    """

    unless: tuple[str, ...]
    workers_over: int | None = None
    reason: Text


class NaReason(Text):
    """A usual reason for 不涉及, offered where the profile does not deny it: none of the facts in `unless` is
    true, and there are at most so many workers."""

    unless: tuple[str, ...] = ()
    workers_at_most: int | None = None

    def fits(self, facts: Mapping[str, bool | int]) -> bool:
        """Whether the profile allows it."""
        if any(facts.get(fact, False) for fact in self.unless):
            return False
        return self.workers_at_most is None or facts.get("n_workers", 0) <= self.workers_at_most

    def means(self, typed: str) -> bool:
        """Whether typed words are this reason, in any language, whatever their spaces and punctuation."""
        words = _letters(typed)
        return any(_letters(said) == words for said in (self.zh, self.en, *self.__pydantic_extra__.values()))


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


class Closing(Frozen):
    """A question is not asked where one before it in its item was answered so: nothing more can be told.

    `reason`: shown in its place, in the form and in the review.
    """

    question: str
    answered: tuple[Literal["pass", "fail", "na"], ...] = Field(min_length=1)
    reason: Text


class Later(Frozen):
    """A photo owed by a day, where only running work can show the answer and there is none now.

    `after`: the question of the same item that has to be answered first, whether there is anything to show.
    `reason`: why not now, as on the button and the form. `most_days`: the longest postponement in all.
    """

    after: str
    reason: Text
    most_days: int = Field(ge=1, le=60)


class Question(Frozen):
    """One plain question; 符合 is always the good answer (negative ones say 是=没有 in their text)."""

    code: str = Field(pattern=r"^Q\d{2}\.\d$")
    core: bool = False
    text: Text
    why: Text
    passes: Text
    example: Text
    """Shown by 看不懂: one concrete example a workshop owner can copy."""
    fails: Text
    """The fault in one short sentence, as it stands on the finding and in the ledger."""
    level: Level
    stop: Text | None = None
    """For `danger`: the first action about the work or the people."""
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
    closed_by: tuple[Closing, ...] = ()
    later: Later | None = None
    dated: Dated | None = None
    na_reasons: tuple[NaReason, ...] = ()
    """Usual reasons for 不涉及, offered as buttons."""
    industries: tuple[str, ...] = ()
    """Industry keys it is asked of; empty: all."""
    industries_reason: Text | None = None
    law: tuple[LawRef, ...]
    penalty: tuple[LawRef, ...] = ()

    def denies(self, reason: str, facts: Mapping[str, bool | int]) -> bool:
        """Whether a reason for 不涉及, chosen or typed, is a usual one that the profile contradicts."""
        usual = [one for one in self.na_reasons if not one.fits(facts)]
        return any(one.means(reason) for one in usual)

    @property
    def marked_fault(self) -> Text:
        """The fault as it is listed: one that requires stopping work first is marked by a sign."""
        if self.stop is None:
            return self.fails
        return self.fails.framed("⛔ ")


class CheckItem(Frozen):
    """An item to check, written once for all plans (I01–I19)."""

    code: str = Field(pattern=r"^I\d{2}$")
    title: Text
    department: str
    """Kind of department that supervises it: safety, health, labour, union."""
    also: tuple[str, ...] = ()
    """Further kinds of department that see it."""
    must: tuple[str, ...] = ()
    """Codes that have to be answered, in the order asked, where a plan's row names none; none: its core."""
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def core(self) -> Question:
        """The question that represents the item where one has to."""
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
    also: tuple[str, ...] = ()
    """Other names in use for it."""
    is_process: bool = False
    hazards: tuple[Hazard, ...]
    look_first: Text
    """The first thing to look at in such a workshop."""
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
