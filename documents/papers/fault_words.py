"""Sentences about an enterprise's faults of several papers: what was found, warnings, the plan's words."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from content.model.form import Form
from content.model.library import Library
from documents.papers.parts import LANGUAGE, PaperWords, blank
from storage.reviews.signed_papers import Fault

LINE = blank(8)


class FaultWords:
    """The sentences about the faults of one form."""

    def __init__(self, say: PaperWords, form: Form, library: Library, zone: tzinfo) -> None:
        """`zone`: in which instants become days."""
        self._say, self._form, self._library, self._zone = say, form, library, zone

    def day(self, when: date | datetime | None) -> str:
        """A day, or a blank to fill in."""
        return self._say.day(when.astimezone(self._zone).date() if isinstance(when, datetime) else when)

    def fault(self, one: Fault) -> str:
        """A fault in the words of its question."""
        known = self._form.by_code.get(one.question)
        return known[1].fails.say(LANGUAGE) if known else one.question

    def faults(self, found: tuple[Fault, ...]) -> tuple[str, ...]:
        """Faults, numbered, with their days and whether they are settled."""
        return tuple(
            self._say(
                "measure-paper-fault",
                number=number,
                fault=self.fault(one),
                day=self.day(one.due_on) if one.due_on else "none",
                rejections=one.rejections,
                state="closed" if one.is_closed else "open",
            )
            for number, one in enumerate(found, 1)
        )

    def warned(self, at: tuple[datetime, ...]) -> tuple[str, ...]:
        """Number and days of the warnings of the enterprise; nothing where there were none."""
        if not at:
            return ()
        days = self._say("list-comma").join(dict.fromkeys(self.day(one) for one in at))
        return (self._say("measure-paper-warned", count=len(at), days=days),)

    def plan(self, pack_code: str, decision: str) -> tuple[str, ...]:
        """The plan's own sentence about a decision, where it has one."""
        pack = self._library.packs.get(pack_code)
        known = self._library.reviews.by_key.get(decision) if self._library.reviews else None
        if pack is None or known is None:
            return ()
        rung = next((one for one in pack.ladder if one.code in known.rungs), None)
        if rung is None:
            return ()
        said = {"plan": pack.heading, "written": rung.written, "consequence": rung.consequence}
        return (self._say("measure-paper-plan", **said),)


def ended(text: str) -> str:
    """A sentence without its full stop, which the paper sets."""
    return text.strip().rstrip("。.；;") or LINE
