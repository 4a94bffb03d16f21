"""Turns pydantic's errors into plain sentences that say what to write instead; reads no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from content.model.base import TEXT_SHAPE, PlanDay, Text
from content.sentences import Sentence, WrongValue, either
from content.tree import Place

Key = str | Sentence
"""The key a mistake is at; a sentence for a mistake of the whole file."""

_PATTERNS = {
    r"^Q\d{2}\.\d$": "mistake-pattern-question",
    r"^I\d{2}$": "mistake-pattern-item",
    r"^[a-z_]+$": "mistake-pattern-letters",
    r"^[a-z_0-9]+$": "mistake-pattern-letters-digits",
}
_LANGUAGES = {"zh": "mistake-language-zh", "en": "mistake-language-en"}
_PLAN_DAYS = ("Y-11-21, Y+1-04-30", "Y+1-02-last")


def explain(error: ErrorDetails, model: type[BaseModel]) -> Sentence:
    """The sentence for one error of `model`: what is wrong, and what to write instead."""
    place = error["loc"]
    key = next((step for step in reversed(place) if isinstance(step, str)), None)
    name = Sentence("mistake-this-file") if key is None else key
    maker = _SENTENCES.get(error["type"])
    if maker is None:
        return Sentence("mistake-other", name=name, problem=error["msg"])
    return maker(name, error["input"], error.get("ctx", {}), _type_at(model, place), _owner(model, place))


def _missing(key: Key, _: object, __: Mapping[str, Any], wanted: Any, owner: Any) -> Sentence:
    if _is_text(owner):
        return Sentence("mistake-no-text", tongue=_tongue(key), name=key)
    return Sentence("mistake-missing", name=key, shape=_shape(wanted))


def _extra(key: Key, _: object, __: Mapping[str, Any], ___: Any, owner: Any) -> Sentence:
    known = list(owner.model_fields) if _is_model(owner) else []
    if near := get_close_matches(str(key), known, 1):
        return Sentence("mistake-misspelt", name=key, near=near[0])
    return Sentence("mistake-no-key", name=key, known=", ".join(known))


def _kind(key: Key, found: object, _: Mapping[str, Any], wanted: Any, __: Any) -> Sentence:
    return Sentence("mistake-kind", name=key, found=_name(found), shape=_shape(wanted))


def _number(key: Key, found: object, _: Mapping[str, Any], __: Any, ___: Any) -> Sentence:
    return Sentence("mistake-number", name=key, found=_name(found))


def _bounds(key: Key, found: object, context: Mapping[str, Any], _: Any, __: Any) -> Sentence:
    if "ge" in context:
        return Sentence("mistake-too-small", name=key, found=str(found), least=context["ge"])
    return Sentence("mistake-too-great", name=key, found=str(found), most=context["le"])


def _boolean(key: Key, found: object, _: Mapping[str, Any], __: Any, ___: Any) -> Sentence:
    return Sentence("mistake-boolean", name=key, found=_name(found))


def _choice(key: Key, found: object, context: Mapping[str, Any], _: Any, __: Any) -> Sentence:
    wanted = either(*str(context["expected"]).split(" or "))
    return Sentence("mistake-choice", name=key, found=_name(found), wanted=wanted)


def _pattern(key: Key, found: object, context: Mapping[str, Any], _: Any, __: Any) -> Sentence:
    pattern = context["pattern"]
    wanted = Sentence(_PATTERNS[pattern]) if pattern in _PATTERNS else pattern
    return Sentence("mistake-choice", name=key, found=_name(found), wanted=wanted)


def _empty_list(key: Key, _: object, __: Mapping[str, Any], ___: Any, ____: Any) -> Sentence:
    return Sentence("mistake-no-entry", name=key)


def _empty_text(key: Key, _: object, __: Mapping[str, Any], ___: Any, owner: Any) -> Sentence:
    if _is_text(owner):
        return Sentence("mistake-empty-sentence", name=key, tongue=_tongue(key))
    return Sentence("mistake-empty-text", name=key)


def _value(key: Key, found: object, context: Mapping[str, Any], _: Any, __: Any) -> Sentence:
    error = context["error"]
    if isinstance(error, WrongValue):
        return Sentence("mistake-value", name=key, reason=error.sentence)
    days = either(*_PLAN_DAYS)
    return Sentence("mistake-no-day", name=key, found=_name(found), days=days)


_SENTENCES: dict[str, Callable[[Key, object, Mapping[str, Any], Any, Any], Sentence]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "string_type": _kind,
    "tuple_type": _kind,
    "model_type": _kind,
    "model_attributes_type": _kind,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "greater_than_equal": _bounds,
    "less_than_equal": _bounds,
    "bool_type": _boolean,
    "bool_parsing": _boolean,
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "too_short": _empty_list,
    "string_too_short": _empty_text,
    "value_error": _value,
}


def _tongue(key: Key) -> Key:
    """A language by the key of its text."""
    return Sentence(_LANGUAGES[key]) if isinstance(key, str) and key in _LANGUAGES else key


def _name(found: object) -> Sentence:
    """The value found; described in words where it is no plain value."""
    if found is None:
        return Sentence("mistake-found-nothing")
    if isinstance(found, dict):
        return Sentence("mistake-found-mapping")
    if isinstance(found, list | tuple):
        return Sentence("mistake-found-list")
    return Sentence("mistake-found", found=str(found))


def _shape(wanted: Any) -> str:
    """An example of a value of the wanted type."""
    if wanted is Text:
        return TEXT_SHAPE
    if wanted is PlanDay:
        return "Y-11-21"
    if _is_model(wanted):
        return f"{{{', '.join(f'{name}: …' for name in _required(wanted))}}}"
    return "[…]" if get_origin(wanted) is tuple else "…"


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, info in model.model_fields.items() if info.is_required()]


def _is_text(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Text)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _unwrap(annotation: Any) -> Any:
    """The type inside Annotated and Optional."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return _unwrap(next(kind for kind in get_args(annotation) if kind is not NoneType))
    return annotation


def _type_at(model: Any, place: Place) -> Any:
    """The type at `place` below `model`; None where there is no such key."""
    kind = model
    for step in place:
        if isinstance(step, int):
            kind = get_args(kind)[0] if get_args(kind) else None
        elif _is_model(kind) and step in kind.model_fields:
            kind = kind.model_fields[step].annotation
        else:
            return None
        kind = _unwrap(kind)
    return kind


def _owner(model: type[BaseModel], place: Place) -> Any:
    """The type of the mapping that holds the last key of `place`."""
    return _type_at(model, place[:-1])
