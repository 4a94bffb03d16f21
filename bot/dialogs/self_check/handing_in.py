"""The summary, handing in, the PDF, and withdrawing before the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from aiogram_dialog import Dialog, DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.self_check import signed
from bot.dialogs.self_check.items import self_check_of
from bot.files.enterprise import send_form
from bot.states.people import (
    SubmitSG,
    start_finding,
    start_home,
    start_overview,
    start_self_check,
    start_tasks,
)
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.fragments import day, lines, row_of
from bot.ui.incoming_files import PICTURES
from bot.ui.widgets import Choices, Media, T, Tap, going
from bot.ui.window import house_window
from content.registry import complete
from content.rules import Missing, Wanted
from storage.self_checks import submissions
from storage.self_checks.state import SelfCheckState

MISSING: Mapping[str, tuple[str, str]] = complete(
    "bot.dialogs.self_check.handing_in.MISSING",
    get_args(Wanted),
    {
        "answer": ("missing-answer", "missing-answer-button"),
        "photo": ("missing-photo", "missing-photo-button"),
        "reason": ("missing-reason", "missing-reason-button"),
        "numbers": ("missing-numbers", "missing-numbers-button"),
        "plan": ("missing-plan", "missing-plan-button"),
    },
)
"""Sentence and button label for each thing an answer can lack."""

SHOWN_MISSING = 5


async def on_start(start_data: object, manager: DialogManager) -> None:
    """Show a form that was handed in already."""
    self_check = await self_check_of(manager)
    if self_check.state != "draft":
        await manager.switch_to(SubmitSG.submitted)


async def on_missing(manager: DialogManager, item: str) -> None:
    """Go to the missing part: the question, or its finding."""
    self_check = await self_check_of(manager)
    code, what = item[:5], item[5:]
    line = self_check.line(code)
    if what == "plan" and line.finding_id is not None:
        await start_finding(manager, line.finding_id, back="submit", fresh=line.remedy is None, question=code)
    else:
        await start_self_check(manager, self_check.id, question=code)


async def on_submit(manager: DialogManager, item: str) -> None:
    """Hand in; a second press finds it handed in. The form follows as a PDF."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    before = self_check.state
    self_check = await ctx.act(
        submissions.submit,
        self_check.id,
        form_prefix=self_check.form.number_prefix,
        rules=ctx.app.library.reviews,
        today=ctx.app.today(),
    )
    ctx.app.remember(self_check)
    if before == "draft":
        await send_form(manager, self_check.id, self_check.number)
    await manager.switch_to(SubmitSG.submitted, show_mode=ShowMode.DELETE_AND_SEND)


async def on_pdf(manager: DialogManager, item: str) -> None:
    """Send the PDF again."""
    self_check = await self_check_of(manager)
    await send_form(manager, self_check.id, self_check.number)


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Take the form back."""
    ctx = context_of(manager)
    self_check = await ctx.act(submissions.withdraw, int(item))
    ctx.app.remember(self_check)
    await start_overview(manager, self_check.id)


async def on_owed(manager: DialogManager, item: str) -> None:
    """Go to the question whose photo is owed."""
    await start_self_check(manager, (await self_check_of(manager)).id, question=item)


async def on_overview(manager: DialogManager, item: str) -> None:
    """Open 再看一遍."""
    await start_overview(manager, (await self_check_of(manager)).id)


async def summary_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the form's answers, and the missing parts."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    counted = self_check.tally
    faults = [line for line in self_check.lines.values() if line.finding_id is not None]
    missing = self_check.missing
    return {
        "body": lines(
            ctx.say("submit-title", form=self_check.form.title.say(ctx.language)),
            ctx.say(
                "submit-counts",
                passed=counted.passed,
                failed=counted.failed,
                owed=counted.owed,
                na=counted.na,
                left=counted.left_out,
            ),
            ctx.say(
                "submit-faults",
                failed=len(faults),
                done=sum(line.remedy_state in ("done", "accepted") for line in faults),
                planned=sum(line.remedy == "plan" and line.remedy_state == "open" for line in faults),
            )
            if faults
            else "",
            _owed_line(ctx, self_check),
            " ",
            ctx.say("submit-missing", count=len(missing)) if missing else ctx.say("submit-complete"),
            *(_missing_line(ctx, self_check, one) for one in missing[:SHOWN_MISSING]),
            ctx.say("submit-self-reported"),
        ),
        "missing": [
            (f"{one.question}{one.what}", _missing_button(ctx, self_check, one))
            for one in missing[:SHOWN_MISSING]
        ],
        "complete": not missing,
        "confirms": self_check.revision,
        "nothing_left": self_check.state != "draft",  # handed in by another phone since it was shown
        "draft": self_check.state == "draft",
    }


def _missing_line(ctx: Context, self_check: SelfCheckState, one: Missing) -> str:
    item = self_check.form.by_code[one.question][0]
    return ctx.say(
        MISSING[one.what][0],
        row=row_of(ctx, item, self_check.form.rows),
        title=item.check.title.say(ctx.language),
    )


def _missing_button(ctx: Context, self_check: SelfCheckState, one: Missing) -> str:
    item = self_check.form.by_code[one.question][0]
    return ctx.say(MISSING[one.what][1], row=f"{item.row}.{item.part}" if item.part else str(item.row))


async def submitted_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The form handed in."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    # a finding that a review closed (销号) is no task, here as in the list of tasks
    faults = [
        line
        for line in self_check.lines.values()
        if line.finding_id is not None and line.finding_state != "closed"
    ]
    pages = len(await signed.pages_of(dialog_manager))
    open_faults = sum(line.remedy_state not in ("done", "accepted") for line in faults)
    return {
        "id": self_check.id,
        "confirms": (self_check.id, self_check.revision, self_check.state),
        "body": lines(
            ctx.say("submit-done", number=self_check.number or ""),
            ctx.say("submit-locked" if self_check.state == "submitted" else "submit-in-review"),
            ctx.say("submit-open-faults", count=open_faults) if open_faults else "",
            _owed_line(ctx, self_check),
            ctx.say("signed-done", count=pages) if pages else ctx.say("signed-ask"),
        ),
        "signed": pages,
        "owed": len(self_check.owed),
        "owed_question": next(iter(self_check.owed), ""),
        "may_withdraw": self_check.state == "submitted",
        "faults": len(faults),
        "has_faults": bool(faults),
    }


def _owed_line(ctx: Context, self_check: SelfCheckState) -> str:
    """The number of photos still owed, and the day of the first."""
    if not self_check.owed:
        return ""
    first = next(iter(self_check.owed.values()))
    late = "yes" if first < ctx.app.today() else "no"
    return ctx.say("submit-owed", count=len(self_check.owed), day=day(ctx, first), late=late)


def make_dialog() -> Dialog:
    """The dialog of SubmitSG."""
    return Dialog(
        house_window(
            Choices("missing", "missing", on_missing, width=2),
            Confirm(T("submit-button"), "submit", on_submit, when="complete"),
            Row(
                Tap(T("submit-again"), "again", on_overview),
                Tap(T("submit-draft-pdf"), "draft_pdf", on_pdf),
                Tap(T("submit-home"), "home", going(start_home)),
            ),
            state=SubmitSG.summary,
            getter=summary_getter,
        ),
        house_window(
            Tap(T("submit-to-owed"), "to_owed", on_owed, "owed_question", when="owed"),
            SwitchTo(T("signed-button"), "to_signed", SubmitSG.signed),
            Row(
                Tap(T("submit-pdf-again"), "pdf", on_pdf),
                SwitchTo(T("submit-withdraw"), "withdraw", SubmitSG.withdraw, when="may_withdraw"),
            ),
            Row(
                Tap(T("submit-tasks"), "tasks", going(start_tasks), when="has_faults"),
                Tap(T("submit-home"), "home_after", going(start_home)),
            ),
            Media(signed.on_page, PICTURES),
            state=SubmitSG.submitted,
            getter=submitted_getter,
        ),
        signed.make_window(),
        confirm_window(
            T("submit-withdraw-ask"),
            Confirm(T("submit-withdraw-yes"), "withdraw_yes", on_withdraw, "id"),
            back=SwitchTo(T("submit-withdraw-no"), "withdraw_no", SubmitSG.submitted),
            state=SubmitSG.withdraw,
            getter=submitted_getter,
        ),
        on_start=on_start,
    )
