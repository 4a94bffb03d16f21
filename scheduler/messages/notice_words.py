"""Words about notices for the chat, messages and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from content.model.notices import State
from content.registry import complete
from storage.notices.why import Answer, ContactAnswer, Reason, Why

STATES: Mapping[str, str] = complete(
    "scheduler.messages.notice_words.STATES",
    get_args(State),
    {
        "not_submitted": "notice-state-not_submitted",
        "not_started": "notice-state-not_started",
        "unregistered": "notice-state-unregistered",
        "open_rectifications": "notice-state-open_rectifications",
        "overdue": "notice-state-overdue",
        "submitted": "notice-state-submitted",
    },
)
"""Groups of recipients by progress."""
OUT = {
    "unregistered": "notice-out-unregistered",
    "blocked": "notice-out-blocked",
}
"""Keys of the reasons why enterprises cannot be reached."""
NOT_MEANT: Mapping[str, str] = complete(
    "scheduler.messages.notice_words.NOT_MEANT",
    get_args(Reason),
    {
        "place": "notice-why-out-place",
        "closed": "notice-why-out-closed",
        "industry": "notice-why-out-industry",
        "hazard": "notice-why-out-hazard",
        "chosen": "notice-why-out-chosen",
        "campaign": "notice-why-out-campaign",
        "state": "notice-why-out-state",
        "registered-later": "notice-why-out-registered-later",
        "not-then": "notice-why-out-not-then",
    },
)
ANSWERS: Mapping[str, str] = complete(
    "scheduler.messages.notice_words.ANSWERS",
    get_args(Answer),
    {
        "read": "notice-why-read",
        "outdated": "notice-why-outdated",
        "sent": "notice-why-sent",
        "withdrawn": "notice-why-withdrawn",
        "refused": "notice-why-refused",
        "unreachable": "notice-why-unreachable",
        "stopped": "notice-why-stopped",
        "draft": "notice-why-draft",
        "held": "notice-why-held",
        "scheduled": "notice-why-scheduled",
        "paused": "notice-why-paused",
        "night": "notice-why-night",
        "retry": "notice-why-retry",
        "sending": "notice-why-sending",
        "queued": "notice-why-queued",
        "gathering": "notice-why-gathering",
        "not-meant": "notice-why-out",
        "joined-later": "notice-why-joined-later",
        "dropped": "notice-why-dropped",
    },
)
_HELD = {
    "size": "notice-why-held-size",
    "author": "notice-why-held-author",
}


def why_said(say: Callable[..., str], one: ContactAnswer, at: str) -> str:
    """The answer for a contact; `at`: its instant as text."""
    reason = say(_HELD[one.reason]) if one.reason in _HELD else one.reason
    return say(ANSWERS[one.answer], at=at, ahead=one.ahead, reason=reason or say("notice-why-no-reason"))


def not_meant_said(say: Callable[..., str], found: Why, comma: str) -> str:
    """The conditions that keep the enterprise out of the audience."""
    return say("notice-why-not-meant", reasons=comma.join(say(NOT_MEANT[one]) for one in found.not_meant))
