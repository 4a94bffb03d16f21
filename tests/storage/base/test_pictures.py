"""Pictures as evidence: what stays of them, what goes, and that no bytes whatever make it stumble."""

from __future__ import annotations

import asyncio
import hashlib
import io
import struct
import warnings
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storage.base import pictures
from storage.base.errors import Invalid
from storage.base.pictures import LONG_EDGE, Picture
from tests.foreign import heic, jpeg_of, webp_of

ZONE = ZoneInfo("Asia/Shanghai")
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def drawn(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Red above left, green above right, blue below left, white below right."""
    image = Image.new("RGB", size, WHITE)
    middle = size[0] // 2, size[1] // 2
    image.paste(RED, (0, 0, *middle))
    image.paste(GREEN, (middle[0], 0, size[0], middle[1]))
    image.paste(BLUE, (0, middle[1], middle[0], size[1]))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def decoded(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


def nearest(image: Image.Image) -> list[tuple[int, ...]]:
    """The pure colour in the middle of each quarter: above left, above right, below left, below right."""
    wide, high = image.size
    seen = []
    for y in (high // 4, 3 * high // 4):
        for x in (wide // 4, 3 * wide // 4):
            pixel: Any = image.getpixel((x, y))
            seen.append(tuple(255 if value > 127 else 0 for value in pixel))
    return seen


def exif(orientation: int = 1, taken: str = "2027:02:28 09:30:00") -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "CAMERA-MAKER"
    tags.get_ifd(0x8825)[2] = (32.0, 27.0, 0.0)
    tags.get_ifd(0x8769)[0x9003] = taken
    return tags


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size it does not have."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


async def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        await pictures.clean(data, ZONE)
    return refused.value.problem


async def test_what_a_phone_writes_beside_the_pixels_is_gone() -> None:
    profile, packet = b"PROFILE-OF-A-CAMERA" * 20, b"<x:xmpmeta>PACKET-OF-A-CAMERA</x:xmpmeta>"
    sent = encoded(drawn(), exif=exif(), comment="姓名王师傅".encode(), xmp=packet, icc_profile=profile)
    picture = await pictures.clean(sent, ZONE)
    for secret in (b"CAMERA", b"Exif", "王师傅".encode(), b"xmpmeta", b"ICC_PROFILE"):
        assert secret in sent
        assert secret not in picture.data
    kept = decoded(picture)
    assert not kept.getexif()
    assert kept.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
async def test_other_formats_bring_no_metadata_either(kind: str) -> None:
    more: dict[str, Any] = {"comment": b"SECRET"} if kind == "GIF" else {"exif": exif()}
    sent = encoded(drawn(), kind, **more)
    picture = await pictures.clean(sent, ZONE)
    for secret in (b"SECRET", b"CAMERA-MAKER", b"2027:02:28"):
        assert secret not in picture.data
    assert nearest(decoded(picture)) == [RED, GREEN, BLUE, WHITE]


ORIENTATIONS = {  # EXIF 2.3, tag 274: what is stored above left, above right, below left, below right
    1: [RED, GREEN, BLUE, WHITE],
    2: [GREEN, RED, WHITE, BLUE],
    3: [WHITE, BLUE, GREEN, RED],
    4: [BLUE, WHITE, RED, GREEN],
    5: [RED, BLUE, GREEN, WHITE],
    6: [BLUE, RED, WHITE, GREEN],
    7: [WHITE, GREEN, BLUE, RED],
    8: [GREEN, WHITE, RED, BLUE],
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
async def test_a_picture_stands_upright(orientation: int, kind: str) -> None:
    picture = await pictures.clean(encoded(drawn(), kind, exif=exif(orientation)), ZONE)
    size = (48, 64) if orientation > 4 else (64, 48)
    assert (picture.width, picture.height) == decoded(picture).size == size
    assert nearest(decoded(picture)) == ORIENTATIONS[orientation]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ((LONG_EDGE, 100), (LONG_EDGE, 100)),
        ((LONG_EDGE + 1, 100), (LONG_EDGE, 100)),
        ((100, 5120), (50, LONG_EDGE)),
        ((9000, 6000), (LONG_EDGE, 1707)),
        ((1, 1), (1, 1)),
        ((9000, 1), (LONG_EDGE, 1)),
    ],
)
async def test_no_edge_is_longer_than_is_needed_to_read_a_label(
    sent: tuple[int, int], kept: tuple[int, int]
) -> None:
    picture = await pictures.clean(encoded(drawn(sent)), ZONE)
    assert (picture.width, picture.height) == decoded(picture).size == kept


async def test_a_huge_photo_keeps_its_colours_and_its_turn() -> None:
    picture = await pictures.clean(encoded(drawn((8000, 6000)), exif=exif(6)), ZONE)
    assert decoded(picture).size == (1920, LONG_EDGE)
    assert nearest(decoded(picture)) == ORIENTATIONS[6]


def blank_jpeg(width: int, height: int) -> bytes:
    """A grey JPEG of so many pixels, a few hundred kilobytes long."""
    return encoded(Image.new("L", (width, height), 90), quality=1)


@pytest.mark.parametrize("size", [(8160, 6144), (12_000, 9000)], ids=["50 megapixels", "108 megapixels"])
async def test_photos_of_todays_phones_pass(size: tuple[int, int]) -> None:
    picture = await pictures.clean(blank_jpeg(*size), ZONE)
    assert picture.width == LONG_EDGE


@pytest.mark.parametrize(
    "sent",
    [webp_of(16_383, 3600), jpeg_of(65_000, 65_000)],
    ids=["webp", "jpeg"],
)
async def test_a_small_file_of_a_huge_picture_is_refused_in_words(sent: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answers = await asyncio.gather(*(refusal(sent) for _ in range(4)))
    assert set(answers) == {"photo-large"}
    assert len(sent) < 5000


async def test_a_file_of_an_iphone_is_a_photo_upright_and_without_metadata() -> None:
    picture = await pictures.clean(heic(), ZONE)
    assert b"CAMERA-MAKER" in heic()
    assert b"CAMERA-MAKER" not in picture.data
    assert (picture.width, picture.height) == (48, 64)
    assert nearest(decoded(picture)) == ORIENTATIONS[6]
    assert picture.taken_at == datetime(2027, 2, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
async def test_half_a_file_of_an_iphone_is_none(part: float) -> None:
    assert await refusal(heic()[: int(len(heic()) * part)]) == "photo"


@pytest.mark.parametrize("side", [8_000, 10_000, 20_000, 100_000])
async def test_a_picture_that_unfolds_into_too_much_is_refused_before_it_does(side: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert await refusal(png(side, side)) == "photo-large"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert await refusal(png(side, side)) == "photo-large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
async def test_half_a_picture_is_none(kind: str, part: float) -> None:
    sent = encoded(Image.effect_noise((90, 60), 80).convert("RGB"), kind)
    assert await refusal(sent[: int(len(sent) * part)]) == "photo"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"no picture",
        b"\xff\xd8\xff",
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(64),
    ],
    ids=["nothing", "zero", "words", "marker", "pdf", "svg", "eps", "heic"],
)
async def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert await refusal(data) == "photo"


async def test_what_is_transparent_lies_on_white_as_it_was_seen() -> None:
    sheet = Image.new("RGBA", (64, 48), (0, 0, 0, 0))
    sheet.paste((*RED, 255), (0, 0, 32, 24))
    sheet.paste((0, 0, 0, 40), (32, 0, 64, 24))  # a faint shadow
    for kind in ("PNG", "WEBP"):
        assert nearest(decoded(await pictures.clean(encoded(sheet, kind), ZONE))) == [
            RED,
            WHITE,
            WHITE,
            WHITE,
        ]
    few = Image.new("P", (64, 48), 1)  # a palette whose second colour is the one to see through
    few.putpalette([*RED, *BLUE])
    few.paste(0, (0, 0, 32, 24))
    for kind in ("PNG", "GIF"):
        picture = await pictures.clean(encoded(few, kind, transparency=1), ZONE)
        assert nearest(decoded(picture)) == [RED, WHITE, WHITE, WHITE]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("CMYK", "TIFF"), ("LA", "PNG")],
)
async def test_other_kinds_of_pixels_look_as_they_did(mode: str, kind: str) -> None:
    picture = await pictures.clean(encoded(drawn().convert(mode), kind), ZONE)
    image = decoded(picture)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    if mode in ("CMYK", "P"):
        assert nearest(image) == [RED, GREEN, BLUE, WHITE]
    else:
        assert nearest(image)[3] == WHITE != nearest(image)[2]


async def test_sixteen_bits_of_grey_are_not_bleached() -> None:
    picture = await pictures.clean(encoded(Image.new("I;16", (20, 20), 40_000), "PNG"), ZONE)
    grey: Any = decoded(picture).getpixel((9, 9))
    assert all(abs(value - 156) <= 2 for value in grey)


async def test_of_a_moving_picture_the_first_frame_counts() -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in (RED, BLUE)]
    sent = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert nearest(decoded(await pictures.clean(sent, ZONE))) == [RED] * 4


@pytest.mark.parametrize(
    ("written", "taken_at"),
    [
        ("2027:02:28 09:30:00", datetime(2027, 2, 28, 1, 30, tzinfo=UTC)),
        ("2027:01:01 07:59:59", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0000:00:00 00:00:00", None),
        ("0001:01:01 00:00:00", None),
        ("2027:02:30 09:30:00", None),
        ("    :  :     :  :  ", None),
        ("昨天", None),
        ("", None),
    ],
)
async def test_the_time_of_shooting_is_read_where_it_can_be(written: str, taken_at: datetime | None) -> None:
    tags = exif()
    tags.get_ifd(0x8769)[0x9003] = written.encode() if not written.isascii() else written
    assert (await pictures.clean(encoded(drawn(), exif=tags), ZONE)).taken_at == taken_at


async def test_a_photo_is_named_by_the_bytes_that_came() -> None:
    sent = encoded(drawn())
    picture = await pictures.clean(sent, ZONE)
    assert picture.original_sha256 == hashlib.sha256(sent).hexdigest()
    assert picture.taken_at is None
    assert await pictures.clean(sent, ZONE) == picture


def scene() -> Image.Image:
    """A picture with light and shadow."""
    slope = Image.linear_gradient("L").resize((800, 600))
    image = Image.merge("RGB", (slope, slope.rotate(180), Image.radial_gradient("L").resize((800, 600))))
    image.paste((40, 60, 50), (90, 120, 300, 480))
    image.paste((230, 210, 200), (420, 80, 700, 260))
    return image


def apart(one: Picture, other: Picture) -> int:
    """The number of bits, of 64, in which two likenesses differ."""
    return (int(one.likeness, 16) ^ int(other.likeness, 16)).bit_count()


@pytest.mark.parametrize("quality", [30, 60, 90])
@pytest.mark.parametrize("size", [(800, 600), (320, 240), (1600, 1200)])
async def test_the_same_scene_sent_again_is_alike(quality: int, size: tuple[int, int]) -> None:
    first = await pictures.clean(encoded(scene(), quality=95), ZONE)
    again = await pictures.clean(encoded(scene().resize(size), quality=quality), ZONE)
    other = await pictures.clean(encoded(scene().transpose(Image.Transpose.ROTATE_90)), ZONE)
    assert len(first.likeness) == 16
    assert again.original_sha256 != first.original_sha256
    assert apart(first, again) <= 4
    assert apart(first, other) > 10


async def attempt(data: bytes) -> tuple[str, Picture | None]:
    try:
        return "", await pictures.clean(data, ZONE)
    except Invalid as refused:
        return refused.problem, None


@cache
def seeds() -> tuple[bytes, ...]:
    image = drawn()
    return (
        encoded(image, exif=exif(6)),
        encoded(image, "PNG", exif=exif(6)),
        encoded(image, "TIFF", exif=exif(6)),
        encoded(image, "WEBP", exif=exif(6)),
        encoded(image, "GIF"),
        encoded(image, "BMP"),
        heic(),
    )


@given(
    seed=st.integers(0, 6),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20
    ),
    head=st.booleans(),
)
@settings(max_examples=200, deadline=None)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_are_a_picture_or_are_refused(
    seed: int, changes: list[tuple[float, int]], head: bool
) -> None:
    data = bytearray(seeds()[seed])
    reach = min(len(data), 300) if head else len(data)  # metadata comes first
    for where, value in changes:
        data[int(where * reach)] = value
    problem, picture = asyncio.run(attempt(bytes(data)))
    if picture is None:
        assert problem in {"photo", "photo-large"}
    else:
        assert decoded(picture).size == (picture.width, picture.height)


async def test_damaged_metadata_is_no_reason_to_refuse() -> None:
    sent = encoded(drawn(), exif=exif())
    at = sent.index(b"\x03\x90\x02\x00") if b"\x03\x90\x02\x00" in sent else sent.index(b"\x90\x03\x00\x02")
    for kind in range(256):
        data = bytearray(sent)
        data[at + 2 : at + 4] = bytes((kind, kind))  # a tag of a type there is not
        assert nearest(decoded(await pictures.clean(bytes(data), ZONE))) == [RED, GREEN, BLUE, WHITE]
