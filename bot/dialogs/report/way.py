"""The draft of a report and the order of its screens. It is in the private session, in memory only."""

from __future__ import annotations

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.privacy.drafts import ReportDraft
from bot.privacy.entering import session_of
from bot.privacy.states import ReportSG
from bot.ui.towns import Towns, pick
from storage.offices import jurisdictions
from storage.reports import posters

PASSING = ("find", "page", "at")
"""Keys of a screen's data that are not part of the draft."""


def draft_of(manager: DialogManager) -> ReportDraft:
    """The draft so far."""
    return session_of(manager).draft_of(ReportDraft)


def is_complete(draft: ReportDraft) -> bool:
    """Whether the draft has everything a report needs."""
    return bool(draft.category and draft.jurisdiction_id and draft.text and draft.since)


async def all_towns(manager: DialogManager) -> Towns:
    """All places: a report needs no campaign."""
    async with context_of(manager).app.database.read() as db:
        return pick(await jurisdictions.list_tree(db), set())


async def read_poster(manager: DialogManager) -> None:
    """The enterprise of the poster, if the report began with one and it is still active."""
    draft = draft_of(manager)
    if not draft.poster:
        return
    found = await context_of(manager).read(posters.enterprise_of, draft.poster)
    draft.poster = ""
    if found is not None:
        draft.enterprise_id, draft.enterprise, draft.jurisdiction_id = found


async def go(manager: DialogManager, state: State) -> None:
    """Go to a screen."""
    for key in PASSING:
        manager.dialog_data.pop(key, None)
    await manager.switch_to(state)


async def go_on(manager: DialogManager) -> None:
    """Go to the first screen without an answer; to the summary where all have one."""
    await go(manager, await _wanted(manager))


async def go_back(manager: DialogManager) -> None:
    """Go to the screen before; from a correction to the summary."""
    here = manager.current_context().state
    if is_complete(draft_of(manager)):
        await go(manager, ReportSG.review)
    elif here == ReportSG.category:
        await go(manager, ReportSG.intro)
    elif here == ReportSG.place:
        await go(manager, ReportSG.where)
    elif here == ReportSG.where and (await all_towns(manager)).only is None:
        await go(manager, ReportSG.town)
    elif here in (ReportSG.since, ReportSG.danger):
        await go(manager, ReportSG.story)
    else:
        await go(manager, ReportSG.category)


async def _wanted(manager: DialogManager) -> State:
    draft = draft_of(manager)
    if draft.sent_on is not None:  # it went out, and showing the receipt failed
        return ReportSG.sent
    if not draft.category:
        return ReportSG.category
    if not draft.jurisdiction_id:
        towns = await all_towns(manager)
        if towns.only is None:
            return ReportSG.town
        manager.dialog_data["town"] = towns.only
        return ReportSG.where
    if not draft.text:
        return ReportSG.story
    return ReportSG.review if draft.since else ReportSG.since
