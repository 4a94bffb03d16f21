"""Photos of private conversations: fetched, re-encoded, held in memory. Nothing touches a disk here."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.privacy.drafts import ReceiptDraft, ReportDraft
from bot.privacy.entering import reporting_of
from bot.privacy.limits import PHOTOS
from bot.ui.incoming_files import MAX_BYTES, download
from storage.base.errors import Invalid
from storage.reports.messages import MAX_PHOTOS


async def add_photo(manager: DialogManager, message: Message, draft: ReportDraft | ReceiptDraft) -> None:
    """Add the photo of `message` to a draft, reduced to its pixels, as it may be kept.

    Raises:
        NotFound: see `reporting_of`.
        Invalid: "report-photos" there are MAX_PHOTOS already; "report-photos-full" all drafts together
            hold as much as they may; "report-often" too many today; "photo-heavy", "photo-broken",
            "photo-large", "download": as `bot.ui.incoming_files`.
    """
    ctx, reporting = context_of(manager), reporting_of(manager)
    if len(draft.photos) >= MAX_PHOTOS:
        raise Invalid("error-invalid-report-photos", limit=MAX_PHOTOS)
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
    draft.photos.append(photo)
    draft.changed()
