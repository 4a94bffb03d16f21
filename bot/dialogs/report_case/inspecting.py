"""A routine inspection planned from a report: enterprise and day. It is stored like any other."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram_dialog import DialogManager, Window

from bot.app import Context, context_of
from bot.dialogs.report_case.desk import case_id, case_line, facts_of, load, opened, reporting_of
from bot.states.offices import CaseSG
from bot.ui.confirmation import ConfirmChoices, is_as_shown, show
from bot.ui.fragments import day
from bot.ui.labels import in_label
from bot.ui.replies import reply
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Given, T, Words
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.enterprises import registry as enterprises
from storage.offices import staff
from storage.reports import handling as reports_handling

DAYS = 6
SOONEST = 2
"""Days ahead of the first day offered: an inspection the day after would tell of the report."""
MOST = 6
FARTHEST = 90
"""Days ahead of the last day that may be typed."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_day(manager: DialogManager, item: str) -> None:
    """Choose the day on the button."""
    manager.dialog_data["day"] = item
    found = await opened(manager)
    known = found.words[0].enterprise_id if found.words else None
    if known is None:
        manager.dialog_data["find"] = ""
        await manager.switch_to(CaseSG.enterprise)
        return
    await _plan(manager, known)


async def on_typed_day(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    ctx = context_of(manager)
    if not await is_as_shown(manager, *facts_of(await load(manager))):
        return
    if 1 <= (chosen - ctx.app.today()).days <= FARTHEST:
        await on_day(manager, chosen.isoformat())
    else:
        await reply(manager, ctx.say("case-day-unclear"))


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Choose the enterprise on the button."""
    await _plan(manager, int(item))


async def on_find(manager: DialogManager, text: str) -> None:
    """Search by part of a name."""
    manager.dialog_data["find"] = text.strip()[:60]


async def _plan(manager: DialogManager, enterprise_id: int) -> None:
    ctx = context_of(manager)
    chosen = date.fromisoformat(str(manager.dialog_data.get("day") or ""))
    await ctx.act(
        reports_handling.inspect,
        reporting_of(ctx).intake,
        ctx.app.today(),
        case_id(manager),
        enterprise_id,
        chosen,
    )
    manager.dialog_data["notice"] = "case-inspect-done"
    await manager.switch_to(CaseSG.one)


# --- getters ----------------------------------------------------------------------------------------


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Working days to come."""
    ctx = context_of(dialog_manager)
    case = await load(dialog_manager)
    show(dialog_manager, *facts_of(case))
    today = ctx.app.today()
    ahead = (today + timedelta(days=days) for days in range(SOONEST, SOONEST + 12))
    days = [one for one in ahead if one.isoweekday() <= 5][:DAYS]
    return {
        "days": [(one.isoformat(), _weekday(ctx, one)) for one in days],
        "case_line": case_line(ctx, case),
        "confirms": facts_of(case),
    }


async def enterprise_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Enterprises of the office's place with the typed text in their names."""
    ctx, find = context_of(dialog_manager), str(dialog_manager.dialog_data.get("find", ""))
    going_on = str(dialog_manager.dialog_data["day"])
    found = await opened(dialog_manager)
    async with ctx.app.database.read() as db:
        seat = await staff.current(db, ctx.actor)
        lines = await enterprises.list_enterprises(
            db, jurisdiction_id=seat.jurisdiction_id, text=find, limit=MOST
        )
    return {
        "about": shortened(found.about, 60),
        "find": find,
        "none": not lines,
        "case_line": case_line(ctx, found.case),
        "confirms": (*facts_of(found.case), going_on),
        "day": day(ctx, date.fromisoformat(going_on)),
        "enterprises": [(str(line.id), in_label(line.name)) for line in lines],
    }


def _weekday(ctx: Context, when: date) -> str:
    return ctx.say("case-weekday", day=day(ctx, when), weekday=when.isoweekday())


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """day, enterprise."""
    return [
        house_window(
            T("case-day-ask"),
            Given("case_line"),
            *typed_day("day_typed", on_typed_day, unclear="case-day-unclear", keep=False),
            ConfirmChoices("day", "days", on_day, width=2),
            back_to("day_back", CaseSG.one),
            state=CaseSG.day,
            getter=day_getter,
            protect_content=True,
        ),
        house_window(
            T("case-enterprise-ask"),
            T("case-enterprise-none", when="none"),
            Given("case_line"),
            ConfirmChoices("enterprise", "enterprises", on_enterprise),
            back_to("enterprise_back", CaseSG.day),
            Words(on_find),
            state=CaseSG.enterprise,
            getter=enterprise_getter,
            protect_content=True,
        ),
    ]
