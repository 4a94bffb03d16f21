"""Just found: stop the dangerous work, then put it right at once, plan it, or leave it for later."""

from __future__ import annotations

from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import context_of
from bot.dialogs.finding.case import case_of, finding_id, leave, planned, started
from bot.dialogs.finding.planning import begin
from bot.states.people import FindingSG, start_self_check
from bot.ui.confirmation import Confirm
from bot.ui.fragments import measure_shown
from bot.ui.incoming_files import PICTURES, receive
from bot.ui.replies import put_below, reply
from bot.ui.widgets import Choices, Given, Media, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.findings import comments, photos, plans


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Show danger first; a finding that was decided already is shown and not asked about again."""
    if not start_data.get("fresh"):
        return
    case = await case_of(manager)
    view = case.view
    if not view.is_contact or not case.is_draft:
        await manager.switch_to(FindingSG.view)
    elif case.must_stop:
        await manager.switch_to(FindingSG.stop)
    elif view.remedy == "plan" or view.remedy_state == "done":
        await manager.switch_to(FindingSG.view)
    elif view.remedy == "at_once":
        await manager.switch_to(FindingSG.at_once)


# --- handlers ---------------------------------------------------------------------------------------


async def on_stopped(manager: DialogManager, item: str) -> None:
    """Record that the dangerous work was stopped."""
    ctx = context_of(manager)
    await ctx.act(plans.mark_stopped, int(item))
    undecided = (await case_of(manager)).view.remedy is None
    await manager.switch_to(FindingSG.choose if undecided else FindingSG.view)


async def on_mistap(manager: DialogManager, item: str) -> None:
    """Back to the question itself."""
    view = (await case_of(manager)).view
    await start_self_check(manager, view.self_check_id, question=view.question)


async def on_choose(manager: DialogManager, item: str) -> None:
    """Choose to rectify now, by a day, or later."""
    if (await case_of(manager)).view.remedy is not None:  # a colleague was quicker: what they said is shown
        await reply(manager, context_of(manager).say("confirm-changed"))
        await manager.switch_to(FindingSG.view)
    elif item == "plan":
        await begin(manager)
    elif item == "now":
        await begin_at_once(manager)
    else:
        await leave(manager)


async def begin_at_once(manager: DialogManager) -> None:
    """Rectify on the spot, by the usual measure."""
    ctx = context_of(manager)
    measure = (await case_of(manager)).question.measure.zh
    await ctx.act(plans.fix_at_once, finding_id(manager), measure=measure, today=ctx.app.today())
    await manager.switch_to(FindingSG.at_once)


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo of the rectified state; an album comes as one message each."""
    ctx = context_of(manager)
    file = await receive(message, ctx)
    await ctx.act(photos.attach_after, finding_id(manager), file)
    put_below(manager)


async def on_before(message: Message, manager: DialogManager) -> None:
    """Add a photo of the fault as it was found."""
    ctx = context_of(manager)
    file = await receive(message, ctx)
    await ctx.act(photos.attach_before, finding_id(manager), file)
    put_below(manager)


async def on_caption(manager: DialogManager, text: str) -> None:
    """Take words under a picture as a remark on the finding."""
    ctx = context_of(manager)
    await ctx.act(comments.comment, finding_id(manager), text)
    await reply(manager, ctx.say("finding-caption-kept"))


async def on_done(manager: DialogManager, item: str) -> None:
    """Complete the rectification."""
    ctx = context_of(manager)
    await ctx.act(plans.complete, int(item))
    await leave(manager, "finding-done-notice")


async def on_leave(manager: DialogManager, item: str) -> None:
    """Leave the finding."""
    await leave(manager)


# --- getters ----------------------------------------------------------------------------------------


async def stop_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show what to do with the work and the people, first."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    return {
        "id": case.view.id,
        "fault": case.question.fails.say(ctx.language),
        "stop": case.question.stop.say(ctx.language) if case.question.stop else "",
        "from_check": started(dialog_manager)["back"] == "check",
        "from_elsewhere": started(dialog_manager)["back"] != "check",
    }


async def choose_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The fault and the ways on; what can hardly be done on the spot offers the plan first."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    from_check = started(dialog_manager)["back"] == "check"
    ways = [("now", ctx.say("finding-choose-now")), ("plan", ctx.say("finding-choose-plan"))]
    if case.question.at_once == "no":
        ways.reverse()
    later = ctx.say("finding-choose-next" if from_check else "finding-choose-later")
    files = await ctx.read(photos.list_finding_files, ctx.actor, case.view.id)
    return {
        "before": sum(file.stage != "after" for file in files),
        "fault": case.question.marked_fault.say(ctx.language),
        "ways": [*ways, ("later", later)],
        "from_check": from_check,
    }


async def photos_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The rectification and its pictures."""
    ctx = context_of(dialog_manager)
    case = await case_of(dialog_manager)
    view = case.view
    files = await ctx.read(photos.list_finding_files, ctx.actor, view.id)
    after = [file.id for file in files if file.stage == "after"]
    is_open = view.remedy_state == "open"
    return {
        "id": view.id,
        "fault": case.question.marked_fault.say(ctx.language),
        "measure": shortened(measure_shown(ctx, case.question, view.measure), 60),
        "count": len(after),
        "confirms": (planned(view), after),
        "nothing_left": view.remedy_state == "done",
        "may_end": view.is_contact and is_open,
        "may_plan": case.is_draft and is_open,
        "is_guest": not view.is_contact,
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """stop, choose, at_once, after."""
    return [
        house_window(
            T("finding-stop"),
            Given("stop"),
            T("finding-stop-then"),
            Tap(T("finding-stopped"), "stopped", on_stopped, "id"),
            Tap(T("finding-mistap"), "stop_mistap", on_mistap, when="from_check"),
            back_to("stop_back", FindingSG.view, when="from_elsewhere"),
            state=FindingSG.stop,
            getter=stop_getter,
        ),
        house_window(
            T("finding-choose"),
            T("finding-before-ask"),
            Choices("way", "ways", on_choose),
            Tap(T("finding-mistap"), "mistap", on_mistap, when="from_check"),
            Media(on_before, PICTURES, on_caption),
            state=FindingSG.choose,
            getter=choose_getter,
        ),
        house_window(
            T("finding-at-once"),
            Confirm(T("finding-fixed"), "fixed", on_done, "id"),
            Tap(T("finding-not-today"), "not_today", begin, when="may_plan"),
            Tap(T("finding-send-later"), "send_later", on_leave),
            Media(on_photo, PICTURES, on_caption),
            Words(hint="finding-hint-photo"),
            state=FindingSG.at_once,
            getter=photos_getter,
        ),
        house_window(
            T("finding-after"),
            T("finding-after-guest", when="is_guest"),
            Confirm(T("finding-fixed"), "after_fixed", on_done, "id", when="may_end"),
            SwitchTo(T("finding-see"), "after_see", FindingSG.view),
            Media(on_photo, PICTURES, on_caption),
            Words(hint="finding-hint-photo"),
            state=FindingSG.after,
            getter=photos_getter,
        ),
    ]
