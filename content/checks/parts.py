"""The parts of a file that are sound beside mistakes of shape, so that all its mistakes are found at once: a
writer who mends one and is then told of the next loses patience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
ROUNDS = 20
"""A model's own checks run once its fields are sound, so that mistakes come in rounds."""
_LOCAL = frozenset({"mistake-unknown", "mistake-twice", "mistake-twice-in-rows", "mistake-file-name"})
_DAYS = frozenset(
    {"mistake-phase-half", "mistake-phase-backwards", "mistake-grace-alone", "mistake-grace-early"}
)
TRUE_OF_A_PART = _LOCAL | _DAYS
"""Mistakes that stay true where entries are missing; that a plan has no safety department, say, does not."""


@dataclass(frozen=True)
class Part(Generic[Model]):
    """A file's model without the entries that have mistakes: `places` leads from where an entry stands in the
    model to where it stands in the file, `lost` are the texts of those entries."""

    model: Model
    places: Mapping[Place, Place]
    lost: frozenset[str]

    def place(self, place: Place) -> Place:
        """The place in the file of a place in the model."""
        for end in range(len(place), 0, -1):
            if (known := self.places.get(place[:end])) is not None:
                return (*known, *place[end:])
        return place


def sound_part(data: Any, model: type[Model], context: dict[str, Any]) -> Part[Model] | None:
    """Plain data as a model, without the entries of lists, and the unknown keys, that have a mistake; None
    where one stands outside of every list."""
    dropped: set[int] = set()
    strange: set[Place] = set()
    for _ in range(ROUNDS):
        places: dict[Place, Place] = {}
        kept = _without(data, (), (), dropped, strange, places)
        try:
            found = model.model_validate(kept, context=context)
        except ValidationError as error:
            part = Part(data, places, frozenset())
            for one in error.errors(include_url=False):
                place = part.place(tuple(one["loc"]))
                if one["type"] == "extra_forbidden":
                    strange.add(place)
                elif (entry := _entry(data, place)) is not None:
                    dropped.add(id(entry))
                else:
                    return None
            continue
        return Part(found, places, frozenset(_texts_of(data, dropped)))
    return None


def _without(
    node: Any, here: Place, there: Place, dropped: set[int], strange: set[Place], places: dict[Place, Place]
) -> Any:
    if isinstance(node, dict):
        return {
            key: _without(value, (*here, key), (*there, key), dropped, strange, places)
            for key, value in node.items()
            if (*there, key) not in strange
        }
    if not isinstance(node, list):
        return node
    made: list[Any] = []
    for index, value in enumerate(node):
        if id(value) not in dropped:
            places[*here, len(made)] = (*there, index)
            made.append(_without(value, (*here, len(made)), (*there, index), dropped, strange, places))
    return made


def _entry(data: Any, place: Place) -> dict[str, Any] | None:
    """The innermost entry of a list, itself a mapping, around a place."""
    node, found = data, None
    for step in place:
        inside = isinstance(node, dict) and step in node
        if not inside and not (isinstance(node, list) and isinstance(step, int) and step < len(node)):
            break
        of_list = isinstance(node, list)
        node = node[step]
        if of_list and isinstance(node, dict):
            found = node
    return found


def _texts_of(node: Any, dropped: set[int], *, lost: bool = False) -> Iterator[str]:
    lost = lost or id(node) in dropped
    if isinstance(node, dict):
        for value in node.values():
            yield from _texts_of(value, dropped, lost=lost)
    elif isinstance(node, list):
        for value in node:
            yield from _texts_of(value, dropped, lost=lost)
    elif lost and isinstance(node, str):
        yield node
