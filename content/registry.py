"""Registries: tables with one part for every member of a closed set, checked when the program starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RegistryError(LookupError):
    """A registry lacks a part, or has one of something that does not exist: the program does not start."""


def complete(what: str, members: Iterable[K], parts: Mapping[K, V]) -> Mapping[K, V]:
    """The parts as given: one for each of the members, and no others.

    Raises:
        RegistryError: which are missing, which are unknown.
    """
    wanted = list(members)
    missing = [str(one) for one in wanted if one not in parts]
    unknown = [str(one) for one in parts if one not in wanted]
    if missing or unknown:
        lacks = f"no part for {', '.join(missing)}" if missing else ""
        has = f"parts for unknown {', '.join(unknown)}" if unknown else ""
        raise RegistryError(f"{what}: {'; '.join(filter(None, (lacks, has)))}")
    return parts
