"""Shared by the windows of reports: the opened case; its text in pages. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.memory import memory_of
from bot.privacy.reporting import Reporting
from bot.ui.fragments import day, lines
from content.screen import LINES, lines_of
from storage.base.errors import NotAllowed, NotFound, Stale
from storage.enterprises import registry as enterprises
from storage.reports import office as reports_office
from storage.reports.crypto import Unreadable
from storage.reports.sealing import Words
from storage.reports.views import Case

OWED = {
    "waiting": "case-is-waiting",
    "accepted": "case-is-accepted",
    "asked": "case-is-asked",
}
"""Keys of the sentence for a case that waits for its office, by its state."""
ENTERED = ("what", "text", "key", "result", "place", "department")
"""Key in the dialog's data: a reply, result or transfer that was not sent yet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its messages; `words` None: this process cannot open it."""

    case: Case
    words: tuple[Words, ...] | None
    about: str
    """The enterprise's name, or the place as it was written."""


def reporting_of(ctx: Context) -> Reporting:
    """Keys and rules of reports.

    Raises:
        NotAllowed: no reports are taken in here.
    """
    if ctx.app.reporting is None:
        raise NotAllowed
    return ctx.app.reporting


def case_id(manager: DialogManager) -> int:
    """The case that was opened last.

    Raises:
        Stale: none.
    """
    id_ = manager.dialog_data.get("id")
    if id_ is None:
        raise Stale
    return int(id_)


def remember_draft(manager: DialogManager) -> None:
    """Store an unsent text about the case, still locked; in memory only."""
    entered = {name: manager.dialog_data[name] for name in ENTERED if name in manager.dialog_data}
    memory_of(manager).drafts.put(_whose(manager), entered)


def draft_left(manager: DialogManager) -> dict[str, Any] | None:
    """This person's unsent answer to the case."""
    return memory_of(manager).drafts.get(_whose(manager))


def forget_draft(manager: DialogManager) -> None:
    """Delete the draft after it was sent."""
    memory_of(manager).drafts.drop(_whose(manager))


def _whose(manager: DialogManager) -> tuple[int, int]:
    return context_of(manager).actor.person_id or 0, case_id(manager)


async def load(manager: DialogManager) -> Case:
    """The case, still sealed.

    Raises:
        NotFound: it is not one's own, or no more.
    """
    ctx = context_of(manager)
    return await ctx.read(reports_office.get_case, ctx.actor, reporting_of(ctx).intake, case_id(manager))


async def opened(manager: DialogManager) -> Opened:
    """The case and its messages.

    Raises:
        NotFound: as `load`.
    """
    ctx, case = context_of(manager), await load(manager)
    ring = reporting_of(ctx).keyring
    try:
        texts = [message.text for message in case.messages]
        words = tuple(ring.words(text.key_id, text.key_office, text.body) for text in texts)
    except Unreadable:
        return Opened(case, None, "")
    first = words[0]
    if first.enterprise_id is None:
        return Opened(case, words, first.place)
    try:
        async with ctx.app.database.read() as db:
            name = (await enterprises.get_enterprise(db, first.enterprise_id)).name
    except NotFound:
        name = ""
    return Opened(case, words, name)


def state_shown(ctx: Context, case: Case) -> str:
    """The next step of the case, and its day."""
    if case.state == "closed":
        return ctx.say("case-is-closed", result=case.result or "")
    owed = reporting_of(ctx).rules.due_on(case.state, case.received_on, case.answered_on)
    if owed is None:
        return ""
    mine = case.handler_id == ctx.actor.person_id
    said = ctx.say(OWED[case.state], whose="mine" if mine else "other" if case.handler_id else "nobody")
    late = (ctx.app.today() - owed[1]).days
    key = "case-owes-late" if late > 0 else "case-owes"
    return said + ctx.say(key, what=owed[0], day=day(ctx, owed[1]))


def facts_of(case: Case) -> tuple[object, ...]:
    """The values an officer's confirmation covers: the case's state, its holder, and the number of
    messages. None of the words: the digest of this goes into a button."""
    said = [(message.author, message.day, len(message.photos)) for message in case.messages]
    return case.id, case.state, case.result, case.handler_id, case.urgent, sorted(case.holders), said


def case_line(ctx: Context, case: Case) -> str:
    """The case's state, and the number of its messages, in a line above a button that decides."""
    last = case.messages[-1]
    said = ctx.say("case-said-last", count=len(case.messages), author=last.author, day=day(ctx, last.day))
    return lines(state_shown(ctx, case), said)


def transcript(ctx: Context, found: Opened) -> str:
    """All messages, oldest first."""
    said: list[str] = []
    for message, words in zip(found.case.messages, found.words or (), strict=True):
        who = ctx.say(
            "case-who", author=message.author, office=words.office, department=words.department or "town"
        )
        photos = ctx.say("case-photos-of", count=len(message.photos)) if message.photos else ""
        said.append(lines(ctx.say("case-said", who=who, day=day(ctx, message.day)), words.text, photos))
    return "\n".join(said)


def pages(text: str, first: int, rest: int) -> list[str]:
    """A text in pages of at most so many lines of a phone: the first page's, and those after it."""
    found: list[str] = []
    while text:
        most = max(1, rest if found else first)
        low, high = 1, min(len(text), most * 44)
        while low < high:
            middle = (low + high + 1) // 2
            if lines_of(text[:middle]) <= most:
                low = middle
            else:
                high = middle - 1
        if low < len(text):  # at the end of a sentence, if there is one
            low = max(text.rfind(sign, low // 2, low) for sign in "\n。；！？") + 1 or low
        found.append(text[:low].rstrip("\n"))
        text = text[low:].lstrip("\n")
    return found or [""]


def room_for(head: str) -> int:
    """Lines left on a phone below `head`."""
    return LINES - lines_of(head) - 1
