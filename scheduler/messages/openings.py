"""Messages about a campaign as a whole, composed from the current facts: it was opened, its self-check has
begun, its days have moved, it has ended, it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.library import Library
from content.model.pack import Pack
from content.screen import fitted, shortened
from documents.words import plan_day, plan_span
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Outgoing
from scheduler.delivery.outcome import Outcome
from scheduler.messages.wording import BUTTONS
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns import running as campaign_tables
from storage.campaigns.telling import (
    BEGUN,
    MOVED,
    OPENED,
    OWNER_MOVED,
    Moved,
    concerns_form,
    list_concerned,
    list_moved,
)
from storage.campaigns.views import CampaignView, over
from storage.changes.campaign_ending import ENDED, OWNER_ENDED, OWNER_RESUMED
from storage.enterprises import registry as enterprises
from storage.outbox.queue import Message

if TYPE_CHECKING:
    from storage.base.database import Connection


PLAN = 10
"""Most characters of a plan's title where moved days are a line of a digest."""
FEW = 3
"""Most moved days that such a line names."""


@dataclass(frozen=True, slots=True)
class _Facts:
    view: CampaignView
    pack: Pack
    enterprises: int
    today: date


class Openings:
    """Composes messages about a campaign as a whole (`scheduler.delivery.items.Composer`)."""

    def __init__(self, database: Database, catalog: Catalog, clock: Clock, library: Library) -> None:
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The messages of these rows; None where they no longer hold, or their reader has lost the right."""
        found: dict[int, _Facts | None] = {}
        moved: dict[tuple[int, int], tuple[Moved, ...]] = {}
        concerned: dict[int, frozenset[int]] = {}
        async with self._database.read() as db:
            for campaign_id in {row.topic_id for row in messages if row.topic_id is not None}:
                found[campaign_id] = await self._load(db, campaign_id)
                if (facts := found[campaign_id]) is not None:
                    rows = [row for row in messages if row.topic_id == campaign_id]
                    asked = [row.person_id for row in rows if row.text_key in (BEGUN, OWNER_MOVED)]
                    place = facts.view.jurisdiction_id
                    concerned[campaign_id] = (
                        await list_concerned(db, campaign_id, place, asked) if asked else frozenset()
                    )
                    for since in {_since(row) for row in rows if row.text_key in (MOVED, OWNER_MOVED)}:
                        moved[campaign_id, since] = await list_moved(db, campaign_id, since)
        said: dict[tuple[int, str, str, int], Outgoing | None] = {}
        made: dict[int, Outgoing | None] = {}
        for row in messages:
            facts = found.get(row.topic_id or 0)
            if facts is None or (
                row.text_key in (BEGUN, OWNER_MOVED) and row.person_id not in concerned[facts.view.id]
            ):
                made[row.id] = None
                continue
            key = (facts.view.id, row.language, row.text_key, _since(row))
            if key not in said:
                what = moved.get((facts.view.id, _since(row)), ())
                said[key] = self._word(facts, row.language, row.text_key, what)
            made[row.id] = said[key]
        return made

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Nothing to do: no row depends on it."""

    async def _load(self, db: Connection, campaign_id: int) -> _Facts | None:
        try:
            view = await campaigns.get_campaign(db, campaign_id)
        except NotFound:
            return None
        pack = self._library.packs.get(view.pack)
        if pack is None:
            return None
        concerned = await enterprises.count_enterprises(db, jurisdiction_id=view.jurisdiction_id)
        today = self._clock.now().astimezone(ZoneInfo(view.zone)).date()
        return _Facts(view, pack, concerned, today)

    def _word(self, facts: _Facts, language: str, text_key: str, moved: Sequence[Moved]) -> Outgoing | None:
        """The message, if it still holds: an opening, a beginning, moved days and a resumption of an
        open campaign, an end of an ended one."""
        view = facts.view
        if (view.state == "open") == (text_key in (ENDED, OWNER_ENDED)):
            return None
        if text_key in ("", OPENED):
            return self._compose(facts, language)
        words = _Words(self._catalog, language, facts)
        line = ""
        match text_key:
            case "campaign-begun":
                text = words.begun()
            case "campaign-days-moved":
                text, line = words.moved(moved), words.moved_line(moved)
            case "campaign-form-moved":
                text = words.form_moved(
                    [one for one in moved if concerns_form(self._library, view.pack, one)]
                )
            case _:
                text = words.say(text_key, **words.named, day=words.day(view.closed_on or facts.today))
        if not text:
            return None
        kind = "home" if text_key in (OWNER_ENDED, OWNER_RESUMED, BEGUN, OWNER_MOVED) else "office"
        label = self._catalog.say(BUTTONS[kind], language)
        return Outgoing(text, rows=((Button(label, f"go:{kind}:0"),),), line=line)

    def _compose(self, facts: _Facts, language: str) -> Outgoing:
        words = _Words(self._catalog, language, facts)
        say, shown = words.say, words.day
        view, comma = facts.view, say("list-comma")
        titles = words.titles
        past = [titles.get(code, code) for code in over(view.phases, view.duties, facts.today)]
        unset = [titles.get(phase.code, phase.code) for phase in view.phases if phase.starts_on is None]
        form = next((duty.due_on for duty in view.duties if duty.code == campaign_tables.FORM_DUTY), None)
        phases = [
            say(
                "opening-phase",
                phase=titles.get(one.code, one.code),
                days=words.span(one.starts_on, one.ends_on),
            )
            for one in view.phases
            if one.starts_on and one.ends_on
        ]
        named, counted = (
            say("opening-over", over=comma.join(past)),
            say("opening-over-count", count=len(past)),
        )
        open_ones = say("opening-unset", unset=comma.join(unset))
        open_count = say("opening-unset-count", count=len(unset))
        head = say("opening-head", title=facts.pack.title.say(language), place=view.jurisdiction_name)
        due = say("opening-line-due", day=shown(form)) if form else say("opening-line-open")
        text = fitted(
            head,
            *((line, "") for line in phases),
            say("opening-form", day=shown(form))
            if form
            else say("opening-form-open", place=view.jurisdiction_name),
            (named, counted) if past else "",
            (open_ones, open_count) if unset else "",
            say("opening-enterprises", enterprises=facts.enterprises),
        )
        rows = ((Button(say("outbox-button-office"), "go:office:0"),),)
        return Outgoing(text, rows=rows, line=head + due)


class _Words:
    """A campaign's days in the words of one language."""

    def __init__(self, catalog: Catalog, language: str, facts: _Facts) -> None:
        self._catalog = catalog
        self._language = language
        self._facts = facts
        view, pack = facts.view, facts.pack
        self.titles = {one.code: one.title.say(language) for one in pack.phases}
        self.titles |= {one.code: one.title.say(language) for one in pack.duties}
        self.named = {"place": view.jurisdiction_name, "plan": pack.title.say(language)}

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalog."""
        return self._catalog.say(key, self._language, **values)

    def day(self, day: date) -> str:
        """A day of the campaign."""
        return plan_day(self.say, day, self._facts.today, years=self._facts.view.spans_years)

    def span(self, first: date, last: date) -> str:
        """The days of a phase."""
        return plan_span(self.say, first, last, self._facts.today, years=self._facts.view.spans_years)

    def begun(self) -> str:
        """The beginning of the self-check: what to do, by when; empty where that is over."""
        form = self._form()
        if form is not None and (form[1] or form[0]) < self._facts.today:
            return ""
        due = self.day(form[0]) if form is not None else "none"
        grace = self.day(form[1]) if form is not None and form[1] is not None else "none"
        return self.say(BEGUN, **self.named, due=due, grace=grace)

    def moved(self, moved: Sequence[Moved]) -> str:
        """Moved days in words for an office; empty where all were moved back."""
        if not moved:
            return ""
        lines = [
            self.say(
                "campaign-days-moved-one",
                title=self.titles.get(one.code, one.code),
                now=self._days(one, one.after),
                before=self._before(one),
            )
            for one in moved
        ]
        reasons = list(dict.fromkeys(one.reason for one in moved))
        why = self.say("campaign-days-moved-why", reason=self.say("list-comma").join(reasons))
        return fitted(self.say(MOVED, **self.named), *((line, "") for line in lines), (why, ""))

    def moved_line(self, moved: Sequence[Moved]) -> str:
        """The same in one line, without the reasons."""
        said = [
            self.say(
                "campaign-days-moved-in-line",
                title=self.titles.get(one.code, one.code),
                now=self._days(one, one.after),
                before=self._before(one),
            )
            for one in moved
        ]
        named = {**self.named, "plan": shortened(str(self.named["plan"]), PLAN)}
        days = self.say("list-comma").join(said[:FEW])
        return self.say("campaign-days-moved-line", **named, days=days, more=len(said[FEW:]))

    def form_moved(self, moved: Sequence[Moved]) -> str:
        """Moved days in words for an enterprise; empty where all were moved back."""
        lines = []
        for one in moved:
            before = self._before(one)
            if one.kind == "phase":
                first = one.after[0]
                before = self.day(one.before[0]) if one.before[0] else before
                now = self.day(first) if first else self.say("campaign-undated")
                lines.append(self.say("campaign-form-moved-start", now=now, before=before))
            elif one.after[0] is None:
                lines.append(self.say("campaign-form-moved-open", before=before))
            else:
                now = self._days(one, one.after)
                lines.append(self.say("campaign-form-moved-due", now=now, before=before))
        return "\n".join([self.say(OWNER_MOVED, **self.named), *lines]) if lines else ""

    def _form(self) -> tuple[date, date | None] | None:
        for one in self._facts.view.duties:
            if one.code == campaign_tables.FORM_DUTY and one.due_on is not None:
                return one.due_on, one.grace_until
        return None

    def _before(self, one: Moved) -> str:
        return self._days(one, one.before) if one.before[0] else "none"

    def _days(self, one: Moved, days: tuple[date | None, date | None]) -> str:
        first, last = days
        if first is None:
            return self.say("campaign-undated")
        return self.span(first, last) if one.kind == "phase" and last is not None else self.day(first)


def _since(row: Message) -> int:
    return int(row.values.get("since", 0))
