"""Helpers of tests of conversations: people, their enterprises, and the facts behind the chat."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from typing import Any

import aiohttp
from sqlalchemy import text

from content.model.form import Form
from content.model.library import Library
from content.rules import build_form
from content.typed.credit_code import check_character, organisation_check
from simulator.client import Person, Seen, SimulatorClient
from storage.base.audit import Actor
from storage.base.database import Database
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.membership import enterprise_contacts, staff_invites
from storage.people import contacts
from storage.self_checks import attachments, submissions
from storage.self_checks.attachments import Attached
from storage.self_checks.state import SelfCheckState, load
from tests.conversations.installation import Installation, Place, open_place
from tests.conversations.walk import is_delivered
from tests.conversations.working_hours import now

SETTLE_SECONDS = 90.0  # two cores may be busy with other things
_numbers = itertools.count(10_000_001)


def credit_code(number: int) -> str:
    """A valid unified social credit code that no enterprise has, one for each number up to eight digits."""
    organisation = f"{number:08}"
    body = f"91321202{organisation}{organisation_check(organisation)}"
    return body + check_character(body)


async def until(person: Person, words: str, seconds: float = SETTLE_SECONDS) -> Seen:
    """The bot's message with these words, as soon as it comes; raises TimeoutError if it does not.

    For what the scheduler delivers: the client waits for answers to the person's own doing only.
    """
    path = f"{person.client.base_url}/api/events"
    async with (
        asyncio.timeout(seconds),
        aiohttp.ClientSession(trust_env=False) as session,
        session.get(path, params={"chats": str(person.id)}) as events,
    ):
        async for _ in events.content:
            found = [one for one in await person.messages() if words in one.text]
            if found:
                return found[-1]
    raise TimeoutError(f"{words!r} never came")


class Owner(Person):
    """A person who acts for an enterprise in the campaign of a pack."""

    def __init__(
        self,
        client: SimulatorClient,
        number: int,
        name: str,
        pack: str,
        enterprise: str,
        code: str,
        place: Place,
    ) -> None:
        super().__init__(client, number, name)
        self.pack = pack
        self.enterprise = enterprise
        self.credit_code = code
        self.place = place
        self.person_id = 0
        self.enterprise_id = 0

    @property
    def actor(self) -> Actor:
        """This person as who acts in storage operations."""
        return Actor("person", self.person_id)


class Official(Person):
    """A person with a seat in the office of a place."""

    def __init__(
        self,
        client: SimulatorClient,
        number: int,
        name: str,
        jurisdiction_id: int,
        person_id: int,
        staff_id: int,
    ) -> None:
        super().__init__(client, number, name)
        self.jurisdiction_id = jurisdiction_id
        self.person_id = person_id
        self.staff_id = staff_id

    @property
    def actor(self) -> Actor:
        """This person as who acts in storage operations."""
        return Actor("person", self.person_id)


class Office:
    """A running installation as a test sees it."""

    def __init__(self, installation: Installation, library: Library) -> None:
        self.installation = installation
        self.library = library
        self.client = SimulatorClient(installation.url, settle=SETTLE_SECONDS, is_unasked=is_delivered)
        self.database = Database(installation.database_url)
        self.people: list[Person] = []
        self.errors_expected = False
        self._bot, self._said = installation.bot, installation.bot.said

    async def close(self) -> None:
        """Close the connections; the processes go on."""
        await self.client.close()
        await self.database.close()

    def errors(self) -> list[str]:
        """Errors the bot logged since this office was opened."""
        since = self._said if self._bot is self.installation.bot else 0
        lines = self.installation.bot.output(since).splitlines()
        return [line for line in lines if " ERROR " in line or line.startswith("Traceback")]

    async def until(self, person: Person, words: str, seconds: float = SETTLE_SECONDS) -> Seen:
        """As `until`."""
        return await until(person, words, seconds)

    async def thumbs(self, person: Person, label: str, times: int = 3) -> None:
        """Tap one button several times, all before the bot has seen the first."""
        with self.installation.bot.held():
            await person.click_all(label, times, wait=False)
        await self.client.idle(person.id)

    # --- people

    async def person(self, name: str = "", language_code: str = "zh") -> Person:
        """A new person who has not written yet; names are never used twice."""
        made = await self.client.person(name or f"路人{next(_numbers)}", language_code=language_code)
        self.people.append(made)
        return made

    async def owner(
        self,
        pack: str = "hailing",
        industry: str = "shoes",
        facts: Mapping[str, bool | int] | None = None,
        *,
        registered: bool = True,
        place: Place | None = None,
        name: str = "",
        enterprise: str = "",
        language: str = "zh",
    ) -> Owner:
        """The owner of an enterprise in a pack's campaign, with a profile; no message has been sent yet.

        `facts` add to those of the industry; without `registered` the enterprise is a name and code only.
        `place` is where the pack is at work for everybody, unless another is given (`open_place`).
        """
        number = next(_numbers)
        somebody = await self.person(name or f"厂主{number}", language)
        title = enterprise or f"第{number}鞋材厂"
        made = Owner(
            self.client,
            somebody.id,
            somebody.name,
            pack,
            title,
            credit_code(number),
            place or self.place(pack),
        )
        if registered:
            await self._register(made, industry, facts or {}, language)
        return made

    async def _register(
        self, owner: Owner, industry: str, facts: Mapping[str, bool | int], language: str
    ) -> None:
        kind = self.library.industries[industry]
        usual = {"n_workers": 18, "n_exposed": 11, "exposed": True, "severe": kind.severe}
        profile = {**dict.fromkeys(kind.facts, True), **usual, **facts}
        async with self.database.begin() as db:
            joined = await registration.register(
                db,
                now(),
                owner.id,
                language,
                owner.enterprise,
                owner.credit_code,
                industry,
                owner.place.towns[0],
                18,
                "工业园 6 号",
                owner.name[:64],
            )
            owner.person_id, owner.enterprise_id = joined.person_id, joined.enterprise_id
            await enterprises.set_facts(db, owner.actor, now(), joined.enterprise_id, profile, [])

    async def colleague(self, owner: Owner, name: str = "", language: str = "zh") -> Owner:
        """A second phone of an owner's enterprise."""
        somebody = await self.person(name or f"同事{next(_numbers)}", language)
        made = Owner(
            self.client,
            somebody.id,
            somebody.name,
            owner.pack,
            owner.enterprise,
            owner.credit_code,
            owner.place,
        )
        async with self.database.begin() as db:
            made.person_id = await contacts.ensure_person(db, now(), made.id, language)
            await enterprise_contacts.add_contact(
                db, now(), owner.enterprise_id, made.person_id, "member", made.name
            )
        made.enterprise_id = owner.enterprise_id
        return made

    async def official(
        self,
        place: Place | str = "hailing",
        role: str = "head",
        department: str = "safety",
        level: str = "district",
        name: str = "",
    ) -> Official:
        """A person with a seat in the office of a place (or of a pack's place), or of its first town
        (`level` "town"); no message has been sent yet.
        """
        where = self.place(place) if isinstance(place, str) else place
        jurisdiction_id = where.towns[0] if level == "town" else where.id
        somebody = await self.person(name or f"干部{next(_numbers)}")
        async with self.database.begin() as db:
            made = await staff_invites.create(db, Actor("cli"), now(), jurisdiction_id, role, department)
            seated = await staff_invites.accept(
                db, now(), somebody.id, "zh", staff_invites.hash_of_link(made.secret), somebody.name[:64]
            )
        return Official(
            self.client,
            somebody.id,
            somebody.name,
            jurisdiction_id,
            seated.person_id,
            seated.staff_id,
        )

    async def invite_link(
        self, place: Place | str = "hailing", role: str = "inspector", department: str = "safety"
    ) -> str:
        """The payload of a fresh link to a seat in the office of a place."""
        where = self.place(place) if isinstance(place, str) else place
        async with self.database.begin() as db:
            made = await staff_invites.create(db, Actor("cli"), now(), where.id, role, department)
        return made.secret

    async def know(self, owner: Owner) -> None:
        """Find out the ids of an owner who registered through the chat."""
        person = "SELECT person_id FROM accounts WHERE address = :id"
        query = f"SELECT id, enterprise_id FROM people WHERE id = ({person})"  # noqa: S608
        (row,) = await self.rows(query, id=owner.id)
        owner.person_id, owner.enterprise_id = row["id"], row["enterprise_id"]

    # --- content

    def place(self, pack: str) -> Place:
        """The place of a pack."""
        return self.installation.places[pack]

    async def open_place(self, pack: str) -> Place:
        """A place of its own where a pack's campaign is opened, which may be closed again."""
        async with self.database.begin() as db:
            number = next(_numbers)
            return await open_place(db, self.library, pack, f"own-{number}", f"第{number}区")

    def form(self, pack: str) -> Form:
        """The form of a pack."""
        return build_form(self.library, self.library.packs[pack])

    # --- facts

    async def self_check(self, owner: Owner, campaign_id: int | None = None) -> SelfCheckState:
        """The self-check of the owner's enterprise; raises LookupError if it has none."""
        campaign_id = campaign_id or owner.place.campaign_id
        async with self.database.read() as db:
            found = await submissions.find(db, owner.enterprise_id, campaign_id)
            if found is None:
                raise LookupError(f"{owner.enterprise} has begun no self-check")
            return await load(db, found)

    async def verdicts(self, owner: Owner) -> dict[str, str]:
        """Verdicts by question code, as they are stored."""
        return {
            code: line.verdict for code, line in (await self.self_check(owner)).lines.items() if line.verdict
        }

    async def files(self, owner: Owner, question: str | None = None) -> tuple[Attached, ...]:
        """Files of the self-check, of one question if named."""
        self_check = await self.self_check(owner)
        async with self.database.read() as db:
            return await attachments.list_files(db, self_check.id, question, "answer")

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of a query in SQL, in a transaction that writes nothing."""
        async with self.database.read() as db:
            return [dict(row._mapping) for row in await db.execute(text(query), values)]

    async def audit(self, owner: Owner, action: str) -> list[dict[str, Any]]:
        """Audit rows of that action about the owner's self-check, oldest first: id, detail (JSON text)."""
        return await self.rows(
            "SELECT id, detail FROM audit WHERE subject = 'self_check' AND subject_id = :id"
            " AND action = :action ORDER BY id",
            id=(await self.self_check(owner)).id,
            action=action,
        )
