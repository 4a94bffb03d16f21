"""The folder of an office's own typefaces (仿宋, 小标宋), beside those that come with the program."""

from __future__ import annotations

from pathlib import Path

_own: list[Path] = []


def use(folder: Path | None) -> None:
    """Set papers in the typefaces of this folder from now on, as far as it has them; None: in no others."""
    _own[:] = [folder] if folder is not None else []


def own_folder() -> Path | None:
    """The folder in use, where it is there."""
    return next((folder for folder in _own if folder.is_dir()), None)
