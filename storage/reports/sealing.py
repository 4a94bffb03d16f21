"""Seals and opens anonymous reports: `Intake` with public keys only, `Keyring` with private ones.

A process that only takes reports in has no Keyring. Neither knows a table.
"""

from __future__ import annotations

import asyncio
import base64
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from nacl import exceptions
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey

from storage.base.background import in_background
from storage.base.pictures import UTC_ZONE, clean
from storage.reports import crypto
from storage.reports.crypto import Sealed, Ticket, Unreadable
from storage.reports.keys import KeyFile

EDGE = 2048
_MARK = "CA1"


@dataclass(frozen=True, slots=True)
class Words:
    """Sealed content of a message. `since`, `place`, `enterprise_id`: only in a report's first one.

    `department` and `office` (the place's name) say who of the office speaks.
    """

    text: str = ""
    since: str = ""
    place: str = ""
    enterprise_id: int | None = None
    department: str = ""
    office: str = ""

    def __repr__(self) -> str:
        return "Words(…)"


class Intake:
    """Seals with the office's public key; knows the pepper of receipts and signs statements."""

    def __init__(self, file: KeyFile) -> None:
        self._pepper = file.pepper
        self._signing = SigningKey(file.signing)
        self.turn = asyncio.Lock()
        """Held while a report is sealed: each is done whole before the next, none waits for the last."""
        self.key_id = file.keys[0].id
        self.public = file.keys[0].public

    async def ticket(self, receipt: str) -> Ticket:
        """The ticket of a receipt (16 digits); 0.15 s in a thread, one at a time: 64 MiB each."""
        return await in_background(partial(crypto.derive_ticket, self._pepper, receipt))

    async def photo(self, data: bytes) -> bytes:
        """A photo as it may be kept in memory: nothing but pixels, at most 2,048 px long.

        Raises:
            Invalid: "photo", "photo-large": see `pictures.clean`.
        """
        return (await clean(data, UTC_ZONE, EDGE)).data

    def seal_words(self, words: Words, worker: bytes | None) -> Sealed:
        """Lock a message, for the office and, unless None, for the holder of the receipt."""
        plain = {name: value for name, value in asdict(words).items() if value not in ("", None)}
        data = json.dumps(plain, ensure_ascii=False).encode()
        return crypto.seal(data, crypto.TEXT_STEP, self.public, worker)

    async def seal_photo(self, data: bytes, worker: bytes) -> tuple[Sealed, bytes]:
        """Lock a cleaned photo together with its comparison tag; 20 ms for 3 MB, in a thread."""

        def seal() -> tuple[Sealed, bytes]:
            return crypto.seal(data, crypto.FILE_STEP, self.public, worker), self.tag_photo(data)

        return await in_background(seal)

    def wrap(self, text: str) -> str:
        """Lock an officer's draft under the pepper: it may quote a report and is never stored plain."""
        box = SecretBox(crypto.tag(self._pepper, "draft", b""))
        return base64.b64encode(bytes(box.encrypt(text.encode()))).decode()

    def unwrap(self, wrapped: str) -> str:
        """Undo `wrap`.

        Raises:
            Unreadable: something else.
        """
        box = SecretBox(crypto.tag(self._pepper, "draft", b""))
        try:
            return bytes(box.decrypt(base64.b64decode(wrapped))).decode()
        except (ValueError, exceptions.CryptoError) as problem:
            raise Unreadable from problem

    def tag_enterprise(self, enterprise_id: int) -> bytes:
        """A tag that is equal for reports about the same enterprise, for holders of the pepper."""
        return crypto.tag(self._pepper, "enterprise", str(enterprise_id).encode())

    def tag_text(self, text: str) -> bytes:
        """A tag that is equal for texts that differ in blanks, signs and case at most."""
        plain = unicodedata.normalize("NFKC", text).casefold()
        kept = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")
        return crypto.tag(self._pepper, "text", (kept or plain).encode())

    def tag_photo(self, data: bytes) -> bytes:
        """A tag that is equal for the same photo."""
        return crypto.tag(self._pepper, "photo", data)

    def statement(self, case_number: str, received_on: date) -> str:
        """A signed confirmation that a report of that number came in that day, and no more; the
        worker may show it to anybody."""
        fact = f"{_MARK}.{case_number}.{received_on:%Y%m%d}"
        signature = self._signing.sign(fact.encode()).signature
        return f"{fact}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"

    @property
    def verify_key(self) -> bytes:
        """The public key by which statements are proved."""
        return bytes(self._signing.verify_key)


class Keyring:
    """Opens what was sealed to the office. `opens` False: this process has no private key."""

    def __init__(self, file: KeyFile | None = None) -> None:
        self._secrets: Mapping[str, bytes] = file.secrets() if file is not None else {}

    @property
    def opens(self) -> bool:
        """Whether this process can open anything."""
        return bool(self._secrets)

    def words(self, key_id: str, sealed_key: bytes, body: bytes) -> Words:
        """Open a sealed message.

        Raises:
            Unreadable: sealed to a key that is not here, or changed.
        """
        return read_words(crypto.unseal(self._secret(key_id), sealed_key, body))

    def photo(self, key_id: str, sealed_key: bytes, body: bytes) -> bytes:
        """A photo's JPEG.

        Raises:
            Unreadable: as `words`.
        """
        return crypto.unseal(self._secret(key_id), sealed_key, body)

    def reseal(self, key_id: str, sealed_key: bytes, public: bytes) -> bytes:
        """A content key for another office key (rotation).

        Raises:
            Unreadable: as `words`.
        """
        return crypto.reseal(crypto.unseal_key(self._secret(key_id), sealed_key), public)

    def _secret(self, key_id: str) -> bytes:
        try:
            return self._secrets[key_id]
        except KeyError:
            raise Unreadable from None


def read_words(data: bytes) -> Words:
    """Undo `Intake.seal_words`.

    Raises:
        Unreadable: something else.
    """
    try:
        return Words(**json.loads(data))
    except (ValueError, TypeError) as problem:
        raise Unreadable from problem


def verify_statement(statement: str, verify_key: bytes) -> tuple[str, date] | None:
    """The case number and day that a statement proves; None: it was not signed with that key."""
    fact, _, signature = statement.strip().rpartition(".")
    try:
        mark, case_number, day = fact.split(".")
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        VerifyKey(verify_key).verify(fact.encode(), raw)
        if mark != _MARK:
            return None
        return case_number, date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}")
    except (ValueError, exceptions.CryptoError):
        return None
