"""Requests as Telegram reads them: parameters from anywhere, checked against aiogram's method types."""

import re
import types
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import aiogram.methods
from aiogram.client.default import Default
from aiogram.types import BufferedInputFile, InputFile
from aiohttp import BodyPartReader, hdrs, web
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from simulator.api.errors import MISSING, ApiError, bad_request

MAX_REQUEST_BYTES = 50 * 1024 * 1024
_NUMBER = re.compile(r"-?\d{1,20}$")
_NOT_JSON = {
    "reply_markup": "can't parse reply markup JSON object",
    "media": "can't parse media JSON object",
    "entities": "can't parse entities JSON object",
    "caption_entities": "can't parse entities JSON object",
    "reply_parameters": "can't parse reply parameters JSON object",
    "link_preview_options": "can't parse link preview options JSON object",
}


@dataclass(frozen=True)
class Upload:
    """A file within a request."""

    name: str | None
    mime: str | None
    data: bytes


@dataclass
class Call:
    """One call of a method, its parameters decoded and checked."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True)
class MethodType:
    """A method as aiogram knows it: its class, which fields take what, how its result is checked."""

    name: str
    model: type[BaseModel]
    result: TypeAdapter[Any]
    accepts: dict[str, frozenset[Any]]
    required: tuple[str, ...]


@cache
def method_type(name: str) -> MethodType:
    """The type of a method by its Bot API name, as in sendMessage."""
    model = getattr(aiogram.methods, name[0].upper() + name[1:])
    fields = model.model_fields
    return MethodType(
        name,
        model,
        TypeAdapter(model.__returning__),
        {key: frozenset(_leaves(one.annotation)) for key, one in fields.items()},
        tuple(key for key, one in fields.items() if one.is_required()),
    )


def _leaves(annotation: Any) -> set[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _leaves(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return set().union(*(_leaves(one) for one in get_args(annotation)))
    return {origin or annotation} - {type(None), Default}


async def read_request(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files of a request; raises ApiError 413 above 50 MB, 400 for what cannot be read."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if (request.content_length or 0) > MAX_REQUEST_BYTES + 64 * 1024:
        raise ApiError(413, "Request Entity Too Large")
    try:
        if request.content_type == "application/json":
            body = from_json(await request.read() or b"{}")
            if not isinstance(body, dict):
                raise bad_request("can't parse request: expected a JSON object")
            values.update(body)
        elif request.content_type == "multipart/form-data":
            await _read_parts(request, values, uploads)
        elif request.can_read_body:
            values.update(await request.post())
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except (ValueError, UnicodeDecodeError):
        raise bad_request("can't parse request") from None
    return values, uploads


async def _read_parts(request: web.Request, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytearray()
        while chunk := await part.read_chunk(256 * 1024):
            size += len(chunk)
            if size > MAX_REQUEST_BYTES:
                raise ApiError(413, "Request Entity Too Large")
            data += chunk
        content = (
            bytes(part.decode(data)) if part.headers.get(hdrs.CONTENT_TRANSFER_ENCODING) else bytes(data)
        )
        if part.filename is None:
            values[part.name] = content.decode()
        else:
            uploads[part.name] = Upload(part.filename, part.headers.get(hdrs.CONTENT_TYPE), content)


def check_call(name: str, values: dict[str, Any], uploads: dict[str, Upload]) -> Call:
    """Decode and check the parameters of a method; unknown ones are left out, as Telegram does.

    Raises ApiError 400 in Telegram's words.
    """
    spec = method_type(name)
    params: dict[str, Any] = {}
    for key, accepted in spec.accepts.items():
        value = values.get(key)
        if value is None or value == "":
            if key in uploads and str in accepted:
                params[key] = f"attach://{key}"
            continue
        params[key] = _decode(key, value, accepted) if isinstance(value, str) else value
    for key in spec.required:
        if key not in params:
            raise bad_request(MISSING.get(key, f'parameter "{key}" is required'))
    try:
        spec.model.model_validate(_with_files(params, spec))
    except ValidationError as error:
        raise bad_request(_sentence(error)) from None
    return Call(spec.name, params, uploads)


def _decode(key: str, value: str, accepted: frozenset[Any]) -> Any:
    if str in accepted:
        return int(value) if int in accepted and _NUMBER.match(value) else value
    if accepted == {bool}:
        return value.lower() in ("true", "yes", "1")
    if InputFile in accepted:
        return value
    try:
        return from_json(value)
    except ValueError:
        raise bad_request(_NOT_JSON.get(key, f'can\'t parse parameter "{key}"')) from None


def _with_files(params: dict[str, Any], spec: MethodType) -> dict[str, Any]:
    """Wrap values of fields that must be files in aiogram's own object."""
    only_file = [key for key in params if spec.accepts[key] == {InputFile}]
    return {**params, **{key: BufferedInputFile(b"", key) for key in only_file}} if only_file else params


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = [str(part) for part in first["loc"]]
    if where[0] == "reply_markup":
        return f"can't parse reply keyboard markup: {first['msg']} ({'.'.join(where)})"
    if where[0] in ("chat_id", "message_id", "media", "commands"):
        return f"wrong parameter {where[0]} in request: {first['msg']}"
    return f'parameter "{".".join(where)}" is invalid: {first["msg"]}'


def check_result(name: str, result: Any) -> Any:
    """Check an answer against the type aiogram expects of the method; a mismatch is a bug of ours."""
    method_type(name).result.validate_python(result)
    return result
