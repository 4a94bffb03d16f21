"""Where in a self-check a conversation is, and where it goes next."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import talk_of
from bot.states.people import SelfCheckSG, start_submit
from storage.self_checks.state import Standing, load

SEEN = "standing"


def seen(manager: DialogManager, standing: Standing) -> Standing:
    """What this update already knows need not be read again to show the next window."""
    manager.middleware_data[SEEN] = standing
    return talk_of(manager).app.remember(standing)


async def standing_of(manager: DialogManager) -> Standing:
    """The self-check of this dialog as it stands; what the update's own operation gave is not read again."""
    if (standing := manager.middleware_data.get(SEEN)) is not None:
        return cast(Standing, standing)
    talk = talk_of(manager)
    self_check_id = int(cast(dict[str, Any], manager.start_data)["id"])
    async with talk.app.database.read() as db:
        return talk.app.remember(await load(db, self_check_id, talk.app.known(self_check_id)))


async def last_seen(manager: DialogManager) -> Standing:
    """What this process last saw, unread: fit where the operation that follows checks it by its revision."""
    talk = talk_of(manager)
    known = talk.app.known(int(cast(dict[str, Any], manager.start_data)["id"]))
    return known or await standing_of(manager)


def deep_of(manager: DialogManager, standing: Standing) -> set[str]:
    """Items looked into: asked for here, or with a detailed answer already."""
    chosen: list[str] = manager.dialog_data.setdefault("deep", [])
    cores = set(standing.cores)
    return {
        *chosen,
        *(standing.form.by_code[code][0].check.code for code in standing.answers if code not in cores),
    }


def shown_question(manager: DialogManager, standing: Standing) -> str:
    """The question on the screen, or the next open one where that no longer applies."""
    code = str(manager.dialog_data.get("q", ""))
    if code in standing.form.by_code and code not in standing.skips:
        return code
    return standing.next_open() or standing.cores[0]


async def go_on(manager: DialogManager, standing: Standing, after: str) -> None:
    """To the next open question; to the summary when the last core is answered."""
    order = standing.asked(deep_of(manager, standing))
    start = order.index(after) + 1 if after in order else 0
    code = next((code for code in order[start:] if code not in standing.answers), None)
    code = code or standing.next_open(after=after)
    if code is None:
        await start_submit(manager, standing.id)
        return
    manager.dialog_data["q"] = code
    await manager.switch_to(SelfCheckSG.question)


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Begin at the asked question, or the next open one."""
    standing = await standing_of(manager)
    wanted = str(start_data.get("question") or "")
    manager.dialog_data["q"] = wanted or standing.next_open() or standing.cores[0]
    manager.dialog_data["notice"] = start_data.get("notice") or ""
