"""Every read of the product that a person waits for, by name, with what it is asked for over a filled city.

A read is found in the source (`product_reads`) and called with arguments by their names, for the city's
office and a town's, so that a new one is measured without being listed. `VARIANTS` ask for more of one; what
nobody waits for stands in `NOT_WAITED_FOR`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any, Final

from content import loader
from content.model.notices import STATES as AUDIENCE_STATES
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import ROLES
from storage.campaigns import opening
from storage.exchange.record_views import Of
from storage.notices.audiences import Audience
from storage.reports.keys import generate
from storage.reports.sealing import Intake
from storage.self_checks import state as self_check_state
from storage.statistics import ledger
from storage.statistics.units import STATES, Among
from tests.bench import filling
from tests.bench.product_reads import Found, product_reads

GOAL_MS: Final = 50.0
"""p95 of each, at 100,000 enterprises and at 300,000."""
NOT_WAITED_FOR: Final[Mapping[str, str]] = {
    "reports.folder.look": "chenan doctor: goes through a folder",
    "reports.rotation.count_sealed": "chenan keys: once in years",
    "installation.statement_logs.telling": "chenan doctor: reads settings, no table",
    "reports.office.get_case": "needs sealed messages; looks one row up by its key",
    "reports.receipts.look_up": "needs sealed messages; looks one row up by its key",
}
VARIANTS: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "statistics.units.list_units": (
        *({"state": state} for state in STATES),
        {"text": "第77厂"},
        {"text": "91320000"},
        {"text": "nobody"},
        {"skip": 600},
        {"campaign_id": 1, "state": "overdue"},
        {"among": Among(industry="stone")},
        {"among": Among(hazard="矽尘")},
        {"among": Among(item="I01")},
    ),
    "enterprises.registry.list_enterprises": ({"text": "第77厂"}, {"text": "nobody"}, {"state": None}),
    "enterprises.registry.count_enterprises": ({"text": "第77厂"}, {"state": None}),
    "reviews.queue.list_waiting": ({"skip": 200},),
    "findings.verification_views.list_waiting": ({"campaign_id": 1}, {"skip": 200}),
    "findings.extension_views.list_waiting": ({"campaign_id": 1},),
    "reviews.escalation_views.list_open": ({"campaign_id": 1},),
    "statistics.summary_views.list_candidates": ({"find": "第77厂"}, {"find": "nobody"}),
    "notices.audiences.count": tuple({"audience": state} for state in AUDIENCE_STATES),
    "statistics.office.figures": ({"campaign_id": 1},),
}
"""Further arguments that people's taps lead to."""
_MAY_LACK: Final = {"statistics.summary_views.filed"}
"""Read one row that says that it was never filed."""
_PLACES = {"jurisdiction_id", "place_id", "place", "office_id", "audience", "parent_id"}


@dataclass(frozen=True)
class Read:
    """One way of asking: `name` with its office, which is `of`: city, town, or one (of nobody's in
    particular)."""

    name: str
    of: str
    found: Found
    more: Mapping[str, Any]

    async def run(self, db: Any, filled: filling.Filled) -> Any:
        """Ask as the first who may: the office, or the enterprise's owner, or the command line.

        Raises:
            AssertionError: nobody may, or what is asked for does not exist.
        """
        refused: list[str] = []
        for actor in self._actors():
            try:
                return await self._call(db, filled, actor)
            except (Conflict, Invalid):
                return None  # said after it was read
            except (NotAllowed, NotFound) as error:
                refused.append(f"{actor}: {error!r}")
        if self.found.name not in _MAY_LACK:
            raise AssertionError(f"{self.name}: {refused}")
        return None

    def _actors(self) -> tuple[Actor, ...]:
        if "actor" not in self.found.arguments:
            return (Actor("cli"),)
        officer = Actor("person", filling.TOWN_HEAD if self.of == "town" else filling.HEAD)
        return officer, Actor("person", filling.OWNERS + 1), Actor("cli")

    async def _call(self, db: Any, filled: filling.Filled, actor: Actor) -> Any:
        place = filled.town if self.of == "town" else filled.top
        given: dict[str, Any] = {}
        for name in self.found.arguments:
            if name in self.more and name != "audience":
                given[name] = self.more[name]
            elif name in self.found.needed or name in _PLACES:
                given[name] = await self._value(db, filled, actor, place, name)
        made = self.found.function(db, **given)
        if inspect.isasyncgen(made):
            return await anext(made, None)
        return await made

    async def _value(self, db: Any, filled: filling.Filled, actor: Actor, place: int, name: str) -> Any:
        special = f"{self.found.name}.{name}"
        if name in _PLACES - {"audience"} or name == "circular_id":
            return place
        if name == "actor":
            return actor
        if name == "audience":
            states = (self.more["audience"],) if "audience" in self.more else ()
            return Audience(place, states=states)
        if special == "exchange.record_views.list_of.of":
            return Of(filled.campaign_id, "roster", place, filling.TODAY)
        if name == "digest":
            return (await opening.get_campaign(db, filled.campaign_id)).form_digest
        if name == "of":
            return await ledger.head(db, Actor("cli"), filled.campaign_id, place)
        if name == "self_check":
            return await self_check_state.load(db, 1)
        if special in _SPECIAL:
            return _SPECIAL[special]
        if name in _shared():
            return _shared()[name]
        if name.endswith("_id"):
            return 1
        raise AssertionError(f"tests/bench/reads.py does not know what to give {special} as {name}")


@cache
def _shared() -> Mapping[str, Any]:
    """Arguments that mean the same everywhere."""
    library = loader.load()
    person = filling.OWNERS + 1
    return {
        "now": filling.NOW,
        "today": filling.TODAY,
        "day": filling.TODAY,
        "start_on": filling.TODAY,
        "warned": filling.TODAY,
        "period_on": filling.TODAY.replace(day=1),
        "library": library,
        "zone": UTC,
        "rules": loader.review_rules(),
        "intake": Intake(generate(filling.TODAY)),
        "person_id": person,
        "people": [person],
        "address": person,
        "addresses": [person],
        "message_id": 1,
        "message_ids": [1],
        "telegram_id": 700_000_001,
        "enterprise_ids": [1, 2, 3],
        "ids": (1, 2, 3),
        "campaigns": [1],
        "question": "Q01.1",
        "kind": "month",
        "kind_of": lambda _name: "dust",
        "files": ["0" * 64],
        "sha256": "0" * 64,
        "version": 0,
        "waiting": True,
        "mine": True,
        "limit": 20,
        "code": "1",
        "credit_code": "913200001000000001",
        "digest": "1",
        "key": "1",
        "names": ["bot"],
        "secret": "1",
        "token_hash": "1",
        "token": "1",
        "decision": "suspend",
        "decisions": ("suspend", "penalty", "closure"),
        "subject": "enterprise",
        "right": "office.see",
        "pack_code": "yangzhou",
        "text_key": "outbox-review-second",
        "values": {},
        "paper": "order",
        "role": ROLES[0],
    }


_SPECIAL: Final[Mapping[str, Any]] = {
    "people.contacts.identify.address": 700_000_001,
    "membership.invites.peek.address": 700_000_001,
    "membership.staff_invites.peek.address": 700_000_001,
    "campaigns.duties.id_of.code": "self_check_form",
    "reports.figures.against.rules": loader.report_rules(),
    "reports.office.list_cases.rules": loader.report_rules(),
    "reports.office.count_cases.rules": loader.report_rules(),
    "offices.jurisdictions.find.code": "city",
}


def all_reads() -> Iterator[Read]:
    """The list: of each read its plain form and its variants, for the city and for a town."""
    for found in product_reads():
        if found.name in NOT_WAITED_FOR:
            continue
        offices = ("city", "town") if (_PLACES | {"of"}) & set(found.arguments) else ("one",)
        for more in ({}, *VARIANTS.get(found.name, ())):
            said = ", ".join(str(value) for value in more.values())
            for of in offices:
                name = f"{found.name}({said})" if more else found.name
                yield Read(f"{name} {of}", of, found, more)
