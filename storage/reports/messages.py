"""Messages of a report: sealed outside any transaction, stored with their photos. Checks no right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.errors import Invalid
from storage.reports.crypto import Sealed
from storage.reports.files import ReportFiles
from storage.reports.sealing import Intake, Words
from storage.tables.reports import ReportFile, ReportMessage, random_key

MAX_TEXT = 4000
MAX_PHOTOS = 5
MAX_MESSAGES = 60
"""Messages of a report, the office's included."""


@dataclass(frozen=True, slots=True, repr=False)
class PreparedFile:
    """A photo locked on the disk, not yet named by a row."""

    name: str
    sealed_keys: tuple[bytes, bytes | None]
    photo_tag: bytes


@dataclass(frozen=True, slots=True, repr=False)
class PreparedMessage:
    """A message sealed, with its photos on the disk. The same one added twice is there once."""

    id: int
    day: date
    key_id: str
    sealed: Sealed
    files: tuple[PreparedFile, ...]

    async def is_on(self, files: ReportFiles) -> bool:
        """Whether its photos are still on the disk: a message that waited long for its row has to be sealed
        again, or the report would name photos that are gone."""
        return await files.have(file.name for file in self.files)


async def prepare_message(
    intake: Intake,
    files: ReportFiles,
    worker: bytes,
    words: Words,
    photos: tuple[bytes, ...],
    today: date,
) -> PreparedMessage:
    """Seal a worker's message to the office and to the receipt's public key `worker`; its photos are on the
    disk afterwards, locked.

    Raises:
        Invalid: "report-photos": more than MAX_PHOTOS. OSError.
    """
    if len(photos) > MAX_PHOTOS:
        raise Invalid("error-invalid-report-photos", limit=MAX_PHOTOS)
    prepared: list[PreparedFile] = []
    for photo in photos:
        sealed, tag = await intake.seal_photo(photo, worker)
        name = files.new_name()
        await files.put(name, sealed.body)
        prepared.append(PreparedFile(name, (sealed.key_office, sealed.key_worker), tag))
    sealed = intake.seal_words(words, worker)
    return PreparedMessage(random_key(), today, intake.key_id, sealed, tuple(prepared))


async def write_message(
    db: AsyncConnection, report_id: int, position: int, author: str, message: PreparedMessage
) -> None:
    """Store a sealed message and its photos; an office's message is released at once."""
    await db.execute(
        insert(ReportMessage).values(
            id=message.id,
            report_id=report_id,
            position=position,
            author=author,
            day=message.day,
            released=author != "worker",
            key_id=message.key_id,
            body=message.sealed.body,
            key_office=message.sealed.key_office,
            key_worker=message.sealed.key_worker,
        )
    )
    if message.files:
        await db.execute(
            insert(ReportFile),
            [
                {
                    "name": file.name,
                    "report_id": report_id,
                    "message_id": message.id,
                    "number": number,
                    "key_id": message.key_id,
                    "key_office": file.sealed_keys[0],
                    "key_worker": file.sealed_keys[1],
                    "photo_tag": file.photo_tag,
                }
                for number, file in enumerate(message.files)
            ],
        )
