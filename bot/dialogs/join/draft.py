"""The draft of a registration and the order of its screens. An unfinished draft is kept for its person."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.states.people import JoinSG
from bot.ui.unfinished import Unfinished

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
"""Keys of a screen's data that are not part of the draft."""
ENTERED = Unfinished(
    "registration",
    ("name", "typed", "code", "taken", "industry", "place", "one_place", "address", "headcount", "phone"),
)


def here(manager: DialogManager) -> str:
    """The name of the screen that is open."""
    state = manager.current_context().state
    return next((name for name, one in STATES.items() if one == state), "choose")


async def begin(manager: DialogManager) -> None:
    """Continue the draft this person left."""
    await ENTERED.take_up(manager, "enterprise")


async def forget(manager: DialogManager) -> None:
    """Delete the draft after it became an enterprise."""
    await ENTERED.forget(manager, "enterprise")


async def go_on(manager: DialogManager) -> None:
    """Go to the next screen, or back to the summary where one line was corrected."""
    await ENTERED.keep(manager, "enterprise")
    await go(manager, "confirm" if manager.dialog_data.get("fix") else _beside(manager, 1))


async def go_back(manager: DialogManager) -> None:
    """Go to the screen before, or to the summary one came from."""
    await go(manager, "confirm" if manager.dialog_data.get("fix") else _beside(manager, -1))


async def go(manager: DialogManager, screen: str, *, fix: bool = False) -> None:
    """Go to a screen of the registration; `fix`: one line is corrected, then back to the summary."""
    for key in PASSING:
        manager.dialog_data.pop(key, None)
    if fix:
        manager.dialog_data["fix"] = True
    await manager.switch_to(STATES[screen])


def _beside(manager: DialogManager, step: int) -> str:
    """The screen before or after this one; the town's screen is skipped where there is only one town."""
    place = ORDER.index(here(manager)) + step
    if place < 0:
        return "choose"
    if ORDER[place] == "town" and manager.dialog_data.get("one_place"):
        place += step
    return ORDER[place]
