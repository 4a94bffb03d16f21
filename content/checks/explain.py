"""Turns pydantic's errors into plain sentences that say what to write instead; reads no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from content.model.base import PlanDay, Text
from content.tree import Place

_PATTERNS = {
    r"^Q\d{2}\.\d$": "a code such as Q05.2",
    r"^I\d{2}$": "a code such as I05",
    r"^[a-z_]+$": "small letters and underscores only",
    r"^[a-z_0-9]+$": "small letters, digits and underscores only",
}
_LANGUAGES = {"zh": "Chinese", "en": "English"}
_PLAN_DAYS = "Y-11-21, Y+1-04-30 or Y+1-02-last"


def explain(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The sentence for one error of `model`: what is wrong, and what to write instead."""
    place = error["loc"]
    key = next((step for step in reversed(place) if isinstance(step, str)), "this file")
    maker = _SENTENCES.get(error["type"])
    if maker is None:
        return f"'{key}': {error['msg']}; write another value"
    return maker(key, error["input"], error.get("ctx", {}), _type_at(model, place), _owner(model, place))


def _missing(key: str, _: object, __: Mapping[str, Any], wanted: Any, owner: Any) -> str:
    if _is_text(owner):
        return f"the {_LANGUAGES[key]} text is missing; add '{key}: …'"
    return f"'{key}' is missing; add '{key}: {_shape(wanted)}'"


def _extra(key: str, _: object, __: Mapping[str, Any], ___: Any, owner: Any) -> str:
    known = list(owner.model_fields) if _is_model(owner) else []
    if near := get_close_matches(key, known, 1):
        return f"'{key}' is no key here; write '{near[0]}'"
    return f"'{key}' is no key here; write one of {', '.join(known)}"


def _kind(key: str, found: object, _: Mapping[str, Any], wanted: Any, __: Any) -> str:
    return f"'{key}' is {_name(found)}; write '{key}: {_shape(wanted)}'"


def _number(key: str, found: object, _: Mapping[str, Any], __: Any, ___: Any) -> str:
    return f"'{key}' is {_name(found)}; write a whole number, such as 3"


def _bounds(key: str, found: object, context: Mapping[str, Any], _: Any, __: Any) -> str:
    bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
    return f"'{key}' is {found}; write a number of {bound}"


def _boolean(key: str, found: object, _: Mapping[str, Any], __: Any, ___: Any) -> str:
    return f"'{key}' is {_name(found)}; write true or false"


def _choice(key: str, found: object, context: Mapping[str, Any], _: Any, __: Any) -> str:
    return f"'{key}' is {_name(found)}; write {context['expected']}"


def _pattern(key: str, found: object, context: Mapping[str, Any], _: Any, __: Any) -> str:
    return f"'{key}' is {_name(found)}; write {_PATTERNS.get(context['pattern'], context['pattern'])}"


def _empty_list(key: str, _: object, __: Mapping[str, Any], ___: Any, ____: Any) -> str:
    return f"'{key}' has no entry; write at least one"


def _empty_text(key: str, _: object, __: Mapping[str, Any], ___: Any, owner: Any) -> str:
    what = f"the {_LANGUAGES.get(key, key)} sentence" if _is_text(owner) else "a text"
    return f"'{key}' is empty; write {what}"


def _value(key: str, found: object, context: Mapping[str, Any], _: Any, __: Any) -> str:
    reason = str(context["error"])
    if "; write " in reason:
        return f"'{key}': {reason}"
    return f"'{key}' is {_name(found)}, which is no day of the calendar; write {_PLAN_DAYS}"


_SENTENCES: dict[str, Callable[[str, object, Mapping[str, Any], Any, Any], str]] = {
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


def _name(found: object) -> str:
    """What was found, in words where it is no plain value."""
    if found is None:
        return "empty"
    if isinstance(found, dict):
        return "a mapping"
    return "a list" if isinstance(found, list | tuple) else f"'{found}'"


def _shape(wanted: Any) -> str:
    """How a value of the wanted type is written."""
    if wanted is Text:
        return "{zh: …, en: …}"
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
    """The type that stands at `place` below `model`; None where there is no such key."""
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
    """The type of the mapping the last key of `place` stands in."""
    return _type_at(model, place[:-1])
