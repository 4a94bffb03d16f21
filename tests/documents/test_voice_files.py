"""Recordings as phones make them, put together here: told by their bytes, measured, made to say no more."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress

import pytest

from documents import voice_files
from storage.base.errors import Invalid

MARK = b"MARKED +24.5+118.1 iPhone"


def box(kind: bytes, *inside: bytes) -> bytes:
    return struct.pack(">I", 8 + sum(map(len, inside))) + kind + b"".join(inside)


def m4a(seconds: int = 4, brand: bytes = b"M4A ", handler: bytes = b"soun") -> bytes:
    """With a place in it, as an iPhone's has, in the film's and in the track's description."""
    header = box(b"mvhd", struct.pack(">IIIII", 0, 77, 77, 1000, seconds * 1000), bytes(80))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12), MARK)), box(b"udta", MARK))
    moov = box(b"moov", header, track, box(b"udta", box(b"meta", MARK)))
    return box(b"ftyp", brand, bytes(8)) + box(b"mdat", b"sound" * 50) + moov + box(b"uuid", bytes(16), MARK)


def page(number: int, granule: int, *packets: bytes) -> bytes:
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes((len(one) % 255,)) for one in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, granule, 1, number, 0, len(lacing)) + lacing
    whole = bytearray(head + b"".join(packets))
    whole[22:26] = struct.pack("<I", voice_files._crc(bytes(whole)))
    return bytes(whole)


def opus(seconds: int = 4) -> bytes:
    head = b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 3) + b"enc" + struct.pack("<II", 1, len(MARK)) + MARK
    sound = page(2, seconds * 48000 + 312, b"sound" * 20, b"more")
    return page(0, 0, head) + page(1, 0, tags) + sound


def element(kind: bytes, *inside: bytes) -> bytes:
    return kind + struct.pack(">Q", 1 << 56 | sum(map(len, inside))) + b"".join(inside)


def webm(seconds: int = 4, track: int = 2) -> bytes:
    """Of unknown length, as what is recorded while it is written."""
    unknown = b"\x01" + b"\xff" * 7
    info = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", b"\x0f\x42\x40"), element(b"\x7b\xa9", MARK))
    tracks = element(b"\x16\x54\xae\x6b", element(b"\xae", element(b"\x83", bytes((track,)))))
    times = (element(b"\xe7", struct.pack(">I", one * 1000)) for one in (0, seconds))
    clusters = b"".join(b"\x1f\x43\xb6\x75" + unknown + one + element(b"\xa3", b"sound") for one in times)
    tags = element(b"\x12\x54\xc3\x67", MARK * 9)
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    return head + b"\x18\x53\x80\x67" + unknown + info + tracks + clusters + tags


def id3() -> bytes:
    return b"ID3\x04\x00\x00" + bytes((0, 0, 0, len(MARK))) + MARK


def amr(seconds: int = 4) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * (50 * seconds) + MARK


def aac(seconds: int = 4) -> bytes:
    frame = b"\xff\xf1\x60\x40\x02\x1f\xfc" + bytes(9)  # 16 bytes, 16 kHz (place 8 of the list)
    return id3() + frame * (seconds * 16000 // 1024 + 1) + MARK


def mp3(seconds: int = 4) -> bytes:
    frame = b"\xff\xfb\x10\xc0" + bytes(144 * 32000 // 44100 - 4)
    return id3() + frame * (seconds * 44100 // 1152 + 1) + b"TAG" + MARK + bytes(100)


KINDS: dict[str, Callable[..., bytes]] = {
    "audio/mp4": m4a,
    "audio/3gpp": lambda seconds=4: m4a(seconds, b"3gp5"),
    "audio/ogg": opus,
    "audio/webm": webm,
    "audio/amr": amr,
    "audio/aac": aac,
    "audio/mpeg": mp3,
}


@pytest.mark.parametrize("mime", KINDS)
def test_what_a_phone_records_is_taken_measured_and_says_nothing_but_sound(mime: str) -> None:
    for seconds in (4, 301):
        data = KINDS[mime](seconds)
        found = voice_files.look(data)
        assert found.mime == mime
        assert found.seconds == pytest.approx(seconds, abs=0.2)
        assert b"MARKED" not in found.data
        again = voice_files.look(found.data)
        assert (again.data, again.mime) == (found.data, mime), "what is left is a whole one"
        assert b"MARKED" in data


@pytest.mark.parametrize("mime", KINDS)
def test_half_a_recording_and_noise_are_refused_or_read_and_never_an_error(mime: str) -> None:
    data = KINDS[mime]()
    for cut in range(0, len(data), max(1, len(data) // 60)):
        for damaged in (data[:cut], data[:cut] + b"\xff" * 8 + data[cut + 8 :], data[:cut] + data[cut + 1 :]):
            with suppress(Invalid):
                assert len(voice_files.look(damaged).data) <= len(damaged)


@pytest.mark.parametrize(
    "data",
    [
        m4a(handler=b"vide"),
        m4a(brand=b"heic"),
        webm(track=1),
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + bytes(40),
        "\ufeff表".encode("utf-16-le"),
        b"",
        b"PK\x03\x04",
        b"<svg/>",
    ],
)
def test_films_pictures_and_papers_are_no_recordings(data: bytes) -> None:
    with pytest.raises(Invalid, match="voice-broken"):
        voice_files.look(data)
