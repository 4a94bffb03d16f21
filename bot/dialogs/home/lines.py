"""Lines of the home window: phase, days, progress, open rectifications, the label of the check's button."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Context
from bot.ui.campaign_name import no_phase_line
from bot.ui.fragments import day, days_left, lines
from content.bars import bar
from storage.campaigns.views import OpenCampaign
from storage.findings.views import FindingView
from storage.self_checks.state import SelfCheckState


def remedies_line(ctx: Context, open_ones: Sequence[FindingView]) -> str:
    """The number of open rectifications, and the day of the first."""
    dues = sorted(one.due_on for one in open_ones if one.due_on)
    if dues:
        overdue = sum(one < ctx.app.today() for one in dues)
        return ctx.say("home-remedies", open=len(open_ones), overdue=overdue, due=day(ctx, dues[0]))
    return ctx.say("home-remedies-open", open=len(open_ones)) if open_ones else ""


def phase_line(ctx: Context, campaign: OpenCampaign) -> str:
    """The phases current today, by the campaign's own days."""
    titles = {
        phase.code: phase.title.say(ctx.language) for phase in ctx.app.library.packs[campaign.pack].phases
    }
    today = ctx.app.today()
    now = [
        titles.get(phase.code, phase.code)
        for phase in campaign.phases
        if phase.starts_on and phase.ends_on and phase.starts_on <= today <= phase.ends_on
    ]
    named = ctx.say("list-comma").join(now) or no_phase_line(ctx, campaign)
    return ctx.say("home-phase", place=campaign.jurisdiction_name, phase=named)


def due_line(ctx: Context, campaign: OpenCampaign, self_check: SelfCheckState | None) -> str:
    """The day by which to hand in, or of the next check; empty once handed in."""
    if self_check is not None and self_check.state != "draft":
        return ""
    if self_check is not None and self_check.recheck_on is not None:
        again, due = self_check.recheck_on, campaign.due_on
        before = day(ctx, due) if due is not None else "none"
        return ctx.say("home-recheck", day=day(ctx, again), left=days_left(ctx, again), before=before)
    if campaign.due_on is None:
        return ctx.say("home-due-open")
    line = ctx.say("home-due", day=day(ctx, campaign.due_on), left=days_left(ctx, campaign.due_on))
    if campaign.grace_until and campaign.grace_until != campaign.due_on:
        line += ctx.say("home-grace", day=day(ctx, campaign.grace_until))
    return line


def progress_line(ctx: Context, self_check: SelfCheckState | None, verdict: str | None) -> str:
    """The progress of a form, or its outcome."""
    if self_check is None:
        return ""
    rules = ctx.app.library.reviews
    if rules is not None and verdict in rules.by_key:
        title = rules.by_key[verdict].title.say(ctx.language)
        said = ctx.say("home-reviewed", number=self_check.number or "", verdict=title)
        return lines(said, _owed_line(ctx, self_check))
    if self_check.state == "in_review":
        return lines(ctx.say("home-in-review", number=self_check.number or ""), _owed_line(ctx, self_check))
    if self_check.state != "draft":
        return lines(ctx.say("home-submitted", number=self_check.number or ""), _owed_line(ctx, self_check))
    done, total = self_check.tally.done, self_check.tally.total
    return ctx.say("home-progress", bar=bar(done, total), done=done, total=total)


def _owed_line(ctx: Context, self_check: SelfCheckState) -> str:
    """The number of the form's photos that are still owed, and the day of the first."""
    if not self_check.owed:
        return ""
    return ctx.say(
        "home-owed", count=len(self_check.owed), day=day(ctx, next(iter(self_check.owed.values())))
    )


def check_text(ctx: Context, self_check: SelfCheckState | None) -> str:
    """The label of the button that opens the self-check."""
    if self_check is None or (not self_check.answers and self_check.state == "draft"):
        return ctx.say("home-check-start")
    if self_check.state != "draft":
        return ctx.say("home-check-submitted", number=self_check.number or "")
    code = self_check.next_open()
    if code is None:
        return ctx.say("home-check-finish")
    return ctx.say("home-check-continue", row=self_check.form.by_code[code][0].row)
