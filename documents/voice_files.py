"""Voice recordings as phones make them: told by their bytes, measured, and rid of what else stands in them
(places, titles, names of devices). Sound is not decoded.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from storage.base.errors import Invalid

SUFFIXES = {
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/3gpp": ".3gp",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
    "audio/webm": ".webm",
}
TELEGRAMS = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4"})
"""Types that Telegram plays as a voice message."""
MOST_PARTS = 200_000
_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_BROKEN = (struct.error, IndexError, ValueError, KeyError, ZeroDivisionError, OverflowError)


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording. `seconds`: its length, None where it does not say."""

    data: bytes
    mime: str
    seconds: float | None


def type_of(data: bytes) -> str | None:
    """The type that the first bytes tell; None: no recording. Not yet whether it is whole."""
    if data[:4] == b"OggS":
        return "audio/ogg"
    if data[4:8] == b"ftyp" and data[8:12] not in _PICTURES:
        return "audio/3gpp" if data[8:10] == b"3g" else "audio/mp4"
    if data[:4] == b"\x1aE\xdf\xa3":
        return "audio/webm"
    if data.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    first, second = [*data[_behind_id3(data) :][:2], 0, 0][:2]
    if first == 0xFF and second & 0xF6 == 0xF0:
        return "audio/aac"
    return "audio/mpeg" if first == 0xFF and second & 0xE6 == 0xE2 else None


def look(data: bytes) -> Recording:
    """The recording without anything but sound.

    Raises:
        Invalid: "voice-broken": of none of these types, not whole, or with a picture in it.
    """
    mime = type_of(data)
    try:
        if mime is None:
            raise ValueError
        made, seconds = _READERS[mime](data)
    except _BROKEN as problem:
        raise Invalid("error-invalid-voice-broken") from problem
    return Recording(made, mime, seconds)


def _ogg(data: bytes) -> tuple[bytes, float | None]:
    """Opus, Vorbis or Speex: its second packet, the comments, is emptied in its place."""
    made, at, granule, rate, skipped, packets = bytearray(data), 0, 0, 0, 0, 0
    while at < len(data):
        magic, _, _, position, _, _, _, count = struct.unpack_from("<4sBBqIIIB", data, at)
        lengths = data[at + 27 : at + 27 + count]
        body, end = at + 27 + count, at + 27 + count + sum(lengths)
        if magic != b"OggS" or end > len(data) or len(lengths) < count:
            raise ValueError
        if not rate:
            rate, skipped = _ogg_rate(data[body:end])
            packets = 1
        elif packets == 1:
            size = _first_packet(lengths)
            made[body : body + size] = _no_comments(data[body : body + size])
            made[at + 22 : at + 26] = b"\0\0\0\0"
            made[at + 22 : at + 26] = struct.pack("<I", _crc(bytes(made[at:end])))
            packets = 2
        granule, at = max(granule, position), end
    if packets < 2:
        raise ValueError
    return bytes(made), max(0, granule - skipped) / rate


def _ogg_rate(packet: bytes) -> tuple[int, int]:
    """Samples a second, and those before the beginning."""
    if packet.startswith(b"OpusHead"):
        return 48_000, int.from_bytes(packet[10:12], "little")
    if packet.startswith(b"\x01vorbis"):
        return int.from_bytes(packet[12:16], "little"), 0
    if packet.startswith(b"Speex   "):
        return int.from_bytes(packet[36:40], "little"), 0
    raise ValueError


def _first_packet(lengths: bytes) -> int:
    """Bytes of the first packet of a page, which ends there."""
    size = 0
    for one in lengths:
        size += one
        if one < 255:
            return size
    raise ValueError


def _no_comments(packet: bytes) -> bytes:
    """A packet of the same length without comments; spaces are the name of the encoder."""
    begin = next((one for one in (b"OpusTags", b"\x03vorbis") if packet.startswith(one)), b"")
    end = b"\x01" if begin == b"\x03vorbis" else b""
    room = len(packet) - len(begin) - 8 - len(end)
    if room < 0:
        raise ValueError
    return begin + struct.pack("<I", room) + b" " * room + struct.pack("<I", 0) + end


@cache
def _crc_table() -> tuple[int, ...]:
    made = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
        made.append(value)
    return tuple(made)


def _crc(page: bytes) -> int:
    table, value = _crc_table(), 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ table[value >> 24 ^ byte]
    return value


_ENTERED = (b"moov", b"trak", b"mdia", b"moof", b"traf")
_EMPTIED = (b"udta", b"meta", b"uuid", b"ilst", b"free", b"skip")


def _mp4(data: bytes) -> tuple[bytes, float | None]:
    """M4A and 3GP: boxes that describe become free room, so that no place of the sound moves."""
    made, seconds, kinds = bytearray(data), None, set()
    for kind, at, body, end in _boxes(data):
        if kind in _EMPTIED:
            made[at + 4 : at + 8] = b"free"
            made[body:end] = bytes(end - body)
        elif kind == b"mvhd":
            form = ">QQIQ" if data[body] else ">IIII"
            _, _, scale, length = struct.unpack_from(form, data, body + 4)
            times = struct.calcsize(form[:3])
            made[body + 4 : body + 4 + times] = bytes(times)  # when it was made and changed
            seconds = length / scale if length and length < 1 << 31 else None
        elif kind == b"hdlr":
            kinds.add(data[body + 8 : body + 12])
            made[body + 24 : end] = bytes(end - body - 24)
    if b"soun" not in kinds or b"vide" in kinds:
        raise ValueError
    return bytes(made), seconds


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, begin, begin of the content, and end of each box, and of those within some."""
    at, ends = 0, [len(data)]
    for _ in range(MOST_PARTS):
        while at == ends[-1]:
            ends.pop()
            if not ends:
                return
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = at + size if size else ends[-1]
        if not body <= end <= ends[-1]:
            raise ValueError
        yield kind, at, body, end
        if kind in _ENTERED:
            ends.append(end)
            at = body
        else:
            at = end
    raise ValueError


_SEGMENT, _CLUSTER, _INFO, _TRACKS, _TRACK = 0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE
_DESCRIBING = (0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x7384, 0x7383, 0x4461, 0x536E, 0x4D80, 0x5741)
"""Tags, attachments, chapters, titles, names of files, the date, names of tracks and programs."""


def _webm(data: bytes) -> tuple[bytes, float | None]:
    """WebM: elements that describe become void. Those of unknown length hold all that follows."""
    made, at, parts = bytearray(data), 0, 0
    scale, length, newest, kinds = 1_000_000, 0.0, 0, set()
    while at < len(data):
        parts += 1
        kind, body = _vint(data, at, marked=True)
        size, body = _vint(data, body)
        if kind in (_SEGMENT, _CLUSTER, _INFO, _TRACKS, _TRACK):
            at = body
            continue
        end = body + size
        if end > len(data) or parts > MOST_PARTS:
            raise ValueError
        if kind in _DESCRIBING:
            made[at:end] = _void(end - at)
        elif kind == 0x83:
            kinds.add(data[body])
        elif kind == 0x2AD7B1:
            scale = int.from_bytes(data[body:end], "big")
        elif kind == 0x4489:
            (length,) = struct.unpack(">d" if size == 8 else ">f", data[body:end])
        elif kind == 0xE7:
            newest = int.from_bytes(data[body:end], "big")
        at = end
    if kinds != {2}:
        raise ValueError
    units = length or newest
    return bytes(made), units * scale / 1e9 if units else None


def _vint(data: bytes, at: int, *, marked: bool = False) -> tuple[int, int]:
    """A number of variable length, and where it ends; `marked`: with the bit that tells its length."""
    first = data[at]
    count = 9 - first.bit_length()
    if not 1 <= count <= 8 or at + count > len(data):
        raise ValueError
    value = int.from_bytes(data[at : at + count], "big")
    return (value if marked else value & ~(1 << 7 * count)), at + count


def _void(size: int) -> bytes:
    if size - 2 < 127:
        return bytes((0xEC, 0x80 | size - 2)) + bytes(size - 2)
    return b"\xec\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9)


def _amr(data: bytes) -> tuple[bytes, float | None]:
    wide = data.startswith(b"#!AMR-WB\n")
    sizes = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5) if wide else (12, 13, 15, 17, 19, 20, 26, 31, 5)
    start = at = 9 if wide else 6
    frames = 0
    while at < len(data):
        kind = data[at] >> 3 & 15
        end = at + 1 + (sizes[kind] if kind < len(sizes) else 0)
        if end > len(data) or (kind not in (14, 15) and kind >= len(sizes)):
            break
        at, frames = end, frames + 1
    return _framed(data[:start], data[start:at], frames, 0.02)


def _aac(data: bytes) -> tuple[bytes, float | None]:
    rates = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
    start = at = _behind_id3(data)
    frames, rate = 0, 0
    while data[at : at + 1] == b"\xff" and at + 7 <= len(data) and data[at + 1] & 0xF6 == 0xF0:
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if size < 7 or at + size > len(data):
            break
        rate = rates[data[at + 2] >> 2 & 15]
        at, frames = at + size, frames + 1
    return _framed(b"", data[start:at], frames, 1024 / rate)


def _mp3(data: bytes) -> tuple[bytes, float | None]:
    start = at = _behind_id3(data)
    frames, seconds = 0, 0.0
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xE6 == 0xE2:  # layer III
        version, head = data[at + 1] >> 3 & 3, data[at + 2]
        if version == 1 or head >> 4 in (0, 15) or head >> 2 & 3 == 3:
            break
        first = version == 3
        rates = (44100, 48000, 32000) if first else (22050, 24000, 16000)
        rate = rates[head >> 2 & 3] // (2 if version == 0 else 1)
        bits = (_BITS if first else _LOWER_BITS)[head >> 4]
        end = at + (144 if first else 72) * bits * 1000 // rate + (head >> 1 & 1)
        if end > len(data):
            break
        at, frames, seconds = end, frames + 1, seconds + (1152 if first else 576) / rate
    return _framed(b"", data[start:at], frames, seconds / max(1, frames))


_BITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOWER_BITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _framed(head: bytes, sound: bytes, frames: int, each: float) -> tuple[bytes, float]:
    """Frames alone: what stands before and behind them is left out. One alone may be chance."""
    if frames < 3:
        raise ValueError
    return head + sound, frames * each


def _behind_id3(data: bytes) -> int:
    if data[:3] != b"ID3":
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 127
    return min(size + 10, len(data))


_READERS = {
    "audio/ogg": _ogg,
    "audio/mp4": _mp4,
    "audio/3gpp": _mp4,
    "audio/webm": _webm,
    "audio/amr": _amr,
    "audio/aac": _aac,
    "audio/mpeg": _mp3,
}
