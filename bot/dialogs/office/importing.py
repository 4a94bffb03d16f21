"""An office's list of enterprises comes in as a file: imported by a tap, or sent back marked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.types import BufferedInputFile, ContentType, Message
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import talk_of
from bot.dialogs.office.post import post_of
from bot.office_states import UnitsSG
from bot.receive import download
from bot.replies import account_of, reply
from bot.widgets import Given, Media, T, Tap, Words
from bot.window import house_window
from storage import enterprise_imports, jurisdictions
from storage.enterprise_imports import Imported
from storage.errors import Invalid, NotAllowed

if TYPE_CHECKING:  # it takes a while to import
    from documents.enterprise_sheet import SheetError

_SHOWN = 8

# --- handlers ---------------------------------------------------------------------------------------


async def on_import(manager: DialogManager, item: str) -> None:
    """The template, and the window that waits for a list.

    Raises:
        NotAllowed: no seat with `enterprise.keep`.
    """
    from documents.enterprise_template import make_template

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
        if not post.seat.allows(enterprise_imports.RIGHT):
            raise NotAllowed
        below = await jurisdictions.below(db, post.place_id)
        places = [one.name for one in await jurisdictions.list_tree(db) if one.id in below]
    data = await asyncio.to_thread(make_template, talk.app.catalog, talk.language, talk.app.library, places)
    file = BufferedInputFile(data, f"{talk.say('import-template')}.xlsx")
    await bot.send_document(account_of(manager).id, file)
    await manager.switch_to(UnitsSG.bring, show_mode=ShowMode.DELETE_AND_SEND)


async def on_file(message: Message, manager: DialogManager) -> None:
    """A list: what would be done is shown, or what is wrong; nothing is written yet."""
    document = message.document
    if document is None:
        return
    from documents.enterprise_sheet import SheetError, check_size

    manager.show_mode = ShowMode.DELETE_AND_SEND
    try:
        check_size(document.file_size or 0)
    except SheetError as error:
        await _refuse(manager, error)
        return
    data = await download(document, message)
    made = await _run(manager, data, dry=True)
    if made is None:
        return
    manager.dialog_data["file"] = document.file_id
    manager.dialog_data["counts"] = [made.new, made.changed, made.unchanged]
    await manager.switch_to(UnitsSG.sure)


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Import what was shown; the file is fetched once more, and checked once more."""
    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    file_id = manager.dialog_data.get("file")
    if file_id is None:
        await manager.switch_to(UnitsSG.bring)
        return
    fetched = await bot.download(str(file_id))
    if fetched is None:
        raise Invalid("download")
    made = await _run(manager, fetched.read(), dry=False)
    if made is None:
        await manager.switch_to(UnitsSG.bring)
        return
    manager.dialog_data.pop("file")
    await reply(manager, talk.say("import-done", new=made.new, changed=made.changed))
    await manager.switch_to(UnitsSG.list)


async def _refuse(manager: DialogManager, error: SheetError) -> None:
    await reply(manager, talk_of(manager).say(f"error-invalid-sheet-{error.problem}", **error.values))


async def _run(manager: DialogManager, data: bytes, *, dry: bool) -> Imported | None:
    """Read, check, import; None where something is wrong, which is then said and sent back marked."""
    from documents.enterprise_faults import listed, marks, sentence
    from documents.enterprise_sheet import SheetError, read_sheet
    from documents.enterprise_template import mark_sheet

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    catalog = talk.app.catalog
    try:
        sheet = await asyncio.to_thread(read_sheet, data, catalog)
    except SheetError as error:
        await _refuse(manager, error)
        return None
    database = talk.app.database
    async with database.read() if dry else database.begin() as db:
        post = await post_of(db, talk)
        made = await enterprise_imports.run(
            db,
            talk.actor,
            talk.app.now(),
            post.place_id,
            listed(sheet),
            talk.app.library.industries,
            dry=dry,
        )
    if not made.faults:
        return made
    faults = marks(made.faults, catalog, talk.language)
    said = [sentence(one, catalog, talk.language) for one in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        said.append(talk.say("import-faults-more", more=len(faults) - _SHOWN))
    await reply(manager, "\n".join([talk.say("import-faults", faults=len(faults)), *said]))
    marked = await asyncio.to_thread(mark_sheet, data, sheet, faults, catalog, talk.language)
    file = BufferedInputFile(marked, f"{talk.say('import-marked')}.xlsx")
    await bot.send_document(account_of(manager).id, file)
    return None


# --- getters ----------------------------------------------------------------------------------------


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What would be done."""
    talk = talk_of(dialog_manager)
    new, changed, unchanged = dialog_manager.dialog_data.get("counts", [0, 0, 0])
    something = bool(new or changed)
    key = "import-checked" if something else "import-nothing"
    return {"body": talk.say(key, new=new, changed=changed, unchanged=unchanged), "something": something}


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """bring, sure."""
    return [
        house_window(
            T("import-ask"),
            SwitchTo(T("units-back"), "bring_back", UnitsSG.list),
            Words(),
            Media(on_file, (ContentType.DOCUMENT,)),
            state=UnitsSG.bring,
        ),
        house_window(
            Given("body"),
            Tap(T("import-confirm"), "import", on_confirm, when="something"),
            SwitchTo(T("import-again"), "import_again", UnitsSG.bring),
            SwitchTo(T("units-back"), "sure_back", UnitsSG.list),
            Words(),
            Media(on_file, (ContentType.DOCUMENT,)),
            state=UnitsSG.sure,
            getter=sure_getter,
        ),
    ]
