"""Imports and reads, for the server of forks, all that a command of the program needs.

`multiprocessing` imports this module there, once for each process of the tests, and nothing else does.
"""

from __future__ import annotations

import gc
from importlib import import_module

import bot.clock
from content import loader
from content.catalog import Catalog
from tests.conversations import working_hours

bot.clock.system_clock = working_hours.now  # as working_hours.main does: before others import it
for _name in (
    "bot.cli.run",
    "bot.runtime",
    "scheduler.app",
    "scheduler.delivery.sender",
    "simulator.server",
    "tests.conversations.processes",
):
    import_module(_name)

loader.load()
_catalog = Catalog.load()
for _bundle in _catalog._bundles.values():
    for _key in _bundle._messages:
        _bundle.get_message(_key)  # parsed once here, not in every fork
gc.collect()
gc.freeze()  # a fork shares what is not touched, and the collector touches everything else
