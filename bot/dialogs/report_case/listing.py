"""The reports of an office: open and closed ones, figures, a guide. No content is shown here."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.report_case.desk import reporting_of
from bot.states.offices import CaseSG, start_inspections, start_office
from bot.ui.fragments import lines, notice_lines
from bot.ui.paging import Page, page_of, page_read, turned_to
from bot.ui.widgets import Choices, T, Tap, going, paging
from bot.ui.window import back_to, house_window
from storage.inspections import planning as inspections
from storage.offices import staff
from storage.reports import figures as reports_figures
from storage.reports import office as reports_office
from storage.reports.views import CaseLine, Inbox

# --- handlers ---------------------------------------------------------------------------------------


async def on_case(manager: DialogManager, item: str) -> None:
    """Open the report on the button; the audit trail records who opened it."""
    ctx = context_of(manager)
    await ctx.act(reports_office.note_reading, reporting_of(ctx).intake, int(item))
    manager.dialog_data.update(id=item, page=0)
    await manager.switch_to(CaseSG.one)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of open ones with the counts of all."""
    ctx, page = context_of(dialog_manager), turned_to(dialog_manager, "open_page")
    if ctx.app.reporting is None:
        return {"body": ctx.say("cases-not-here"), "is_here": False, **page_of([], 0)}
    inbox, page = await _inbox(ctx, page, closed=False)
    counts = inbox.counts
    async with ctx.app.database.read() as db:
        visits = len(await inspections.list_planned(db, ctx.actor))
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("cases-head"),
            ctx.say("cases-counts", open=counts.open, waiting=counts.waiting, overdue=counts.overdue)
            if counts.open
            else ctx.say("cases-none"),
        ),
        **_page(ctx, inbox, page, counts.open),
        "is_here": True,
        "closed": inbox.counts.closed,
        "visits": visits,
        "may_count": (await _seat_allows(ctx, "report.statistics")),
    }


async def closed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of closed ones, closed last first."""
    ctx, page = context_of(dialog_manager), turned_to(dialog_manager, "closed_page")
    inbox, page = await _inbox(ctx, page, closed=True)
    return {
        "count": inbox.counts.closed,
        "days": reporting_of(ctx).rules.keep_days,
        **_page(ctx, inbox, page, inbox.counts.closed),
    }


async def figures_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Numbers of the reports the officer may open."""
    ctx = context_of(dialog_manager)
    found = await ctx.read(reports_figures.figures, ctx.actor, reporting_of(ctx).intake)
    return {
        "body": lines(
            ctx.say("cases-figures-head"),
            *_by_category(ctx, found.by_category),
            *(
                ctx.say("cases-figures-result", result=result, count=count)
                for result, count in found.by_result.items()
            ),
            "" if found.by_result else ctx.say("cases-figures-none"),
            ctx.say("cases-figures-note"),
        )
    }


def _by_category(ctx: Context, counts: dict[str, int]) -> list[str]:
    """Counts of reports by category, the most frequent first."""
    rules = reporting_of(ctx).rules
    return [
        ctx.say("cases-figures-one", name=rules.by_key[key].title.say(ctx.language), count=count)
        for key, count in sorted(counts.items(), key=lambda entry: -entry[1])
        if key in rules.by_key
    ]


async def help_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the guide for officers."""
    rules = reporting_of(context_of(dialog_manager)).rules
    hours = "、" if context_of(dialog_manager).language == "zh" else ", "
    return {"hours": hours.join(rules.batches), "days": rules.keep_days}


async def _seat_allows(ctx: Context, right: str) -> bool:
    async with ctx.app.database.read() as db:
        return (await staff.current(db, ctx.actor)).allows(right)


async def _inbox(ctx: Context, page: int, *, closed: bool) -> tuple[Inbox, int]:
    """A page, or the last one where there are fewer pages."""
    kept = reporting_of(ctx)
    while True:
        inbox = await ctx.read(
            reports_office.list_cases,
            ctx.actor,
            kept.intake,
            kept.rules,
            ctx.app.today(),
            closed=closed,
            page=page,
        )
        if inbox.lines or page == 0:
            return inbox, page
        page -= 1


def _page(ctx: Context, inbox: Inbox, page: int, total: int) -> Page:
    choices = [(str(line.id), _label(ctx, line)) for line in inbox.lines]
    return page_read(choices, page, total, reports_office.PAGE)


def _label(ctx: Context, line: CaseLine) -> str:
    """A report on a button: urgency, category, next step and its day. Nothing of its content."""
    rules = reporting_of(ctx).rules
    category = rules.by_key.get(line.category)
    title = category.title.say(ctx.language) if category else line.category
    if line.state == "closed":
        return ctx.say("cases-closed-one", category=title, result=line.result or "", number=line.case_number)
    owed = rules.due_on(line.state, line.received_on, line.answered_on)
    left = (owed[1] - ctx.app.today()).days if owed else 0
    mark = "urgent" if line.urgent else "mine" if line.mine else line.state
    when = ctx.say("cases-late", days=-left) if left < 0 else ctx.say("cases-left", days=left)
    return ctx.say("cases-one", mark=mark, category=title, number=line.case_number, when=when)


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """list, closed, figures, help."""
    return [
        house_window(
            Choices("case", "choices", on_case),
            paging("open_page", "open_"),
            Row(
                SwitchTo(T("cases-to-closed"), "to_closed", CaseSG.closed, when="closed"),
                Tap(T("cases-to-visits"), "to_visits", going(start_inspections), when="visits"),
                SwitchTo(T("cases-to-figures"), "to_figures", CaseSG.figures, when="may_count"),
            ),
            Row(
                Tap(T("cases-office"), "office", going(start_office)),
                SwitchTo(T("cases-to-help"), "to_help", CaseSG.help, when="is_here"),
            ),
            state=CaseSG.list,
            getter=list_getter,
        ),
        house_window(
            T("cases-closed-head"),
            Choices("closed_case", "choices", on_case),
            paging("closed_page", "closed_"),
            back_to("closed_back", CaseSG.list),
            state=CaseSG.closed,
            getter=closed_getter,
        ),
        house_window(
            back_to("figures_back", CaseSG.list),
            state=CaseSG.figures,
            getter=figures_getter,
        ),
        house_window(
            T("cases-help"),
            back_to("help_back", CaseSG.list),
            state=CaseSG.help,
            getter=help_getter,
        ),
    ]
