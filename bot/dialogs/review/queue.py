"""Forms that wait for a review: the riskiest first, one's own cases, those of others, a random sample."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.review.case import reason_line
from bot.files.sending import send_file
from bot.states.offices import ReviewSG
from bot.ui.campaign_name import campaign_line
from bot.ui.fragments import label_of, lines, notice_lines
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import cut, nearest, page_read, turned_to
from bot.ui.replies import reply
from bot.ui.sentences import number_typed
from content.screen import shortened
from documents.sheets import safe_name
from storage.base.database import Connection
from storage.findings import verification_views
from storage.offices import staff
from storage.reports import figures as reports_figures
from storage.reviews import queue as review_queue
from storage.reviews.queue import COUNTED, CaseLine

KINDS = {
    "waiting": "review-kind-waiting",
    "mine": "review-kind-mine",
    "theirs": "review-kind-theirs",
}

PAGE = 5
LOOKED_AT = 100
PORTION, MOST_IN_FILE = 500, 5000
"""Rows of the list read at a time, and at most."""
SAMPLES = ("3", "5", "10", "20")


# --- handlers ---------------------------------------------------------------------------------------


async def on_case(manager: DialogManager, item: str) -> None:
    """Open a case."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(ReviewSG.case)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Choose the list: waiting, one's own, those of others."""
    manager.dialog_data["kind"] = item
    manager.dialog_data["page"] = 0


async def on_draw(manager: DialogManager, item: str) -> None:
    """Draw the sample size on the button."""
    await draw(manager, int(item))


async def on_draw_words(manager: DialogManager, text: str) -> None:
    """Draw a typed number."""
    number = await number_typed(manager, text, "error-invalid-sample", limit=review_queue.LARGEST_SAMPLE)
    if number is not None:
        await draw(manager, number)


async def draw(manager: DialogManager, count: int) -> None:
    """Draw, and show the sample."""
    ctx = context_of(manager)

    async def work(db: Connection) -> review_queue.Sample | None:
        post = await post_of(db, ctx)
        if post.campaign is None:
            return None
        return await review_queue.draw_sample(
            db, ctx.actor, ctx.app.now(), post.campaign.id, post.place_id, count
        )

    if (drawn := await ctx.app.database.run(work)) is None:
        await reply(manager, ctx.say("office-no-campaign"))
        return
    manager.dialog_data["sample"] = drawn.id
    manager.dialog_data["page"] = 0
    await manager.switch_to(ReviewSG.sample)


async def on_file(manager: DialogManager, item: str) -> None:
    """Send the whole queue as a spreadsheet, without the reports about enterprises."""
    from documents.ledger import Waiting, make_queue

    ctx = context_of(manager)
    found: list[CaseLine] = []
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        await staff.require(db, ctx.actor, "ledger.export", post.place_id)
        campaign = post.campaign_id
        while campaign is not None and len(found) < MOST_IN_FILE:
            portion = await review_queue.list_waiting(
                db, ctx.actor, campaign, post.place_id, len(found), PORTION
            )
            found += portion
            if len(portion) < PORTION:
                break
    industries = ctx.app.library.industries
    rows = [
        Waiting(
            one.enterprise,
            one.place,
            industries[one.industry].name.say(ctx.language) if one.industry in industries else one.industry,
            one.number,
            ctx.app.local_day(one.submitted_at),
            reason_line(ctx, dict(one.reasons), len(one.reasons)),
        )
        for one in found
    ]
    place = post.path[-1]
    data = await asyncio.to_thread(make_queue, ctx.app.catalog, ctx.language, place, post.today, rows)
    name = ctx.say("ledger-queue-file", place=safe_name(place), day=post.today)
    await send_file(manager, data, f"{name}.xlsx", ctx.say("review-queue-caption", count=len(rows)))


# --- getters ----------------------------------------------------------------------------------------


async def queue_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the chosen list."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        mine = await review_queue.list_taken(db, ctx.actor, post.place_id, mine=True)
        theirs = await review_queue.list_taken(db, ctx.actor, post.place_id, mine=False)
        waiting = await _waiting(db, ctx, post)
        kind = str(dialog_manager.dialog_data.get("kind", "waiting"))
        total = {"waiting": waiting, "mine": len(mine)}.get(kind, len(theirs))
        page = nearest(turned_to(dialog_manager), total, PAGE)
        if kind == "waiting":
            shown = await _page(db, ctx, post, page)
        else:
            shown = (mine if kind == "mine" else theirs)[page * PAGE : (page + 1) * PAGE]
        elsewhere = 0 if waiting else await _waiting_elsewhere(db, ctx, post)
        may_draw = post.campaign_id is not None and await staff.may(
            db, ctx.actor, "review.do", post.place_id, of=(), campaign=post.campaign_id
        )
        done = await verification_views.count_waiting(
            db, ctx.actor, post.place_id, campaign_id=post.campaign_id
        )
    counts = (("waiting", min(waiting, COUNTED)), ("mine", len(mine)), ("theirs", len(theirs)))
    many = waiting > COUNTED
    head = ctx.say("review-head", kind=kind, total=total, many="yes" if many else "no")
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            campaign_line(ctx, post),
            head,
            ctx.say("review-how") if kind == "waiting" and total else "",
            ctx.say("review-elsewhere", count=elsewhere) if kind == "waiting" and elsewhere else "",
            *(
                ctx.say("review-line", place=place, enterprise=shortened(one.enterprise, 14), why=why)
                for place, (one, why) in enumerate(_whys(ctx, shown), page * PAGE + 1)
            ),
        ),
        **page_read(_buttons(ctx, shown, page * PAGE + 1), page, total, PAGE),
        "kinds": [
            (name, ctx.say(KINDS[name], count=count))
            for name, count in counts
            if name != kind and (count or name == "waiting")
        ],
        "done": done,
        "has_done": done > 0,
        "may_export": kind == "waiting" and waiting > 0 and post.seat.allows("ledger.export"),
        "may_draw": may_draw,
    }


async def _waiting(db: Connection, ctx: Context, post: Post) -> int:
    if post.campaign is None:
        return 0
    return await review_queue.count_waiting(db, ctx.actor, post.campaign.id, post.place_id)


async def _waiting_elsewhere(db: Connection, ctx: Context, post: Post) -> int:
    """The number of forms that wait in the other open campaigns."""
    others = [one.id for one in post.campaigns if one.is_open and one.id != post.campaign_id]
    return sum([await review_queue.count_waiting(db, ctx.actor, one, post.place_id) for one in others])


async def _page(db: Connection, ctx: Context, post: Post, page: int) -> tuple[CaseLine, ...]:
    """A page of the queue. Among the first LOOKED_AT those with many reports against them move up: that
    number is stored nowhere beside an enterprise, so that no index can order by it."""
    if post.campaign is None:
        return ()
    where = (post.campaign.id, post.place_id)
    kept, rules = ctx.app.reporting, ctx.app.library.reviews
    start = page * PAGE
    if kept is None or rules is None or start >= LOOKED_AT:
        return await review_queue.list_waiting(db, ctx.actor, *where, start, PAGE)
    found = await review_queue.list_waiting(db, ctx.actor, *where, 0, LOOKED_AT)
    counts = await reports_figures.against(
        db,
        ctx.actor,
        kept.intake,
        kept.rules,
        [one.enterprise_id for one in found],
        post.today,
    )
    weighed = [
        replace(one, reasons=reasons, risk=rules.risk(reasons))
        if (count := counts.get(one.enterprise_id)) and (reasons := {**one.reasons, "reports": count})
        else one
        for one in found
    ]
    return tuple(sorted(weighed, key=lambda one: -one.risk)[start : start + PAGE])


def _buttons(ctx: Context, shown: Sequence[CaseLine], first: int) -> list[tuple[str, str]]:
    return [
        (str(one.self_check_id), label_of(ctx, "review-button", "enterprise", one.enterprise, place=place))
        for place, one in enumerate(shown, first)
    ]


def _whys(ctx: Context, shown: tuple[CaseLine, ...]) -> list[tuple[CaseLine, str]]:
    return [(one, reason_line(ctx, dict(one.reasons), 2) or ctx.say("review-why-none")) for one in shown]


async def draw_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Sizes of a sample, and the last sample."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        campaign = post.campaign
        last = await review_queue.last_sample(db, ctx.actor, campaign.id, post.place_id) if campaign else None
    if last is not None:
        dialog_manager.dialog_data["sample"] = last.id
    return {
        "numbers": [(one, ctx.say("review-draw-number", count=int(one))) for one in SAMPLES],
        "has_last": last is not None,
    }


async def sample_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of what was drawn, with the seed by which it can be drawn again."""
    ctx = context_of(dialog_manager)
    sample = await ctx.read(review_queue.get_sample, ctx.actor, int(dialog_manager.dialog_data["sample"]))
    shown, turned = cut(sample.lines, turned_to(dialog_manager), PAGE)
    return {
        "body": lines(
            ctx.say("review-sample-head", count=len(sample.lines), among=sample.among),
            ctx.say("review-sample-seed", seed=sample.seed),
            *(
                ctx.say(
                    "review-line",
                    place=place,
                    enterprise=shortened(one.enterprise, 14),
                    why=ctx.say("review-state", state=one.state),
                )
                for place, one in enumerate(shown, turned["first"])
            ),
        ),
        "choices": _buttons(ctx, shown, turned["first"]),
        **turned,
    }
