"""Kinds of reminders: what a rule can be about. One record a kind holds what is pure about it.

Each layer adds its own part in one registry, complete for every kind or the program does not start:
`storage.membership.reminder_access.ACCESS` (who may be told), `storage.reminders.planning.DUE` (what is due),
`storage.reminders.office_facts.COUNTERS` (what is counted), `storage.reminders.digest_lines.READERS` (what
still holds when a digest is composed), `scheduler.messages.digest_kinds.KINDS` (its sentences and buttons),
`bot.handlers.facts.LISTS` (where the button of what is counted leads).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from content.registry import complete

About = Literal[
    "self_check",
    "recheck",
    "rectification",
    "photo",
    "escalation",
    "duty",
    "upkeep",
    "inspection",
    "own_duty",
    "unsent",
    "unreviewed",
    "claimed",
    "unverified",
    "unanswered",
    "overdue",
    "owed",
    "undated",
    "ending",
]
ABOUTS: Final[tuple[About, ...]] = get_args(About)
Hearer = Literal["contacts", "guests", "office", "officers"]
"""Readers of a rule: people of the enterprise, guests of a finding, the deciding office, the departments of a
visit."""
ReminderButton = Literal[
    "check",
    "done",
    "extend",
    "bring",
    "kept",
    "record",
    "inspection",
    "office",
    "list",
    "nudge",
    "take",
    "write",
    "snooze",
    "mute",
]
Planned = Literal["due", "duty", "counted"]
"""Sources of the reminders of a day: due subjects (SQL), duties that offices owe by the plan, or counts for
an office and its places below."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reminder that rules can be about. `hearers` and `buttons`: the readers a rule may have and
    the buttons it may offer.

    `more`: roles of its sentences besides the rule's `text`; `office_more`: the same for a rule that speaks
    to an office, where that differs. `has_upkeeps`: the rule names which upkeeps. `foreseen`: its part that
    is certain before a campaign is opened: the day of its form, the days of duties. `anew_by_day`: an office
    is told again when its first day has passed and on its last day, however lately it was told.
    """

    planned: Planned
    hearers: tuple[Hearer, ...]
    buttons: tuple[ReminderButton, ...]
    more: tuple[str, ...] = ()
    office_more: tuple[str, ...] | None = None
    has_upkeeps: bool = False
    foreseen: Literal["form", "duties"] | None = None
    anew_by_day: bool = False

    def roles(self, to: Collection[Hearer]) -> tuple[str, ...]:
        """The roles of the further sentences of a rule with these readers."""
        return self.office_more if self.office_more is not None and "office" in to else self.more


def _counted(*besides: ReminderButton, anew_by_day: bool = False) -> Kind:
    return Kind("counted", ("office",), ("list", *besides), anew_by_day=anew_by_day)


KINDS: Final[Mapping[About, Kind]] = complete(
    "content.model.reminder_kinds.KINDS",
    ABOUTS,
    {
        "self_check": Kind(
            "due",
            ("contacts",),
            ("check", "snooze", "mute"),
            more=("partly", "answered"),
            foreseen="form",
        ),
        "recheck": Kind(
            "due", ("contacts", "office"), ("check", "snooze", "office"), office_more=("several",)
        ),
        "rectification": Kind(
            "due", ("contacts", "guests"), ("done", "extend", "snooze", "mute"), more=("short",)
        ),
        "photo": Kind("due", ("contacts", "office"), ("bring", "snooze", "office"), office_more=("several",)),
        "escalation": Kind("due", ("office",), ("office", "snooze"), more=("several",)),
        "duty": Kind(
            "duty",
            ("office",),
            ("office", "snooze", "mute"),
            more=("several", "recurring"),
            foreseen="duties",
        ),
        "upkeep": Kind("due", ("contacts",), ("kept", "snooze", "mute"), has_upkeeps=True),
        "inspection": Kind("due", ("officers",), ("inspection", "snooze"), more=("several",)),
        "own_duty": Kind("due", ("contacts",), ("record", "snooze", "mute"), more=("several",)),
        "unsent": _counted("nudge", anew_by_day=True),
        "unreviewed": _counted(),
        "claimed": _counted(),
        "unverified": _counted(),
        "unanswered": _counted(),
        "overdue": _counted(),
        "owed": _counted(),
        "undated": _counted("take"),
        "ending": _counted("write", anew_by_day=True),
    },
)


def planned_as(planned: Planned) -> tuple[About, ...]:
    """The kinds that are planned in one way, in their order."""
    return tuple(about for about, kind in KINDS.items() if kind.planned == planned)


FACTS: Final = planned_as("counted")
"""Kinds that are counted for an office and its places below, and not said of one thing: forms not handed in,
forms and rectifications that wait for the office, forms somebody claimed and left, extensions without an
answer, enterprises long overdue, duties that offices below owe, days the plan leaves open, summary and
closing at the end of the last phase (`content.model.facts`)."""

UPKEEPS: Final = ("maintenance", "medical_exam", "testing")
"""An enterprise's own recurring dates: 防护设施维护, 在岗体检, 危害因素检测."""
UPKEEP_NAMES: Mapping[str, str] = complete(
    "content.model.reminder_kinds.UPKEEP_NAMES",
    UPKEEPS,
    {
        "maintenance": "upkeep-name-maintenance",
        "medical_exam": "upkeep-name-medical_exam",
        "testing": "upkeep-name-testing",
    },
)
"""Catalog key of each one's name."""
