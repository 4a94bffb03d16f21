"""Answers: verdicts, notes and the profile of a self-check that is still a draft."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.rules import Verdict
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import prepared, upsert
from storage.base.errors import Invalid, Locked, Stale
from storage.base.texts import visible
from storage.enterprises import upkeeps
from storage.self_checks import owed_photos
from storage.self_checks.lifecycle import take
from storage.self_checks.state import Line, SelfCheckState, assemble, load
from storage.tables.findings import Finding
from storage.tables.self_checks import Answer, SelfCheck

TEXT_LIMIT = 1000


def tidy(text: str, limit: int = TEXT_LIMIT) -> str:
    """A person's text in stored form: NFC, no control characters, trimmed; lines stay lines.

    Lone surrogates go, since neither database nor UTF-8 takes them.

    Raises:
        Invalid: "text-empty" nothing to be seen, "text-long" (with the limit and the length).
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    signs = (
        " " if sign != "\n" and unicodedata.category(sign) == "Cc" else sign
        for sign in lines
        if unicodedata.category(sign) != "Cs"
    )
    kept = unicodedata.normalize("NFC", "".join(signs)).strip()
    if not visible(kept):
        raise Invalid("error-invalid-text-empty")
    if len(kept) > limit:
        raise Invalid("error-invalid-text-long", limit=limit, length=len(kept))
    return kept


async def record(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    verdict: Verdict,
    *,
    reason: str = "",
    done: int | None = None,
    total: int | None = None,
    known: SelfCheckState | None = None,
    carried_from: int | None = None,
) -> SelfCheckState:
    """Store a verdict; a 不符合 opens a finding, another verdict withdraws it unless a visit found it;
    questions it closes or opens (`Question.closed_by`) follow. Where a photo is owed, this is the answer,
    also after the form was handed in: then 符合 needs the photo first, and the office is told. Idempotent.

    `known` is the state the caller last saw: if it is current, nothing is read again. `carried_from`: the
    self-check whose answer this is (`storage.self_checks.other_answers`), recorded in the audit trail.

    Raises:
        Stale: the question does not apply. Locked, NotAllowed, NotFound: see `take`. Invalid: "reason" a
        不涉及 without one, "reason-denied" a usual one that the profile contradicts, "text-long" one too
        long, "numbers" impossible numbers, "numbers-short" 符合 although not all are covered,
        "numbers-all" 不符合 although all are, "owed-photo" the photo owed has not come.
    """
    head = await take(db, actor, self_check_id, answering=question)
    self_check = await _current_state(db, head, known)
    if question not in self_check.form.by_code or question in self_check.skips:
        raise Stale
    reason = _reason(self_check, question, reason) if verdict == "na" else ""
    _check_numbers(verdict, done, total)
    before = self_check.line(question)
    line = replace(before, verdict=verdict, reason=reason, done=done, total=total)
    if line == before:
        return self_check  # a double tap: nothing to write
    if self_check.state != "draft":
        if verdict == "na":
            raise Locked
        if verdict == "pass":
            await owed_photos.require_photo(db, self_check_id, question)
        await owed_photos.tell_office(db, now, self_check, question, verdict)
    if before.owed_on is not None:
        await owed_photos.brought(db, now, self_check_id, question)
        line = replace(line, owed_on=None, owed_since=None)
    await _write(db, actor, now, self_check_id, question, line)
    if verdict == "fail" and before.finding_id is None:
        await _open_finding(db, actor, now, self_check, question)
        # read again: a finding once withdrawn brings its plan back
        line = (await assemble(db, head)).line(question)
    elif verdict != "fail" and before.finding_id is not None and not before.inspected:
        await db.execute(update(Finding).where(Finding.id == before.finding_id).values(state="withdrawn"))
        line = replace(
            line, finding_id=None, finding_state=None, stopped=False, remedy=None, remedy_state=None
        )
    detail: dict[str, Any] = {"question": question, "verdict": verdict}
    if carried_from is not None:
        detail["from"] = carried_from
    action = "answer" if carried_from is None else "carry"
    await audit.write(db, actor, now, action, "self_check", self_check_id, detail)
    changed = replace(self_check, lines={**self_check.lines, question: line})
    if await _follow(db, actor, now, changed, self_check.skips.keys() ^ changed.skips.keys()):
        return await assemble(db, head)
    return changed


async def put_off(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    due_on: date,
    today: date,
    *,
    known: SelfCheckState | None = None,
) -> SelfCheckState:
    """Postpone a photo (以后补照片): nothing is being made today (`Question.later`), the photo is owed by the
    day `due_on`.

    Another day may be chosen as long as it is still owed, also after the form was handed in. Idempotent.

    Raises:
        Stale: the question cannot be put off, or does not apply. Invalid: "owed-first" whether there is
        anything to show was not answered yet; "owed-day" not after today, or later than `Later.most_days`
        after it was first put off. Locked, NotAllowed, NotFound: see `take`.
    """
    head = await take(db, actor, self_check_id, answering=question)
    self_check = await _current_state(db, head, known)
    asked = self_check.form.by_code.get(question)
    if asked is None or asked[1].later is None or question in self_check.skips:
        raise Stale
    later, before = asked[1].later, self_check.line(question)
    if later.after not in self_check.answers and later.after not in self_check.skips:
        raise Invalid("error-invalid-owed-first")
    since = await owed_photos.first_put_off(db, self_check_id, question)
    last = owed_photos.latest(later, since, today)
    if not today < due_on <= last:
        raise Invalid("error-invalid-owed-day", month=last.month, day=last.day)
    line = replace(
        before,
        verdict="owed",
        reason="",
        done=None,
        total=None,
        owed_on=due_on,
        owed_since=since or today,
    )
    if not before.inspected:
        line = replace(
            line, finding_id=None, finding_state=None, stopped=False, remedy=None, remedy_state=None
        )
    if line == before:
        return self_check
    if before.finding_id is not None and not before.inspected:
        await db.execute(update(Finding).where(Finding.id == before.finding_id).values(state="withdrawn"))
    await _write(db, actor, now, self_check_id, question, line)
    await owed_photos.put_off(db, actor, now, self_check, question, since or today, due_on)
    detail = {"question": question, "due_on": due_on.isoformat()}
    await audit.write(db, actor, now, "put-off", "self_check", self_check_id, detail)
    changed = replace(self_check, lines={**self_check.lines, question: line})
    if await _follow(db, actor, now, changed, self_check.skips.keys() ^ changed.skips.keys()):
        return await assemble(db, head)
    return changed


async def _follow(
    db: AsyncConnection, actor: Actor, now: datetime, self_check: SelfCheckState, codes: Collection[str]
) -> bool:
    """Update findings and photos owed after the set of questions changed: those of a question no longer asked
    are withdrawn, and come back when it is asked again. True if there was any."""
    found = False
    for code in sorted(codes):
        line = self_check.line(code)
        if line.finding_id is not None and code in self_check.skips and not line.inspected:
            await db.execute(update(Finding).where(Finding.id == line.finding_id).values(state="withdrawn"))
            found = True
        elif line.verdict == "fail" and line.finding_id is None and code not in self_check.skips:
            await _open_finding(db, actor, now, self_check, code)
            found = True
        elif line.owed_on is not None and code in self_check.skips:
            await owed_photos.withdraw(db, self_check.id, [code])
            found = True
        elif line.verdict == "owed" and line.owed_on is None and code not in self_check.skips:
            await owed_photos.ask_again(db, self_check.id, code)
            found = True
    return found


async def hold(db: AsyncConnection, actor: Actor, self_check_id: int, question: str) -> SelfCheckState:
    """A self-check locked until the transaction ends, to change the answer of a question.

    Raises:
        Stale, Locked, NotAllowed, NotFound: as `record`.
    """
    self_check = await assemble(db, await take(db, actor, self_check_id))
    if question not in self_check.form.by_code or question in self_check.skips:
        raise Stale
    return self_check


async def set_note(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    note: str,
    *,
    known: SelfCheckState | None = None,
) -> SelfCheckState:
    """Store the note of a question; an empty one removes it. Idempotent.

    Raises:
        Invalid: see `tidy`. Stale, Locked, NotAllowed, NotFound: as `record`.
    """
    note = tidy(note) if note else ""
    head = await take(db, actor, self_check_id, answering=question)
    self_check = await _current_state(db, head, known)
    if question not in self_check.form.by_code or question in self_check.skips:
        raise Stale
    before = self_check.line(question)
    line = replace(before, note=note)
    if line == before:
        return self_check
    await _write(db, actor, now, self_check_id, question, line)
    await audit.write(db, actor, now, "note", "self_check", self_check_id, {"question": question})
    return replace(self_check, lines={**self_check.lines, question: line})


async def add_note(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    text: str,
    *,
    known: SelfCheckState | None = None,
) -> SelfCheckState:
    """Add text to the note of a question, on a line of its own. Text that the note ends with already is
    not added: a message delivered twice is one.

    Raises:
        Invalid: see `tidy`; the whole note counts. Stale, Locked, NotAllowed, NotFound: as `record`.
    """
    head = await take(db, actor, self_check_id, answering=question)
    self_check = await _current_state(db, head, known)
    if question not in self_check.form.by_code or question in self_check.skips:
        raise Stale
    before, text = self_check.line(question), tidy(text)
    if before.note == text or before.note.endswith(f"\n{text}"):
        return self_check
    line = replace(before, note=tidy(f"{before.note}\n{text}" if before.note else text))
    await _write(db, actor, now, self_check_id, question, line)
    await audit.write(db, actor, now, "note", "self_check", self_check_id, {"question": question})
    return replace(self_check, lines={**self_check.lines, question: line})


async def set_date(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    dated_on: date,
    today: date,
    *,
    known: SelfCheckState | None = None,
) -> SelfCheckState:
    """Store the local day on which the subject of a question was done last; its next due day is reminded
    of from then on. Idempotent.

    Raises:
        Invalid: see `upkeeps.check_last`. Stale: it asks for no day, or does not apply. Locked, NotAllowed,
        NotFound: see `take`.
    """
    head = await take(db, actor, self_check_id)
    self_check = await _current_state(db, head, known)
    asked = self_check.form.by_code.get(question)
    if asked is None or asked[1].dated is None or question in self_check.skips:
        raise Stale
    dated = asked[1].dated
    months = dated.months(severe=bool(self_check.facts.get("severe")))
    await upkeeps.set_last(db, actor, now, self_check.enterprise_id, dated.upkeep, dated_on, months, today)
    before = self_check.line(question)
    line = replace(before, dated_on=dated_on)
    if line == before:
        return self_check
    await _write(db, actor, now, self_check_id, question, line)
    await audit.write(db, actor, now, "date", "self_check", self_check_id, {"question": question})
    return replace(self_check, lines={**self_check.lines, question: line})


async def set_facts(
    db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int, facts: dict[str, bool | int]
) -> SelfCheckState:
    """Store a changed profile; answers to questions that no longer apply stay stored but do not count.

    Their findings are withdrawn with them, and come back when the question applies again. Idempotent.

    Raises:
        Locked, NotAllowed, NotFound: see `take`.
    """
    head = await take(db, actor, self_check_id)
    if head.facts == facts:
        return await assemble(db, head)
    await db.execute(update(SelfCheck).where(SelfCheck.id == self_check_id).values(facts=facts))
    await audit.write(db, actor, now, "profile", "self_check", self_check_id, dict(facts))
    self_check = await load(db, self_check_id)
    await _follow(db, actor, now, self_check, self_check.lines)
    return await load(db, self_check_id)


async def _current_state(db: AsyncConnection, head: Any, known: SelfCheckState | None) -> SelfCheckState:
    if known is not None and (known.id, known.revision + 1) == (head.id, head.revision):
        return replace(known, revision=head.revision, state=head.state)
    return await assemble(db, head)


def _reason(self_check: SelfCheckState, question: str, reason: str) -> str:
    if not visible(reason):
        raise Invalid("error-invalid-reason")
    if self_check.form.by_code[question][1].denies(reason, self_check.facts):
        raise Invalid("error-invalid-reason-denied")
    return tidy(reason)


def _check_numbers(verdict: Verdict, done: int | None, total: int | None) -> None:
    if done is None and total is None:
        return
    if done is None or total is None or not 0 <= done <= total or not 0 < total <= 200_000:
        raise Invalid("error-invalid-numbers")
    if verdict == "fail" and done == total:
        raise Invalid("error-invalid-numbers-all", done=done, total=total)
    if verdict == "pass" and done < total:
        raise Invalid("error-invalid-numbers-short", done=done, total=total)


async def _write(
    db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int, question: str, line: Line
) -> None:
    await db.execute(
        _keep(db),
        {
            "self_check_id": self_check_id,
            "question": question,
            "verdict": line.verdict,
            "reason": line.reason,
            "note": line.note,
            "done": line.done,
            "total": line.total,
            "dated_on": line.dated_on,
            "answered_by": actor.person_id,
            "answered_at": now,
        },
    )


def _upsert_answer(insert: Callable[..., Any]) -> Any:
    kept = ("verdict", "reason", "note", "done", "total", "dated_on", "answered_by", "answered_at")
    statement = insert(Answer.__table__).values(
        {name: bindparam(name) for name in ("self_check_id", "question", *kept)}
    )
    return statement.on_conflict_do_update(
        index_elements=["self_check_id", "question"],
        set_={name: statement.excluded[name] for name in kept},
    )


_keep = prepared(_upsert_answer)


async def _open_finding(
    db: AsyncConnection, actor: Actor, now: datetime, self_check: SelfCheckState, question: str
) -> None:
    await db.execute(
        upsert(db, Finding)
        .values(
            enterprise_id=self_check.enterprise_id,
            self_check_id=self_check.id,
            question=question,
            state="open",
            found_at=now,
            found_by=actor.person_id,
        )
        .on_conflict_do_update(index_elements=["self_check_id", "question"], set_={"state": "open"})
    )
