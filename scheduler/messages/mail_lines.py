"""Messages to offices as lines of a digest: several of a kind in one line, with a button. Pure, no I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, get_args

from content.catalog import Catalog
from content.model.pack import Pack
from content.model.reminders import MailList, MailRule
from content.registry import complete
from content.screen import shortened
from scheduler.delivery.items import Button, Outgoing
from scheduler.messages.wording import BUTTONS, sentence
from storage.reminders.gathered import Gathered

NAMES = 3
"""Number of enterprises named in a line that covers several."""
NAME = 14
"""Most characters of a name."""
SHORT = 40
"""Most characters of a sentence where there is little room."""

_LISTS: Mapping[MailList, str] = complete(
    "scheduler.messages.mail_lines._LISTS",
    get_args(MailList),
    {
        "office": "mail-to-office",
        "unanswered": "mail-to-unanswered",
        "unreviewed": "mail-to-unreviewed",
        "tasks": "mail-to-tasks",
        "joins": "mail-to-joins",
        "records": "mail-to-records",
    },
)
"""Label of the button under a line that gathers several messages."""


@dataclass(frozen=True, slots=True)
class MailSaid:
    """A line of a digest: the messages it tells, its sentence, shorter where there is no room, its button.

    `days`: below 0 the days for which they have waited beyond the first morning.
    """

    mail: tuple[Gathered, ...]
    days: int
    full: str
    short: str
    button: Button | None


class MailLines:
    """The words of one language on one local day."""

    def __init__(
        self,
        catalog: Catalog,
        rules: Mapping[str, MailRule],
        language: str,
        today: date,
        zone: tzinfo,
        packs: Mapping[str, Pack] | None = None,
    ) -> None:
        self._catalog = catalog
        self._rules = rules
        self._language = language
        self._today = today
        self._zone = zone
        self._packs = packs

    def lines(self, mail: Sequence[Gathered], whole: Mapping[int, Outgoing]) -> Iterator[MailSaid]:
        """A line for each kind. `whole`: the messages that a topic composes, by id."""
        kinds: dict[tuple[Any, ...], list[Gathered]] = {}
        for one in mail:
            rule = self._rules.get(one.text_key)
            apart = one.id if rule is None or not (rule.names or rule.adds) else 0
            kinds.setdefault((one.text_key, one.office_id, apart), []).append(one)
        for listed in kinds.values():
            first = listed[0]
            if first.id in whole:
                yield self._said(listed, *_first_of(whole[first.id]))
            elif (rule := self._rules.get(first.text_key)) is not None and len(listed) > 1:
                yield self._several(rule, listed)
            else:
                text = sentence(self._catalog, self._language, first.text_key, first.values, self._packs)
                yield self._said(listed, text, self._button(first.button))

    def _several(self, rule: MailRule, mail: Sequence[Gathered]) -> MailSaid:
        first = mail[0]
        if rule.adds:
            sums = {name: sum(int(one.values.get(name, 0)) for one in mail) for name in rule.adds}
            text = sentence(self._catalog, self._language, rule.says, {**first.values, **sums}, self._packs)
            return self._said(mail, text, self._button(first.button))
        named = list(dict.fromkeys(shortened(str(one.values.get(rule.names, "")), NAME) for one in mail))
        names = self._say("list-comma").join(one for one in named[:NAMES] if one)
        if len(named) > NAMES:
            names = self._say("mail-names", names=names)
        text = self._say(rule.several or rule.says, count=len(mail), names=names)
        button = Button(self._say(_LISTS[rule.list]), f"go:{rule.list}:{first.office_id or 0}:0")
        return self._said(mail, text, button)

    def _said(self, mail: Sequence[Gathered], text: str, button: Button | None) -> MailSaid:
        line = " ".join(text.split())
        waits = (self._today - _day(mail[0].created_at, self._zone)).days
        return MailSaid(tuple(mail), min(0, 1 - waits), line, shortened(line, SHORT), button)

    def _button(self, asked: Any) -> Button | None:
        if not asked:
            return None
        one = asked if isinstance(asked, Mapping) else asked[0]
        extra = f":{one['extra']}" if "extra" in one else ""
        return Button(self._say(BUTTONS[one["kind"]]), f"go:{one['kind']}:{one['id']}{extra}")

    def _say(self, key: str, **values: object) -> str:
        return self._catalog.say(key, self._language, **values)


def _first_of(whole: Outgoing) -> tuple[str, Button | None]:
    text = whole.line or whole.text.split("\n", 1)[0]
    return text, next((button for row in whole.rows for button in row), None)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
