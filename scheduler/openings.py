"""What is said of a campaign as a whole, of the facts as they are then: it was opened, has ended, goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model import Library
from content.pack import Pack
from content.screen import fitted
from scheduler.clock import Clock
from scheduler.outcome import Outcome
from scheduler.outgoing import Button, Outgoing
from storage import campaigns, enterprises
from storage.campaign_ending import ENDED, OWNER_ENDED, OWNER_RESUMED
from storage.campaign_views import CampaignView, over
from storage.database import Database
from storage.errors import NotFound
from storage.outbox import Message

if TYPE_CHECKING:
    from storage.database import Connection


@dataclass(frozen=True, slots=True)
class _Facts:
    view: CampaignView
    pack: Pack
    enterprises: int
    today: date


class Openings:
    """Composes what sums a campaign up (`scheduler.outgoing.Topic`)."""

    def __init__(self, database: Database, catalog: Catalog, clock: Clock, library: Library) -> None:
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The messages of these rows; None where they are no longer true."""
        found: dict[int, _Facts | None] = {}
        async with self._database.read() as db:
            for campaign_id in {row.topic_id for row in messages if row.topic_id is not None}:
                found[campaign_id] = await self._load(db, campaign_id)
        said: dict[tuple[int, str, str], Outgoing | None] = {}
        made: dict[int, Outgoing | None] = {}
        for row in messages:
            facts = found.get(row.topic_id or 0)
            if facts is None:
                made[row.id] = None
                continue
            key = (facts.view.id, row.language, row.text_key)
            if key not in said:
                said[key] = self._word(facts, row.language, row.text_key)
            made[row.id] = said[key]
        return made

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Nothing waits for it."""

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

    def _word(self, facts: _Facts, language: str, text_key: str) -> Outgoing | None:
        """What is still true: an opening and a resumption of an open campaign, an end of one that is over."""
        view = facts.view
        if (view.state == "open") == (text_key in (ENDED, OWNER_ENDED)):
            return None
        if not text_key:
            return self._compose(facts, language)
        ended_on = view.closed_on or facts.today
        text = self._catalog.say(
            text_key,
            language,
            place=view.jurisdiction_name,
            plan=facts.pack.title.say(language),
            day=self._catalog.say("finding-day", language, month=ended_on.month, day=ended_on.day),
        )
        kind = "home" if text_key in (OWNER_ENDED, OWNER_RESUMED) else "office"
        label = self._catalog.say(f"outbox-button-{kind}", language)
        return Outgoing(text, rows=((Button(label, f"go:{kind}:0"),),))

    def _compose(self, facts: _Facts, language: str) -> Outgoing:
        def say(key: str, **values: object) -> str:
            return self._catalog.say(key, language, **values)

        def shown(day: date, after: date = facts.today) -> str:
            if day.year != after.year:
                return say("day", year=day.year, month=day.month, day=day.day)
            return say("finding-day", month=day.month, day=day.day)

        view, comma = facts.view, say("list-comma")
        titles = {phase.code: phase.title.say(language) for phase in facts.pack.phases}
        titles |= {duty.code: duty.title.say(language) for duty in facts.pack.duties}
        past = [titles.get(code, code) for code in over(view.phases, view.duties, facts.today)]
        unset = [titles.get(phase.code, phase.code) for phase in view.phases if phase.starts_on is None]
        form = next((duty.due_on for duty in view.duties if duty.code == campaigns.FORM_DUTY), None)
        phases = [
            say(
                "opening-phase",
                phase=titles.get(one.code, one.code),
                first=shown(one.starts_on),
                last=shown(one.ends_on, one.starts_on),
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
        text = fitted(
            say("opening-head", title=facts.pack.title.say(language), place=view.jurisdiction_name),
            *((line, "") for line in phases),
            say("opening-form", day=shown(form)) if form else say("opening-form-open"),
            (named, counted) if past else "",
            (open_ones, open_count) if unset else "",
            say("opening-enterprises", enterprises=facts.enterprises),
        )
        return Outgoing(text, rows=((Button(say("outbox-button-office"), "go:office:0"),),))
