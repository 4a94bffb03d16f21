"""Settings of every test."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import bot  # noqa: F401  before aiogram is imported anywhere: its models are built when they are used
from bot.__main__ import COLLECT_AT
from tests import nouns, orderless, signatures, sizes, statements

gc.set_threshold(*COLLECT_AT)
statements.share()
signatures.share()
orderless.reverse()
settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake
settings.load_profile("untimed")

_HERE = Path(__file__).parent
LONG = (
    "whole_campaign",
    "time_machine",
    "broadcast",
    "privacy/test_marked_worker.py",
    "privacy/test_people_with_a_row.py",
    "conversations/test_data_alone.py",
    "conversations/test_chaos.py",
    "conversations/test_page_kills.py",
    "conversations/test_broken_ground.py",
    "strangers/test_process.py",
    "browser",
    "storage/statistics/test_progress.py",
    "storage/base/test_rights.py",
)
"""Folders and modules with tests of half a minute and more."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--noun", default="", help="only tests that concern this noun, long ones by name alone")
    parser.addoption("--long", action="store_true", help="also tests marked long, and the large sizes")


def pytest_configure(config: pytest.Config) -> None:
    """Set the sizes before modules of tests are imported."""
    sizes.is_long = config.getoption("--long") or os.environ.get("CHENAN_CHAOS") == "long"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With a noun, skip the import of tests that cannot concern it."""
    noun = config.getoption("--noun")
    if not noun or collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    return (
        True
        if not nouns.may_concern(noun, collection_path, by_import=not _is_long(collection_path))
        else None
    )


def _is_long(path: Path) -> bool:
    return path.relative_to(_HERE).as_posix().startswith(LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, so that no worker is left alone with one at the end.

    Tests marked long are left out, unless they were asked for or named.
    """
    if not config.getoption("--long") and not any("::" in one for one in config.args):
        left_out = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if not item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)
    if noun := config.getoption("--noun"):
        items[:] = [
            item
            for item in items
            if nouns.concerns(noun, item.path, item.name, by_import=not _is_long(item.path))
        ]

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(_HERE).as_posix()
        return next((at for at, start in enumerate(LONG) if path.startswith(start)), len(LONG))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Freeze the garbage collector's view of imported modules, which stay; tell nobody that it is slow."""
    if (slow := sys.modules.get("bot.transport.slow")) is not None:
        vars(slow)["SECONDS"] = 600.0  # a busy machine is no fault; its own tests set it
    gc.collect()
    gc.freeze()
