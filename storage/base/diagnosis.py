"""Describes an error without anybody's data: class, the database's reason, our own frames.

Messages of errors may hold what a person typed, statements, addresses with tokens. Codes and places do not.
"""

from __future__ import annotations

import errno
import itertools
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from sqlalchemy.exc import TimeoutError as PoolTimeout

Kind = Literal["full", "readonly", "locked", "damaged", "away"]
"""Kinds of failure of a disk or database."""

ROOT = Path(__file__).resolve().parents[2]
OURS = ("bot", "scheduler", "documents", "storage", "content", "tests")
MOST_FRAMES = 6
MOST_CAUSES = 5
LEAST_FREE = 1 << 24
"""Bytes of free space below which a disk counts as full."""

WORDS: dict[Kind, str] = {
    "full": "no space is left on the disk",
    "readonly": "the disk or the database cannot be written",
    "locked": "the database is locked by somebody else",
    "damaged": "the disk or the database is damaged",
    "away": "the database cannot be reached",
}
_ERRNO: dict[int, Kind] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EIO: "damaged",
    errno.ECONNREFUSED: "away",
    errno.ECONNRESET: "away",
    errno.EHOSTUNREACH: "away",
    errno.ENETUNREACH: "away",
    errno.ETIMEDOUT: "away",
}
_SQLITE: dict[str, Kind] = {
    "SQLITE_FULL": "full",
    "SQLITE_IOERR_WRITE": "full",  # what a quota or a limit of the file's size gives
    "SQLITE_READONLY": "readonly",
    "SQLITE_PERM": "readonly",
    "SQLITE_CANTOPEN": "readonly",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_IOERR": "damaged",
}
_SQLSTATE: dict[str, Kind] = {
    "53100": "full",
    "25006": "readonly",
    "55P03": "locked",
    "40P01": "locked",
    "57P": "away",
    "53300": "away",
    "58030": "damaged",
    "XX001": "damaged",
    "XX002": "damaged",
    "08": "away",
}


def kind_of(error: BaseException | None) -> Kind | None:
    """The kind of failure of the disk or the database; None where the error is neither."""
    return next((kind for one in chain(error) if (kind := _kind(one)[0]) is not None), None)


class Description(str):
    """A described error as one line of text, with its parts for logs that machines read.

    `error`: the class and those it was raised from. `reason`: what disk or database have against it, with the
    code; empty where it is neither. `frames`: ours, innermost first, as `path:line`; last, where in a library
    it was raised.
    """

    error: str
    reason: str
    frames: tuple[str, ...]

    def __new__(
        cls, error: str, reason: str = "", ours: tuple[str, ...] | None = None, library: str = ""
    ) -> Self:
        """`ours` None: leave out all places in the code."""
        said = f"{error}, {reason}" if reason else error
        if ours is not None:
            said += f" at {' < '.join(ours) or 'no place of ours'}"
        made = super().__new__(cls, f"{said}; raised in {library}" if library else said)
        made.error, made.reason = error, reason
        made.frames = (*(ours or ()), library) if library else ours or ()
        return made


def describe(error: BaseException | None) -> Description:
    """Class, reason and our innermost frames of an error, on one line."""
    causes = [type(one).__name__ for one in chain(error)]
    name = causes[0] if causes else "unknown"
    if causes[1:]:
        name += f" (from {' from '.join(dict.fromkeys(causes[1:]))})"
    kinds = (_kind(one) for one in chain(error))
    reason = next((f"{WORDS[kind]} [{code}]" for kind, code in kinds if kind), "")
    return Description(name, reason, *(_places(error) if error is not None else ()))


def brief(error: BaseException) -> str:
    """Class and reason alone, for logs of errors that are retried anyway."""
    kind = kind_of(error)
    return type(error).__name__ + (f", {WORDS[kind]}" if kind else "")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it was raised from, and what a group or the database's library wraps."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting and len(seen) < MOST_CAUSES:
        one = waiting.pop(0)
        if one is None or one in seen:
            continue
        seen.append(one)
        yield one
        inner = getattr(one, "exceptions", ())
        waiting += [*(inner if isinstance(one, BaseExceptionGroup) else ()), getattr(one, "orig", None)]
        waiting.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))


def _kind(error: BaseException) -> tuple[Kind | None, str]:
    """The kind of failure, and the code that says so."""
    name = getattr(error, "sqlite_errorname", None)
    if isinstance(name, str):
        base = "_".join(name.split("_")[:2])
        return _SQLITE.get(name) or _SQLITE.get(base), name
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return next((_SQLSTATE[state[:size]] for size in (5, 3, 2) if state[:size] in _SQLSTATE), None), state
    if isinstance(error, PoolTimeout):
        return "locked", "no connection free"
    if isinstance(error, OSError) and error.errno in _ERRNO:
        return _ERRNO[error.errno], errno.errorcode[error.errno]
    return None, ""


def _places(error: BaseException) -> tuple[tuple[str, ...], str]:
    """Our frames, innermost first, and where in a library it was raised; empty: by ourselves."""
    if isinstance(error, BaseExceptionGroup):
        return _places(error.exceptions[0])
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(path, line) for file, line in frames if (path := _our(file))]
    runs = [list(run) for _, run in itertools.groupby(ours, key=lambda frame: frame[0])]
    innermost = [f"{path}:{line}" for *_, (path, line) in runs]
    library = ""
    if frames and not _our(frames[-1][0]):
        file, line = frames[-1]
        library = f"{'/'.join(Path(file).parts[-2:])}:{line}"
    return tuple(reversed(innermost[-MOST_FRAMES:])), library


def _our(file: str) -> str:
    """The path of a file within the program; "" for a library's file."""
    try:
        path = Path(file).relative_to(ROOT)
    except ValueError:
        return ""
    return str(path) if path.parts[0] in OURS else ""


def full_temporary_folder() -> Path | None:
    """The folder for temporary files, where its disk has no room; None where it has, or cannot be asked.

    An error for want of room names no folder: where a database, a file or its copy was written is not known.
    """
    try:
        folder = Path(tempfile.gettempdir())
        return folder if shutil.disk_usage(folder).free < LEAST_FREE else None
    except OSError:
        return None
