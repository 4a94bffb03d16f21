"""The windows of DevicesSG. Those with link and PIN are protected: the page stores neither."""

from __future__ import annotations

from aiogram_dialog.widgets.kbd import SwitchTo

from bot.dialogs.devices.getters import link_getter, main_getter
from bot.dialogs.devices.handlers import on_end, on_link, on_pin, on_typed_pin
from bot.memory import RememberingDialog
from bot.states.people import DevicesSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.widgets import Given, T, Tap, Words
from bot.ui.window import back_to, house_window, to_home


def make_dialog() -> RememberingDialog:
    """The dialog of DevicesSG; links just made are remembered in memory only."""
    return RememberingDialog(
        house_window(
            Tap(T("devices-add"), "add", on_link),
            Tap(Given("pin_label"), "to_pin", on_pin),
            SwitchTo(T("devices-end"), "to_sure", DevicesSG.sure, when="any"),
            to_home(),
            state=DevicesSG.main,
            getter=main_getter,
        ),
        house_window(
            back_to("link_back", DevicesSG.main),
            state=DevicesSG.link,
            getter=link_getter,
            protect_content=True,
        ),
        house_window(
            T("devices-pin-ask"),
            back_to("pin_back", DevicesSG.main),
            Words(on_typed_pin, numbers_too=True),
            state=DevicesSG.pin,
            protect_content=True,
        ),
        confirm_window(
            T("devices-end-ask"),
            Confirm(T("devices-end-yes"), "end", on_end),
            back=back_to("sure_back", DevicesSG.main),
            state=DevicesSG.sure,
            getter=main_getter,
        ),
    )
