"""The office's work by its points C.1 to C.11 (issue 19), and the steps of a play that exercise each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from content.model.pack import Pack, Rhythm


def _always(_: Pack) -> bool:
    return True


def _exposes(pack: Pack) -> bool:
    return any(rule.code == "exposure" for rule in pack.rules)


def _names_places(pack: Pack) -> bool:
    return pack.names_places


def _refers(pack: Pack) -> bool:
    """Whether an authority outside the tree suspends or punishes (上报县安监局)."""
    return pack.outside_of(["V3", "V5"]) is not None


def _has_dated_duties(pack: Pack) -> bool:
    """Whether it gives offices duties with a day; 县镇 has none, its duties are the standing ones."""
    return any(one.who != "enterprise" and one.due is not None for one in pack.duties)


def _has_standing_duties(pack: Pack) -> bool:
    """Whether it gives offices duties without an end (常年任务); 海陵 has none."""
    return any(one.who != "enterprise" and one.rhythm is Rhythm.standing for one in pack.duties)


def _has_own_duties(pack: Pack) -> bool:
    """Whether it asks enterprises for more than form, rectification and recurring dates (定期事项)."""
    own = (one for one in pack.duties if one.who == "enterprise" and one.code != "maintenance")
    return any(one.what in ("other", "ledger") for one in own)


POINTS: Final[Mapping[str, Mapping[str, Callable[[Pack], bool]]]] = {
    "C.1": {"plan read by an office": _always, "plan read by an owner": _always},
    "C.2": {
        "duty recorded with a file": _has_dated_duties,
        "standing duty recorded": _has_standing_duties,
        "duty of an enterprise recorded": _has_own_duties,
    },
    "C.3": {"visit with its papers": _always},
    "C.4": {
        "suspension ended by a resumption": _always,
        "paper of a measure": _always,
        "referral to the authority outside": _refers,
        "exposure of an enterprise": _exposes,
        "exposure of a place": _names_places,
    },
    "C.5": {"circular answered": _always, "meeting with minutes": _always},
    "C.6": {"incident closed": _always},
    "C.7": {"telephones of the office published": _always},
    "C.8": {"record of an enterprise printed": _always, "record read by its owner": _always},
    "C.9": {"overview": _always, "paper for a meeting": _always},
    "C.10": {"summary filed": _always, "signed form kept": _always},
    "C.11": {
        "ledger": _always,
        "columns of the superior": _always,
        "deadlines as a calendar": _always,
        "queue as a sheet": _always,
    },
}
"""Of each point its steps, and which plans have to be played with it."""


def missing(pack: Pack, played: Collection[str]) -> list[str]:
    """The steps that a plan asks for and that were not played with it."""
    return [
        f"{point}: {step}"
        for point, steps in POINTS.items()
        for step, asked in steps.items()
        if asked(pack) and step not in played
    ]
