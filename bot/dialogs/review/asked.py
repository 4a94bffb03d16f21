"""An owner answers what an officer asks during a review: in words, with photos before them."""

from __future__ import annotations

from typing import Any, cast

from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager

from bot.app import context_of
from bot.states.people import AskedSG, start_home
from bot.ui.confirmation import is_as_shown, show
from bot.ui.fragments import lines
from bot.ui.incoming_files import PICTURES, receive
from bot.ui.replies import put_below
from bot.ui.widgets import Media, T, Tap, Words, going
from bot.ui.window import house_window
from content.screen import fitted, shortened
from storage.campaigns import forms
from storage.reviews import evidence, questions
from storage.reviews.questions import QuestionView


def question_id(manager: DialogManager) -> int:
    """Id of the question of the window."""
    return int(cast(dict[str, Any], manager.start_data)["id"])


def shown_question(view: QuestionView) -> tuple[object, ...]:
    """The values a confirmation covers: the question, and the enterprise's answer so far."""
    return view.text, view.answer, view.open


async def on_answer(manager: DialogManager, text: str) -> None:
    """Take the answer; another one replaces it, unless a colleague answered meanwhile: then that is shown
    first."""
    ctx = context_of(manager)
    view = await ctx.read(questions.get_question, ctx.actor, question_id(manager))
    if not await is_as_shown(manager, *shown_question(view)):
        return
    await ctx.act(questions.answer, question_id(manager), text, zone=ctx.app.zone)
    await start_home(manager, "asked-sent")


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo to the answer."""
    ctx = context_of(manager)
    file = await receive(message, ctx)
    count = await ctx.act(evidence.attach_reply, question_id(manager), file)
    manager.dialog_data["photos"] = count
    put_below(manager)


async def on_caption(manager: DialogManager, text: str) -> None:
    """Take words under a photo as the answer; more photos may follow."""
    ctx = context_of(manager)
    await ctx.act(questions.answer, question_id(manager), text, zone=ctx.app.zone)
    manager.dialog_data["said"] = True


async def on_photos_only(manager: DialogManager, item: str) -> None:
    """Answer by the photos alone, with the words that came under them."""
    if manager.dialog_data.get("said"):
        await start_home(manager, "asked-sent")
        return
    await on_answer(manager, context_of(manager).app.catalog.say("asked-see-photos", "zh"))


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the question, the item it is about, and the files so far."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        view = await questions.get_question(db, ctx.actor, question_id(dialog_manager))
        form = await forms.get(db, view.form_digest)
    show(dialog_manager, *shown_question(view))
    photos = int(dialog_manager.dialog_data.get("photos", 0))
    about = form.by_code[view.question][1].text.say(ctx.language)
    return {
        "body": fitted(
            ctx.say("asked-head", enterprise=shortened(view.enterprise, 30)),
            (
                ctx.say("asked-about", about=shortened(about, 60)),
                ctx.say("asked-about", about=shortened(about, 24)),
            ),
            " ",
            (view.text, shortened(view.text, 120)),
            " ",
            lines(
                ctx.say("asked-photos", count=photos) if photos else "",
                ctx.say("asked-answered", answer=shortened(view.answer, 40)) if view.answer else "",
                ctx.say("asked-how") if view.open else ctx.say("error-conflict-review-over"),
            ),
        ),
        "photos": photos if view.open else 0,
    }


def make_dialog() -> Dialog:
    """The dialog of AskedSG."""
    return Dialog(
        house_window(
            Tap(T("asked-photos-only"), "photos_only", on_photos_only, when="photos"),
            Tap(T("asked-later"), "later", going(start_home)),
            Words(on_answer, numbers_too=True),
            Media(on_photo, PICTURES, on_caption),
            state=AskedSG.one,
            getter=one_getter,
        ),
    )
