"""Keys of devices: what a browser keeps so that its person need not join again.

A key is the device's address and an HMAC of it; nothing of it is stored. It lets nobody in by itself: what
its person may do is decided by the account of that address, and ends with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from storage.people.accounts import channel_of

ADDRESS_BYTES = 7
LENGTH = 52
"""Signs of a key; a visitor's session has 43."""


class Devices:
    """`secret` is the same in every process of an installation, and in no file but its settings."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def key_of(self, address: int) -> str:
        """The key of an address."""
        raw = address.to_bytes(ADDRESS_BYTES)
        return base64.urlsafe_b64encode(raw + self._seal(raw)).decode()

    def address_of(self, key: str) -> int | None:
        """The address of a key; None where we did not make it."""
        try:
            raw = base64.urlsafe_b64decode(key.encode("ascii"))
        except (ValueError, binascii.Error):
            return None
        body, seal = raw[:ADDRESS_BYTES], raw[ADDRESS_BYTES:]
        if len(key) != LENGTH or not hmac.compare_digest(seal, self._seal(body)):
            return None
        address = int.from_bytes(body)
        return address if channel_of(address) == "web" else None

    def _seal(self, raw: bytes) -> bytes:
        return hmac.new(self._secret, b"chenan web device" + raw, hashlib.sha256).digest()
