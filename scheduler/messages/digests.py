"""Digests as a topic of delivery: composed from the facts when they are due; their reminders are closed
afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.calendar.quiet import after_quiet
from content.catalog import Catalog
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Gone, Outcome, Refused, Sent
from scheduler.messages.digest_kinds import uncovered
from scheduler.messages.digest_wording import Wording
from scheduler.messages.mail_lines import MailLines
from scheduler.messages.wording import word
from storage.base.database import Database
from storage.campaigns.telling import TOPIC as CAMPAIGN
from storage.outbox.queue import Message
from storage.reminders import digests, gathered
from storage.reminders.digest_lines import DigestFacts, load
from storage.reminders.gathered import Gathered
from storage.reports import mail as reports_mail

if TYPE_CHECKING:
    from storage.base.database import Connection


@dataclass(frozen=True, slots=True)
class _Made:
    """A composed digest. `late`: it missed its delivery window, and its lines return to the queue. `told`:
    messages to its reader's office that it contains, `untrue`: those that no longer hold; `of_reports`: those
    of `told` that are to be deleted."""

    said: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    late: bool = False
    told: tuple[int, ...] = ()
    untrue: tuple[int, ...] = ()
    of_reports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Due:
    """A digest that is due. `mail`: messages to its reader's office that none of its lines covers."""

    row: Message
    facts: DigestFacts
    zone: ZoneInfo
    mail: tuple[Gathered, ...]

    @property
    def is_alone(self) -> bool:
        """Whether there is one such message and nothing else: it is told in full."""
        return len(self.mail) == 1 and not self.facts.lines


def _message(row: Message, one: Gathered) -> Message:
    """A gathered message as if its reader's digest were its own row."""
    return replace(
        row,
        id=one.id,
        text_key=one.text_key,
        values=one.values,
        button=one.button,
        topic=one.topic,
        topic_id=one.topic_id,
    )


class Digests:
    """Composes digests and closes their reminders (`scheduler.delivery.items.Composer`)."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        library: Library,
        composers: Mapping[str, Composer] | None = None,
    ) -> None:
        """`composers`: who puts messages to offices into words that have a topic."""
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library
        self._composers = composers or {}
        self._rules = {rule.code: rule for rule in library.reminders}
        self._mail_rules = {rule.says: rule for rule in library.mail}
        self._made: dict[int, _Made] = {}
        """Composed digests until their results are reported; after a crash they are composed again."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The messages of these rows; None where none of its lines holds, or where it is too late for
        today."""
        now = self._clock.now()
        async with self._database.read() as db:
            found = await load(
                db, now, self._library, [row.topic_id for row in messages if row.topic_id is not None]
            )
        made: dict[int, Outgoing | None] = {}
        due: list[_Due] = []
        for row in messages:
            facts = found.get(row.topic_id or 0)
            made[row.id] = None
            if facts is None:
                continue
            zone = ZoneInfo(facts.zone)
            if facts.day != now.astimezone(zone).date() or after_quiet(now, zone) != now:
                self._made[facts.id] = _Made(late=True)
            else:
                due.append(_Due(row, facts, zone, uncovered(facts.mail, facts.lines, self._mail_rules)))
        whole = await self._whole(due)
        made.update({one.row.id: self._compose(one, whole) for one in due})
        return made

    def _compose(self, due: _Due, all_whole: Mapping[int, Outgoing | None]) -> Outgoing | None:
        row, facts, mail = due.row, due.facts, due.mail
        packs = self._library.packs
        wording = Wording(self._catalog, self._rules, row.language, facts.day, packs, years=facts.years)
        whole = {one.id: all_whole[one.id] for one in mail if one.id in all_whole}
        untrue = tuple(one for one, said in whole.items() if said is None)
        outgoing: Outgoing | None
        told: tuple[int, ...]
        if due.is_alone and (only := whole.get(mail[0].id)) is not None:
            outgoing, told = only, (mail[0].id,)
        else:
            words = MailLines(self._catalog, self._mail_rules, row.language, facts.day, due.zone, packs)
            true = [one for one in mail if one.id not in untrue]
            lines = words.lines(true, {one: said for one, said in whole.items() if said is not None})
            outgoing, told = wording.with_mail(facts, lines)
        told += tuple({one.id for one in facts.mail} - {one.id for one in mail})
        of_reports = tuple(one.id for one in mail if one.topic == reports_mail.TOPIC and one.id in told)
        said = tuple(line.id for line in facts.lines)
        if outgoing is not None and not said and set(told) == set(of_reports):
            outgoing = replace(outgoing, nudges=False)
        self._made[facts.id] = _Made(said, facts.dropped, told=told, untrue=untrue, of_reports=of_reports)
        return outgoing

    async def _whole(self, due: Sequence[_Due]) -> dict[int, Outgoing | None]:
        """The messages of those that a topic sums up in words of its own, and of those that are alone, by id;
        None: no longer true. Each topic is asked once for all readers."""
        whole: dict[int, Outgoing | None] = {}
        asked: dict[str, list[Message]] = {}
        for digest in due:
            for one in digest.mail:
                topic = one.topic or ""
                if topic in self._composers and (digest.is_alone or topic == CAMPAIGN):
                    asked.setdefault(topic, []).append(_message(digest.row, one))
                elif digest.is_alone:
                    whole[one.id] = word(self._catalog, _message(digest.row, one), self._library.packs)
        for topic, messages in asked.items():
            whole.update(await self._composers[topic].compose(messages))
        return whole

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Close the reminders of digests that are closed; unsent lines wait for the next one."""
        for message, outcome in results:
            if (digest_id := message.topic_id) is None:
                continue
            made = self._made.pop(digest_id, None)
            if made is not None and made.late:
                await digests.put_back(db, digest_id)
                continue
            await self._close_mail(db, now, message, outcome, made)
            if isinstance(outcome, Sent) and made is not None:
                await digests.close_lines(db, made.said, "sent")
                await digests.close_lines(db, made.dropped, "moot")
                await digests.put_back(db, digest_id)  # what joined after it was composed
            else:
                await digests.close_rest(db, digest_id, "sent" if isinstance(outcome, Sent) else "moot")

    async def _close_mail(
        self, db: Connection, now: datetime, message: Message, outcome: Outcome, made: _Made | None
    ) -> None:
        """Close the messages to offices that went with a digest, or cannot go."""
        if made is None:  # a process that died composed it: those wait for the next one
            return
        await gathered.close(db, now, made.untrue, "moot")
        state = "unreachable" if isinstance(outcome, Gone) else "sent"
        if isinstance(outcome, Refused):
            state = "failed"
        if isinstance(outcome, Sent | Gone | Refused):
            await gathered.close(db, now, made.told, state)
            await reports_mail.forget(db, made.of_reports)
