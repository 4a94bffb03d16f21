"""Getters of a receipt's dialog. They only read; no look-up is recorded."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.receipt.opened import draft_of, seen_now
from bot.privacy.entering import reporting_of
from bot.ui.fragments import day, lines, notice_of
from bot.ui.paging import cut
from content.screen import LINES, fitted, lines_of, shortened
from storage.reports.messages import MAX_PHOTOS, MAX_TEXT
from storage.reports.receipts import Said, Seen

RESULTS = {
    "true": "receipt-result-true",
    "partly": "receipt-result-partly",
    "untrue": "receipt-result-untrue",
    "elsewhere": "receipt-result-elsewhere",
    "withdrawn": "receipt-result-withdrawn",
    "spam": "receipt-result-spam",
}
STATES = {
    "received": "receipt-state-received",
    "waiting": "receipt-state-waiting",
    "accepted": "receipt-state-accepted",
    "asked": "receipt-state-asked",
}

TEXT_SHOWN = (160, 100, 60, 24)
PAGE_SIGNS = 160


async def enter_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Ask for a receipt."""
    ctx = context_of(dialog_manager)
    return {"body": ctx.say("receipt-enter" if ctx.app.reporting else "report-closed")}


async def view_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the report's state, in plain words, and the office's last message."""
    ctx, seen = context_of(dialog_manager), await seen_now(dialog_manager)
    notice = notice_of(dialog_manager)
    waits = seen.pending and seen.state != "received"
    answers = [one for one in seen.messages if one.author != "worker"]
    last = answers[-1] if answers else None
    return {
        "body": fitted(
            notice,
            ctx.say("receipt-head", number=seen.case_number, day=day(ctx, seen.received_on)),
            _status(ctx, seen),
            (_holders(ctx, seen), ""),
            (ctx.say("receipt-pending"), "") if waits and not notice else "",
            " " if last else "",
            _last_line(ctx, last) if last else "",
            tuple(shortened(last.text, most) for most in TEXT_SHOWN) if last else "",
        ),
        "said": len(seen.messages),
        "has_said": bool(seen.messages),
        "open": seen.state != "closed" and not seen.closing,
        "add": ctx.say("receipt-answer" if seen.state == "asked" else "receipt-add"),
    }


async def said_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of all messages; a long text goes over several pages."""
    ctx, seen = context_of(dialog_manager), await seen_now(dialog_manager)
    pages = [page for number, one in enumerate(seen.messages, 1) for page in _pages(ctx, number, one, seen)]
    turned = int(dialog_manager.dialog_data.get("page", len(pages)))
    shown, page = cut(pages, turned, 1)
    return {**page, "body": shown[0] if shown else ctx.say("receipt-nothing-said")}


async def add_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the addition so far."""
    ctx, draft = context_of(dialog_manager), draft_of(dialog_manager)
    text = " ".join(draft.text.split())
    written = bool(draft.text or draft.photos)
    return {
        "body": fitted(
            ctx.say("receipt-add-ask", limit=MAX_TEXT),
            " " if written else "",
            tuple(
                ctx.say("report-review-text", text=shortened(text, most), length=len(draft.text))
                for most in TEXT_SHOWN
            )
            if text
            else "",
            ctx.say("report-review-photos", photos=len(draft.photos), limit=MAX_PHOTOS) if written else "",
        ),
        "written": written,
        "confirms": draft.mark,
        "nothing_left": not written,
    }


async def proof_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The statement that the report came in."""
    ctx, seen = context_of(dialog_manager), await seen_now(dialog_manager)
    proof = reporting_of(dialog_manager).intake.statement(seen.case_number, seen.received_on)
    return {"body": ctx.say("report-proof", proof=proof)}


async def close_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The report's state, and whether the office wrote something, before the report is ended."""
    ctx, seen = context_of(dialog_manager), await seen_now(dialog_manager)
    answers = [one for one in seen.messages if one.author != "worker"]
    return {
        "stands": lines(_status(ctx, seen), _last_line(ctx, answers[-1]) if answers else ""),
        "confirms": (seen.state, seen.closing, len(seen.messages)),
        "nothing_left": seen.closing,
    }


def _status(ctx: Context, seen: Seen) -> str:
    if seen.closing:
        return ctx.say("receipt-state-closing")
    if seen.state == "closed" and seen.closed_on is not None:
        said = ctx.say(RESULTS[seen.result or "withdrawn"])
        return ctx.say("receipt-state-closed", day=day(ctx, seen.closed_on), result=said)
    return ctx.say(STATES[seen.state])


def _holders(ctx: Context, seen: Seen) -> str:
    if not seen.holders or seen.state == "closed":
        return ""
    named = [
        ctx.say("receipt-holder", place=place, department=ctx.say("staff-department", department=department))
        for place, department in seen.holders
    ]
    return ctx.say("receipt-holders", holders=ctx.say("list-comma").join(named))


def _last_line(ctx: Context, said: Said) -> str:
    return ctx.say("receipt-last", office=_speaker(ctx, said), day=day(ctx, said.day))


def _speaker(ctx: Context, said: Said) -> str:
    if said.author == "worker":
        return ctx.say("receipt-you")
    if not said.department:
        return ctx.say("receipt-office")
    department = ctx.say("staff-department", department=said.department)
    return ctx.say("receipt-holder", place=said.office, department=department)


def _pages(ctx: Context, number: int, said: Said, seen: Seen) -> list[str]:
    head = ctx.say(
        "receipt-said-head",
        number=number,
        total=len(seen.messages),
        who=_speaker(ctx, said),
        day=day(ctx, said.day),
    )
    foot = ctx.say("receipt-said-photos", photos=said.photos) if said.photos else ""
    parts = _cut(said.text, LINES - lines_of(lines(head, " ", foot))) or [""]
    return [lines(head, " ", part, foot if part is parts[-1] else "") for part in parts]


def _cut(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` lines of a phone."""
    parts: list[str] = []
    while text:
        size = min(len(text), PAGE_SIGNS * 2)
        while size > 1 and lines_of(text[:size]) > most:
            size -= max(1, size // 16)
        parts.append(text[:size].strip("\n"))
        text = text[size:]
    return [part for part in parts if part]
