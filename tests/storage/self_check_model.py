"""A model of a self-check in plain dictionaries, which `test_self_check_state` compares with the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from storage.base.errors import ChenanError, Incomplete, Invalid, Locked, NotFound, Stale
from storage.self_checks.state import Line
from tests.storage.workshop import COUNTED, DEEP, DUSTY, PLAIN, SHOWN

ALL = (PLAIN, DEEP, SHOWN, COUNTED, DUSTY)
"""Questions in the order they are asked."""


@dataclass(frozen=True)
class Deed:
    """One operation on the self-check; `values` are its own arguments."""

    name: str
    question: str = ""
    values: tuple[Any, ...] = ()


@dataclass
class Fault:
    """A finding; `present`: not withdrawn."""

    present: bool = True
    stopped: bool = False
    remedy: str | None = None
    remedy_state: str | None = None


@dataclass
class Model:
    """The expected state of the database after the operations so far."""

    dust: bool = False
    submitted: bool = False
    number: bool = False
    lines: dict[str, Line] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    files: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Names present by question and stage; a voice message begins with v."""
    audit: Counter[str] = field(default_factory=lambda: Counter(start=1))

    def do(self, deed: Deed) -> type[ChenanError] | None:
        """Do it; the error it should raise, nothing changed then."""
        result: type[ChenanError] | None = getattr(self, f"_{deed.name}")(deed.question, *deed.values)
        return result

    def asked(self, question: str) -> bool:
        """Whether the question applies."""
        return question in ALL and (self.dust or question != DUSTY)

    def seen(self) -> dict[str, Line]:
        """The lines as `SelfCheckState` shows them, without the findings' ids."""
        return {code: self._seen(code, line) for code, line in self.lines.items()}

    def _seen(self, code: str, line: Line) -> Line:
        names = self.files.get((code, "answer"), set())
        voices = sum(name.startswith("v") for name in names)
        seen = replace(line, files=len(names) - voices, voices=voices)
        fault = self.faults.get(code)
        if fault is None or not fault.present:
            return seen
        return replace(
            seen,
            finding_state="open",
            stopped=fault.stopped,
            remedy=fault.remedy,
            remedy_state=fault.remedy_state,
        )

    def missing(self) -> list[tuple[str, str]]:
        """Parts missing before the form can be handed in."""
        lacking = []
        shown = self.seen()
        for code in filter(self.asked, ALL):
            line = shown.get(code, Line())
            if line.verdict is None:
                lacking += [(code, "answer")] * (code != DEEP)
            elif code == COUNTED and line.verdict != "na" and line.total is None:
                lacking.append((code, "numbers"))
            if code == SHOWN and line.verdict == "pass" and not line.files:
                lacking.append((code, "photo"))
            if line.verdict == "fail" and not (line.remedy == "plan" or line.remedy_state == "done"):
                lacking.append((code, "plan"))
        return lacking

    def _changeable(self, question: str) -> type[ChenanError] | None:
        if self.submitted:
            return Locked
        return None if self.asked(question) else Stale

    def _answer(self, question: str, verdict: Any, reason: str, done: int | None, total: int | None) -> Any:
        if problem := self._changeable(question):
            return problem
        if verdict == "na" and not reason:
            return Invalid
        if total is not None and (done is None or done > total or (verdict == "pass" and done < total)):
            return Invalid
        before = self.lines.get(question, Line())
        kept = reason if verdict == "na" else ""
        after = replace(before, verdict=verdict, reason=kept, done=done, total=total)
        if after != before:
            self.lines[question] = after
            self.audit["answer"] += 1
            self._agree(question)
        return None

    def _agree(self, question: str) -> None:
        """The finding follows the answer that counts."""
        line = self.lines.get(question, Line())
        if line.verdict == "fail" and self.asked(question):
            self.faults.setdefault(question, Fault()).present = True
        elif question in self.faults:
            self.faults[question].present = False

    def _note(self, question: str, note: str) -> Any:
        if problem := self._changeable(question):
            return problem
        before = self.lines.get(question, Line())
        if before.note != note:
            self.lines[question] = replace(before, note=note)
            self.audit["note"] += 1
        return None

    def _profile(self, _question: str, dust: bool) -> Any:
        if self.submitted:
            return Locked
        if self.dust != dust:
            self.dust = dust
            self.audit["profile"] += 1
            self._agree(DUSTY)
        return None

    def _attach(self, question: str, name: str) -> Any:
        if problem := self._changeable(question):
            return problem
        self._add(question, "answer", name)
        self.lines.setdefault(question, Line())
        return None

    def _add(self, question: str, stage: str, name: str) -> None:
        names = self.files.setdefault((question, stage), set())
        self.audit["attach"] += name not in names
        names.add(name)

    def _remove(self, question: str, stage: str, name: str) -> Any:
        if stage == "answer" and self.submitted:
            return Locked
        if stage == "after" and (problem := self._touchable(question, draft=False)):
            return problem
        if stage == "after" and self.faults[question].remedy_state == "done":
            return Locked
        names = self.files[question, stage]
        self.audit["remove"] += name in names
        names.discard(name)
        return None

    def _touchable(self, question: str, *, draft: bool) -> type[ChenanError] | None:
        if not self.faults[question].present:
            return NotFound
        return Locked if draft and self.submitted else None

    def _plan(self, question: str) -> Any:
        fault = self.faults[question]
        if problem := self._touchable(question, draft=True):
            return problem
        if fault.remedy_state == "done":
            return Locked
        self.audit["plan"] += fault.remedy != "plan"
        fault.remedy, fault.remedy_state = "plan", "open"
        return None

    def _at_once(self, question: str) -> Any:
        fault = self.faults[question]
        if problem := self._touchable(question, draft=True):
            return problem
        if fault.remedy != "at_once" and fault.remedy_state != "done":
            self.audit["fix_at_once"] += 1
            fault.remedy, fault.remedy_state = "at_once", "open"
        return None

    def _attach_after(self, question: str, name: str) -> Any:
        if problem := self._touchable(question, draft=False):
            return problem
        if self.faults[question].remedy_state == "done":
            return Locked
        self._add(question, "after", name)
        return None

    def _complete(self, question: str) -> Any:
        fault = self.faults[question]
        if problem := self._touchable(question, draft=False):
            return problem
        if fault.remedy_state == "done":
            return None
        if fault.remedy is None or not self.files.get((question, "after")):
            return Invalid
        fault.remedy_state = "done"
        self.audit["rectified"] += 1
        return None

    def _reopen(self, question: str) -> Any:
        fault = self.faults[question]
        if problem := self._touchable(question, draft=True):
            return problem
        if fault.remedy_state == "done":
            fault.remedy_state = "open"
            self.audit["reopen"] += 1
        return None

    def _stop(self, question: str) -> Any:
        if problem := self._touchable(question, draft=False):
            return problem
        self.audit["stopped"] += not self.faults[question].stopped
        self.faults[question].stopped = True
        return None

    def _submit(self, _question: str) -> Any:
        if self.submitted:
            return None
        if self.missing():
            return Incomplete
        self.submitted = self.number = True
        self.audit["submit"] += 1
        return None

    def _withdraw(self, _question: str) -> Any:
        self.audit["withdraw"] += self.submitted
        self.submitted = False
        return None
