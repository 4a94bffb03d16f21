"""Duties that offices below owe."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.fragments import lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from content.screen import shortened
from storage.reminders import office_facts

PAGE = 6


async def below_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the duties of offices below, the longest overdue first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await office_facts.list_owed_below(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    said = [
        ctx.say(
            "duties-below-one",
            place=shortened(one.place, 10),
            title=shortened(one.title.say(ctx.language), 14 if ctx.language == "zh" else 28),
            count=one.count,
            days=(post.today - one.since).days,
        )
        for one in found
    ]
    page = page_of(
        [(str(number), one) for number, one in enumerate(said)],
        turned_to(dialog_manager, "below_page"),
        PAGE - 2,
    )
    head = ctx.say("duties-below-head", count=sum(one.count for one in found))
    return {
        **page,
        "body": lines(
            head if found else ctx.say("duties-below-none"), *(words for _, words in page["choices"])
        ),
    }
