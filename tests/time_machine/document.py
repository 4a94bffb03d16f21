"""docs/time-machine.md: what campaigns send, as calendars."""

from __future__ import annotations

from pathlib import Path

from tests.time_machine.bounds import MOST_A_DAY, MOST_A_MONTH, calendar
from tests.time_machine.campaign import START
from tests.time_machine.lived import Lived

FILE = Path(__file__).parents[2] / "docs" / "time-machine.md"

HEAD = f"""# What a campaign sends, and to whom

`python -m tests.time_machine` plays the campaign of each plan day by day, from its opening to a month
after its end, with twelve kinds of owners, the people they name as responsible, and eight officers.
Every message is compared with the rules: each reminder on its day and no other, one digest a day,
nothing from 20:00 to 08:30, on days off only what is due that day, nothing after the end; no gap in a
text, no button that leads nowhere.

The most that anybody gets: an owner with nothing overdue {MOST_A_MONTH} messages a month, an officer
{MOST_A_DAY} a day, whatever happens below. Other news for offices (requests, reports of offices below,
people who join, enterprises that move) waits for the next morning and is a line of the digest, several
of a kind together with a button. `content/reminders.yaml` lists under `mail` what is sent at once: a
request whose day is today, 停产整顿, urgent reports.

The tables show messages by month (year-month) for the person of a kind who got most in it, urgent ones
after a +, without the progress of notices that a person sent themselves. The last column is the
fullest day. `--bad` adds clocks set back, processes killed, two planners.

With troubles (`--troubled`): thirty findings due on one day, requests, reviews, 停产整顿, corrections
accepted and sent back, notices read, corrected and urgent, workers' reports, an officer who leaves with
cases, an enterprise that moves and one that is listed twice, a moved day, the machine off for three days
and for three weeks, an early end, a second campaign after it. At six dates, before and after the end,
each figure of every place, in the overview, the ledger and the summary, is counted again by independent
queries. Everything runs through the program's own parts (`scheduler/composition.py`).

Written by `python -m tests.time_machine --write`; a test compares the part that it plays itself.
"""


def title_of(pack: str, *, troubled: bool) -> str:
    """The title of a campaign's part."""
    return f"{pack} with troubles" if troubled else pack


def section(lived: Lived, *, troubled: bool) -> str:
    """A campaign's part."""
    title = title_of(lived.pack, troubled=troubled)
    rows = "\n".join(calendar(lived.letters, lived.kinds))
    return f"## {title}\n\n{START} – {lived.closed_on}, {len(lived.letters)} messages\n\n```\n{rows}\n```\n"


def sections() -> dict[str, str]:
    """The parts written before, by their titles."""
    _, *parts = FILE.read_text(encoding="utf-8").split("\n## ")
    return {part.split("\n", 1)[0]: f"## {part}" for part in parts}
