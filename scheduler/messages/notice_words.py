"""Words that notices are spoken of with, in the chat and in messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from content.model.notices import State
from content.registry import complete

STATES: Mapping[str, str] = complete(
    "scheduler.messages.notice_parts.STATES",
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
"""Groups of recipients by where they stand."""
OUT = {
    "unregistered": "notice-out-unregistered",
    "blocked": "notice-out-blocked",
    "closed": "notice-out-closed",
}
"""Why some enterprises are left out."""
