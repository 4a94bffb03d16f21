"""Papers about measures: 停产整顿决定书, 复产申请, 复产验收记录 and 批复, 行政处罚情况登记表, 提请关闭的请示,
拒不整改情况记录, 撤销决定书 and 撤销告知书. They state what is stored; what the program does not know is a
line to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from content.catalog import Catalog
from content.model.form import Form
from content.model.library import Library
from documents.papers.fault_words import LINE, FaultWords, ended
from documents.papers.parts import (
    LANGUAGE,
    Column,
    Paper,
    PaperWords,
    Section,
    blank,
    paragraphs,
    table_of,
    typefaces,
)
from storage.reviews.signed_papers import MeasurePaper

_CHECKED: tuple[Column[tuple[int, str]], ...] = (
    Column("measure-paper-head-number", lambda line: str(line[0]), 2),
    Column("measure-paper-head-fault", lambda line: line[1], 8),
    Column("measure-paper-head-seen", lambda _: "", 6),
    Column("measure-paper-head-verdict", lambda _: "", 3),
)
"""The table of what is checked before work begins again: numbered faults, the rest to be filled in."""
_FEN = 100


def measure_paper(made: MeasurePaper, form: Form, library: Library, catalog: Catalog, zone: tzinfo) -> Paper:
    """A paper about a measure. `zone`: in which instants become days."""
    return _Writer(made, form, library, catalog, zone).paper()


class _Writer:
    """One paper being written."""

    def __init__(
        self, made: MeasurePaper, form: Form, library: Library, catalog: Catalog, zone: tzinfo
    ) -> None:
        self.made, self.of = made, made.measure
        self.say, self._catalog = PaperWords(catalog), catalog
        self.words = FaultWords(self.say, form, library, zone)
        self.day = self.words.day

    def paper(self) -> Paper:
        """The paper, by the measure's kind."""
        match self.of.kind, self.made.paper:
            case _, "withdraw":
                return self._withdrawal()
            case "suspend", "request":
                return self._request()
            case "suspend", "answer":
                return self._answer()
            case "suspend", _:
                return self._suspension()
            case "penalty", _:
                return self._penalty()
            case "closure", _:
                return self._closure()
            case _:
                return self._refusal()

    # --- the papers -----------------------------------------------------------------------------------

    def _suspension(self) -> Paper:
        body = (
            self.say("measure-paper-suspend-lead"),
            *(self._faults() or (blank(24),)),
            self.say("measure-paper-reason", reason=ended(self.of.reason)),
            *self._plan(),
            self.say("measure-paper-law", line=LINE),
            self.say("measure-paper-suspend-order", day=self.day(self.of.since_on)),
            self.say("measure-paper-appeal", line=LINE),
        )
        return self._made(
            "measure-paper-suspend-title",
            body,
            to=self.of.enterprise,
            facts=self._unit(),
            signs=(self.say("measure-paper-sign-received", line=blank(6), date=self.say("paper-sign-date")),),
        )

    def _request(self) -> Paper:
        asked = self.made.asked
        assert asked is not None  # noqa: S101  there is no such paper without
        body = (
            self.say(
                "measure-paper-request-lead",
                day=self.day(self.of.since_on),
                number=self.of.number or "none",
                reason=ended(self.of.reason),
            ),
            *paragraphs(asked.text),
            self.say("measure-paper-request-photos", photos=asked.photos),
            self.say("measure-paper-request-ask"),
        )
        return self._made(
            "measure-paper-request-title",
            body,
            to=self.made.head.signed,
            facts=self._unit(),
            signs=(self.say("measure-paper-sign-owner", line=blank(7)),),
            office=self.say("measure-paper-unit-seal", enterprise=self.of.enterprise),
            day=self.day(asked.asked_at),
            number="",
        )

    def _answer(self) -> Paper:
        asked = self.made.asked
        assert asked is not None  # noqa: S101  there is no such paper without
        if asked.state in ("agreed", "refused"):
            body = (
                self.say("measure-paper-answer-lead", day=self.day(asked.asked_at)),
                self.say(
                    "measure-paper-answer",
                    agreed="yes" if asked.state == "agreed" else "no",
                    day=self.day(asked.decided_at),
                    reason=ended(asked.answer),
                ),
            )
            return self._made(
                "measure-paper-answer-title",
                body,
                to=self.of.enterprise,
                day=self.day(asked.decided_at),
                number=self._blank_number(),
            )
        facts = (
            *self._unit(),
            (self.say("measure-paper-fact-order"), self._order()),
            (self.say("measure-paper-fact-asked"), self.day(asked.asked_at)),
            (self.say("measure-paper-fact-said"), asked.text),
        )
        faults = [self.words.fault(one) for one in self.made.faults]
        table = table_of("", _CHECKED, list(enumerate(faults or [""], 1)), self.say)
        return self._made(
            "measure-paper-check-title",
            (),
            facts=facts,
            sections=(table, Section("", (self.say("measure-paper-check-result", line=LINE),))),
            signs=(
                self.say("measure-paper-sign-checkers", line=blank(7)),
                self.say("inspection-paper-sign-unit", line=blank(5), date=self.say("paper-sign-date")),
            ),
            day=self.day(None),
            number=self._blank_number(),
        )

    def _penalty(self) -> Paper:
        of = self.of
        amount = (
            self.say("measure-paper-yuan", yuan=_yuan(of.amount_fen)) if of.amount_fen is not None else LINE
        )
        facts = (
            *self._unit(),
            (self.say("measure-paper-fact-reason"), of.reason),
            (self.say("measure-paper-fact-decider"), LINE),
            (self.say("measure-paper-fact-number"), of.number or LINE),
            (
                self.say("measure-paper-fact-penalty"),
                self.say("measure-penalty", penalty=of.penalty) if of.penalty else LINE,
            ),
            (self.say("measure-paper-fact-amount"), amount),
            (self.say("measure-paper-fact-day"), self.day(of.since_on if of.number else None)),
            (
                self.say("measure-paper-fact-done"),
                self.say("measure-paper-fact-withdrawn", day=self.day(of.withdrawn_on))
                if of.withdrawn_on
                else self.say("measure-paper-done", day=self.day(of.ended_on))
                if of.ended_on
                else self.say("measure-paper-not-done"),
            ),
        )
        return self._made(
            "measure-paper-penalty-title",
            (self.say("measure-paper-penalty-note"),),
            facts=facts,
            signs=(self.say("measure-paper-sign-clerk", line=blank(6), date=self.say("paper-sign-date")),),
            day=self.day(None),
            number="",
        )

    def _closure(self) -> Paper:
        body = (
            self.say(
                "measure-paper-closure-lead",
                enterprise=self.of.enterprise,
                code=self.made.credit_code,
                address=self.made.address or LINE,
            ),
            *(self._faults() or (blank(24),)),
            *self._warned(),
            self.say("measure-paper-reason", reason=ended(self.of.reason)),
            *self._plan(),
            self.say("measure-paper-law", line=LINE),
            self.say("measure-paper-closure-ask", enterprise=self.of.enterprise),
            self.say("measure-paper-closure-end"),
        )
        return self._made(
            "measure-paper-closure-title", body, to=self.say("measure-paper-government", line=LINE)
        )

    def _refusal(self) -> Paper:
        facts = (
            *self._unit(),
            (self.say("measure-paper-fact-faults"), "\n".join(self._faults()) or LINE),
            (
                self.say("measure-paper-fact-warned"),
                "\n".join(self._warned()) or self.say("measure-paper-none"),
            ),
            (self.say("measure-paper-fact-reason"), self.of.reason),
            (self.say("measure-paper-fact-since"), self.day(self.of.since_on)),
        )
        return self._made(
            "measure-paper-refusal-title",
            (self.say("measure-paper-refusal-words", line=blank(14)),),
            facts=facts,
            signs=(
                self.say("measure-paper-sign-refuser", line=blank(6)),
                self.say("measure-paper-sign-recorders", line=blank(7)),
                self.say("measure-paper-sign-witness", line=blank(7)),
            ),
            day=self.day(None),
            number=self._blank_number(),
        )

    def _withdrawal(self) -> Paper:
        of, own = self.of, self.of.cause not in ("review", "court")
        said = {"kind": of.kind, "cause": of.cause}
        open_faults = self.words.faults(tuple(one for one in self.made.faults if not one.is_closed))
        body = (
            self.say(
                "measure-paper-withdraw-lead",
                **said,
                whose="own" if of.withdrawn_at_id == of.jurisdiction_id else "other",
                office=of.office,
                day=self.day(of.since_on),
                number=of.number or "none",
                by=of.withdrawal_number or LINE,
                line=LINE,
            ),
            *(
                (self.say("measure-paper-withdraw-why", reason=ended(of.cause_text)),)
                if own or of.cause_text
                else ()
            ),
            *((self.say("measure-paper-law", line=LINE),) if own else ()),
            self.say("measure-paper-withdraw-order", **said, day=self.day(of.withdrawn_on)),
            *(
                (self.say("measure-paper-withdraw-faults"), *open_faults)
                if open_faults
                else (self.say("measure-paper-withdraw-duty"),)
            ),
            *((self.say("measure-paper-appeal", line=LINE),) if own else ()),
        )
        return self._made(
            "measure-paper-withdraw-title" if own else "measure-paper-told-title",
            body,
            to=of.enterprise,
            facts=self._unit(),
            signs=(self.say("measure-paper-sign-received", line=blank(6), date=self.say("paper-sign-date")),),
            day=self.day(of.withdrawn_on if own else None),
            number=(of.withdrawal_number if own else "") or self._blank_number(),
        )

    # --- their parts ----------------------------------------------------------------------------------

    def _made(
        self,
        title: str,
        body: tuple[str, ...],
        *,
        to: str = "",
        facts: tuple[tuple[str, str], ...] = (),
        sections: tuple[Section, ...] = (),
        signs: tuple[str, ...] = (),
        office: str | None = None,
        day: str | None = None,
        number: str | None = None,
    ) -> Paper:
        said = self.say(title, **self._named(title))
        known = self.of.number or self._blank_number()
        if self.of.withdrawn_on and self.made.paper == "order":
            body = (*body, self.say("measure-paper-withdrawn", day=self.day(self.of.withdrawn_on)))
        return Paper(
            title=said,
            sections=sections or (Section("", body),),
            office=office if office is not None else self.made.head.name or self.say("inspection-paper-seal"),
            day=day if day is not None else self.day(self.of.since_on),
            number=known if number is None else number,
            to=to,
            facts=facts,
            signs=signs,
            note=self.say("measure-paper-made"),
            file_name=self.say("measure-paper-file", title=said, enterprise=self.of.enterprise),
            typefaces=typefaces(self._catalog, LANGUAGE),
        )

    def _named(self, title: str) -> Mapping[str, str]:
        wanted = self._catalog.variables(title, LANGUAGE)
        known = {"enterprise": self.of.enterprise, "kind": self.of.kind}
        return {name: value for name, value in known.items() if name in wanted}

    def _blank_number(self) -> str:
        head = self.made.head
        return head.numbered(self.of.since_on.year) or self.say("measure-paper-number")

    def _unit(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.say("measure-paper-fact-unit"), self.of.enterprise),
            (self.say("inspection-paper-code"), self.made.credit_code),
            (self.say("inspection-paper-address"), self.made.address or LINE),
        )

    def _order(self) -> str:
        return self.say(
            "measure-paper-order", day=self.day(self.of.since_on), number=self.of.number or "none"
        )

    def _faults(self) -> tuple[str, ...]:
        return self.words.faults(self.made.faults)

    def _warned(self) -> tuple[str, ...]:
        return self.words.warned(self.made.warned)

    def _plan(self) -> tuple[str, ...]:
        return self.words.plan(self.made.pack, self.of.kind)


def _yuan(fen: int) -> str:
    whole, rest = divmod(fen, _FEN)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
