"""States of private dialogs. Nothing of these groups is ever stored (`bot.privacy.storage`)."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class ReportSG(StatesGroup):
    """An anonymous report."""

    intro = State()
    safer = State()
    phone = State()
    help = State()
    category = State()
    town = State()
    where = State()
    place = State()
    story = State()
    danger = State()
    since = State()
    review = State()
    telltale = State()
    sent = State()
    proof = State()


class ReceiptSG(StatesGroup):
    """Following a report up by its receipt."""

    enter = State()
    view = State()
    said = State()
    add = State()
    telltale = State()
    proof = State()
    close = State()
