"""The composition of a scheduler: its message composers and its ticks. The program and the time machine of
the tests, which plays whole campaigns, use the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.library import Library
from content.model.notices import NoticeTemplate
from content.model.reports import SafetyTips
from scheduler.clock import Clock
from scheduler.clock_watch import DeletingClock
from scheduler.delivery.items import Composer
from scheduler.messages.digests import Digests
from scheduler.messages.notice_feeder import Feeder
from scheduler.messages.notice_progress import NoticeProgress
from scheduler.messages.notices import Notices, NoticeTests, Words
from scheduler.messages.nudges import Nudges
from scheduler.messages.openings import Openings
from scheduler.planning.announcing import announcing
from scheduler.planning.housekeeping import Tick
from scheduler.planning.planner import planning
from scheduler.planning.reviews import review_parts
from storage.base.database import Database
from storage.base.files import Files
from storage.campaigns import telling
from storage.notices import copies, drafts
from storage.notices import progress as notice_progress
from storage.notices.sending import Rules
from storage.reminders import digests

if TYPE_CHECKING:
    from content.model.reports import ReportRules
    from storage.reports.files import ReportFiles
    from storage.reports.sealing import Intake, Keyring


class Reporting(Protocol):
    """The parts of anonymous reports: rules, keys, the locked photos."""

    @property
    def rules(self) -> ReportRules:
        """Hours of the batches and limits."""

    @property
    def intake(self) -> Intake:
        """The sealing side."""

    @property
    def keyring(self) -> Keyring:
        """The opening side; empty where reports are only taken in."""

    @property
    def files(self) -> ReportFiles:
        """The photos."""


@dataclass(frozen=True, slots=True)
class Parts:
    """`composers`: compose the outbox's rows of a topic; `ticks`: all but the housekeeping."""

    composers: Mapping[str, Composer]
    ticks: tuple[Tick, ...]


def scheduler_parts(
    database: Database,
    catalog: Catalog,
    clock: Clock,
    library: Library,
    files: Files,
    *,
    rules: Rules,
    rate: float,
    zone: ZoneInfo,
    reporting: Reporting | None = None,
    tips: SafetyTips | None = None,
    deleting: DeletingClock | None = None,
    nudge_link: str | None = None,
    stop_key: bytes = b"",
) -> Parts:
    """The composers and ticks of a scheduler. `rules`: the installation's rules of notices; `rate`:
    messages a second over all chats; `zone`: of places which have none; `deleting`: asked before anything
    is deleted for its age; `nudge_link`: the address of the page, where people are nudged;
    `stop_key`: of the links in e-mails that stop them."""
    composers, ticks = _notice_parts(database, catalog, files, clock, rules, rate, library.notices)
    given = (database, catalog, clock, library)
    review_composers, review_ticks = review_parts(*given, files, zone)
    composers |= review_composers
    ticks += review_ticks
    for more_composers, more_ticks in (
        _report_parts(database, catalog, clock, zone, reporting, deleting),
        _tip_parts(database, catalog, clock, zone, tips),
    ):
        composers |= more_composers
        ticks += more_ticks
    composers[telling.TOPIC] = Openings(*given)
    if nudge_link is not None:
        composers |= Nudges(*given, zone, nudge_link, stop_key).composers()
    composers[digests.TOPIC] = Digests(*given, dict(composers))
    plans = (database, clock, library)
    return Parts(composers, (*ticks, planning(*plans), announcing(*plans)))


def _notice_parts(
    database: Database,
    catalog: Catalog,
    files: Files,
    clock: Clock,
    rules: Rules,
    rate: float,
    templates: Sequence[NoticeTemplate],
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    """Topics by name, and ticks. `rate`: messages a second over all chats; `templates`: of notices."""
    words = Words(catalog, files, rules.zone, templates)
    composers: dict[str, Composer] = {
        copies.TOPIC: Notices(database, words, clock),
        drafts.TEST_TOPIC: NoticeTests(database, words),
        notice_progress.TOPIC: NoticeProgress(database, catalog, clock, rules.zone, rate),
    }
    return composers, Feeder(database, clock, rules, rate).ticks()


def _report_parts(
    database: Database,
    catalog: Catalog,
    clock: Clock,
    zone: ZoneInfo,
    reporting: Reporting | None,
    deleting: DeletingClock | None,
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    if reporting is None:
        return {}, ()
    from scheduler.planning.reports import ReportTicks, report_parts

    given = (database, clock, zone, reporting.rules, reporting.intake, reporting.files)
    composers, ticks = report_parts(catalog, ReportTicks(*given, deleting))
    if reporting.keyring.opens:
        from scheduler.messages.report_relay import ReportRelay
        from storage.reports import relay

        kept = (reporting.intake, reporting.keyring, reporting.files)
        composers[relay.TOPIC] = ReportRelay(database, catalog, *kept)
    return composers, ticks


def _tip_parts(
    database: Database, catalog: Catalog, clock: Clock, zone: ZoneInfo, tips: SafetyTips | None
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    if tips is None:
        return {}, ()
    from scheduler.planning.tips import Tips

    composers, ticks = Tips(database, catalog, clock, zone, tips).parts()
    return {**composers}, ticks
