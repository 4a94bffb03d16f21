"""The finding of a dialog, and the ways out of it. No window lives here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from aiogram import Bot
from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.states.people import start_home, start_self_check, start_submit, start_tasks
from bot.ui.fragments import day
from content.model.form import FormItem
from content.model.pack import PhaseKind
from content.model.questions import Question
from storage.campaigns import forms
from storage.campaigns import opening as campaigns
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.self_checks.state import load


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with what was asked. `rows`: rows of its form."""

    view: FindingView
    item: FormItem
    question: Question
    rows: int

    @property
    def must_stop(self) -> bool:
        """Whether dangerous work has not been stopped yet."""
        view = self.view
        return self.question.stop is not None and view.stopped_at is None and view.remedy_state != "done"

    @property
    def is_draft(self) -> bool:
        """Whether the form with it is still a draft, so that decisions about it may be changed."""
        return self.view.check_state == "draft" or not self.view.is_settled

    @property
    def has_day(self) -> bool:
        """Whether the office set the day after an overturned answer: the rest of the plan is the
        owner's to write, also after the form was handed in."""
        return bool(self.view.objection) and self.view.remedy_state == "open"


def started(manager: DialogManager) -> dict[str, Any]:
    """The dialog's start data: id, back, fresh, question."""
    return cast(dict[str, Any], manager.start_data)


def finding_id(manager: DialogManager) -> int:
    """Id of the finding this dialog is about."""
    return int(started(manager)["id"])


async def case_of(manager: DialogManager) -> Case:
    """The finding in its current state.

    Raises:
        NotFound: gone, or not this person's to see.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        view = await finding_views.get_finding(db, ctx.actor, finding_id(manager))
        form = await forms.get(db, view.form_digest)
    item, question = form.by_code[view.question]
    return Case(view, item, question, form.rows)


async def phase_end(ctx: Context, view: FindingView) -> date | None:
    """Last day of the self-check phase of the finding's campaign; None where none is set."""
    campaign = await ctx.read(campaigns.get_campaign, view.campaign_id)
    pack = ctx.app.library.packs.get(campaign.pack)
    codes = {phase.code for phase in pack.phases if phase.kind is PhaseKind.self_check} if pack else set()
    ends = [phase.ends_on for phase in campaign.phases if phase.code in codes and phase.ends_on]
    return max(ends, default=None)


def planned(view: FindingView) -> tuple[object, ...]:
    """The values a confirmation covers: the rectification as somebody of the enterprise last entered it, and
    its state."""
    plan = (view.remedy, view.measure, view.responsible, view.funds_fen, view.due_on, view.beyond_reason)
    return view.id, *plan, view.remedy_state, view.objection, view.rejections


def usual_day(question: Question, today: date, end: date | None) -> date:
    """The day offered first: the usual days from today, not beyond the phase unless that is over."""
    due = today + timedelta(days=question.days)
    return due if end is None or end < today else min(due, end)


def day_shown(ctx: Context, iso: object) -> str:
    """A day kept as ISO text, as the language writes it; empty for none."""
    return day(ctx, date.fromisoformat(str(iso))) if iso else ""


async def tell(manager: DialogManager, text: str) -> None:
    """Send a message of its own above the window."""
    bot: Bot = manager.middleware_data["bot"]
    chat = manager.middleware_data["event_chat"]
    await bot.send_message(chat.id, text)


async def leave(manager: DialogManager, notice: str = "") -> None:
    """Return to the window the person came from; `notice` is a catalog key shown there."""
    ctx, back = context_of(manager), started(manager)["back"]
    async with ctx.app.database.read() as db:
        view = await finding_views.get_finding(db, ctx.actor, finding_id(manager))
        known = ctx.app.known(view.self_check_id)
        check = await load(db, view.self_check_id, known) if view.is_contact else None
    if check is None or back.partition(".")[0] in ("tasks", "done"):
        await start_tasks(manager, notice, back)
    elif back == "home":
        await start_home(manager, notice)
    elif back == "check" and check.state == "draft" and check.next_open():
        await start_self_check(manager, view.self_check_id, notice=notice)
    else:
        await start_submit(manager, view.self_check_id)
