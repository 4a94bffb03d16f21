"""Nudges by SMS: the HTTP API of whatever vendor, described as data in a YAML file (`docs/operations.md`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from scheduler.delivery.items import Nudge
from scheduler.delivery.nudges.ways import Answer, Http, code_of
from scheduler.delivery.outcome import Outcome, Refused, Sent, Trouble

PLACES = frozenset({"phone", "text", "day", "link", "code", "secret"})
"""Placeholders that a description may have in braces."""
_PLACE = re.compile(r"\{(\w+)\}")


def _places(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(_PLACE.findall(value))
    if isinstance(value, Mapping):
        return {name for one in value.values() for name in _places(one)}
    if isinstance(value, list):
        return {name for one in value for name in _places(one)}
    return set()


class Match(BaseModel):
    """Answers whose `field` (names with dots between) has one of these values."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    field: str
    values: tuple[str, ...] = Field(alias="is", min_length=1)

    @field_validator("values", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        """A number or a truth value stands for what JSON calls it."""
        values = value if isinstance(value, list) else [value]
        return tuple(_said(one) for one in values)

    def found(self, body: Any) -> str | None:
        """The value of the field; None where the answer has none."""
        for name in self.field.split("."):
            if isinstance(body, list):
                body = body[0] if body else None
            body = body.get(name) if isinstance(body, Mapping) else None
        return None if body is None else _said(body)

    def fits(self, body: Any) -> bool:
        """Whether the answer matches."""
        return self.found(body) in self.values


class Request(BaseModel):
    """Parts of a request. All texts may have the PLACES in braces."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    query: dict[str, str] = {}
    form: dict[str, str] = {}
    json_: dict[str, Any] = Field(default={}, alias="json")

    @model_validator(mode="after")
    def _is_known(self) -> Request:
        found = {name for one in (self.query, self.form, self.json_) for name in _places(one)}
        if unknown := found - PLACES:
            raise ValueError(f"unknown place {{{min(unknown)}}}")
        return self


class Description(Request):
    """A vendor's API. `waits`, `waits_by`, `code`: parts that differ with the message: something
    waits, something waits and is due by a day, the code that confirms a number."""

    url: str
    method: Literal["GET", "POST"] = "POST"
    headers: dict[str, str] = {}
    taken: Match
    refused: Match | None = None
    waits: Request = Request()
    waits_by: Request = Request()
    code: Request = Request()

    @field_validator("url")
    @classmethod
    def _is_safe(cls, value: str) -> str:
        parts = urlsplit(value)
        if not parts.hostname or _PLACE.search(parts.netloc):
            raise ValueError("no address")
        if parts.scheme != "https" and not (
            parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        ):
            raise ValueError("not https://")
        return value


class DescriptionProblem(Exception):
    """The file cannot be used; the text names the place in it, no value."""


def read_description(path: Path) -> Description:
    """The description in a file.

    Raises:
        DescriptionProblem: it cannot be read, or something in it is wrong.
    """
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
        return Description.model_validate(given)
    except OSError as error:
        raise DescriptionProblem(error.strerror or type(error).__name__) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DescriptionProblem(type(error).__name__) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "?"
        raise DescriptionProblem(f"{where}: {first['msg']}") from None


class Sms:
    """Sends by one vendor."""

    def __init__(self, description: Description, secret: str, http: Http | None = None) -> None:
        self._description = description
        self._secret = secret
        self._http = http or Http()

    async def send(self, nudge: Nudge) -> Outcome:
        """Send one. What the answer means, the description says; anything else is tried again."""
        said = self._description
        own = {"waits": said.waits, "waits_by": said.waits_by, "code": said.code}[nudge.message]
        places = {
            "phone": nudge.address,
            "text": nudge.text,
            "day": nudge.day,
            "link": nudge.link,
            "code": nudge.code,
            "secret": self._secret,
        }
        what: dict[str, Any] = {
            "headers": _filled(said.headers, places),
            "params": _filled({**said.query, **own.query}, places),
        }
        if form := {**said.form, **own.form}:
            what["data"] = _filled(form, places)
        if body := _merged(said.json_, own.json_):
            what["json"] = _filled(body, places)
        answer = await self._http.ask(said.method, _filled(said.url, places), **what)
        if not isinstance(answer, Answer):
            return answer
        if answer.status < 300 and said.taken.fits(answer.body):
            return Sent()
        problem = f"status {answer.status}, {code_of(said.taken.found(answer.body))}"
        if said.refused is not None and said.refused.fits(answer.body):
            return Refused(problem)
        return Trouble(problem)

    async def check(self) -> str:
        """Whether the vendor's server can be reached."""
        parts = urlsplit(self._description.url)
        return await self._http.reaches(f"{parts.scheme}://{parts.netloc}/")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Both parts merged, nested fields too."""
    made = dict(common)
    for name, value in own.items():
        there = made.get(name)
        made[name] = (
            _merged(there, value) if isinstance(there, Mapping) and isinstance(value, Mapping) else value
        )
    return made


def _filled(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _PLACE.sub(lambda found: places.get(found.group(1), found.group()), value)
    if isinstance(value, Mapping):
        return {name: _filled(one, places) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, places) for one in value]
    return value
