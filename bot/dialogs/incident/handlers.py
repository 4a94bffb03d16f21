"""Taps and messages on accidents: reported at once, written down, told on, shown, published, closed."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.incident.getters import came, incident_id, publication_of, rules_of, seen_of
from bot.files.papers import send_incident
from bot.states.exchange import IncidentSG, start_incident
from bot.states.offices import start_notice_draft
from bot.states.people import start_history, start_home
from bot.ui.evidence import hide_files, show_files
from bot.ui.incoming_files import receive_paper
from bot.ui.replies import put_below, reply
from bot.ui.widgets import OnTap
from content.screen import shortened
from content.typed.moments import parse_moment
from content.typed.numerals import figure
from storage.base.database import Connection
from storage.base.errors import Stale
from storage.incidents import ending, recording
from storage.notices import drafts
from storage.notices.audiences import Audience
from storage.offices import staff


async def on_report(manager: DialogManager, item: str) -> None:
    """Tell the office at once that something happened; everything else can follow."""
    ctx = context_of(manager)
    number = int(came(manager).get("enterprise") or ctx.enterprise_id)
    made = await ctx.act(recording.record, number, item)
    own = "incident-reported" if not came(manager).get("enterprise") else "incident-recorded"
    await start_incident(manager, made, own)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open an accident."""
    manager.dialog_data.update(id=int(item), told_part=0)
    await manager.switch_to(IncidentSG.one)


async def on_home(manager: DialogManager, item: str) -> None:
    """Go back: to the enterprise's home, or to its record in the office."""
    number = came(manager).get("enterprise")
    if number:
        await start_history(manager, int(number))
    else:
        await start_home(manager)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the accidents."""
    await hide_files(manager)
    seen = await seen_of(manager)
    await manager.switch_to(IncidentSG.own if seen.is_own else IncidentSG.list)


def asking(field: str) -> OnTap:
    """A tap that asks for one of the texts."""

    async def ask(manager: DialogManager, item: str) -> None:
        manager.dialog_data["field"] = field
        await manager.switch_to(IncidentSG.text)

    return ask


async def on_text(manager: DialogManager, text: str) -> None:
    """Take the typed text of what was asked for."""
    ctx, seen = context_of(manager), await seen_of(manager)
    field, number, today = (
        str(manager.dialog_data.get("field", "what")),
        incident_id(manager),
        seen.today(ctx),
    )
    if field == "inquiry":
        await ctx.act(ending.inquire, number, text, today)
    elif field == "result":
        await ctx.act(ending.conclude, number, text, today)
    elif field == "void":
        await ctx.act(ending.void, number, text)
    elif field == "publish":
        await ctx.act(ending.publish, number, text, today)
    else:
        await ctx.act(recording.set_text, number, field, text)
    await manager.switch_to(IncidentSG.one)


async def on_publish(manager: DialogManager, item: str) -> None:
    """Publish with the proposed text."""
    ctx, seen = context_of(manager), await seen_of(manager)
    await ctx.act(ending.publish, int(item), publication_of(ctx, seen.incident), seen.today(ctx))
    await manager.switch_to(IncidentSG.one)


async def on_time(manager: DialogManager, text: str) -> None:
    """Take the typed time of the accident."""
    ctx, seen = context_of(manager), await seen_of(manager)
    moment = parse_moment(text, ctx.app.now().astimezone(seen.zone))
    if moment is None:
        await reply(manager, ctx.say("incident-time-unclear"))
        return
    await ctx.act(recording.set_time, incident_id(manager), moment)
    await manager.switch_to(IncidentSG.one)


async def on_people(manager: DialogManager, text: str) -> None:
    """Take two typed numbers: hurt or poisoned, dead."""
    ctx = context_of(manager)
    numbers = [figure(part) for part in text.replace("，", " ").replace(",", " ").replace("/", " ").split()]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        await reply(manager, ctx.say("incident-people-unclear"))
        return
    await ctx.act(recording.set_people, incident_id(manager), numbers[0], numbers[1])
    await manager.switch_to(IncidentSG.one)


async def on_party(manager: DialogManager, item: str) -> None:
    """Choose who was told."""
    manager.dialog_data["party"] = item
    await manager.switch_to(IncidentSG.told_at)


async def on_told_now(manager: DialogManager, item: str) -> None:
    """They are told now."""
    ctx = context_of(manager)
    await ctx.act(recording.tell_party, rules_of(ctx), incident_id(manager), item, ctx.app.now())
    await manager.switch_to(IncidentSG.told)


async def on_told_at(manager: DialogManager, text: str) -> None:
    """They were told at the typed time."""
    ctx, seen = context_of(manager), await seen_of(manager)
    moment = parse_moment(text, ctx.app.now().astimezone(seen.zone))
    if moment is None:
        await reply(manager, ctx.say("incident-time-unclear"))
        return
    party = str(manager.dialog_data.get("party", ""))
    await ctx.act(recording.tell_party, rules_of(ctx), incident_id(manager), party, moment)
    await manager.switch_to(IncidentSG.told)


async def on_point(manager: DialogManager, item: str) -> None:
    """Open one of the four things."""
    manager.dialog_data["point"] = item
    await manager.switch_to(IncidentSG.point)


async def on_shown(manager: DialogManager, text: str) -> None:
    """Say in a sentence what was done about it."""
    ctx = context_of(manager)
    point = str(manager.dialog_data.get("point", ""))
    await ctx.act(ending.show, rules_of(ctx), incident_id(manager), point, text)


async def on_settle(manager: DialogManager, item: str) -> None:
    """It is done."""
    ctx, seen = context_of(manager), await seen_of(manager)
    await ctx.act(ending.settle, rules_of(ctx), seen.incident.id, item, today=seen.today(ctx))
    await manager.switch_to(IncidentSG.points)


async def on_unsettle(manager: DialogManager, item: str) -> None:
    """It is not done after all."""
    ctx, seen = context_of(manager), await seen_of(manager)
    rules = rules_of(ctx)
    await ctx.act(ending.settle, rules, seen.incident.id, item, today=seen.today(ctx), done=False)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Put a file to the accident."""
    await _attach(message, manager, "")


async def on_point_file(message: Message, manager: DialogManager) -> None:
    """Put a file to one of the four things."""
    await _attach(message, manager, str(manager.dialog_data.get("point", "")))


async def _attach(message: Message, manager: DialogManager, point: str) -> None:
    ctx, seen = context_of(manager), await seen_of(manager)
    if not seen.is_open:
        raise Stale
    file = await receive_paper(message, ctx)
    await ctx.act(recording.attach, seen.incident.id, point, file)
    put_below(manager)


async def on_files(manager: DialogManager, item: str) -> None:
    """Show the files of the accident above the window."""
    await _show(manager, "")


async def on_point_files(manager: DialogManager, item: str) -> None:
    """Show the files of one of the four things."""
    await _show(manager, item)


async def _show(manager: DialogManager, point: str) -> None:
    files = [one for one in (await seen_of(manager)).incident.files if one.point == point]
    if not await show_files(manager, files):
        await reply(manager, context_of(manager).say("record-files-gone"))


async def on_points_back(manager: DialogManager, item: str) -> None:
    """Go back to the four things."""
    await hide_files(manager)
    await manager.switch_to(IncidentSG.points)


async def on_close(manager: DialogManager, item: str) -> None:
    """结案."""
    ctx = context_of(manager)
    await ctx.act(ending.close, rules_of(ctx), int(item))


async def on_reopen(manager: DialogManager, item: str) -> None:
    """Take it up again."""
    await context_of(manager).act(ending.reopen, int(item))


async def on_paper(manager: DialogManager, item: str) -> None:
    """The accident as PDF and as Word."""
    seen = await seen_of(manager)
    await send_incident(manager, seen.incident, seen.zone)


async def on_lesson(manager: DialogManager, item: str) -> None:
    """Draft a notice to the enterprises of the same industry, which goes out the usual way."""
    ctx, seen = context_of(manager), await seen_of(manager)
    one = seen.incident
    industry = ctx.app.library.industries.get(one.industry)
    cause, measures = one.shown.get("cause"), one.shown.get("measures")
    body = ctx.say(
        "incident-lesson",
        industry=industry.name.say(ctx.language) if industry else one.industry,
        substance=one.substance or "none",
        cause=shortened(cause.sentence, 200) if cause is not None and cause.sentence else "none",
        measures=shortened(measures.sentence, 200) if measures is not None and measures.sentence else "none",
    )

    async def work(db: Connection) -> int:
        seat = await staff.current(db, ctx.actor)
        audience = Audience(seat.jurisdiction_id, industries=(one.industry,) if industry else ())
        title = ctx.say("incident-lesson-title")
        return await drafts.begin(db, ctx.actor, ctx.app.now(), audience, title=title, body=body)

    await start_notice_draft(manager, await ctx.app.database.run(work))
