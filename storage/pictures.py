"""Pictures as evidence: decoded, stripped of everything but pixels, encoded anew. Knows no table."""

from __future__ import annotations

import asyncio
import hashlib
import io
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from storage.errors import Invalid

if TYPE_CHECKING:
    from PIL.Image import Image as Decoded

MAX_PIXELS = 60_000_000
LONG_EDGE = 2560
UTC_ZONE = ZoneInfo("UTC")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
"""What Pillow may open; MPO comes in by way of JPEG."""
_ORIENTATION, _EXIF_IFD, _DATE_TIME_ORIGINAL = 0x0112, 0x8769, 0x9003
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises on bytes that are not what they say."""


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
    """Decode `data` in a thread and encode it anew (upright, at most `edge` px long, no metadata).

    `zone` is where cameras' clocks run: EXIF carries no time zone.

    Raises:
        Invalid: "photo" no picture that can be read; "photo-large" too many pixels.
    """
    return await asyncio.to_thread(clean_now, data, zone, edge)


def clean_now(data: bytes, zone: ZoneInfo, edge: int) -> Picture:
    """What `clean` does, in the calling thread; raises the same."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Invalid("photo-large")
            image.draft("RGB", (edge, edge))  # a huge JPEG is never in memory whole
            flat = _flat(image, edge)
            # Only now: some formats turn the picture themselves while loading, and say so here.
            orientation, written = _exif(image)
    except Invalid:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Invalid("photo-large") from problem
    except _DAMAGED as problem:
        raise Invalid("photo") from problem
    upright = _turn(flat, orientation)
    upright.info.clear()  # Pillow would write a comment along
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    small = upright.convert("L").resize((9, 8))
    pixels = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return Picture(
        out.getvalue(),
        hashlib.sha256(data).hexdigest(),
        upright.width,
        upright.height,
        _taken_at(written, zone),
        f"{bits:016x}",
    )


def _flat(image: Decoded, edge: int) -> Decoded:
    """RGB pixels, at most `edge` long; what is transparent lies on white, as it was looked at."""
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
