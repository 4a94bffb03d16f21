"""Imports and reads, for the server of forks, all that a command of the program needs.

`multiprocessing` imports this module there, once for each process of the tests, and nothing else does.
"""

from __future__ import annotations

import gc

import bot.cli.run
import bot.runtime
import scheduler.app
import simulator.server
from content import loader
from tests.conversations import processes

__all__ = ["bot", "processes", "scheduler", "simulator"]

loader.load()
gc.collect()
gc.freeze()  # a fork shares what is not touched, and the collector touches everything else
