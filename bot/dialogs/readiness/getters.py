"""Getters of what is to be shown when inspectors come. Reading only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.papers import readiness_of
from bot.ui.paging import cut, page_line, turned_to
from content.screen import fitted, shortened
from storage.base.errors import NotFound
from storage.statistics.readiness import Readiness

PAGE = 5


async def office_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of what the office has to show, what is missing first."""
    return await _shown(dialog_manager, own=False)


async def own_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of what the enterprise has to show, what is missing first."""
    return await _shown(dialog_manager, own=True)


async def _shown(manager: DialogManager, *, own: bool) -> dict[str, object]:
    ctx = context_of(manager)
    try:
        facts = await readiness_of(manager, own=own)
    except NotFound:
        facts = None
    shown, turned = cut(facts.every if facts else (), turned_to(manager), PAGE)
    if facts is None:
        return {**turned, "body": ctx.say("readiness-none"), "there": False}
    from documents.papers.readiness import ReadinessWords

    words = ReadinessWords(ctx.app.library, ctx.app.catalog, ctx.language)
    said = []
    for one in shown:
        short = [
            ctx.say(
                "readiness-line",
                state=words.state(one),
                title=shortened(words.title(one), most),
                said=words.said(one),
            )
            for most in (24, 12, 8)
        ]
        said.append((*short, shortened(short[-1], 21)))
    return {
        **turned,
        "body": fitted(
            f"{shortened(facts.name, 16)} · {ctx.say('readiness-button')}",
            (_next(ctx, facts), ""),
            ctx.say("readiness-counts", **{one: facts.count(one) for one in ("missing", "partly", "ready")}),
            " ",
            *said,
            page_line(ctx, turned),
        ),
        "there": True,
    }


def _next(ctx: Context, facts: Readiness) -> str:
    """The phase in which inspectors come next, with its days."""
    from documents.papers.readiness import COMING

    pack = ctx.app.library.packs.get(facts.pack)
    kinds = {one.code: one for one in pack.phases if one.kind in COMING} if pack else {}
    for one in facts.phases:
        if one.code in kinds and one.ends_on is not None and one.ends_on >= facts.day:
            title = kinds[one.code].title.say(ctx.language)
            first = one.starts_on or one.ends_on
            when = ctx.say("day", year=first.year, month=first.month, day=first.day)
            return ctx.say("readiness-next", said=f"{shortened(title, 14)} · {when}")
    return ""
