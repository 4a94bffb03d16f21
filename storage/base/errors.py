"""Errors. Each carries the catalog key of the sentence that is read; no text lives here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from content.catalog import Catalog

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class OperatorError(Exception):
    """An error that an operator has to mend: `key` names the sentence in the catalogs, `mend` the remedy's.

    As text it is English, for logs; the command line says it in its own language.
    """

    exit_code = 1

    def __init__(self, key: str, mend: str = "", /, **values: object) -> None:
        super().__init__(key, mend, values)
        self.key, self.mend, self.values = key, mend, values

    def say(self, language: str) -> str:
        """The sentence, with the remedy."""
        problem, mend = self.say_problem(language), self.say_mend(language)
        if not mend:
            return problem
        return Catalog.load().say("cli-error-mended", language, problem=problem, mend=mend)

    def say_problem(self, language: str) -> str:
        """The sentence alone."""
        return Catalog.load().say(self.key, language, **self.values)

    def say_mend(self, language: str) -> str:
        """The remedy alone; empty where it is plain."""
        return Catalog.load().say(self.mend, language, **self.values) if self.mend else ""

    def __str__(self) -> str:
        return self.say("en")


class ChenanError(Exception):
    """Base of errors that a person can do something about. `key` names the sentence, `args` fill it in."""

    key = "error-unknown"

    afterwards: Callable[[AsyncConnection, datetime], Awaitable[None]] | None = None
    """Writes a record of the refusal after the operation was rolled back (`Database.begin`); takes the
    connection and the instant now."""

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.key, values)
        self.values = values


class NotAllowed(ChenanError):
    """The actor has no right to this (deny by default)."""

    key = "error-not-allowed"


class Recused(NotAllowed):
    """Recusal (回避): the person acts, or did, for the enterprise, and may not act on it as an office.

    `left`: here (to colleagues), above (to the office of `place`), nobody.
    """

    key = "error-recused"


class GuestOnly(NotAllowed):
    """The person was shown a finding and does not act for its enterprise."""

    key = "error-guest-only"


class SeatEnded(NotAllowed):
    """The person has no active seat in an office: lead them to their own home."""

    key = "error-seat-ended"


class NotFound(ChenanError):
    """The subject does not exist, or no longer."""

    key = "error-not-found"


class Locked(ChenanError):
    """The form is handed in and can no longer be changed."""

    key = "error-locked"


class Ended(Locked):
    """The campaign has ended: all of it can be read, nothing of it can be changed."""

    key = "error-ended"


class Stale(ChenanError):
    """The state has changed since the person saw it: lead back to the current one."""

    key = "error-stale"


class Invalid(ChenanError):
    """A value that cannot be taken. `key`: of its sentence, `error-invalid-` and what is wrong."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.key = key
        super().__init__(**values)

    @property
    def problem(self) -> str:
        """The problem, without the common prefix of such keys."""
        return self.key.removeprefix("error-invalid-")


class Conflict(ChenanError):
    """The change is already made, or contradicts another one. `key`: of its sentence, `error-conflict-` and
    the problem."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.key = key
        super().__init__(**values)

    @property
    def problem(self) -> str:
        """The problem, without the common prefix of such keys."""
        return self.key.removeprefix("error-conflict-")


class Incomplete(ChenanError):
    """The form cannot be handed in yet; the caller asks `rules.missing` what is left."""

    key = "error-incomplete"


class StoreAway(ChenanError):
    """Stored files cannot be fetched now: their store is not on this machine, and cannot be reached.

    `reason`: away (no answer, too slow, its own fault), refused (the key has no right), bucket (there is
    none).
    """

    key = "error-store-away"

    def __init__(self, reason: Literal["away", "refused", "bucket"] = "away") -> None:
        super().__init__()
        self.reason = reason


class OtherBytes(StoreAway):
    """The store gives other bytes than those of the digest: they are damaged, or a stranger answers."""


class NotKept(StoreAway):
    """A file that was sent cannot be stored now; nothing of it was kept."""

    key = "error-store-not-kept"
