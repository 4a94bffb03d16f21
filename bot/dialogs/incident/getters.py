"""Getters of accidents: numbers and first aid, the list, one of them, who was told, the four things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.pickers import Picker, Pickers, day_picker
from content.grounds import grounds
from content.model.incidents import IncidentRules, Party, grade_of
from content.screen import fitted, screens, shortened
from storage.base.errors import NotFound
from storage.incidents import views
from storage.incidents.recording import KEEP
from storage.incidents.views import IncidentView
from storage.offices import hotlines, jurisdictions, staff
from storage.people import contacts

PAGE = 5


def came(manager: DialogManager) -> dict[str, Any]:
    """The data the dialog was started with."""
    return cast(dict[str, Any], manager.start_data or {})


def incident_id(manager: DialogManager) -> int:
    """The accident the window is about."""
    return int(manager.dialog_data.get("id") or came(manager).get("id") or 0)


def rules_of(ctx: Context) -> IncidentRules:
    """The rules of accidents.

    Raises:
        NotFound: there are none.
    """
    rules = ctx.app.library.incidents
    if rules is None:
        raise NotFound
    return rules


@dataclass(frozen=True, slots=True)
class Seen:
    """An accident as the person sees it: as one of the enterprise's people, or of an office that keeps it."""

    incident: IncidentView
    zone: tzinfo
    is_own: bool
    keeps: bool

    @property
    def is_open(self) -> bool:
        """Whether it is not closed."""
        return self.incident.state == "open"

    def today(self, ctx: Context) -> date:
        """The local day there."""
        return ctx.app.now().astimezone(self.zone).date()


async def seen_of(manager: DialogManager) -> Seen:
    """The accident the window is about.

    Raises:
        NotFound, NotAllowed.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        one = await views.get(db, ctx.actor, incident_id(manager))
        is_own = await contacts.is_contact(db, ctx.actor, one.enterprise_id)
        place = await views.place_of(db, one.enterprise_id)
        keeps = not is_own and await staff.may(db, ctx.actor, KEEP, place, of=[one.enterprise_id])
        zone = await jurisdictions.zone_of(db, place, ctx.app.zone)
    return Seen(one, zone, is_own, keeps)


def minute(ctx: Context, at: datetime, zone: tzinfo) -> str:
    """An instant to the minute, in local time."""
    local = at.astimezone(zone)
    return ctx.say("incident-minute", day=day(ctx, local.date()), clock=f"{local:%H:%M}")


async def first_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Telephone numbers, then first aid, before anything is asked."""
    ctx, given = context_of(dialog_manager), came(dialog_manager)
    number = int(given.get("enterprise") or ctx.enterprise_id)
    async with ctx.app.database.read() as db:
        place = await views.place_of(db, number)
        found = await hotlines.hotline_at(db, place)
    known = ctx.app.library.emergencies
    short = known.first_aid.say(ctx.language) if known is not None else ""
    office = ctx.say("incident-office-number", place=found.place, phone=found.number) if found else ""
    return {
        "body": fitted(ctx.say("incident-numbers"), office, " ", short),
        "item": str(given.get("token") or ""),
        "can_report": bool(given.get("token")),
        "shown": incident_id(dialog_manager) > 0,
    }


async def aid_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """First aid at length."""
    known = context_of(dialog_manager).app.library.emergencies
    return {"body": known.help.say(context_of(dialog_manager).language) if known is not None else ""}


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The accidents of the place and below, the open ones first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await views.list_at(db, ctx.actor, post.place_id)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "incident-label",
                "enterprise",
                one.enterprise,
                day=day(ctx, ctx.app.local_day(one.happened_at)),
                state=one.state,
            ),
        )
        for one in found
    ]
    head = ctx.say("incident-head", count=_real(found), open=sum(one.state == "open" for one in found))
    return {**page_of(choices, turned_to(dialog_manager), PAGE + 1), "body": head}


def _real(found: tuple[IncidentView, ...]) -> int:
    """The number of accidents, without what was found to be none."""
    return sum(one.state != "annulled" for one in found)


async def own_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The accidents of one's own enterprise."""
    ctx = context_of(dialog_manager)
    found = await ctx.read(views.list_of, ctx.actor, ctx.enterprise_id)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "incident-label",
                "enterprise",
                one.what or ctx.say("incident-no-words"),
                day=day(ctx, ctx.app.local_day(one.happened_at)),
                state=one.state,
            ),
        )
        for one in found
    ]
    return {
        **page_of(choices, turned_to(dialog_manager, "own_page"), PAGE),
        "body": ctx.say("incident-own-head", count=_real(found)),
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One accident with what the person may do about it."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    one, rules = seen.incident, rules_of(ctx)
    today = seen.today(ctx)
    told = sum(party.code in one.told for party in rules.parties)
    late = sum(one.is_late(party, ctx.app.now()) for party in rules.parties)
    sees = not seen.is_own and one.state != "annulled"
    body = fitted(
        *notice_lines(dialog_manager),
        ctx.say("incident-title", enterprise=shortened(one.enterprise, 16), state=one.state),
        ctx.say("incident-when", moment=minute(ctx, one.happened_at, seen.zone), place=one.place or "none"),
        (shortened(one.what, 80), shortened(one.what, 30)) if one.what else ctx.say("incident-no-words"),
        people_line(ctx, one),
        ctx.say("incident-void-because", reason=shortened(one.result, 80)) if one.state == "annulled" else "",
        ctx.say("incident-substance", substance=one.substance) if one.substance else "",
        ctx.say("incident-told", told=told, all=len(rules.parties), late=late),
        ctx.say("incident-shown", done=one.done(rules), all=len(rules.points)) if sees else "",
        inquiry_line(ctx, one, rules, today) if sees else "",
        ctx.say("incident-hint") if seen.is_open else "",
    )
    files = sum(not each.point for each in one.files)
    writes, keeps = seen.is_open and (seen.is_own or seen.keeps), seen.keeps and seen.is_open
    return {
        "body": body,
        "confirms": one.as_shown,
        "id": str(one.id),
        "files": files,
        "has_files": files > 0,
        "writes": writes,
        "keeps": keeps,
        "sees": sees,
        "concluded": keeps and bool(one.result),
        "may_void": keeps and not one.result,
        "may_close": seen.keeps
        and seen.is_open
        and one.done(rules) == len(rules.points)
        and bool(one.result),
        "may_reopen": seen.keeps and not seen.is_open,
        "is_own": seen.is_own,
        "told": told,
        "parties": len(rules.parties),
        "done": one.done(rules),
        "points": len(rules.points),
    }


def people_line(ctx: Context, one: IncidentView) -> str:
    """The numbers of people hurt and dead, with the grade that follows from them."""
    if one.hurt is None or one.dead is None:
        return ctx.say("incident-people-unknown")
    grade = grade_of(one.dead, one.hurt) if one.dead or one.hurt else "none"
    return ctx.say("incident-people", hurt=one.hurt, dead=one.dead, grade=grade)


async def moment_picked(manager: DialogManager) -> Pickers:
    """A day that is not to come, and a time of it."""
    ctx, seen = context_of(manager), await seen_of(manager)
    day_of = day_picker(manager, "picker-day", most=seen.today(ctx))
    return Pickers((day_of, Picker("hour", ctx.say("picker-hour"))))


async def people_picked(manager: DialogManager) -> Pickers:
    """Two numbers: of the hurt or poisoned, and of the dead."""
    ctx = context_of(manager)
    return Pickers(tuple(Picker("number", ctx.say(key), "0") for key in ("picker-hurt", "picker-dead")))


def inquiry_line(ctx: Context, one: IncidentView, rules: IncidentRules, today: date) -> str:
    """The inquiry and its day, the result, the publication."""
    if one.published_on is not None:
        return ctx.say("incident-published", day=day(ctx, one.published_on))
    if one.result_on is not None:
        return ctx.say("incident-result", result=shortened(one.result, 50))
    due = one.happened_at.date() + timedelta(days=rules.inquiry_days)
    if one.inquiry:
        return ctx.say("incident-inquiry", leader=one.inquiry, due=day(ctx, due))
    return ctx.say("incident-no-inquiry", due=day(ctx, due))


async def told_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The parties to be told, in the order of the law, with the minute each was told."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    rules, writes = rules_of(ctx), seen.is_open and (seen.is_own or seen.keeps)
    parties = [one for one in rules.parties if not seen.is_own or one.by == "enterprise"]
    said = [told_line(ctx, seen, one) for one in parties]
    parts = [(str(n), part) for n, part in enumerate(screens(said, 8))]
    page = page_of(parts, turned_to(dialog_manager, "told_part"), 1)
    waiting = [one for one in parties if one.code not in seen.incident.told]
    others = [one for one in parties if one.code in seen.incident.told]
    choices = [(one.code, _party_label(ctx, "incident-tell", one)) for one in waiting]
    choices += [(one.code, _party_label(ctx, "incident-tell-again", one)) for one in others]
    return {
        **page,
        "body": lines(ctx.say("incident-told-head"), page["choices"][0][1]),
        "to_tell": choices[:PAGE] if writes else [],
    }


def _party_label(ctx: Context, key: str, party: Party) -> str:
    return label_of(ctx, key, "party", party.title.say(ctx.language))


def told_line(ctx: Context, seen: Seen, party: Party) -> str:
    """A party with the minute it was told, or the time by which it has to be."""
    one = seen.incident
    at, due = one.told.get(party.code), one.due_at(party)
    return ctx.say(
        "incident-told-line",
        party=party.title.say(ctx.language),
        within=party.within.say(ctx.language),
        at=minute(ctx, at, seen.zone) if at else "none",
        due=minute(ctx, due, seen.zone) if due else "none",
        late="yes" if one.is_late(party, ctx.app.now()) else "no",
    )


async def told_at_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One party, with what the law says of it: when was it told?"""
    ctx = context_of(dialog_manager)
    party = rules_of(ctx).party(str(dialog_manager.dialog_data.get("party", "")))
    if party is None:
        raise NotFound
    law = grounds(party.law, ctx.app.library.laws, ctx.language, ctx.say("law-unverified"))
    return {
        "body": ctx.say(
            "incident-ask-told",
            party=party.title.say(ctx.language),
            within=party.within.say(ctx.language),
            law=ctx.say("list-comma").join(law),
        ),
        "party": party.code,
    }


async def points_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The four things to show (四不放过)."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    said, choices = [], []
    for number, point in enumerate(rules_of(ctx).points, 1):
        shown = seen.incident.shown.get(point.code)
        files = sum(one.point == point.code for one in seen.incident.files)
        state = "none" if shown is None else "done" if shown.done_on else "begun"
        title = point.title.say(ctx.language)
        sentence = shortened(shown.sentence, 40) if shown is not None and shown.sentence else "none"
        said.append(
            ctx.say("incident-point", number=number, title=title, state=state, sentence=sentence, files=files)
        )
        choices.append((point.code, label_of(ctx, "incident-point-label", "title", title, state=state)))
    return {"body": lines(ctx.say("incident-points-head"), *said), "choices": choices}


async def point_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A point of 四不放过 as shown: its sentence, its files, whether it is done."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    code = str(dialog_manager.dialog_data.get("point", ""))
    point = next((one for one in rules_of(ctx).points if one.code == code), None)
    if point is None:
        raise NotFound
    shown = seen.incident.shown.get(code)
    sentence = shown.sentence if shown is not None else ""
    done_on = shown.done_on if shown is not None else None
    files = sum(one.point == code for one in seen.incident.files)
    writes = seen.keeps and seen.is_open
    return {
        "body": fitted(
            point.title.say(ctx.language),
            ctx.say("incident-point-done", day=day(ctx, done_on))
            if done_on
            else ctx.say("incident-point-open"),
            (sentence, shortened(sentence, 120)) if sentence else ctx.say("incident-point-empty"),
            ctx.say("record-files", count=files) if files else "",
            " ",
            ctx.say("incident-point-hint", hint=point.hint.say(ctx.language)) if writes else "",
        ),
        "confirms": (code, sentence, files),
        "item": code,
        "files": files,
        "has_files": files > 0,
        "may_settle": writes and bool(sentence) and done_on is None,
        "may_unsettle": writes and done_on is not None,
    }


async def text_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The text asked for, with the one that is stored."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    field, one = str(dialog_manager.dialog_data.get("field", "what")), seen.incident
    there = {
        "what": one.what,
        "place": one.place,
        "substance": one.substance,
        "inquiry": one.inquiry,
        "result": one.result,
        "publish": one.published or _proposed(ctx, one),
    }.get(field, "")
    parts, now = screens(there.split("\n"), 8)[0] if there else "", ctx.say("incident-now")
    return {
        "body": lines(ctx.say("incident-ask", field=field), *((" ", now, parts) if parts else ())),
        "is_publication": field == "publish" and seen.keeps and bool(one.result),
        "item": str(one.id),
        "confirms": (one.result, one.published),
    }


def _proposed(ctx: Context, one: IncidentView) -> str:
    """The text of a publication as it is proposed: no name of the enterprise, no people but in numbers."""
    industry = ctx.app.library.industries.get(one.industry)
    return ctx.say(
        "incident-publication",
        industry=industry.name.say(ctx.language) if industry else one.industry,
        day=day(ctx, ctx.app.local_day(one.happened_at)),
        hurt=one.hurt or 0,
        dead=one.dead or 0,
        result=one.result or "none",
    )


def publication_of(ctx: Context, one: IncidentView) -> str:
    """The text that is published when the proposal is taken."""
    return one.published or _proposed(ctx, one)
