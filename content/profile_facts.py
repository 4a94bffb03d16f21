"""Derives facts and hazards from a filled-in profile: from ticks, numbers and materials. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from content.model.library import Library
from content.model.questions import Industry, ProfileOption, ProfileQuestion, Substance
from content.typed import substances

Facts = Mapping[str, bool | int]

DERIVED_FACTS = frozenset({"severe", "exposed"})
"""Facts derived from the industry and from the number of exposed workers, not from an option."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A profile as filled in: keys of the options ticked, materials as typed, two numbers of people."""

    uses: Collection[str]
    situations: Collection[str]
    materials: str
    n_workers: int
    n_exposed: int


def question(library: Library, key: str) -> ProfileQuestion:
    """The profile's question of that key.

    Raises:
        KeyError: the profile has none.
    """
    found = next((one for one in library.profile if one.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def preset(asked: ProfileQuestion, facts: Facts, industry: Industry | None) -> tuple[str, ...]:
    """Keys of the options ticked to begin with: last time's, else what is usual in the industry."""
    kept = {option.key: facts.get(f"{asked.key}_{option.key}") for option in asked.options}
    if any(value is not None for value in kept.values()):
        return tuple(key for key, value in kept.items() if value)
    usual = industry.uses if industry else ()
    true = {fact for fact, value in facts.items() if value is True}
    return tuple(
        option.key
        for option in asked.options
        if option.key in usual or (industry is None and set(option.facts) <= true)
    )


def decide_facts(library: Library, industry: Industry | None, filled: Filled) -> dict[str, bool | int]:
    """The facts by which questions fall away; a poison of the list of 54 among the materials is high_toxic.

    What was ticked and recognised is kept beside them (`uses_<option>`, `materials_<name>`), to be offered
    next time.
    """
    facts: dict[str, bool | int] = {}
    for key, ticked in (("uses", filled.uses), ("situations", filled.situations)):
        _tick(facts, key, question(library, key).options, ticked)
    for substance in recognised(library, filled.materials):
        facts[f"materials_{substance.name.zh}"] = True
        facts["toxic"] = True
        facts["high_toxic"] = facts.get("high_toxic", False) or substance.number is not None
    return facts | {
        "n_workers": filled.n_workers,
        "n_exposed": filled.n_exposed,
        "exposed": filled.n_exposed > 0,
        "severe": industry is not None and industry.severe,
    }


def _tick(
    facts: dict[str, bool | int], key: str, options: tuple[ProfileOption, ...], ticked: Collection[str]
) -> None:
    for option in options:
        facts[f"{key}_{option.key}"] = option.key in ticked
        for fact in option.facts:
            facts[fact] = facts.get(fact, False) or option.key in ticked
    for option in options:
        if option.key in ticked:
            facts.update(dict.fromkeys(option.not_facts, False))


def recognised(library: Library, materials: str) -> tuple[Substance, ...]:
    """Known poisons among the materials typed; none found never means that there are none."""
    return substances.match(materials, library.substances) if materials else ()


def last_materials(facts: Facts) -> tuple[str, ...]:
    """Chinese names of the poisons recognised last time."""
    return tuple(key.removeprefix("materials_") for key in facts if key.startswith("materials_"))


def hazard_names(library: Library, industry: Industry | None, materials: str) -> tuple[str, ...]:
    """Chinese names of the industry's hazards and of the poisons recognised, each once."""
    names = [hazard.name.zh for hazard in (industry.hazards if industry else ())]
    names += [substance.name.zh for substance in recognised(library, materials)]
    return tuple(dict.fromkeys(names))


def hazard_kinds(library: Library) -> dict[str, str]:
    """The kind of each hazard known (dust, toxic, physical) by its Chinese name; a substance is toxic."""
    kinds = {one.name.zh: "toxic" for one in library.substances}
    return kinds | {
        one.name.zh: one.kind for industry in library.industries.values() for one in industry.hazards
    }


def hazard_kind(kinds: Mapping[str, str], name: str) -> str:
    """The kind of a hazard by its Chinese name; of an unknown one by what it is called."""
    return kinds.get(name) or ("dust" if "尘" in name else "toxic")
