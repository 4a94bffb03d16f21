"""Imports and reads, for the server of forks, all that a command of the program needs.

`multiprocessing` imports this module there, once for each process of the tests, and nothing else does.
"""

from __future__ import annotations

import gc
from importlib import import_module

import bot.clock
from content import loader
from tests.conversations import working_hours

bot.clock.system_clock = working_hours.now  # as working_hours.main does: before others import it
for _name in (
    "bot.cli.run",
    "bot.runtime",
    "scheduler.app",
    "simulator.server",
    "tests.conversations.processes",
):
    import_module(_name)

loader.load()
gc.collect()
gc.freeze()  # a fork shares what is not touched, and the collector touches everything else
