"""Fills a notice's template with the facts of the campaign. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.app import Context
from bot.ui.fragments import day
from content.model.notices import FIELDS, NoticeTemplate, renamed
from content.model.pack import PhaseKind
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.notices import audiences
from storage.notices.audiences import Audience
from storage.notices.templates import OwnTemplate
from storage.offices import jurisdictions, staff
from storage.offices.staff import Seat
from storage.statistics import office as office_figures


def template_of(ctx: Context, code: str) -> NoticeTemplate:
    """The template with that code.

    Raises:
        NotFound: there is none.
    """
    for template in ctx.app.library.notices:
        if template.code == code:
            return template
    raise NotFound


def office_name(ctx: Context, place: str, department: str) -> str:
    """An office's signature: 海陵区应急(安监)."""
    return ctx.say("notice-office", place=place, department=department)


async def looked_at(db: Connection, seat: Seat) -> OpenCampaign | None:
    """The campaign of a notice of that seat: the chosen one, where it is open, else the nearest."""
    running = [one for one in await campaigns.list_at(db, seat.jurisdiction_id) if one.is_open]
    chosen = await staff.chosen_campaign(db, seat.id)
    return next((one for one in running if one.id == chosen), running[0] if running else None)


def labels(ctx: Context) -> dict[str, str]:
    """The names by which a person is shown the fields."""
    return {field: ctx.say("notice-field", field=field) for field in FIELDS}


def shown_body(ctx: Context, body: str) -> str:
    """A template's text with its fields named in the person's language."""
    return renamed(body, labels(ctx))


def typed_body(ctx: Context, body: str) -> str:
    """A typed text with its fields under the names they are stored by, whichever language names them."""
    names = {
        ctx.app.catalog.say("notice-field", language, field=field): field
        for language in ctx.app.catalog.languages
        for field in FIELDS
    }
    return renamed(body, names)


async def fill(
    db: Connection,
    ctx: Context,
    seat: Seat,
    template: NoticeTemplate | OwnTemplate,
    campaign: OpenCampaign | None,
) -> str:
    """The text of a template for the office of a seat and a campaign."""
    of = campaign.id if campaign else None
    zone = await jurisdictions.zone_of(db, seat.jurisdiction_id, ctx.app.zone)
    today = ctx.app.now().astimezone(zone).date()
    place = (await jurisdictions.path(db, seat.jurisdiction_id))[-1]
    counted = await office_figures.figures(db, ctx.actor, seat.jurisdiction_id, today, of)
    states = await audiences.count_states(db, Audience(seat.jurisdiction_id, campaign=of), today)
    values: dict[str, object] = {
        "place": place,
        "office": office_name(ctx, place, seat.department),
        "today": day(ctx, today),
        "plan": ctx.say("notice-some-plan"),
        "form": ctx.say("notice-some-form"),
        "meant": counted.enterprises,
        "registered": counted.registered,
        "started": counted.started,
        "submitted": counted.submitted,
    }
    more = {"waiting": states["not_submitted"], "overdue": counted.overdue}
    values.update({name: many for name, many in more.items() if many})
    if campaign is not None:
        values.update(_of_campaign(ctx, campaign, today))
    if isinstance(template, OwnTemplate):
        return template.fill(values)
    return template.fill(ctx.language, values)


def _of_campaign(ctx: Context, campaign: OpenCampaign, today: date) -> Iterator[tuple[str, object]]:
    """Values of a campaign's plan and days for a notice's text."""
    pack = ctx.app.library.packs.get(campaign.pack)
    if pack is None:
        return
    yield "plan", pack.title.say(ctx.language)
    yield "form", pack.form_title.say(ctx.language)
    if campaign.due_on is not None:
        yield "due", day(ctx, campaign.due_on)
        left = (campaign.due_on - today).days
        yield ("left", left) if left >= 0 else ("over", -left)
        if campaign.grace_until and campaign.grace_until != campaign.due_on and campaign.grace_until >= today:
            yield "grace", day(ctx, campaign.grace_until)
    days = {phase.code: phase for phase in campaign.phases}
    for kind, name in ((PhaseKind.self_check, "check"), (PhaseKind.review, "review")):
        for phase in pack.phases:
            found = days.get(phase.code)
            if phase.kind is kind and found and found.starts_on and found.ends_on:
                yield f"{name}_from", day(ctx, found.starts_on)
                yield f"{name}_to", day(ctx, found.ends_on)
                break
