"""The position of a conversation in a self-check, and the next one."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.states.people import SelfCheckSG, start_submit
from storage.self_checks.state import SelfCheckState, load

SEEN = "standing"


def seen(manager: DialogManager, self_check: SelfCheckState) -> SelfCheckState:
    """Keep the state of a self-check within this update, so that the next window need not read it again."""
    manager.middleware_data[SEEN] = self_check
    return context_of(manager).app.remember(self_check)


async def self_check_of(manager: DialogManager) -> SelfCheckState:
    """The current state of this dialog's self-check; the result of the update's own operation is not read
    again."""
    if (self_check := manager.middleware_data.get(SEEN)) is not None:
        return cast(SelfCheckState, self_check)
    ctx = context_of(manager)
    self_check_id = int(cast(dict[str, Any], manager.start_data)["id"])
    async with ctx.app.database.read() as db:
        return ctx.app.remember(await load(db, self_check_id, ctx.app.known(self_check_id)))


async def last_seen(manager: DialogManager) -> SelfCheckState:
    """The state this process last saw, unread: fit where the operation that follows checks it by its
    revision."""
    ctx = context_of(manager)
    known = ctx.app.known(int(cast(dict[str, Any], manager.start_data)["id"]))
    return known or await self_check_of(manager)


def deep_of(manager: DialogManager, self_check: SelfCheckState) -> set[str]:
    """Items whose further questions are open: asked for here, or with a detailed answer already."""
    chosen: list[str] = manager.dialog_data.setdefault("deep", [])
    must = set(self_check.must)
    return {
        *chosen,
        *(self_check.form.by_code[code][0].check.code for code in self_check.answers if code not in must),
    }


def shown_question(manager: DialogManager, self_check: SelfCheckState) -> str:
    """The question of the window, or the next open one if that does not apply."""
    code = str(manager.dialog_data.get("q", ""))
    if code in self_check.form.by_code and code not in self_check.skips:
        return code
    return self_check.next_open() or self_check.must[0]


async def go_on(manager: DialogManager, self_check: SelfCheckState, after: str) -> None:
    """Go to the next open question; to the summary when all required ones are answered."""
    order = self_check.asked(deep_of(manager, self_check))
    start = order.index(after) + 1 if after in order else 0
    code = next((code for code in order[start:] if code not in self_check.answers), None)
    code = code or self_check.next_open(after=after)
    if code is None:
        await start_submit(manager, self_check.id)
        return
    manager.dialog_data["q"] = code
    await manager.switch_to(SelfCheckSG.question)


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Begin at the given question, or the next open one."""
    self_check = await self_check_of(manager)
    wanted = str(start_data.get("question") or "")
    manager.dialog_data["q"] = wanted or self_check.next_open() or self_check.must[0]
    manager.dialog_data["notice"] = start_data.get("notice") or ""
