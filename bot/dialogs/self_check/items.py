"""All items of a self-check with their state; any can be reopened."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.states.people import OverviewSG, start_home, start_self_check, start_submit
from bot.ui.fragments import lines
from bot.ui.widgets import Choices, Given, T, Tap, going
from bot.ui.window import house_window
from content.verdicts import sign_of
from storage.self_checks.state import SelfCheckState, load

PAGE = 12  # six rows of two, and two rows below


async def self_check_of(manager: DialogManager) -> SelfCheckState:
    """The self-check of this dialog."""
    ctx = context_of(manager)
    self_check_id = int(cast(dict[str, Any], manager.start_data)["id"])
    async with ctx.app.database.read() as db:
        return ctx.app.remember(await load(db, self_check_id, ctx.app.known(self_check_id)))


async def on_item(manager: DialogManager, item: str) -> None:
    """Open the item's first question."""
    self_check = await self_check_of(manager)
    await start_self_check(manager, self_check.id, question=item)


async def on_page(manager: DialogManager, item: str) -> None:
    """Turn the page."""
    manager.dialog_data["page"] = int(item)


async def on_continue(manager: DialogManager, item: str) -> None:
    """Go to the next open question, or to handing in."""
    self_check = await self_check_of(manager)
    if self_check.next_open() is None or self_check.state != "draft":
        await start_submit(manager, self_check.id)
    else:
        await start_self_check(manager, self_check.id)


async def items_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A button for each item, with its sign; first the page of the question one came from, else of the
    next open one."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    lacking = {one.question for one in self_check.missing if one.what != "answer"}
    buttons = []
    for item in self_check.form.items:
        stays = [question.code for question in item.check.questions if question.code not in self_check.skips]
        if not stays:
            continue
        sign = "△" if lacking & set(stays) else sign_of(self_check.verdict(item.check.code))
        needed = [code for code in self_check.must if code in stays]
        wants = [code for code in needed if code in lacking or code not in self_check.answers]
        row = f"{item.row}.{item.part}" if item.part else str(item.row)
        buttons.append(
            ((wants or needed)[0], item.check.code, f"{sign} {row} {item.check.title.say(ctx.language)}")
        )
    pages = -(-len(buttons) // PAGE)
    at = str(cast(dict[str, Any], dialog_manager.start_data).get("at") or "")
    wanted = at or self_check.next_open()
    at_item = self_check.form.by_code[wanted][0].check.code if wanted else ""
    first = next((place for place, (_, item, _) in enumerate(buttons) if item == at_item), 0)
    page = min(int(dialog_manager.dialog_data.get("page", first // PAGE)), pages - 1)
    return {
        "items": [(code, label) for code, _, label in buttons[page * PAGE : (page + 1) * PAGE]],
        "next": (page + 1) % pages,
        "several": pages > 1,
        "pages": ctx.say("overview-page", page=page + 1, pages=pages),
        "body": _counts(ctx, self_check),
        "some_left_out": bool(_left_out(ctx, self_check)),
    }


def _counts(ctx: Context, self_check: SelfCheckState) -> str:
    counted = self_check.tally
    return lines(
        ctx.say(
            "overview-title",
            done=counted.done,
            total=counted.total,
        ),
        ctx.say(
            "overview-counts",
            passed=counted.passed,
            failed=counted.failed,
            owed=counted.owed,
            na=counted.na,
        ),
        ctx.say("overview-left-out", count=counted.left_out) if counted.left_out else "",
        ctx.say("overview-legend"),
    )


def _left_out(ctx: Context, self_check: SelfCheckState) -> list[tuple[str, str]]:
    """Items without an applicable question, and the reason."""
    found = []
    for item in self_check.form.items:
        if all(question.code in self_check.skips for question in item.check.questions):
            reason = self_check.skips[item.check.core.code].say(ctx.language)
            found.append((f"{item.row} {item.check.title.say(ctx.language)}", reason))
    return found


async def left_out_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The items that do not apply, with the reason."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    return {
        "body": lines(
            ctx.say("overview-left-out-title"),
            *(
                ctx.say("overview-left-out-line", item=item, reason=reason)
                for item, reason in _left_out(ctx, self_check)
            ),
        )
    }


def make_dialog() -> Dialog:
    """The dialog of OverviewSG."""
    return Dialog(
        house_window(
            Choices("item", "items", on_item, width=2),
            Row(
                Tap(Given("pages"), "page", on_page, "next", when="several"),
                SwitchTo(T("overview-why-left-out"), "left", OverviewSG.left_out, when="some_left_out"),
            ),
            Row(
                Tap(T("overview-home"), "home", going(start_home)),
                Tap(T("overview-continue"), "continue", on_continue),
            ),
            state=OverviewSG.items,
            getter=items_getter,
        ),
        house_window(
            SwitchTo(T("overview-back"), "back", OverviewSG.items),
            state=OverviewSG.left_out,
            getter=left_out_getter,
        ),
    )
