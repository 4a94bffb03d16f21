"""Files as strangers send them: an iPhone's, and small ones that unfold into too much."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image


def heic() -> bytes:
    """A photo as an iPhone's file: red, green, blue and white quarters, turned by its metadata."""
    return Path(__file__).with_name("iphone.heic").read_bytes()


def webp_of(width: int, height: int) -> bytes:
    """A WebP of 1 KB that claims a size it does not have."""
    out = io.BytesIO()
    Image.effect_noise((32, 32), 50).convert("RGB").save(out, "WEBP", lossless=True)
    data = bytearray(out.getvalue())
    at = data.index(b"VP8L") + 9
    claimed = (width - 1) | (height - 1) << 14 | data[at + 3] >> 4 << 28
    data[at : at + 4] = claimed.to_bytes(4, "little")
    return bytes(data)


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG of 1 KB that claims a size it does not have."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)
