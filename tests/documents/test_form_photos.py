"""Photos on the form: small, upright, bare, and all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from documents.self_checks.form import Evidence, render_self_check_form
from tests.documents.forms import (
    FORM,
    pages,
    photo,
    pictures,
    text_of,
)


async def test_photos_are_small_upright_and_bare() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "MAKER-OF-THE-PHONE"
    Image.new("RGB", (1600, 900), "teal").save(out, "JPEG", exif=exif)
    pdf = await render_self_check_form(replace(FORM, evidence=(Evidence(1, "风机", None, out.getvalue()),)))
    (picture,) = pictures(pdf)
    assert picture.size == (270, 480)
    assert b"MAKER-OF-THE-PHONE" not in pdf


async def test_photos_come_from_files_and_a_broken_one_is_said(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(photo())
    evidence = (
        Evidence(1, "在", None, kept),
        Evidence(2, "丢", None, tmp_path / "lost"),
        Evidence(3, "坏", None, b"GIF89a"),
    )
    pdf = await render_self_check_form(replace(FORM, evidence=evidence))
    assert len(pictures(pdf)) == 1
    assert "".join(pages(pdf)).count("图片无法读取") == 2


async def test_pairs_wait_for_their_second_photo() -> None:
    before = Evidence(1, "旧", None, photo(), finding=1, moment="before")
    text = await text_of(replace(FORM, evidence=(before,)))
    assert "问题1整改前整改后" in text
    assert "尚无照片" in text


async def test_forty_photos_stay_small_and_all_are_there() -> None:
    evidence = tuple(Evidence(n, "现场", date(2027, 4, 1), photo((1200, 900))) for n in range(1, 41))
    pdf = await render_self_check_form(replace(FORM, evidence=evidence))
    text = "".join(pages(pdf))
    assert all(f"证据{n}2027-04-01" in text for n in range(1, 41))
    assert len(pictures(pdf)) == 40
    assert len(pages(pdf)) <= 6
    assert len(pdf) < 40 * 80_000
