"""Photos of private conversations: fetched, re-encoded, held in memory. Nothing touches a disk here."""

from __future__ import annotations

from aiogram.types import Message

from bot.app import Context
from bot.privacy.limits import PHOTOS
from bot.privacy.reporting import Reporting
from bot.ui.incoming_files import MAX_BYTES, download
from storage.base.errors import Invalid


async def take_photo(message: Message, ctx: Context, reporting: Reporting, have: int, most: int) -> bytes:
    """The photo of `message` reduced to its pixels, as it may be kept.

    Raises:
        Invalid: "report-photos" there are `most` already; "report-photos-full" all drafts together
            hold as much as they may; "report-often" too many today; "photo-heavy", "photo-broken",
            "photo-large", "download": as `bot.ui.incoming_files`.
    """
    if have >= most:
        raise Invalid("error-invalid-report-photos", limit=most)
    if ctx.app.private_sessions.full:
        raise Invalid("error-invalid-report-photos-full")
    account, now, today = message.chat.id, ctx.app.now(), ctx.app.today()
    if ctx.app.limits.wait(PHOTOS, account, now, today) is not None:
        raise Invalid("error-invalid-report-often")
    if message.photo is None:
        raise Invalid("error-invalid-photo")
    size = message.photo[-1]
    if (size.file_size or 0) > MAX_BYTES:
        raise Invalid("error-invalid-photo-heavy")
    async with ctx.app.fair_queue.aside(), ctx.app.limits.fetching:
        data = await download(size, message)
        try:
            photo = await reporting.intake.photo(data)
        except Invalid as problem:
            broken = problem.key == "error-invalid-photo"
            raise Invalid("error-invalid-photo-broken" if broken else problem.key) from None
    ctx.app.limits.count(PHOTOS, account, now, today)
    return photo
