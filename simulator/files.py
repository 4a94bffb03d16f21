"""Files that were sent: content by its hash, and the Bot API objects that describe it."""

import asyncio
import base64
import hashlib
import mimetypes
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.api.errors import bad_request
from simulator.journal import Store
from simulator.photos import make_sizes

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: prefix of its ids, folder of its `file_path`, and its name in Telegram's refusals."""

    prefix: str
    folder: str
    name: str


_KINDS = {
    "photo": _Kind("AgAC", "photos", "Photo"),
    "document": _Kind("BQAC", "documents", "Document"),
    "voice": _Kind("AwAC", "voice", "VoiceNote"),
}
_REMEMBERED_PHOTOS = 256

FileRow = dict[str, Any]


def _code(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Files:
    """Keeps contents in a folder, or in memory without one; `file_unique_id` is a hash of the content."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        self._contents: dict[str, bytes] = {}
        self._sizes: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()

    async def photo(self, data: bytes) -> list[dict[str, Any]]:
        """PhotoSize objects, smallest first; raises ApiError 400 for what is no photo."""
        source = _code(hashlib.sha256(data).digest()[:12])
        sizes = self._sizes.get(source)
        if sizes is None:
            made = await asyncio.to_thread(make_sizes, data)
            sizes = [
                {**await self._keep("photo", content, None, "image/jpeg"), "width": width, "height": height}
                for width, height, content in made
            ]
            self._sizes[source] = sizes
            for size in sizes:
                self._store.put("objects", size["file_id"], sizes)
            if len(self._sizes) > _REMEMBERED_PHOTOS:
                self._sizes.popitem(last=False)
        return sizes

    async def document(self, data: bytes, name: str | None, mime: str | None) -> dict[str, Any]:
        """A Document object; the bytes are kept as they are. Raises ApiError 400 for no bytes."""
        kind = mime or mimetypes.guess_type(name or "")[0] or "application/octet-stream"
        row = await self._keep("document", data, name, kind)
        made = {**row, "mime_type": kind, **({"file_name": name} if name else {})}
        self._store.put("objects", row["file_id"], made)
        return made

    async def voice(self, data: bytes, duration: int, mime: str | None) -> dict[str, Any]:
        """A Voice object of `duration` seconds. Raises ApiError 400 for no bytes."""
        row = await self._keep("voice", data, None, mime or "audio/ogg")
        made = {**row, "duration": duration, "mime_type": mime or "audio/ogg"}
        self._store.put("objects", row["file_id"], made)
        return made

    def again(self, kind: str, file_id: str) -> Any:
        """The Bot API object of a file sent before; raises ApiError 400 for an unknown id or kind."""
        row = self._store.table("files").get(file_id)
        if row is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if row["kind"] != kind:
            raise bad_request(f"can't use file of type {_KINDS[row['kind']].name} as {_KINDS[kind].name}")
        return self._store.table("objects")[file_id]

    def row(self, file_id: str) -> FileRow:
        """The stored facts of a file; raises ApiError 400 for an unknown id."""
        row: FileRow | None = self._store.table("files").get(file_id)
        if row is None:
            raise bad_request("invalid file_id")
        return row

    def describe(self, file_id: str) -> dict[str, Any]:
        """The File object getFile answers with; raises ApiError 400 above 20 MB."""
        row = self.row(file_id)
        if row["file_size"] > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return {key: row[key] for key in ("file_id", "file_unique_id", "file_size", "file_path")}

    def by_path(self, path: str) -> FileRow | None:
        """The file with a `file_path`, None if there is none."""
        file_id = self._store.table("paths").get(path)
        return None if file_id is None else self.row(file_id)

    async def read(self, row: FileRow) -> bytes:
        """The content of a file."""
        unique = row["file_unique_id"]
        if self._folder is None:
            return self._contents[unique]
        return await asyncio.to_thread((self._folder / unique).read_bytes)

    async def _keep(self, kind: str, data: bytes, name: str | None, mime: str) -> dict[str, Any]:
        if not data:
            raise bad_request("file must be non-empty")
        unique = "AQAD" + _code(hashlib.sha256(data).digest()[:15])
        if self._folder is None:
            self._contents[unique] = data
        else:
            await asyncio.to_thread(self._write, self._folder, unique, data)
        content = f"{kind}:{unique}:{mime}:{name or ''}"
        known = self._store.table("by_content").get(content)
        if known is None:
            of_kind = _KINDS[kind]
            known = of_kind.prefix + _code(secrets.token_bytes(36))
            number = len(self._store.table("files"))
            suffix = Path(name or "").suffix or mimetypes.guess_extension(mime) or ""
            path = f"{of_kind.folder}/file_{number}{suffix if suffix.isascii() else ''}"
            row = {
                "file_id": known,
                "file_unique_id": unique,
                "file_size": len(data),
                "file_path": path,
                "kind": kind,
                "mime": mime,
            }
            self._store.put("files", known, row)
            self._store.put("paths", path, known)
            self._store.put("by_content", content, known)
        row = self.row(known)
        return {key: row[key] for key in ("file_id", "file_unique_id", "file_size")}

    @staticmethod
    def _write(folder: Path, unique: str, data: bytes) -> None:
        target = folder / unique
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"{unique}.{secrets.token_hex(4)}.part"
            part.write_bytes(data)
            part.replace(target)
