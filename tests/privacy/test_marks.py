"""The search finds a planted mark in every encoding, so that finding nothing is a proof."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from tests.privacy.marks import DeliveryResults, hash_shapes, number_shapes, text_shapes

ACCOUNT = 7_312_455_091
NAME = "马克 Mark·零七"
SHAPES = {
    **{f"number: {name}": data for name, data in number_shapes(ACCOUNT).items()},
    **{f"name: {name}": data for name, data in text_shapes(NAME).items()},
    **{f"hash: {name}": data for name, data in hash_shapes(str(ACCOUNT), [b"k" * 32]).items()},
}


def marks() -> DeliveryResults:
    made = DeliveryResults()
    made.add("account", number_shapes(ACCOUNT))
    made.add("name", text_shapes(NAME))
    made.add("hash", hash_shapes(str(ACCOUNT), [b"k" * 32]))
    return made


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_found(shape: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"\x00noise" + SHAPES[shape] + b"noise\xff")
    assert marks().look_through(tmp_path)


def test_it_is_found_inside_archives_and_in_names(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        data = f"x{ACCOUNT}".encode()
        info = tarfile.TarInfo("inner")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    for data in (packed.getvalue(), gzip.compress(NAME.encode())):
        assert marks().look(data, "here")
    (tmp_path / f"photo-{ACCOUNT}.jpg").write_bytes(b"")
    assert marks().look_through(tmp_path)
    assert marks().look_through(tmp_path, but=[tmp_path]) == []


def test_nothing_is_found_where_nothing_is() -> None:
    noise = bytes(number * 7 % 256 for number in range(200_000))
    assert marks().look(noise, "noise") == []
    assert marks().look(str(ACCOUNT + 1).encode(), "another account") == []


def test_base64_is_found_at_any_place() -> None:
    import base64

    for before in range(5):
        data = base64.b64encode(b"x" * before + NAME.encode() + b"yz")
        assert marks().look(data, "here"), before
