"""Names of the groups an overview is told by: industries, hazards, check items."""

from __future__ import annotations

from content.model.library import Library


def name_of_group(library: Library, language: str, what: str, key: str) -> str:
    """An industry, a hazard or a check item as people read it. `what`: industry, hazard, item."""
    if what == "industry":
        industry = library.industries.get(key)
        return industry.name.say(language) if industry else key
    if what == "item":
        item = library.items.get(key)
        return item.title.say(language) if item else key
    every = [one.name for industry in library.industries.values() for one in industry.hazards]
    every += [one.name for one in library.substances]
    named = next((name for name in every if name.zh == key), None)
    return named.say(language) if named else key
