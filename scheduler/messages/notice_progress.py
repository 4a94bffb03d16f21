"""The progress of a notice as a topic of delivery: one message in its author's chat that changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from content.bars import bar
from content.catalog import Catalog
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Outgoing
from scheduler.delivery.outcome import Outcome, Sent
from scheduler.messages.notice_words import OUT, STATES
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.notices import progress as notice_progress
from storage.notices.progress import Progress
from storage.notices.sending import may_go_from
from storage.offices import jurisdictions
from storage.outbox.queue import Message

_JOBS = {
    "again": "notice-progress-again",
    "correct": "notice-progress-correct",
    "withdraw": "notice-progress-withdraw",
}
_ENDS = {
    "sent": "notice-progress-done",
    "stopped": "notice-progress-stopped",
    "withdrawn": "notice-progress-withdrawn",
}

if TYPE_CHECKING:
    from storage.base.database import Connection

WINDOW = 10.0
"""Seconds over which the speed is measured."""


class Speed:
    """Messages a second, from the latest counts; in real seconds, however fast the clock of facts runs."""

    def __init__(self) -> None:
        self._counted: deque[tuple[float, int]] = deque()

    def of(self, seconds: float, done: int) -> float:
        """The speed after another count; 0 where it is not known yet."""
        while self._counted and (self._counted[0][1] > done or seconds - self._counted[0][0] > WINDOW):
            self._counted.popleft()
        self._counted.append((seconds, done))
        passed = seconds - self._counted[0][0]
        return (done - self._counted[0][1]) / passed if passed > 0.5 else 0.0


class NoticeProgress:
    """Composes progress messages of notices (`scheduler.delivery.items.Composer`)."""

    def __init__(self, database: Database, catalog: Catalog, clock: Clock, zone: tzinfo, rate: float) -> None:
        """`zone`: of places that have none; `rate`: messages a second, until a speed was measured."""
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._zone = zone
        self._rate = rate
        self._speeds: dict[int, Speed] = {}
        self._last: dict[int, bool] = {}
        """By row whether it shows the end of the job, until its result is reported."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """Progress messages of the notices of these rows; None for one that is gone."""
        made: dict[int, Outgoing | None] = {}
        async with self._database.read() as db:
            for row in messages:
                try:
                    seen = await notice_progress.progress(db, row.topic_id or 0)
                except NotFound:
                    made[row.id] = None
                    continue
                zone = await jurisdictions.zone_of(db, seen.notice.jurisdiction_id, self._zone)
                self._last[row.id] = seen.is_over
                made[row.id] = Outgoing(
                    self._text(seen, zone, row.language), rows=self._rows(seen, row.language)
                )
        return made

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Store where it is shown; a message that can be shown no longer is not tried again."""
        for message, outcome in results:
            is_last = self._last.pop(message.id, False)
            if message.topic_id is None:
                continue
            ids = outcome.message_ids if isinstance(outcome, Sent) and message.action == "send" else ()
            ended = is_last or not isinstance(outcome, Sent)
            await notice_progress.keep_shown(db, message.id, message.topic_id, ids, is_last=ended)

    # --- words

    def _text(self, seen: Progress, zone: tzinfo, language: str) -> str:
        def say(key: str, **values: object) -> str:
            return self._catalog.say(key, language, **values)

        lines = [self._head(seen, language), self._bar(seen, zone, language)]
        out = [
            say(OUT[kind], count=many)
            for kind in ("unregistered", "blocked")
            if (many := getattr(seen, kind))
        ]
        if seen.failed or seen.unreachable:
            out.append(say("notice-progress-failed", count=seen.failed + seen.unreachable))
        if out and seen.notice.job != "withdraw":
            lines.append(say("notice-out", reasons=say("list-comma").join(out)))
        if seen.notice.job not in ("withdraw", "correct"):
            lines.append(say("notice-one-read", read=seen.read))
        return "\n".join(lines)

    def _head(self, seen: Progress, language: str) -> str:
        say, notice = self._catalog.say, seen.notice
        if notice.job in _JOBS:
            return say(_JOBS[notice.job], language, title=notice.title)
        states = say("list-comma", language).join(
            say(STATES[state], language) for state in notice.audience.states
        )
        key = "notice-progress-states" if states else "notice-progress-all"
        values = {"states": states} if states else {}
        return say(key, language, title=notice.title, count=seen.enterprises, **values)

    def _bar(self, seen: Progress, zone: tzinfo, language: str) -> str:
        say = self._catalog.say
        gone = seen.total - seen.left
        line = say("notice-progress-bar", language, bar=bar(gone, seen.total), done=gone, total=seen.total)
        if seen.is_over:
            return line + say(_ENDS[seen.notice.state], language)
        if seen.notice.state == "paused":
            return line + say("notice-progress-paused", language)
        now = self._clock.now()
        goes_from = may_go_from(seen.notice, now, zone)
        if seen.notice.job in ("send", "again") and goes_from != now:
            on = goes_from.astimezone(zone)
            same = on.date() - now.astimezone(zone).date() <= timedelta(days=1)
            return line + (
                say("notice-progress-quiet", language)
                if same
                else say("notice-progress-off", language, month=on.month, day=on.day)
            )
        speed = self._speed(seen.notice.id, gone)
        left = max(1, round(seen.left / (speed or self._rate)))
        return (
            line
            + say("notice-progress-speed", language, speed=round(speed)) * bool(round(speed))
            + (
                say("notice-progress-seconds", language, count=left)
                if left < 100
                else say("notice-progress-minutes", language, count=-(-left // 60))
            )
        )

    def _speed(self, notice_id: int, done: int) -> float:
        if len(self._speeds) > 100:
            self._speeds.clear()
        return self._speeds.setdefault(notice_id, Speed()).of(self._clock.monotonic(), done)

    def _rows(self, seen: Progress, language: str) -> tuple[tuple[Button, ...], ...]:
        id_ = seen.notice.id

        def button(key: str, kind: str) -> Button:
            return Button(self._catalog.say(key, language), f"go:{kind}:{id_}")

        if not seen.is_over:
            moves = [
                button("notice-resume", "ngo")
                if seen.notice.state == "paused"
                else button("notice-pause", "npause")
            ]
            if seen.notice.job != "withdraw":
                moves.append(button("notice-stop", "nstop"))
            return (tuple(moves),)
        if seen.notice.state == "withdrawn":
            return ()
        after = [button("notice-reading", "nread")]
        if not seen.notice.again and seen.done > seen.read:
            after.append(button("notice-again", "nagain"))
        rows = [tuple(after)]
        if seen.unregistered or seen.blocked or seen.failed or seen.unreachable or seen.stopped:
            rows.append((button("notice-unreached", "nlist"),))
        return tuple(rows)
