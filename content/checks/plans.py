"""Checks one plan by itself: numbers, days, sources, recipients, duties that nothing asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.mistakes import Mistake
from content.checks.references import day_key
from content.model.pack import Pack, PlanItem
from content.rules import must_of_row
from content.sentences import either
from content.tree import Place, Tree

Found = Iterator[Mistake]
_LINES = re.compile(r"L(\d+)(?:-(\d+))?")


def check_plan(tree: Tree, file: str, pack: Pack) -> Found:
    """Mistakes in a plan whose references are sound."""
    yield from _form(tree, file, pack)
    yield from _rungs(tree, file, pack)
    yield from _sources(tree, file, pack)
    for index, row in enumerate(pack.items):
        yield from _unasked(tree, file, index, row)


def _form(tree: Tree, file: str, pack: Pack) -> Found:
    if not any(department.receives_forms for department in pack.departments):
        yield tree.mistake(file, ("departments",), "mistake-nobody-receives")
    dated = [phase for phase in pack.phases if phase.start is not None and phase.end is not None]
    place = pack.duties.index(pack.form_duty)
    for name in ("due", "grace_until"):
        due = getattr(pack.form_duty, name)
        if due is None or not dated:
            continue
        first = min((phase.start for phase in dated if phase.start), key=day_key)
        last = max((phase.end for phase in dated if phase.end), key=day_key)
        if not day_key(first) <= day_key(due) <= day_key(last):
            yield tree.mistake(
                file,
                ("duties", place, name),
                "mistake-form-outside",
                due=str(due),
                first=str(first),
                last=str(last),
            )


def _rungs(tree: Tree, file: str, pack: Pack) -> Found:
    if tree.reviews is None:
        return
    known = sorted({rung for verdict in tree.reviews.verdicts for rung in verdict.rungs})
    for index, rung in enumerate(pack.ladder):
        if rung.code not in known:
            at: Place = ("ladder", index, "code")
            yield tree.mistake(file, at, "mistake-no-rung", rung=rung.code, known=", ".join(known))


def _sources(tree: Tree, file: str, pack: Pack) -> Found:
    """Source lines that do not exist, or lie beyond those of the plan."""
    span = _span(pack.lines) if pack.lines else None
    parts = ("items", "phases", "departments", "duties", "rules", "ladder", "cites")
    sources: list[tuple[Place, str]] = [(("scope", "source", "lines"), pack.scope.source.lines)]
    for noun in parts:
        entries = getattr(pack, noun)
        sources += [((noun, n, "source", "lines"), one.source.lines) for n, one in enumerate(entries)]
    for place, lines in sources:
        for part in lines.split(","):
            found = _span(part)
            if found is None:
                yield tree.mistake(file, place, "mistake-no-lines", lines=lines)
                break
            if span is not None and not span[0] <= found[0] <= found[1] <= span[1]:
                yield tree.mistake(file, place, "mistake-lines-beyond", lines=lines, plan=pack.lines)
                break


def _span(lines: str) -> tuple[int, int] | None:
    found = _LINES.fullmatch(lines.strip())
    if found is None:
        return None
    return int(found[1]), int(found[2] or found[1])


def _unasked(tree: Tree, file: str, index: int, row: PlanItem) -> Found:
    """Words of a row that name a duty without a required question about it."""
    items = {item.code: item for item in tree.items.values()}
    must = must_of_row(row, items)
    for duty in tree.duty_words:
        if duty.word in row.text and not set(duty.covered_by) & set(must):
            yield tree.mistake(
                file,
                ("items", index, "must"),
                "mistake-duty-unasked",
                row=row.number,
                word=duty.word,
                wanted=either(*duty.covered_by),
            )
