"""Identities of accounts, cached for a while: rights are checked by every operation."""

from __future__ import annotations

from storage.base.database import Database
from storage.base.memory import Recent
from storage.people.contacts import Identity, identify

KEPT = 20_000


class Identities:
    """Identities by Telegram account, read once until `forget`; languages of people without a row.

    `shared`: other processes change identities too, so nothing is remembered (replicas).
    """

    def __init__(self, database: Database, *, shared: bool = False) -> None:
        self._database = database
        self.shared = shared
        self._known: Recent[int, Identity | None] = Recent(KEPT)
        self._languages: Recent[int, str] = Recent(KEPT)

    async def get(self, address: int) -> Identity | None:
        """The person of an account; None for one without a row."""
        if address in self._known:
            return self._known.get(address)
        async with self._database.read() as db:
            found = await identify(db, address)
        if not self.shared:
            self._known.put(address, found)
        if found is not None:
            self._languages.put(address, found.language)
        return found

    def forget(self, address: int) -> None:
        """Drop an account's identity from the cache: its person changed."""
        self._known.drop(address)

    def forget_person(self, person_id: int) -> None:
        """Drop all accounts of a person from the cache."""
        self._known.drop_if(lambda one: one is not None and one.person_id == person_id)

    def forget_everybody(self) -> None:
        """Drop all identities from the cache: somebody changed the place or seat of others."""
        self._known.clear()

    def language(self, address: int, who: Identity | None) -> str:
        """The language of an account: Chinese, unless the person chose otherwise."""
        return who.language if who else (self._languages.get(address) or "zh")

    def remembered_language(self, address: int) -> str:
        """The language last seen of an account, without asking the database."""
        return self._languages.get(address) or "zh"

    def set_language(self, address: int, language: str) -> None:
        """Remember the language of a person without a row, in memory only."""
        self._languages.put(address, language)
