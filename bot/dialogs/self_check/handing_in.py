"""Reading through, handing in, the PDF, and taking back before the review."""

from __future__ import annotations

from aiogram_dialog import Dialog, DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Talk, talk_of
from bot.dialogs.self_check.items import standing_of
from bot.files.enterprise import send_form
from bot.states.people import (
    SubmitSG,
    start_finding,
    start_home,
    start_overview,
    start_self_check,
    start_tasks,
)
from bot.ui.confirmation import Confirm
from bot.ui.fragments import lines, row_of
from bot.ui.widgets import Choices, Given, T, Tap, Words, going
from bot.ui.window import house_window
from content.rules import Missing
from storage.self_checks import submissions
from storage.self_checks.state import Standing

SHOWN_MISSING = 5


async def on_start(start_data: object, manager: DialogManager) -> None:
    """A form handed in already shows itself."""
    standing = await standing_of(manager)
    if standing.state != "draft":
        await manager.switch_to(SubmitSG.submitted)


async def on_missing(manager: DialogManager, item: str) -> None:
    """To what is missing: the question, or its finding."""
    standing = await standing_of(manager)
    code, what = item[:5], item[5:]
    line = standing.line(code)
    if what == "plan" and line.finding_id is not None:
        await start_finding(manager, line.finding_id, back="submit", fresh=line.remedy is None, question=code)
    else:
        await start_self_check(manager, standing.id, question=code)


async def on_submit(manager: DialogManager, item: str) -> None:
    """Hand in; a second press finds it handed in. The form follows as a PDF."""
    talk = talk_of(manager)
    standing = await standing_of(manager)
    before = standing.state
    standing = await talk.act(
        submissions.submit,
        standing.id,
        form_prefix=standing.form.number_prefix,
        rules=talk.app.library.reviews,
        today=talk.app.today(),
    )
    talk.app.remember(standing)
    if before == "draft":
        await send_form(manager, standing.id, standing.number)
    await manager.switch_to(SubmitSG.submitted, show_mode=ShowMode.DELETE_AND_SEND)


async def on_pdf(manager: DialogManager, item: str) -> None:
    """The PDF once more."""
    standing = await standing_of(manager)
    await send_form(manager, standing.id, standing.number)


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Take the form back."""
    talk = talk_of(manager)
    standing = await talk.act(submissions.withdraw, int(item))
    talk.app.remember(standing)
    await start_overview(manager, standing.id)


async def on_overview(manager: DialogManager, item: str) -> None:
    """再看一遍."""
    await start_overview(manager, (await standing_of(manager)).id)


async def summary_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What the form will say, and what it lacks."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    counted = standing.tally
    faults = [line for line in standing.lines.values() if line.finding_id is not None]
    missing = standing.missing
    return {
        "body": lines(
            talk.say("submit-title", form=standing.form.title.say(talk.language)),
            talk.say(
                "submit-counts",
                passed=counted.passed,
                failed=counted.failed,
                na=counted.na,
                left=counted.left_out,
            ),
            talk.say(
                "submit-faults",
                failed=len(faults),
                done=sum(line.remedy_state in ("done", "accepted") for line in faults),
                planned=sum(line.remedy == "plan" and line.remedy_state == "open" for line in faults),
            )
            if faults
            else "",
            " ",
            talk.say("submit-missing", count=len(missing)) if missing else talk.say("submit-complete"),
            *(_missing_line(talk, standing, one) for one in missing[:SHOWN_MISSING]),
            talk.say("submit-self-reported"),
        ),
        "missing": [
            (f"{one.question}{one.what}", _missing_button(talk, standing, one))
            for one in missing[:SHOWN_MISSING]
        ],
        "complete": not missing,
        "confirms": standing.revision,
        "draft": standing.state == "draft",
    }


def _missing_line(talk: Talk, standing: Standing, one: Missing) -> str:
    item = standing.form.by_code[one.question][0]
    return talk.say(
        f"missing-{one.what}",
        row=row_of(talk, item, standing.form.rows),
        title=item.check.title.say(talk.language),
    )


def _missing_button(talk: Talk, standing: Standing, one: Missing) -> str:
    item = standing.form.by_code[one.question][0]
    return talk.say(
        f"missing-{one.what}-button", row=f"{item.row}.{item.part}" if item.part else str(item.row)
    )


async def submitted_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The form handed in."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    # what a review closed (销号) is no task any more, here as in the list of tasks
    faults = [
        line
        for line in standing.lines.values()
        if line.finding_id is not None and line.finding_state != "closed"
    ]
    open_faults = sum(line.remedy_state not in ("done", "accepted") for line in faults)
    return {
        "id": standing.id,
        "confirms": (standing.id, standing.revision, standing.state),
        "body": lines(
            talk.say("submit-done", number=standing.number or ""),
            talk.say("submit-locked" if standing.state == "submitted" else "submit-in-review"),
            talk.say("submit-open-faults", count=open_faults) if open_faults else "",
        ),
        "may_withdraw": standing.state == "submitted",
        "faults": len(faults),
        "has_faults": bool(faults),
    }


def make_dialog() -> Dialog:
    """Handing in."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("missing", "missing", on_missing, width=2),
            Confirm(T("submit-button"), "submit", on_submit, when="complete"),
            Row(
                Tap(T("submit-again"), "again", on_overview),
                Tap(T("submit-draft-pdf"), "draft_pdf", on_pdf),
                Tap(T("submit-home"), "home", going(start_home)),
            ),
            Words(),
            state=SubmitSG.summary,
            getter=summary_getter,
        ),
        house_window(
            Given("body"),
            Row(
                Tap(T("submit-pdf-again"), "pdf", on_pdf),
                SwitchTo(T("submit-withdraw"), "withdraw", SubmitSG.withdraw, when="may_withdraw"),
            ),
            Row(
                Tap(T("submit-tasks"), "tasks", going(start_tasks), when="has_faults"),
                Tap(T("submit-home"), "home_after", going(start_home)),
            ),
            Words(),
            state=SubmitSG.submitted,
            getter=submitted_getter,
        ),
        house_window(
            T("submit-withdraw-ask"),
            Confirm(T("submit-withdraw-yes"), "withdraw_yes", on_withdraw, "id"),
            SwitchTo(T("submit-withdraw-no"), "withdraw_no", SubmitSG.submitted),
            Words(),
            state=SubmitSG.withdraw,
            getter=submitted_getter,
        ),
        on_start=on_start,
    )
