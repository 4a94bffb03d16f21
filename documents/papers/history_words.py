"""Sentences for events of an enterprise's record: shortened in the chat, whole on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from content.catalog import Catalog
from content.model.library import Library
from content.model.reminder_kinds import UPKEEP_NAMES
from content.screen import shortened
from storage.history.reading import Event

NOTHING = "none"
"""Value of a sentence in place of a missing text or day."""
_TEXTS = ("reason", "text", "measure", "title", "number", "name", "responsible", "office")


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """Sentences of one language. `most`: most characters of each text of a person."""

    library: Library
    catalog: Catalog
    language: str
    zone: tzinfo
    most: int

    def head(self, key: str, **values: object) -> str:
        """A sentence of the catalog, in this language."""
        return self.catalog.say(key, self.language, **values)

    def day(self, event: Event) -> date:
        """The local day of an event."""
        return event.on or event.at.astimezone(self.zone).date()

    def say(self, event: Event) -> str:
        """The event as a sentence, without its day."""
        return self.fill(event.key, event.values)

    def fill(self, key: str, given: Mapping[str, Any]) -> str:
        """A sentence filled with texts of people, shortened, and with codes in words."""
        values = dict(given)
        for name in _TEXTS:
            values[name] = shortened(str(values.get(name) or ""), self.most) or NOTHING
        if "sentence" in values:
            values["text"] = shortened(values["sentence"], self.most)
        values["due"] = values.get("due_on") or NOTHING
        values |= self._named(values)
        wanted = self.catalog.variables(key, self.language)
        return self.catalog.say(key, self.language, **{name: values[name] for name in wanted})

    def _named(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Codes in words: questions, plans, duties, verdicts, recurring dates."""
        named: dict[str, str] = {}
        if question := values.get("question"):
            item = self.library.items.get(f"I{question[1:3]}")
            named["matter"] = item.title.say(self.language) if item else question
        if code := values.get("pack"):
            pack = self.library.packs.get(code)
            named["plan"] = shortened(pack.title.say(self.language) if pack else code, self.most)
            duties = {duty.code: duty for duty in pack.duties} if pack else {}
            if (duty := duties.get(values.get("duty", ""))) is not None:
                named["duty"] = shortened(duty.title.say(self.language), self.most)
        if verdict := values.get("verdict"):
            known = self.library.reviews.by_key.get(verdict) if self.library.reviews else None
            named["verdict"] = known.title.say(self.language) if known else verdict
        if upkeep := values.get("upkeep"):
            named["upkeep"] = self.catalog.say(UPKEEP_NAMES[upkeep], self.language)
        return named
