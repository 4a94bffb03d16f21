"""A message of the outbox in its reader's language. The sentences themselves are in the catalogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from content.catalog import Catalog
from content.model.pack import Pack
from documents.words import plan_day
from scheduler.delivery.items import Button, Outgoing
from storage.campaigns.places import OF_DUTY, OF_PACK, OF_PLACE, OF_YEARS
from storage.outbox.queue import Message

BUTTONS = {
    "finding": "outbox-button-finding",
    "cases": "outbox-button-cases",
    "extension": "outbox-button-extension",
    "office": "outbox-button-office",
    "home": "outbox-button-home",
    "join": "outbox-button-join",
    "notice": "outbox-button-notice",
    "renotice": "outbox-button-renotice",
    "asked": "outbox-button-asked",
    "review": "outbox-button-review",
    "reviewed": "outbox-button-reviewed",
    "again": "outbox-button-again",
    "done": "outbox-button-done",
    "holds": "outbox-button-holds",
    "fails": "outbox-button-fails",
    "escalation": "outbox-button-escalation",
    "measure": "outbox-button-measure",
    "withdrawn": "outbox-button-withdrawn",
    "exposure": "outbox-button-exposure",
    "referral": "outbox-button-referral",
    "resume": "outbox-button-resume",
    "summary": "outbox-button-summary",
    "record": "outbox-button-record",
    "circular": "outbox-button-circular",
    "meeting": "outbox-button-meeting",
    "incident": "outbox-button-incident",
    "point": "outbox-button-point",
    "inspection": "outbox-button-inspection",
}
"""Label of each kind of button under a message."""


LEAP = 2000
"""A year of 366 days, for days that are written without their year."""


def word(catalog: Catalog, message: Message, packs: Mapping[str, Pack] | None = None) -> Outgoing:
    """The message of a row without a topic: plain text, and a row for each of its buttons; with the campaign
    it is about, where its values name one (`campaigns.places.campaign_values`).

    A button leads to `go:<kind>:<id>`, or `go:<kind>:<id>:<extra>`.

    Raises:
        KeyError: the catalog lacks a sentence, or the row a value.
    """

    def button(asked: Mapping[str, Any]) -> Button:
        kind, subject = asked["kind"], asked["id"]
        callback = f"go:{kind}:{subject}" + (f":{asked['extra']}" if "extra" in asked else "")
        return Button(catalog.say(BUTTONS[kind], message.language), callback)

    text = sentence(catalog, message.language, message.text_key, message.values, packs)
    asked = message.button or ()
    buttons = [asked] if isinstance(asked, Mapping) else asked
    return Outgoing(text, rows=tuple((button(one),) for one in buttons))


def sentence(
    catalog: Catalog,
    language: str,
    text_key: str,
    given: Mapping[str, Any],
    packs: Mapping[str, Pack] | None = None,
) -> str:
    """The sentence of a row with its values.

    Raises:
        KeyError: the catalog lacks the sentence, or the row a value.
    """
    values = dict(given)
    code, place = values.pop(OF_PACK, None), values.pop(OF_PLACE, "")
    years = bool(values.pop(OF_YEARS, False))

    def say(key: str, **named: object) -> str:
        return catalog.say(key, language, **named)

    for name in [one.removesuffix("_month") for one in given if one.endswith("_month")]:
        month, day = values.pop(f"{name}_month"), values.pop(f"{name}_day")
        year = values.pop(f"{name}_year", LEAP)  # rows of before have none, and none of them is said
        at = date(year, month, day)
        values[name] = plan_day(say, at, at, years=years and year != LEAP)
    if OF_DUTY in values:
        values["duty"] = _title(packs or {}, values.pop(OF_DUTY), language)
    text = catalog.say(text_key, language, **values)
    if code is None:
        return text
    pack = (packs or {}).get(code)
    plan = pack.title.say(language) if pack else code
    return catalog.say("outbox-of-campaign", language, text=text, place=place, plan=plan)


def _title(packs: Mapping[str, Pack], of: Sequence[str], language: str) -> str:
    """The title of a duty (the code of its plan, its own); its code where the plan is gone."""
    plan, code = of
    pack = packs.get(plan)
    return next((one.title.say(language) for one in pack.duties if one.code == code), code) if pack else code
