"""Composes a summary (总结报告、情况月报) by the plan's own phases, before it becomes a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from content.catalog import Catalog
from content.model.library import Library
from content.model.pack import Pack, Phase, PhaseKind
from content.rules import build_form
from documents.papers.parts import Column, Paper, Section, numbered, paragraphs, table_of, typefaces
from documents.words import share
from storage.offices.letterheads import Letterhead
from storage.statistics import rates
from storage.statistics.overviews import PlaceLine
from storage.statistics.summary_views import Case, Contents

FAILING = 8
"""Number of items listed: those that most enterprises fail."""
PLACES = 40


class _Writer:
    """Composes one summary in one language."""

    def __init__(
        self, said: Contents, library: Library, catalog: Catalog, language: str, head: Letterhead, to: str
    ) -> None:
        self.said = said
        self.head, self.to = head, to
        self.figures = said.figures
        self.library = library
        self.verdicts = library.reviews.verdicts if library.reviews else ()
        self.pack = library.packs.get(said.figures.pack)
        self.language = language
        self._catalog = catalog

    def say(self, key: str, **values: object) -> str:
        return self._catalog.say(key, self.language, **values)

    def day(self, day: date) -> str:
        return self.say("day", year=day.year, month=day.month, day=day.day)

    def paper(self) -> Paper:
        figures, said = self.figures, self.said
        plan = self.pack.title.say(self.language) if self.pack else figures.pack
        values = {"place": figures.place, "year": said.period_on.year, "month": said.period_on.month}
        named = "yes" if plan.startswith(figures.place) else "no"
        title = self.say("summary-title", kind=said.kind, plan=plan, named=named, **values)
        sections = [section for section in self._sections() if section.paragraphs or section.rows]
        return Paper(
            title=title,
            subtitle=self.say("summary-days", first=self.day(figures.first), last=self.day(figures.last)),
            state=self.say("summary-draft") if said.filed_at is None else "",
            number=self.head.numbered(figures.day.year),
            to=self.to,
            sections=numbered(sections, self._catalog, self.language),
            office=self.head.signed,
            day=self.day(figures.day),
            file_name=self.say("summary-file", kind=said.kind, **values),
            typefaces=typefaces(self._catalog, self.language),
        )

    def _sections(self) -> Iterator[Section]:
        figures = self.figures
        steps = figures.steps
        yield Section(self.say("summary-basics"), tuple(self._basics()))
        for phase in self.pack.phases if self.pack else ():
            if words := self._phase(phase):
                yield Section(phase.title.say(self.language), words)
        yield self._remedies()
        lines = [line for line in figures.lines if line.steps.enterprises]
        if len(lines) > 1:
            more = (self.say("summary-places-more", more=len(lines) - PLACES),) if len(lines) > PLACES else ()
            columns = (Column("summary-places-place", self._place), *_PLACE_FIGURES)
            yield table_of(self.say("summary-places"), columns, lines[:PLACES], self.say, more)
        yield Section(
            self.say("summary-cases"),
            tuple(self._case(number, case) for number, case in enumerate(self.said.cases, 1)),
        )
        counted = self.say(
            "summary-problems-counted",
            unjoined=steps.enterprises - steps.joined,
            missing=steps.enterprises - steps.submitted,
            unreviewed=steps.submitted - steps.reviewed,
            undecided=figures.remedies.undecided,
            overdue=figures.remedies.overdue,
        )
        yield Section(self.say("summary-problems"), (counted, *paragraphs(self.said.problems)))
        yield Section(self.say("summary-plans"), paragraphs(self.said.plans))

    def _basics(self) -> Iterator[str]:
        steps = self.figures.steps
        if self.pack:
            reviewed = steps.reviewed
            yield self.say(
                "summary-plan",
                heading=self.pack.heading,
                reviewed=reviewed,
                extent="none" if not reviewed else "all" if reviewed >= steps.enterprises else "some",
            )
        yield self.say(
            "summary-scope",
            day=self.day(self.figures.day),
            enterprises=steps.enterprises,
            joined=steps.joined,
            started=steps.started,
            submitted=steps.submitted,
            share=self._share(steps.submitted, steps.enterprises),
            reviewed=steps.reviewed,
            covered=self._share(steps.reviewed, steps.enterprises),
            closed=steps.closed,
        )
        for name, percent, rate in rates.marked(self.pack, self.figures.rates):
            yield self.say(
                "summary-rate",
                rate=name.say(self.language),
                share=self._share(rate.done, rate.total),
                percent=percent,
                enterprises=rate.enterprises,
                total=rate.total,
                done=rate.done,
            )

    def _phase(self, phase: Phase) -> tuple[str, ...]:
        """The work done in a phase; before a phase begins, the work done until then."""
        dates = next((one for one in self.figures.phases if one.code == phase.code), None)
        if dates is None or dates.starts_on is None or dates.ends_on is None:
            when = self.say("summary-phase-undated")
            begun = True
        else:
            values = {"first": self.day(dates.starts_on), "last": self.day(dates.ends_on)}
            when = self.say("summary-phase-days", **values)
            begun = dates.starts_on <= self.figures.last
        happened = self.figures.happened
        early = {
            PhaseKind.mobilise: happened.notices,
            PhaseKind.self_check: happened.started + happened.submitted,
            PhaseKind.review: happened.reviewed + sum(self.figures.verdicts.values()),
            PhaseKind.inspection: happened.escalated,
        }
        if not begun and not early.get(phase.kind):
            return (self.say("summary-phase-ahead", days=when),)
        month = self.said.kind == "month"
        match phase.kind:
            case PhaseKind.mobilise:
                told = self.say(
                    "summary-mobilise",
                    notices=happened.notices,
                    people=happened.people,
                    read=happened.read,
                    share=self._share(happened.read, happened.people),
                )
            case PhaseKind.self_check:
                told = self.say(
                    "summary-self-check",
                    span="month" if month else "whole",
                    started=happened.started,
                    submitted=happened.submitted,
                    found=happened.found,
                )
            case PhaseKind.review:
                told = (
                    self.say("summary-review", span="month" if month else "whole", reviewed=happened.reviewed)
                    + self._verdicts()
                )
            case PhaseKind.inspection:
                told = self.say(
                    "summary-inspection", escalated=happened.escalated, handed_up=happened.handed_up
                )
            case _:
                steps = self.figures.steps
                told = self.say("summary-closing", share=self._share(steps.closed, steps.enterprises))
        return (self.say("summary-phase" if begun else "summary-phase-early", days=when, told=told),)

    def _share(self, part: int, whole: int) -> str:
        return share(self._catalog, self.language, part, whole)

    def _verdicts(self) -> str:
        found = self.figures.verdicts
        counted = [
            self.say("summary-verdict", verdict=one.title.say(self.language), count=found[one.key])
            for one in self.verdicts
            if found.get(one.key)
        ]
        if not counted:
            return ""
        return self.say("summary-verdicts", verdicts=self.say("list-comma").join(counted))

    def _remedies(self) -> Section:
        remedies, happened = self.figures.remedies, self.figures.happened
        total = remedies.undecided + remedies.open + remedies.overdue + remedies.done + remedies.closed
        words = self.say(
            "summary-remedies-counted",
            total=total,
            closed=remedies.closed,
            share=self._share(remedies.closed, total),
            done=remedies.done,
            open=remedies.open,
            undecided=remedies.undecided,
            overdue=remedies.overdue,
            found=happened.found,
            now_closed=happened.closed,
        )
        failing = self._failing(self.pack) if self.pack else []
        return table_of(self.say("summary-remedies"), _FAILING, failing, self.say, (words,))

    def _place(self, line: PlaceLine) -> str:
        return self.say("chart-own", place=line.name) if line.own else line.name

    def _failing(self, pack: Pack) -> list[tuple[str, int]]:
        """The items of the plan that most enterprises fail, with how many do."""
        form = build_form(self.library, pack)
        titles = {
            item.check.core.code[:3]: (item.row, item.check.title.say(self.language)) for item in form.items
        }
        most = sorted(self.figures.failing.items(), key=lambda one: (-one[1], one[0]))
        return [
            (self.say("summary-item", row=titles[head][0], title=titles[head][1]), count)
            for head, count in most[:FAILING]
            if head in titles
        ]

    def _case(self, number: int, case: Case) -> str:
        industry = self.library.industries.get(case.industry)
        verdict = next((one for one in self.verdicts if one.key == case.verdict), None)
        return self.say(
            "summary-case",
            number=number,
            enterprise=case.enterprise,
            place=case.place,
            industry=industry.name.say(self.language) if industry else case.industry,
            found=case.found,
            closed=case.closed,
            verdict=verdict.title.say(self.language) if verdict else "",
            reviewed="yes" if verdict else "no",
            text=case.text,
        )


_PLACE_FIGURES: tuple[Column[PlaceLine], ...] = (
    Column("summary-places-enterprises", lambda line: str(line.steps.enterprises)),
    Column("summary-places-joined", lambda line: str(line.steps.joined)),
    Column("summary-places-submitted", lambda line: str(line.steps.submitted)),
    Column("summary-places-reviewed", lambda line: str(line.steps.reviewed)),
    Column("summary-places-closed", lambda line: str(line.steps.closed)),
    Column("summary-places-overdue", lambda line: str(line.overdue)),
)
_FAILING: tuple[Column[tuple[str, int]], ...] = (
    Column("summary-failing-item", lambda line: line[0]),
    Column("summary-failing-count", lambda line: str(line[1])),
)


def summary_paper(
    said: Contents,
    library: Library,
    catalog: Catalog,
    language: str,
    *,
    head: Letterhead | None = None,
    to: str = "",
) -> Paper:
    """A summary in words, signed by its office (`head`; without one by the place), addressed to `to`."""
    head = head or Letterhead(said.figures.place)
    return _Writer(said, library, catalog, language, head, to).paper()
