"""Importing an office's list of enterprises from a file: checked, then imported by a tap, or sent back
marked."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import Context, context_of
from bot.files.sending import send_file
from bot.states.offices import UnitsSG
from bot.ui.confirmation import Confirm
from bot.ui.fragments import lines
from bot.ui.incoming_files import download
from bot.ui.office_seat import post_of
from bot.ui.replies import put_below, reply
from bot.ui.unfinished import Unfinished, say_taken_up
from bot.ui.widgets import Media, T, Words, name_lost
from bot.ui.window import house_window
from storage.base.database import Connection
from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.enterprises import imports as enterprise_imports
from storage.enterprises.imports import Imported
from storage.offices import jurisdictions

if TYPE_CHECKING:  # it takes a while to import
    from documents.enterprises.sheet import Book, SheetError

_SHOWN = 8
CHECKED = Unfinished("import", ("list",))
"""A checked list that waits for the confirmation, by the place it is for."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_import(manager: DialogManager, item: str) -> None:
    """Send the template, and open the window that waits for a list.

    Raises:
        NotAllowed: no seat with `enterprise.keep`.
    """
    from documents.enterprises.template import make_template

    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        if not post.seat.allows(enterprise_imports.RIGHT):
            raise NotAllowed
        below = await jurisdictions.below(db, post.place_id)
        places = [one.name for one in await jurisdictions.list_tree(db) if one.id in below]
    data = await asyncio.to_thread(make_template, ctx.app.catalog, ctx.language, ctx.app.library, places)
    await send_file(manager, data, f"{ctx.say('import-template')}.xlsx")
    manager.dialog_data["list_place"] = post.place_id
    again = await CHECKED.take_up(manager, post.place_id)
    if again:
        await say_taken_up(manager)
    await manager.switch_to(UnitsSG.sure if again else UnitsSG.bring, show_mode=ShowMode.DELETE_AND_SEND)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Check a list and show the effect of its import, or its mistakes; nothing is stored yet.

    An earlier list is no longer offered: a list that is refused must not leave an older one ready.
    """
    document = message.document
    if document is None:
        return
    from documents.enterprises.sheet import SheetError, check_size

    put_below(manager)
    await _forget(manager)
    if manager.current_context().state != UnitsSG.bring:
        await manager.switch_to(UnitsSG.bring)
    try:
        check_size(document.file_size or 0)
    except SheetError as error:
        await _refuse(manager, error)
        return
    data = await download(document, message)
    await _offer(manager, document.file_id, data)


async def _offer(manager: DialogManager, file_id: str, data: bytes) -> None:
    """Show the effect of a list; one with mistakes is sent back marked."""
    read = await _run(manager, data)
    if read is None:
        return
    manager.dialog_data["list"] = {
        "file": file_id,
        "sha256": hashlib.sha256(data).hexdigest(),
        "counts": [read.made.new, read.made.changed, read.made.unchanged],
        "lines": preview(context_of(manager), read),
    }
    await CHECKED.keep(manager, manager.dialog_data.get("list_place"))
    await manager.switch_to(UnitsSG.sure)


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Import the list that was shown; the file is fetched and checked once more."""
    ctx = context_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    given = manager.dialog_data.get("list")
    if given is None:
        await manager.switch_to(UnitsSG.bring)
        return
    fetched = await bot.download(str(given["file"]))
    data = fetched.read() if fetched is not None else b""
    if hashlib.sha256(data).hexdigest() != given["sha256"]:
        raise Invalid("error-invalid-download")
    try:
        new, changed, unchanged = given["counts"]
        read = await _run(manager, data, shown=Imported(new, changed, unchanged))
    except Conflict as changed:
        await _forget(manager)
        await reply(manager, ctx.say(changed.key))
        await manager.switch_to(UnitsSG.bring)
        await _offer(manager, str(given["file"]), data)
        return
    await _forget(manager)
    if read is None:
        await manager.switch_to(UnitsSG.bring)
        return
    await reply(manager, ctx.say("import-done", new=read.made.new, changed=read.made.changed))
    await manager.switch_to(UnitsSG.list)


async def _forget(manager: DialogManager) -> None:
    """Drop the checked list."""
    manager.dialog_data.pop("list", None)
    await CHECKED.forget(manager, manager.dialog_data.get("list_place"))


async def _refuse(manager: DialogManager, error: SheetError) -> None:
    await reply(manager, context_of(manager).say(error.key, **error.values))


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as read, and its effect."""

    book: Book
    made: Imported


async def _run(manager: DialogManager, data: bytes, *, shown: Imported | None = None) -> _Read | None:
    """Read and check a list, and import it if its effect is as `shown`; None: it is sent back marked."""
    from documents.enterprises.faults import listed
    from documents.enterprises.sheet import SheetError, read_book

    ctx = context_of(manager)
    try:
        book = await read_book(data, ctx.app.catalog)
    except SheetError as error:
        await _refuse(manager, error)
        return None

    async def work(db: Connection) -> Imported:
        post = await post_of(db, ctx)
        return await enterprise_imports.run(
            db,
            ctx.actor,
            ctx.app.now(),
            post.place_id,
            listed(book),
            ctx.app.library.industries,
            dry=shown is None,
            shown=shown,
        )

    made = await (ctx.read(work) if shown is None else ctx.app.database.run(work))
    if not made.faults:
        return _Read(book, made)
    await _send_back(manager, data, _Read(book, made))
    return None


async def _send_back(manager: DialogManager, data: bytes, read: _Read) -> None:
    """Name the mistakes, and send the list back marked."""
    from documents.enterprises.faults import marks, notes, sentence
    from documents.enterprises.template import mark_book

    ctx = context_of(manager)
    catalog = ctx.app.catalog
    faults = marks(read.made.faults, catalog, ctx.language)
    said = [sentence(one, catalog, ctx.language) for one in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        said.append(ctx.say("import-faults-more", more=len(faults) - _SHOWN))
    said += notes(read.book, catalog, ctx.language)
    await reply(manager, "\n".join([ctx.say("import-faults", faults=len(faults)), *said]))
    marked = await mark_book(data, read.book, faults, catalog, ctx.language)
    await send_file(manager, marked, f"{ctx.say('import-marked')}.xlsx")


def preview(ctx: Context, read: _Read) -> list[str]:
    """A preview of a list that makes a wrong one noticeable: sheets, towns, first enterprises, rows left
    out."""
    from documents.enterprises.faults import notes

    sheets, made = read.book.sheets, read.made
    said = []
    if len(sheets) > 1:
        named = "、".join(f"{sheet.title} {len(sheet.rows)}" for sheet in sheets[:_SHOWN])
        more = "…" if len(sheets) > _SHOWN else ""
        said.append(ctx.say("import-sheets", number=len(sheets), sheets=f"{named}{more}"))
    places = "、".join(f"{place} {number}" for place, number in made.places[:_SHOWN])
    said.append(ctx.say("import-places", places=places + ("…" if len(made.places) > _SHOWN else "")))
    more = "…" if read.book.rows > len(made.first) else ""
    said.append(ctx.say("import-first", names="、".join(name[:30] for name in made.first) + more))
    if made.phoneless:
        said.append(ctx.say("import-phoneless", count=made.phoneless))
    return said + notes(read.book, ctx.app.catalog, ctx.language)


# --- getters ----------------------------------------------------------------------------------------


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the effect of the import."""
    ctx = context_of(dialog_manager)
    given = dialog_manager.dialog_data.get("list") or {"counts": [0, 0, 0], "lines": [], "sha256": ""}
    new, changed, unchanged = given["counts"]
    something = bool(new or changed)
    key = "import-checked" if something else "import-nothing"
    return {
        "body": lines(ctx.say(key, new=new, changed=changed, unchanged=unchanged), *given["lines"]),
        "something": something,
        "confirms": given["sha256"],
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """bring, sure."""
    return [
        house_window(
            T("import-ask"),
            SwitchTo(T("units-back"), "bring_back", UnitsSG.list),
            Words(hint="import-ask-file"),
            Media(on_file, (ContentType.DOCUMENT,), name_lost),
            state=UnitsSG.bring,
        ),
        house_window(
            Confirm(T("import-confirm"), "import", on_confirm, when="something"),
            SwitchTo(T("import-again"), "import_again", UnitsSG.bring),
            SwitchTo(T("units-back"), "sure_back", UnitsSG.list),
            Media(on_file, (ContentType.DOCUMENT,), name_lost),
            state=UnitsSG.sure,
            getter=sure_getter,
        ),
    ]
