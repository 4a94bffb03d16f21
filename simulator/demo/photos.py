"""Drawings in place of the photos of the demonstration's sample enterprises."""

from __future__ import annotations

import io

SIZE = (960, 720)


def draw(number: int) -> bytes:
    """A workshop's notice board as a JPEG, unlike that of any other number."""
    from PIL import Image, ImageDraw

    shade = number * 23 % 90
    image = Image.new("RGB", SIZE, (150 + shade % 60, 172 - shade % 50, 180))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 520, *SIZE), fill=(120 + shade % 40, 126, 124))
    pen.rectangle((90, 90, 870, 470), fill=(232, 235, 228), outline=(58, 96, 84), width=14)
    for place in range(6):
        left, top = 130 + place % 3 * 250, 130 + place // 3 * 165
        if number >> place & 1:
            pen.rectangle((left, top, left + 210, top + 135), fill=(214, 224 - shade % 70, 190 + shade % 50))
        pen.rectangle((left, top, left + 210, top + 135), outline=(150, 158, 160), width=3)
        pen.rectangle((left + 14, top + 14, left + 60 + number * 31 % 130, top + 28), fill=(186, 62, 54))
        for line in range(4):
            length = 60 + (number + place * 7 + line * 13) * 29 % 120
            pen.rectangle(
                (left + 14, top + 46 + line * 20, left + 14 + length, top + 54 + line * 20),
                fill=(120, 130, 134),
            )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
