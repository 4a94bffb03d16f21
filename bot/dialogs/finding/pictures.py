"""A finding's pictures, one at a time, before and after."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row
from aiogram_dialog.widgets.media import DynamicMedia

from bot.app import context_of
from bot.dialogs.finding.case import case_of, day_shown
from bot.states.people import FindingSG
from bot.ui.evidence import picture_of
from bot.ui.widgets import T, Tap
from bot.ui.window import back_to, house_window
from storage.findings import photos


async def on_turn(manager: DialogManager, item: str) -> None:
    """Go to the picture on the button."""
    manager.dialog_data["picture"] = int(item)


async def on_remove(manager: DialogManager, item: str) -> None:
    """Remove the picture on the button."""
    ctx = context_of(manager)
    await ctx.act(photos.remove, int(item))


async def files_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The picture chosen, or the first."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    view = case.view
    files = await ctx.read(photos.list_finding_files, ctx.actor, view.id)
    if not files:
        return {
            "none": True,
            "any": False,
            "several": False,
            "may_remove": False,
            **await picture_of(ctx, None),
        }
    chosen = dialog_manager.dialog_data.get("picture")
    place = next((place for place, file in enumerate(files) if file.id == chosen), 0)
    file = files[place]
    is_after = file.stage == "after"
    mine = view.is_contact or file.added_by == ctx.actor.person_id
    return {
        "none": False,
        "any": True,
        "several": len(files) > 1,
        "stage": ctx.say("finding-picture-after" if is_after else "finding-picture-before")
        + (f" · {ctx.say('file-pdf', pages=file.pages)}" if file.pages is not None else ""),
        "place": place + 1,
        "total": len(files),
        "day": day_shown(ctx, ctx.app.local_day(file.added_at)),
        "id": file.id,
        "previous": files[place - 1].id,
        "following": files[(place + 1) % len(files)].id,
        "may_remove": mine and (view.remedy_state != "done" if is_after else case.is_draft),
        **await picture_of(ctx, file.picture or file.sha256),
    }


def make_windows() -> list[Window]:
    """files."""
    return [
        house_window(
            DynamicMedia("picture", when="picture"),
            T("finding-picture", when="any"),
            T("error-store-away", when="picture_away"),
            T("finding-no-picture", when="none"),
            Row(
                Tap(T("finding-picture-previous"), "picture_previous", on_turn, "previous", when="several"),
                Tap(T("finding-picture-remove"), "picture_remove", on_remove, "id", when="may_remove"),
                Tap(T("finding-picture-next"), "picture_next", on_turn, "following", when="several"),
            ),
            back_to("files_back", FindingSG.view),
            state=FindingSG.files,
            getter=files_getter,
        ),
    ]
