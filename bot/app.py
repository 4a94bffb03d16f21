"""Services for handlers: content, facts, files, clock. Built once by the composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from aiogram.types import TelegramObject
from aiogram_dialog import DialogManager

from bot.clock import Clock, system_clock
from bot.clock_guard import ClockGuard
from bot.links import Doors, links_to
from bot.orders import Orders
from bot.privacy.fair_queue import FairQueue
from bot.privacy.limits import Limits
from bot.privacy.reporting import Reporting
from bot.privacy.sessions import PrivateSessions
from bot.privacy.troubles import Troubles
from bot.transport.contact import Contact
from bot.transport.identities import Identities
from bot.transport.unsaid import Unsaid
from bot.transport.updates import UnreadUpdates
from content.catalog import Catalog
from content.model.library import Library
from content.model.reports import SafetyTips
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.errors import NotAllowed
from storage.base.files import Files
from storage.base.memory import Recent
from storage.notices.sending import Rules
from storage.people.contacts import Identity
from storage.self_checks.attachments import File
from storage.self_checks.state import SelfCheckState

if TYPE_CHECKING:
    from scheduler.meter import Meter

KNOWN_SELF_CHECKS = 2000
KNOWN_ACCOUNTS = 50_000
Given = ParamSpec("Given")
Result = TypeVar("Result")
stored_files: ContextVar[list[File] | None] = ContextVar("stored_files", default=None)
"""Collects the files that operations of this input were given and took; None where nobody wants to know."""


def silent() -> None:
    """A callback that does nothing, where nobody listens."""


class Measures(Protocol):
    """Counts the work of this process (`bot.metrics`), where figures are served."""

    meter: Meter | None

    def requested(self, method: str, result: str) -> None:
        """Count a request to Telegram."""

    async def step(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle a message or a tap, and measure how long that takes."""


@dataclass
class App:
    """The services of one process."""

    library: Library
    catalog: Catalog
    database: Database
    files: Files
    clock: Clock
    zone: ZoneInfo
    identities: Identities
    guard: ClockGuard | None = None
    """The clock that survives jumps of the machine's; None where nothing could confirm one."""
    reporting: Reporting | None = None
    """None: no key for anonymous reports here, so none are taken in."""
    bot_name: str = ""
    page_url: str | None = None
    """Address of the page, while this process serves it."""
    page_replicas: Callable[[], tuple[str, ...]] = tuple
    """The addresses of the processes that serve it, where there are several."""
    doors: Doors = "telegram"
    """The doors that links and printed codes lead to."""
    nudge_kinds: tuple[str, ...] = ()
    """Kinds of addresses at which people may have themselves told that something waits on the page."""
    release_above: int = 200
    """Notices to more enterprises than this wait for a second person's release."""
    replied: Callable[[], None] = silent
    """Called before each message of the bot, so that delivery in the same process leaves room for it."""
    private_sessions: PrivateSessions = field(default_factory=PrivateSessions)
    troubles: Troubles = field(default_factory=Troubles)
    limits: Limits = field(default_factory=Limits)
    fair_queue: FairQueue = field(default_factory=FairQueue)
    unread: UnreadUpdates = field(default_factory=UnreadUpdates)
    unsaid: Unsaid = field(default_factory=Unsaid)
    contact: Contact = field(default_factory=Contact)
    metrics: Measures | None = None
    """None: no figures are served."""
    labels: Callable[[], frozenset[str]] = frozenset
    """Labels of buttons without their signs (`bot.ui.sentences.labels_of`). Typed, none of them is
    taken for a name, a measure or a reason."""
    protected: frozenset[str] = frozenset()
    """States of windows whose texts must not be stored: Telegram is told to protect them from forwarding, the
    page keeps them in memory (`bot.ui.sentences.protected_states`)."""
    orders: Orders = field(init=False)
    started: bool = False
    """Telegram has answered, or this process does not ask it."""
    _self_checks: Recent[int, SelfCheckState] = field(default_factory=lambda: Recent(KNOWN_SELF_CHECKS))
    _met: Recent[int, bool] = field(default_factory=lambda: Recent(KNOWN_ACCOUNTS))

    def __post_init__(self) -> None:
        self.orders = Orders(self.database)

    def now(self) -> datetime:
        """The instant now, UTC."""
        return self.clock()

    def wall(self) -> datetime:
        """The machine's time, UTC, for leases and heartbeats; in a demonstration `now` is another one."""
        return system_clock() if self.guard is None else self.guard()

    @property
    def tips(self) -> SafetyTips | None:
        """The weekly safety tips; None where no reports are taken in, which they lead to."""
        rules = self.library.reports
        return rules.tips if self.reporting is not None and rules is not None else None

    @property
    def notice_rules(self) -> Rules:
        """The installation's rules of notices."""
        return Rules(self.zone, self.release_above)

    def today(self) -> date:
        """The local day now."""
        return self.clock().astimezone(self.zone).date()

    def local_day(self, instant: datetime) -> date:
        """The local day of an instant."""
        return instant.astimezone(self.zone).date()

    def known(self, self_check_id: int) -> SelfCheckState | None:
        """The state of a self-check that this process last saw; operations check it by its revision."""
        return None if self.identities.shared else self._self_checks.get(self_check_id)

    def meet(self, account: int) -> bool:
        """Whether this is the first update of an account in this process: its window may be out of
        date."""
        is_new = self._met.get(account) is None
        self._met.put(account, True)
        return is_new

    def remember(self, self_check: SelfCheckState) -> SelfCheckState:
        """Store the state of a self-check as last seen."""
        self._self_checks.put(self_check.id, self_check)
        return self_check


@dataclass(frozen=True, slots=True)
class Context:
    """The context of an update: the person, their language, and the services.

    `first`: the first update of the account since the process started.
    """

    app: App
    who: Identity | None
    language: str
    first: bool = False
    on_web: bool = False
    """Whether the person is on the page in a browser, not in Telegram."""

    @property
    def actor(self) -> Actor:
        """The person as actor of operations.

        Raises:
            NotAllowed: a person without a row.
        """
        if self.who is None:
            raise NotAllowed
        return Actor("person", self.who.person_id)

    @property
    def enterprise_id(self) -> int:
        """The enterprise the person is working on.

        Raises:
            NotAllowed: there is none.
        """
        if self.who is None or self.who.enterprise_id is None:
            raise NotAllowed
        return self.who.enterprise_id

    async def act(
        self,
        operation: Callable[Concatenate[Connection, Actor, datetime, Given], Awaitable[Result]],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Run an operation of storage as this person, now, in a transaction of its own.

        Raises:
            NotAllowed: a person without a row; and what the operation raises.
        """

        async def work(db: Connection) -> Result:
            return await operation(db, self.actor, self.app.now(), *given, **named)

        result = await self.app.database.run(work)
        if (files := stored_files.get()) is not None:
            files += [one for one in given if isinstance(one, File)]
        return result

    async def write(
        self,
        operation: Callable[Concatenate[Connection, Given], Awaitable[Result]],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Do an operation of storage that takes no actor or no instant, in a transaction of its own."""

        async def work(db: Connection) -> Result:
            return await operation(db, *given, **named)

        return await self.app.database.run(work)

    async def read(
        self,
        reading: Callable[Concatenate[Connection, Given], Awaitable[Result]],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """Read one thing from storage. What belongs together is read in one `app.database.read()`."""
        async with self.app.database.read() as db:
            return await reading(db, *given, **named)

    def link(self, payload: str) -> str:
        """A link to pass on, through the doors of this installation."""
        links = links_to(payload, self.app.bot_name, self.app.page_url)
        return links.through(self.app.doors, on_page=self.on_web)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalog in the person's language; on the page as it is said there."""
        if self.on_web:
            key = self.app.catalog.on_page(key)
        return self.app.catalog.say(key, self.language, **values)


def context_of(manager: DialogManager) -> Context:
    """The context of the update a dialog is handling."""
    ctx: Context = manager.middleware_data["ctx"]
    return ctx
