"""Processes a photo as Telegram does: upright, without metadata, JPEG of at most 1280 pixels, in several
sizes."""

import io

from PIL import Image, ImageOps

from simulator.api.errors import bad_request

LONG_EDGES = (320, 800, 1280)
MAX_PHOTO_BYTES = 10 * 1024 * 1024


def make_sizes(data: bytes) -> list[tuple[int, int, bytes]]:
    """Sizes of a photo, smallest first, as width, height and JPEG; takes tens of milliseconds of CPU.

    Raises ApiError 400 for what is no image, too long and thin, or too big.
    """
    if len(data) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
            if width + height > 10_000 or max(width, height) > 20 * min(width, height):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            if opened.format == "JPEG":
                opened.draft("RGB", (LONG_EDGES[-1], LONG_EDGES[-1]))
            picture = ImageOps.exif_transpose(opened)
            if picture.mode not in ("RGB", "L"):
                clear = picture.convert("RGBA")
                picture = Image.new("RGB", clear.size, "white")
                picture.paste(clear, mask=clear.getchannel("A"))
            picture = picture.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    longest = max(picture.size)
    edges = {min(longest, LONG_EDGES[-1])} | {edge for edge in LONG_EDGES if edge < longest}
    if len(edges) == 1:
        edges.add(max(1, longest // 2))
    sizes = []
    for edge in sorted(edges):
        small = picture if edge == longest else ImageOps.contain(picture, (edge, edge))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=82)
        sizes.append((small.width, small.height, out.getvalue()))
    return sizes
