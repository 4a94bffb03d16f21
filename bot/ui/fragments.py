"""Small pieces of windows: bars, verdict signs, days. No sentence lives here."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.labels import label_fitted
from content.calendar.overdue import Overdue
from content.model.form import FormItem
from content.model.questions import Question
from storage.self_checks.state import SelfCheckState


def lines(*parts: str) -> str:
    """The non-empty parts, a line each; an empty line where a part is a single space."""
    return "\n".join("" if part == " " else part for part in parts if part)


def notice_of(manager: DialogManager) -> str:
    """The notice above the window: the one a handler left in the dialog's data, shown once, else the one the
    dialog was started with; both are keys of sentences."""
    came = manager.start_data if isinstance(manager.start_data, dict) else {}
    key = str(manager.dialog_data.pop("notice", "") or came.get("notice") or "")
    return context_of(manager).say(key, row="") if key else ""


def notice_lines(manager: DialogManager) -> tuple[str, ...]:
    """The notice and an empty line below it, for `lines`; nothing where there is none."""
    notice = notice_of(manager)
    return (notice, " ") if notice else ()


def label_of(ctx: Context, key: str, field: str, name: str, /, **values: str | int) -> str:
    """A button's sentence, filled with as much of a name (its `field`) as fits the button."""
    return label_fitted(lambda shown: ctx.say(key, **{field: shown}, **values), name)


def row_of(ctx: Context, item: FormItem, rows: int) -> str:
    """第 6/13 项, with the part where a row carries two duties."""
    key = "row-part" if item.part else "row"
    return ctx.say(key, row=item.row, rows=rows, part=item.part)


def day(ctx: Context, when: date) -> str:
    """A day as the language writes it."""
    return ctx.say("day", year=when.year, month=when.month, day=when.day)


def yuan(fen: int) -> str:
    """A sum of fen in yuan, as a number."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"


def overdue_for(ctx: Context, lapsed: Overdue) -> str:
    """The time by which something is overdue, in years, months or days."""
    return ctx.say("overdue-for", count=lapsed.count, unit=lapsed.unit)


def owed_line(ctx: Context, self_check: SelfCheckState, code: str) -> str:
    """The day by which the photo is owed."""
    due_on = self_check.owed.get(code)
    if due_on is None:
        return ""
    late = due_on < ctx.app.today()
    return ctx.say("check-owed", day=day(ctx, due_on), late="yes" if late else "no")


def days_left(ctx: Context, due: date) -> str:
    """The distance of a day in words; the day itself still counts."""
    left = (due - ctx.app.today()).days
    if left < 0:
        return ctx.say("days-over", days=-left)
    return ctx.say("days-left", days=left) if left else ctx.say("days-today")


def measure_shown(ctx: Context, question: Question, measure: str | None) -> str:
    """A measure as people read it: the usual one, stored in Chinese for the office, in the person's
    language; or that there is none yet, where only the office set a day."""
    if not measure:
        return ctx.say("finding-no-measure")
    return question.measure.say(ctx.language) if measure == question.measure.zh else measure


def closing_line(ctx: Context, self_check: SelfCheckState, code: str) -> tuple[str, ...]:
    """The number of questions the answer makes fall away, and the reason where there is room."""
    closes = self_check.closes(code)
    if not closes:
        return ("",)
    reason = next(iter(closes.values())).say(ctx.language)
    return (
        ctx.say("check-closes", count=len(closes), reason=reason),
        ctx.say("check-closes-short", count=len(closes)),
    )
