"""Sentences for the reasons why a form is reviewed before others: in the chat, in files and on the command
line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from content.model.reviews import Reason, ReviewRules
from content.registry import complete

WHY: Mapping[str, str] = complete(
    "documents.review_reasons.WHY",
    get_args(Reason),
    {
        "high_toxic": "review-why-high_toxic",
        "severe": "review-why-severe",
        "stop_work": "review-why-stop_work",
        "failure": "review-why-failure",
        "overdue": "review-why-overdue",
        "reports": "review-why-reports",
        "rejected": "review-why-rejected",
        "lapsed": "review-why-lapsed",
        "mostly_na": "review-why-mostly_na",
        "fast": "review-why-fast",
        "same_photo": "review-why-same_photo",
        "old_photo": "review-why-old_photo",
        "copied_note": "review-why-copied_note",
    },
)


def reason_line(
    say: Callable[..., str], rules: ReviewRules, reasons: Mapping[str, int], most: int | None = None
) -> str:
    """The reasons of a case on one line, the heaviest first; of those after `most`, their number."""
    weighed = rules.weigh(reasons)
    said = [say(WHY[one.reason], count=one.count) for one in weighed[:most]]
    if more := len(weighed) - len(said):
        said.append(say("review-why-more", more=more))
    return say("review-why-join").join(said)
