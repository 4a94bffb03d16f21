"""Searching all an installation leaves behind for one person, in every encoding that could carry them."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import hmac
import io
import json
import lzma
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


def _hashes(data: bytes) -> Iterator[bytes]:
    for name in ("md5", "sha1", "sha256", "sha512"):
        yield hashlib.new(name, data).digest()
    yield hashlib.blake2b(data).digest()
    yield hashlib.blake2b(data, digest_size=32).digest()


@dataclass(frozen=True)
class Found:
    """A mark somewhere: which, in which shape, and where."""

    mark: str
    shape: str
    where: str


def number_shapes(number: int) -> dict[str, bytes]:
    """A number as it could be written: in digits of several bases, in bytes of both orders."""
    size = (number.bit_length() + 7) // 8
    shapes = {
        "decimal": str(number).encode(),
        "hex": f"{number:x}".encode(),
        "HEX": f"{number:X}".encode(),
        "octal": f"{number:o}".encode(),
        "base 36": _based(number, "0123456789abcdefghijklmnopqrstuvwxyz").encode(),
        "base 62": _based(number, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").encode(),
        "base 62 backwards": _based(number, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")[
            ::-1
        ].encode(),
        "little endian": number.to_bytes(size, "little"),
        "big endian": number.to_bytes(size, "big"),
        "varint": _varint(number),
        "backwards": str(number)[::-1].encode(),
    }
    for order in ("little", "big"):
        for name, data in _texted(number.to_bytes(8, order)):
            shapes[f"{order} endian, {name}"] = data
    return {**shapes, **{f"decimal, {name}": data for name, data in text_shapes(str(number)).items()}}


def text_shapes(text: str) -> dict[str, bytes]:
    """A text as it could be written."""
    raw = text.encode()
    return {
        "UTF-8": raw,
        "UTF-16 LE": text.encode("utf-16-le"),
        "UTF-16 BE": text.encode("utf-16-be"),
        "UTF-32 LE": text.encode("utf-32-le"),
        "GB18030": text.encode("gb18030"),
        "JSON": json.dumps(text)[1:-1].encode(),
        "percent": urllib.parse.quote(text, safe="").encode(),
        "backslashes": text.encode("unicode_escape"),
        "repr": repr(raw)[2:-1].encode(),
        **dict(_texted(raw)),
    }


def hash_shapes(text: str, keys: Iterable[bytes]) -> dict[str, bytes]:
    """Hashes of a text, plain and under each of `keys`, as bytes, hex and base64."""
    shapes: dict[str, bytes] = {}
    raw = text.encode()
    for number, hashed in enumerate(_hashes(raw)):
        for name, data in _texted(hashed):
            shapes[f"hash {number}, {name}"] = data
    for place, key in enumerate(keys):
        for name, data in (
            *_texted(hmac.new(key, raw, hashlib.sha256).digest()),
            *_texted(hashlib.sha256(key + raw).digest()),
            *_texted(hashlib.sha256(raw + key).digest()),
            *_texted(hashlib.blake2b(raw, key=key[:64], digest_size=32).digest()),
        ):
            shapes[f"keyed {place}, {name}, {len(shapes)}"] = data
    return shapes


def _texted(raw: bytes) -> list[tuple[str, bytes]]:
    """Bytes, and the texts they could be written as; base64 at each of its three alignments."""
    shapes = [("bytes", raw), ("hex", raw.hex().encode()), ("HEX", raw.hex().upper().encode())]
    for shift in range(3):
        inner = base64.b64encode(b"\0" * shift + raw)[shift and shift + 1 :].rstrip(b"=")
        inner = inner[: -1 if (len(raw) + shift) % 3 else None]
        shapes.append((f"base64 {shift}", inner))
        shapes.append((f"url base64 {shift}", inner.replace(b"+", b"-").replace(b"/", b"_")))
    shapes.append(("base32", base64.b32encode(raw).rstrip(b"=")[: len(raw) * 8 // 5]))
    return shapes


def _based(number: int, signs: str) -> str:
    text = ""
    while number:
        number, sign = divmod(number, len(signs))
        text = signs[sign] + text
    return text


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


BLOCKS: tuple[tuple[Literal["Q", "I"], int], ...] = (("Q", 8), ("I", 4))
"""Blocks of bytes by their format as numbers, and their sizes, the larger first."""


class DeliveryResults:
    """Patterns to search for: by name, each in its shapes.

    Thousands of shapes in megabytes: only those are looked for of which the data hold a block. Wherever a
    shape of 2 n - 1 bytes and more lies, it covers one of the blocks of n bytes that data consist of.
    """

    def __init__(self) -> None:
        self.shapes: dict[bytes, tuple[str, str]] = {}
        self._blocks: dict[str, dict[int, set[bytes]]] = {form: {} for form, _ in BLOCKS}
        self._short: set[bytes] = set()

    def add(self, mark: str, shapes: dict[str, bytes]) -> None:
        """Search for a mark in these shapes; none so short that it could be there by chance."""
        for name, data in shapes.items():
            if len(data) >= 5 and data not in self.shapes:
                self.shapes[data] = (mark, name)
                self._index(data)

    def _index(self, data: bytes) -> None:
        for form, size in BLOCKS:
            if len(data) >= 2 * size - 1:
                for at in range(size):
                    (block,) = memoryview(data[at : at + size]).cast(form)
                    self._blocks[form].setdefault(block, set()).add(data)
                return
        self._short.add(data)

    def _likely(self, plain: bytes) -> set[bytes]:
        """The shapes that may be there."""
        likely = set(self._short)
        for form, size in BLOCKS:
            held = set(memoryview(plain)[: len(plain) // size * size].cast(form))
            for block in held & self._blocks[form].keys():
                likely |= self._blocks[form][block]
        return likely

    def look(self, data: bytes, where: str) -> list[Found]:
        """The marks in some bytes, and in what they are the compressed form of."""
        found = []
        for place, plain in unpacked(data, where):
            there = {one for one in self._likely(plain) if one in plain}
            found += [Found(*self.shapes[one], place) for one in self.shapes if one in there]
        return found

    def look_through(self, *folders: Path, but: Iterable[Path] = ()) -> list[Found]:
        """The marks in names and contents of all files below `folders`, those below `but` left out."""
        left_out, found = tuple(but), []
        for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
            if any(path.is_relative_to(one) for one in left_out):
                continue
            found += self.look(str(path).encode(), f"name of {path.name}")
            if path.is_file() and not path.is_symlink():
                found += self.look(path.read_bytes(), str(path))
        return found


def unpacked(data: bytes, where: str) -> Iterator[tuple[str, bytes]]:
    """Bytes as they are, and whatever can be unpacked of them."""
    yield where, data
    for name, unpack in (("gzip", gzip.decompress), ("zlib", zlib.decompress), ("bz2", bz2.decompress)):
        with suppress(Exception):
            yield f"{where} ({name})", unpack(data)
    with suppress(Exception):
        yield f"{where} (xz)", lzma.decompress(data)
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            yield f"{where} ({member})", archive.read(member)
    with suppress(Exception), tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for one in tar.getmembers():
            if (file := tar.extractfile(one)) is not None:
                yield f"{where} ({one.name})", file.read()
