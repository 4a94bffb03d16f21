"""--out: what is wrong with its folder or its disk is said of it, not of the program's own data."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from bot.cli.support import writing
from tests.bot.cli.test_review import played
from tests.bot.conftest import Chenan

__all__ = ["played"]
KINDS = {
    "ledger": ("export", "ledger"),
    "forms": ("export", "forms"),
    "summary": ("export", "summary"),
    "template": ("enterprise", "template"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_folder_is_named_and_no_name_of_ours(played: Chenan, kind: str, tmp_path: Path) -> None:
    refused = played(*KINDS[kind], "--out", str(tmp_path / "none" / "l3.pdf"))
    assert refused.code == 2
    assert "there is no folder" in refused.err
    assert ".part" not in refused.err


@pytest.mark.parametrize("kind", ["ledger", "forms", "summary"])
def test_a_campaign_that_is_not_there_is_named(played: Chenan, kind: str, tmp_path: Path) -> None:
    refused = played(*KINDS[kind], "--campaign", "99", "--out", str(tmp_path / "l3.pdf"))
    assert refused.code == 1
    assert "there is no campaign 99" in refused.err


def test_a_full_disk_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(click.ClickException) as caught, writing(tmp_path / "l3.xlsx"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(tmp_path) in caught.value.message
    assert "CHENAN_DATA_DIR" not in caught.value.message


def test_another_full_disk_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 40))
    with pytest.raises(OSError, match="space"), writing(tmp_path / "l3.xlsx"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_half_that_fails_when_it_is_closed_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)

    class Half:
        def __del__(self) -> None:
            raise ValueError("the other half is missing")

    def write() -> None:
        half = [Half()]
        half.append(half)  # type: ignore[arg-type]  # a ring, as in the library
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(click.ClickException), writing(tmp_path / "l3.xlsx"):
        write()
    assert not said


def test_a_ledger_on_a_full_disk_leaves_nothing(
    played: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    monkeypatch.setattr(Path, "replace", refuse)
    refused = played("export", "ledger", "--out", str(tmp_path / "l3.xlsx"))
    assert refused.code == 1
    assert "make room there" in refused.err
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(("l3", ".l3"))]
