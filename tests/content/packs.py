"""Reads the packs for the tests and keeps which oddity of the plans which test covers. No tests here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from content.model.pack import Department, Duty, Pack, Phase

FOLDER = Path(__file__).parents[2] / "content" / "packs"
XZ, HL, TJ, QX, YZ = ALL = ("county_town", "hailing", "tianjin", "township", "yangzhou")
COVERED: dict[int, tuple[str, ...]] = {}


def oddity(number: int, *packs: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Marks the test of oddity `number`, which exactly `packs` say in their notes how they read."""

    def mark(test: Callable[[], None]) -> Callable[[], None]:
        assert number not in COVERED
        COVERED[number] = packs
        return test

    return mark


@cache
def raw(code: str) -> str:
    """The pack's file as it stands."""
    return (FOLDER / f"{code}.yaml").read_text("utf-8")


@cache
def pack(code: str) -> Pack:
    return Pack.model_validate(yaml.safe_load(raw(code)))


def phase(code: str, name: str) -> Phase:
    return next(one for one in pack(code).phases if one.code == name)


def duty(code: str, name: str) -> Duty:
    return next(one for one in pack(code).duties if one.code == name)


def office(code: str, name: str) -> Department:
    return next(one for one in pack(code).departments if one.code == name)


def row(code: str, number: str) -> tuple[str, tuple[str, ...]]:
    item = next(one for one in pack(code).items if one.number == number)
    return item.text, item.checks


def scope(code: str) -> dict[str, str]:
    return {one.written: one.key for one in pack(code).scope.industries}


def cited(code: str) -> dict[str, str | None]:
    return {one.written: one.now for one in pack(code).cites}


def note(code: str, number: int) -> str:
    return next(one.text.zh for one in pack(code).notes if one.oddity == number)
