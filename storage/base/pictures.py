"""Pictures as evidence: decoded, stripped of everything but pixels, re-encoded. Knows no table.

All of it happens in a helper process (`storage.base.sandbox`): what is called from outside is `clean`.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from storage.base.errors import Invalid
from storage.base.sandbox import Exhausted, Refused, sandbox

if TYPE_CHECKING:
    from PIL.Image import Image as Decoded

MAX_PIXELS = {"JPEG": 210_000_000, "MPO": 210_000_000, "HEIF": 50_000_000}
"""A JPEG is decoded at a fraction of its size, so that those of all phones pass; a HEIC only as a whole."""
MAX_OTHER_PIXELS = 30_000_000
LONG_EDGE = 2560
UTC_ZONE = ZoneInfo("UTC")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF")
"""Formats that Pillow may open; MPO comes in by way of JPEG."""
_ORIENTATION, _EXIF_IFD, _DATE_TIME_ORIGINAL = 0x0112, 0x8769, 0x9003
_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
"""Exceptions that Pillow raises on damaged or mislabelled bytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned JPEG. `original_sha256` names the bytes as they came; `taken_at` from their EXIF, in UTC."""

    data: bytes
    original_sha256: str
    width: int
    height: int
    taken_at: datetime | None
    likeness: str


async def clean(data: bytes, zone: ZoneInfo, edge: int = LONG_EDGE) -> Picture:
    """Decode `data` and re-encode it (upright, at most `edge` px long, no metadata), in a helper process.

    `zone` is where cameras' clocks run: EXIF carries no time zone.

    Raises:
        Invalid: "photo" no picture that can be read; "photo-large" too many pixels, or too much to decode.
    """
    try:
        facts, made = await sandbox.run(f"{__name__}:clean_in_helper", data, zone=zone.key, edge=edge)
    except Refused as refused:
        raise Invalid(refused.key) from None
    except Exhausted:
        raise Invalid("error-invalid-photo-large") from None
    return unpacked(facts, made)


def unpacked(facts: Mapping[str, Any], made: bytes) -> Picture:
    """The picture in a helper's answer."""
    taken = facts["taken_at"]
    return Picture(
        data=made,
        original_sha256=str(facts["original_sha256"]),
        width=int(facts["width"]),
        height=int(facts["height"]),
        taken_at=datetime.fromisoformat(taken) if taken is not None else None,
        likeness=str(facts["likeness"]),
    )


def packed(picture: Picture) -> tuple[dict[str, Any], bytes]:
    """A picture as a helper's answer."""
    facts = {
        "original_sha256": picture.original_sha256,
        "width": picture.width,
        "height": picture.height,
        "taken_at": picture.taken_at.isoformat() if picture.taken_at is not None else None,
        "likeness": picture.likeness,
    }
    return facts, picture.data


def clean_in_helper(data: bytes, zone: str, edge: int) -> tuple[dict[str, Any], bytes]:
    """The part of `clean` that runs in the helper process."""
    return packed(clean_now(data, ZoneInfo(zone), edge))


def clean_now(data: bytes, zone: ZoneInfo, edge: int) -> Picture:
    """Clean a picture in the calling process: for pictures made by the program itself, and for the helper."""
    from PIL import Image

    # the library's limit would refuse photos of today's phones; the limits here replace it
    Image.MAX_IMAGE_PIXELS = None
    _know_heic()
    pixels = 0
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS.get(image.format or "", MAX_OTHER_PIXELS):
                raise Invalid("error-invalid-photo-large")
            image.draft("RGB", (edge, edge))  # a huge JPEG is never in memory whole
            flat = _flat(image, edge)
            # Only now: some formats turn the picture themselves while loading, and say so here.
            orientation, written = _exif(image)
    except Invalid:
        raise
    except _DAMAGED as problem:
        # A decoder that runs out of memory raises the same as for half a file.
        raise Invalid(
            "error-invalid-photo-large" if pixels > MAX_OTHER_PIXELS else "error-invalid-photo"
        ) from problem
    return encode(_turn(flat, orientation), hashlib.sha256(data).hexdigest(), _taken_at(written, zone))


def encode(image: Decoded, original_sha256: str, taken_at: datetime | None) -> Picture:
    """Pixels as a JPEG without anything else, with what tells near-duplicates."""
    image.info.clear()  # Pillow would write a comment along
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    pixels = image.convert("L").resize((9, 8)).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return Picture(out.getvalue(), original_sha256, image.width, image.height, taken_at, f"{bits:016x}")


@cache
def _know_heic() -> None:
    """Register the HEIC format (iPhones) with Pillow: the main picture alone, decoded on one processor."""
    with suppress(ImportError):  # all other formats are read without it
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def _flat(image: Decoded, edge: int) -> Decoded:
    """RGB pixels, at most `edge` long; transparent pictures are laid over white."""
    from PIL import Image

    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value * (1 / 256))
    flat = image.convert("RGBA" if image.has_transparency_data else "RGB")
    flat.thumbnail((edge, edge))
    if flat.mode == "RGB":
        return flat
    white = Image.new("RGBA", flat.size, "white")
    white.alpha_composite(flat)
    return white.convert("RGB")


def _exif(image: Decoded) -> tuple[Any, Any]:
    """Orientation and time of shooting as written; damaged metadata is no reason to refuse a picture."""
    orientation = written = None
    with suppress(*_DAMAGED):
        exif = image.getexif()
        orientation = exif.get(_ORIENTATION)
        written = exif.get_ifd(_EXIF_IFD).get(_DATE_TIME_ORIGINAL)
    return orientation, written


def _turn(image: Decoded, orientation: object) -> Decoded:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return (
        image.transpose(turns[orientation])
        if isinstance(orientation, int) and orientation in turns
        else image
    )


def _taken_at(written: object, zone: ZoneInfo) -> datetime | None:
    try:
        local = datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):  # a camera that never was set writes zeros, or the year 1
        return None
