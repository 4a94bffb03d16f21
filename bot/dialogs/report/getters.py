"""Getters of a report. They only read."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.report import way
from bot.dialogs.report.way import draft_of
from bot.privacy.drafts import ReportDraft
from bot.privacy.entering import reporting_of
from bot.privacy.first_aid import first_aid, help_now
from bot.privacy.reporting import Reporting
from bot.ui.fragments import lines
from content.screen import fitted, shortened
from content.typed.receipts import shown
from storage.base.errors import Stale
from storage.offices import hotlines
from storage.reports.messages import MAX_PHOTOS, MAX_TEXT

STORY_SHOWN = (120, 60, 24)
_URGENCY = ("report-review-batch", "report-review-urgent", "report-review-now")


async def intro_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show what is not stored, what others can know, how to be safer; and the poster's enterprise."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    takes = ctx.app.reporting is not None
    if takes:
        await way.read_poster(dialog_manager)
    intro = ctx.say("report-intro")
    about = ctx.say("report-about", name=shortened(draft.enterprise, 40)) if draft.enterprise else ""
    return {
        "takes": takes,
        "has_poster": takes and bool(draft.enterprise),
        "body": lines(intro, about) if takes else ctx.say("report-closed"),
    }


async def phone_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Numbers of the office of the poster's place, or of the only office at the top; below them the
    public emergency numbers."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    async with ctx.app.database.read() as db:
        place = draft.jurisdiction_id or await hotlines.only_root(db)
        published = await hotlines.published_at(db, place) if place else ()
    return {
        "body": lines(
            ctx.say("report-phone-head"), *(one.line for one in published), ctx.say("report-phone-text")
        )
    }


async def help_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the first-aid window; it opens even where no reports are taken."""
    ctx = context_of(dialog_manager)
    return {"body": help_now(ctx), "takes": ctx.app.reporting is not None}


async def category_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The categories; text written before the question is kept."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    rules = reporting_of(dialog_manager).rules
    early = ctx.say("report-text-kept", length=len(draft.text)) if draft.text else ""
    return {
        "body": lines(ctx.say("report-category-ask"), early),
        "categories": [(one.key, one.title.say(ctx.language)) for one in rules.categories],
    }


async def story_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Ask for the story, with the hint of the category."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    category = reporting_of(dialog_manager).rules.by_key.get(draft.category)
    return {
        "body": lines(
            ctx.say("report-story-ask"),
            ctx.say("report-story-hint", hint=category.hint.say(ctx.language)) if category else "",
            ctx.say("report-story-rules", limit=MAX_TEXT),
            _taken(ctx, draft),
        )
    }


async def danger_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """First aid, before the report continues."""
    ctx = context_of(dialog_manager)
    return {
        "body": lines(first_aid(ctx), " ", ctx.say("report-danger")),
        "now": "now",
        "yes": "yes",
        "no": "no",
    }


async def since_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Rough answers to since when."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    rules = reporting_of(dialog_manager).rules
    return {
        "body": lines(ctx.say("report-since-ask"), _taken(ctx, draft)),
        "choices": [(one.key, one.text.say(ctx.language)) for one in rules.since],
    }


async def review_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A summary; a long text is shortened, it is above in the chat."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    reporting = reporting_of(dialog_manager)
    where = draft.enterprise or draft.place
    towns = await way.all_towns(dialog_manager)
    story = " ".join(draft.text.split())
    return {
        "body": fitted(
            ctx.say("report-review"),
            ctx.say("report-review-category", category=_title(ctx, reporting, draft.category)),
            tuple(
                ctx.say(
                    "report-review-where", place=shortened(towns.name(draft.jurisdiction_id), 24), name=name
                )
                for name in (shortened(where, 60), shortened(where, 20))
            ),
            ctx.say("report-review-since", since=_since(ctx, reporting, draft.since)),
            tuple(
                ctx.say("report-review-text", text=shortened(story, most), length=len(draft.text))
                for most in STORY_SHOWN
            ),
            ctx.say("report-review-photos", photos=len(draft.photos), limit=MAX_PHOTOS),
            ctx.say(_URGENCY[draft.urgent + draft.at_once]),
        ),
        "confirms": draft.mark,
        "nothing_left": draft.sent_on is not None,
        "photos": len(draft.photos),
        "has_photos": bool(draft.photos),
        "category": "category",
        "where": "where",
        "urgency": ctx.say("report-make-calm" if draft.urgent else "report-make-urgent"),
        "other_urgency": "no" if draft.urgent else "yes",
        "now": "now",
        "may_hurry": draft.urgent and not draft.at_once,
    }


async def sent_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The receipt, shown once."""
    ctx, draft = context_of(dialog_manager), _sent(dialog_manager)
    return {"body": ctx.say("report-sent", receipt=shown(draft.receipt))}


async def proof_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The statement that a report came in: it says nothing of its content or author."""
    ctx, draft = context_of(dialog_manager), _sent(dialog_manager)
    if draft.sent_on is None:
        raise Stale
    proof = reporting_of(dialog_manager).intake.statement(draft.case_number, draft.sent_on)
    return {"body": ctx.say("report-proof", proof=proof)}


def _sent(manager: DialogManager) -> ReportDraft:
    draft = draft_of(manager)
    if draft.sent_on is None:
        raise Stale
    return draft


def _title(ctx: Context, reporting: Reporting, key: str) -> str:
    category = reporting.rules.by_key.get(key)
    return category.title.say(ctx.language) if category else ""


def _since(ctx: Context, reporting: Reporting, key: str) -> str:
    return next((one.text.say(ctx.language) for one in reporting.rules.since if one.key == key), "")


def _taken(ctx: Context, draft: ReportDraft) -> str:
    """The length of the text so far: a text typed while another answer is asked is added to it."""
    length, photos = len(draft.text), len(draft.photos)
    return lines(
        ctx.say("report-text-line", length=length) if length else "",
        ctx.say("report-photos-line", photos=photos, limit=MAX_PHOTOS) if photos else "",
    )
