"""Any deeds, one after another and at once, leave a self-check as a plain model of it says."""

from __future__ import annotations

import asyncio
import copy
import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import ChenanError, NotAllowed, NotFound
from storage.findings import photos, plans
from storage.self_checks import answers, attachments
from storage.self_checks.state import SelfCheckState
from storage.tables.findings import Finding
from storage.tables.self_checks import Evidence
from storage.tables.system import AuditRow
from tests.sizes import size
from tests.storage.conftest import Clock
from tests.storage.self_check_model import ALL, Deed, Model
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import (
    COUNTED,
    FELLING,
    PLAIN,
    SHOWN,
    Workshop,
    begin_workshop,
    open_varied,
    outcome,
    varied,
    workshop,
)

__all__ = ["varied", "workshop"]

_numbers = itertools.count(1)
_codes = st.sampled_from(ALL)
_names = st.sampled_from(["1", "2", "v1"])
_reason = st.sampled_from(["", "没有", "不用"])
_counts = st.sampled_from([(None, None), (2, 2), (1, 2), (3, 2)])
_answer = st.builds(
    lambda code, verdict, reason, counts: Deed("answer", code, (verdict, reason, *counts)),
    st.one_of(_codes, st.just(FELLING)),
    st.sampled_from(["pass", "fail", "fail", "na"]),
    _reason,
    _counts,
).filter(lambda deed: deed.values[0] != "fail" or deed.values[2:] != (2, 2))
"""All of all is no 不符合: `answers` refuses it, and has a test of its own."""
_finding = st.builds(Deed, st.sampled_from(["plan", "at_once", "complete", "reopen", "stop"]), _codes)
_deeds = st.one_of(
    _answer,
    _answer,
    _finding,
    _finding,
    st.builds(Deed, st.just("note"), _codes, st.sampled_from([("",), ("好",), ("看过",)])),
    st.builds(Deed, st.just("profile"), st.just(""), st.sampled_from([(True,), (False,)])),
    st.builds(Deed, st.sampled_from(["attach", "attach_after"]), _codes, st.tuples(_names)),
    st.builds(Deed, st.just("remove"), _codes, st.tuples(st.sampled_from(["answer", "after"]), _names)),
    st.sampled_from([Deed("submit"), Deed("submit"), Deed("withdraw")]),
)
_enough = [
    Deed("answer", PLAIN, ("fail", "", None, None)),
    Deed("attach", SHOWN, ("1",)),
    Deed("answer", SHOWN, ("pass", "", None, None)),
    Deed("answer", COUNTED, ("pass", "", 2, 2)),
    Deed("plan", PLAIN),
]
"""Operations after which the form can be handed in, so that what follows also meets a locked one."""
_begun = st.sampled_from([[], _enough, [*_enough, Deed("submit")], [Deed("profile", "", (True,))]])
_hypothesis = settings(
    max_examples=size(8, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Play:
    """Deeds done to a self-check in the database, and what it says afterwards."""

    def __init__(self, at: Workshop) -> None:
        self.at = at
        self.known: SelfCheckState | None = None
        """The state a phone saw last, perhaps outdated."""

    async def aim(self, deed: Deed) -> int | None:
        """The row a deed is about: the self-check, a finding, a file; None where there never was one."""
        found: int | None
        if deed.name in {"plan", "at_once", "complete", "reopen", "stop", "attach_after"}:
            of = select(Finding.id).where(Finding.self_check_id == self.at.check_id)
            found = await self.at.scalar(of.where(Finding.question == deed.question))
        elif deed.name == "remove":
            stage, name = deed.values
            file = select(Evidence.id).where(
                Evidence.self_check_id == self.at.check_id,
                Evidence.question == deed.question,
                Evidence.stage == stage,
                Evidence.original_sha256 == photo(name).original_sha256,
            )
            found = await self.at.scalar(file)
        else:
            found = self.at.check_id
        return found

    async def do(self, deed: Deed, target: int, actor: Actor) -> Any:
        """Do it; a SelfCheckState where the operation gives one back."""
        at, code = self.at, deed.question
        match deed.name, deed.values:
            case "answer", (verdict, reason, done, total):
                more = {"reason": reason, "done": done, "total": total, "known": self.known}
                return await at.do(answers.record, target, code, verdict, actor=actor, **more)
            case "note", (note,):
                return await at.do(answers.set_note, target, code, note, actor=actor, known=self.known)
            case "profile", (dust,):
                return await at.do(answers.set_facts, target, {"dust": True} if dust else {}, actor=actor)
            case "attach", (name,):
                await at.do(attachments.attach, target, code, file_of(name), actor=actor)
            case "attach_after", (name,):
                await at.do(photos.attach_after, target, file_of(name), actor=actor)
            case "remove", _:
                await at.do(photos.remove, target, actor=actor)
            case "at_once", _:
                await at.do(plans.fix_at_once, target, actor=actor, measure="扫", today=TODAY)
            case "plan", _:
                await at.plan(target, actor=actor)
            case "submit", _:
                return await at.submit(actor)
            case "withdraw", _:
                return await at.withdraw(actor)
            case name, _:
                done_by = {"complete": plans.complete, "reopen": plans.reopen, "stop": plans.mark_stopped}
                await at.do(done_by[name], target, actor=actor)
        return None

    async def audit(self) -> Counter[str]:
        """Count the audit rows of each kind about this self-check and its findings."""
        findings = select(Finding.id).where(Finding.self_check_id == self.at.check_id)
        mine = ((AuditRow.subject == "self_check") & (AuditRow.subject_id == self.at.check_id)) | (
            (AuditRow.subject == "finding") & AuditRow.subject_id.in_(findings)
        )
        async with self.at.database.read() as db:
            rows = await db.execute(
                select(AuditRow.action, func.count()).where(mine).group_by(AuditRow.action)
            )
            counted: Counter[str] = Counter()
            for action, number in rows:
                counted[action] = number
        return counted


def file_of(name: str) -> attachments.File:
    """A photo, or a voice message where the name says so."""
    return photo(name, "voice" if name.startswith("v") else "photo")


def told(result: Any) -> type[Exception] | None:
    """The kind of error, if it is one a person would read."""
    if isinstance(result, Exception) and not isinstance(result, ChenanError):
        raise result
    return type(result) if isinstance(result, Exception) else None


def agrees(model: Model, now: SelfCheckState, audit: Counter[str]) -> bool:
    """Whether the database says what the model says."""
    lines = {code: replace(line, finding_id=None) for code, line in now.lines.items()}
    faults = {code for code, line in now.lines.items() if line.finding_id is not None}
    return (
        lines == model.seen()
        and faults == {code for code, fault in model.faults.items() if fault.present}
        and [(one.question, one.what) for one in now.missing] == model.missing()
        and (now.state == "submitted") == model.submitted
        and (now.number is not None) == model.number
        and bool(now.facts.get("dust")) == model.dust
        and audit == +model.audit
    )


@pytest.fixture
async def campaign(database: Database, clock: Clock, place: int, varied: Library) -> int:
    return await open_varied(database, clock, place, varied)


async def new_play(
    database: Database, clock: Clock, place: int, campaign: int, model: Model, begun: list[Deed]
) -> Play:
    """A new enterprise for every example, with the first deeds done."""
    play = Play(await begin_workshop(database, clock, place, campaign, next(_numbers)))
    for deed in begun:
        target = await play.aim(deed)
        assert target is not None
        await play.do(deed, target, play.at.owner)
        assert model.do(deed) is None
    play.known = await play.at.self_check()
    return play


@given(
    begun=_begun,
    deeds=st.lists(
        st.tuples(_deeds, st.sampled_from(["owner", "mate", "mate", "nobody"])), min_size=5, max_size=25
    ),
)
@_hypothesis
async def test_one_deed_after_another(
    database: Database,
    clock: Clock,
    place: int,
    campaign: int,
    begun: list[Deed],
    deeds: list[tuple[Deed, str]],
) -> None:
    model = Model()
    play = await new_play(database, clock, place, campaign, model, begun)
    for deed, who in deeds:
        target = await play.aim(deed)
        if target is None:
            continue
        before = await play.at.self_check()
        if who == "nobody":
            result = await outcome(play.do(deed, target, Actor("person", 9_999_999)))
            assert told(result) in {NotAllowed, NotFound}
            assert await play.at.self_check() == before  # its revision, too
            continue
        result = await outcome(play.do(deed, target, getattr(play.at, who)))
        assert told(result) == model.do(deed), deed
        now = await play.at.self_check()
        assert agrees(model, now, await play.audit()), deed
        if isinstance(result, SelfCheckState):
            assert result == now, deed
        if who == "owner":  # the colleague's phone continues with its old window
            play.known = now


@given(begun=_begun, batches=st.lists(st.lists(_deeds, min_size=2, max_size=3), min_size=2, max_size=6))
@_hypothesis
async def test_deeds_at_once_are_as_if_one_after_another(
    database: Database, clock: Clock, place: int, campaign: int, begun: list[Deed], batches: list[list[Deed]]
) -> None:
    model = Model()
    play = await new_play(database, clock, place, campaign, model, begun)
    for batch in batches:
        play.known = await play.at.self_check()
        aimed = [(deed, target) for deed in batch if (target := await play.aim(deed)) is not None]
        actors = itertools.cycle((play.at.owner, play.at.mate))
        doings = [
            outcome(play.do(deed, target, actor))
            for (deed, target), actor in zip(aimed, actors, strict=False)
        ]
        results = [told(result) for result in await asyncio.gather(*doings)]
        now, audit = await play.at.self_check(), await play.audit()
        for order in itertools.permutations(range(len(aimed))):
            trial = copy.deepcopy(model)
            expected = {index: trial.do(aimed[index][0]) for index in order}
            if [expected[index] for index in range(len(aimed))] == results and agrees(trial, now, audit):
                model = trial
                break
        else:
            pytest.fail(f"no order of {[deed for deed, _ in aimed]} explains {results} and {now.lines}")
