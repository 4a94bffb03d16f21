"""Tables of JSON values that survive a killed process; knows nothing of what they mean."""

import sys
from pathlib import Path
from typing import IO, Any

from pydantic_core import from_json, to_json

Table = dict[str, Any]


class Store:
    """Named tables in memory, with an append-only journal behind them when given a folder.

    A change is handed to the operating system before the request that made it is answered, so a
    killed process loses nothing; nothing is synced to disk for each request, so a power cut may.
    """

    def __init__(self, folder: Path | None) -> None:
        self._tables: dict[str, Table] = {}
        self._waiting: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._lock: IO[bytes] | None = None
        self._path = folder / "journal.jsonl" if folder else None

    def open(self) -> None:
        """Read the journal, rewrite it without what was overwritten, and keep it open.

        Raises BlockingIOError if another process has it open.
        """
        if self._path is None:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _exclusive(self._path.with_suffix(".lock"))
        if self._path.exists():
            self._replay(self._path.read_bytes())
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines(
                _line(table, key, value)
                for table, rows in self._tables.items()
                for key, value in rows.items()
            )
        fresh.replace(self._path)
        self._file = self._path.open("ab", buffering=0)

    def close(self) -> None:
        """Write the pending rows and close the files."""
        self.flush()
        for file in (self._file, self._lock):
            if file is not None:
                file.close()
        self._file = self._lock = None

    def table(self, name: str) -> Table:
        """The live table, for reading; change it through put and delete."""
        return self._tables.setdefault(name, {})

    def put(self, table: str, key: object, value: Any) -> None:
        """Set one value; it must not be changed in place afterwards."""
        self.table(table)[str(key)] = value
        if self._path is not None:
            self._waiting.append(_line(table, str(key), value))

    def delete(self, table: str, key: object) -> None:
        """Forget one value; unknown keys are ignored."""
        if self.table(table).pop(str(key), None) is not None and self._path is not None:
            self._waiting.append(_line(table, str(key), None))

    def flush(self) -> None:
        """Hand all changes since the last call to the operating system in one write."""
        if self._waiting and self._file is not None:
            self._file.write(b"".join(self._waiting))
            self._waiting.clear()

    def _replay(self, content: bytes) -> None:
        for line in content.split(b"\n")[:-1]:  # what follows the last line end was cut off by a kill
            if not line:
                continue
            table, key, value = from_json(line)
            if value is None:
                self.table(table).pop(key, None)
            else:
                self.table(table)[key] = value


def _line(table: str, key: str, value: Any) -> bytes:
    return to_json([table, key, value]) + b"\n"


def _exclusive(path: Path) -> IO[bytes]:
    """Open a file nobody else may hold; the operating system frees it when the process dies."""
    file = path.open("wb")
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise
    return file
