"""Pictures as evidence: decoded, stripped of everything but pixels, encoded anew. Knows no table."""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from storage.errors import Invalid

MAX_PIXELS = 60_000_000
LONG_EDGE = 2560
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
"""What Pillow may open; MPO comes in by way of JPEG."""
_EXIF_IFD, _DATE_TIME_ORIGINAL = 0x8769, 0x9003


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned JPEG. `original_sha256` names the bytes as they came; `taken_at` from their EXIF, in UTC."""

    data: bytes
    original_sha256: str
    width: int
    height: int
    taken_at: datetime | None
    likeness: str


async def clean(data: bytes, zone: ZoneInfo) -> Picture:
    """Decode `data` in a thread and encode it anew (upright, at most 2,560 px, no metadata).

    `zone` is where cameras' clocks run: EXIF carries no time zone.

    Raises:
        Invalid: "photo" no picture that can be read; "photo-large" too many pixels.
    """
    return await asyncio.to_thread(_clean, data, zone)


def _clean(data: bytes, zone: ZoneInfo) -> Picture:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Invalid("photo-large")
            taken_at = _taken_at(image.getexif().get_ifd(_EXIF_IFD).get(_DATE_TIME_ORIGINAL), zone)
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((LONG_EDGE, LONG_EDGE))
    except Invalid:
        raise
    except Image.DecompressionBombError as problem:
        raise Invalid("photo-large") from problem
    except (OSError, ValueError, SyntaxError, EOFError) as problem:
        raise Invalid("photo") from problem
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
        taken_at,
        f"{bits:016x}",
    )


def _taken_at(written: object, zone: ZoneInfo) -> datetime | None:
    try:
        local = datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
    return local.astimezone(UTC)
