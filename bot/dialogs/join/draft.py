"""The draft of a registration and the order of its screens. An unfinished draft is kept for its person."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager

from bot.states.people import JoinSG
from bot.ui.unfinished import Unfinished


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the registration. `fix`: label of the button that leads back to it from the summary, a
    catalog key; "" for the summary itself."""

    state: State
    fix: str = ""


CHOOSE = "choose"
"""The screen before the registration, with the three ways in."""
SCREENS = {
    "name": Screen(JoinSG.name, "join-fix-name"),
    "credit_code": Screen(JoinSG.credit_code, "join-fix-credit-code"),
    "industry": Screen(JoinSG.industry, "join-fix-industry"),
    "town": Screen(JoinSG.town, "join-fix-town"),
    "address": Screen(JoinSG.address, "join-fix-address"),
    "headcount": Screen(JoinSG.headcount, "join-fix-headcount"),
    "phone": Screen(JoinSG.phone, "join-fix-phone"),
    "confirm": Screen(JoinSG.confirm),
}
"""The screens in their order."""
PASSING = ("find", "page", "at", "fix")
"""Keys of a screen's data that are not part of the draft."""
ENTERED = Unfinished(
    "registration",
    ("name", "typed", "code", "taken", "industry", "place", "one_place", "address", "headcount", "phone"),
)


def here(manager: DialogManager) -> str:
    """The name of the screen that is open."""
    state = manager.current_context().state
    return next((name for name, one in SCREENS.items() if one.state == state), CHOOSE)


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
    await manager.switch_to(JoinSG.choose if screen == CHOOSE else SCREENS[screen].state)


def _beside(manager: DialogManager, step: int) -> str:
    """The screen before or after this one; the town's screen is skipped where there is only one town."""
    order = list(SCREENS)
    place = order.index(here(manager)) + step
    if place < 0:
        return CHOOSE
    if order[place] == "town" and manager.dialog_data.get("one_place"):
        place += step
    return order[place]
