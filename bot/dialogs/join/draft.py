"""The draft of a registration and the order of its screens. It lives in dialog data and memory only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.memory import memory_of
from bot.states.people import JoinSG
from bot.ui.replies import account_of

ORDER = ("name", "credit_code", "industry", "town", "address", "headcount", "phone", "confirm")
STATES = {
    "choose": JoinSG.choose,
    "name": JoinSG.name,
    "credit_code": JoinSG.credit_code,
    "industry": JoinSG.industry,
    "town": JoinSG.town,
    "address": JoinSG.address,
    "headcount": JoinSG.headcount,
    "phone": JoinSG.phone,
    "confirm": JoinSG.confirm,
}
PASSING = ("find", "page", "at", "fix")
"""What belongs to a screen, not to the draft."""


def here(manager: DialogManager) -> str:
    """The name of the screen that is open."""
    state = manager.current_context().state
    return next((name for name, one in STATES.items() if one == state), "choose")


def begin(manager: DialogManager) -> None:
    """Take up the draft this account left, if it is still remembered."""
    kept = memory_of(manager).drafts.get(account_of(manager).id)
    if kept:
        manager.dialog_data.update(kept)


def forget(manager: DialogManager) -> None:
    """The draft became an enterprise."""
    memory_of(manager).drafts.drop(account_of(manager).id)


async def go_on(manager: DialogManager) -> None:
    """To the next screen, or back to the summary where one line was corrected."""
    draft = {key: value for key, value in manager.dialog_data.items() if key not in PASSING}
    memory_of(manager).drafts.put(account_of(manager).id, draft)
    await go(manager, "confirm" if manager.dialog_data.get("fix") else _beside(manager, 1))


async def go_back(manager: DialogManager) -> None:
    """To the screen before, or to the summary one came from."""
    await go(manager, "confirm" if manager.dialog_data.get("fix") else _beside(manager, -1))


async def go(manager: DialogManager, screen: str, *, fix: bool = False) -> None:
    """To a screen of the registration; `fix`: one line is corrected, then back to the summary."""
    for key in PASSING:
        manager.dialog_data.pop(key, None)
    if fix:
        manager.dialog_data["fix"] = True
    await manager.switch_to(STATES[screen])


def _beside(manager: DialogManager, step: int) -> str:
    """The screen before or after this one; the town's is passed over where there is only one."""
    place = ORDER.index(here(manager)) + step
    if place < 0:
        return "choose"
    if ORDER[place] == "town" and manager.dialog_data.get("one_place"):
        place += step
    return ORDER[place]
