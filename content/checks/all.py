"""Checks content for its writers; the program itself only needs `loader`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content.checks.catalogs import check_catalogs
from content.checks.key_mentions import Use
from content.checks.mistakes import Mistake
from content.checks.plans import check_plan
from content.checks.references import day_key
from content.checks.reports import KINDS as DEPARTMENT_KINDS
from content.checks.reports import check_reports
from content.checks.texts import check_texts
from content.languages import FOLDER
from content.loader import DEFAULT_ROOT, read_tree
from content.model.base import TEXT_SHAPE
from content.model.pack import Pack, Rhythm
from content.model.questions import CheckItem, Level, Question
from content.tree import EMERGENCIES, REMINDERS, Place, Tree

Found = Iterator[Mistake]


def check(root: Path | None = None) -> list[Mistake]:
    """All mistakes below `root` (default: the content that comes with the program, checked with the program).

    Shapes and references come first; only where they are sound, meanings are looked at. A root without
    catalogs is checked without them.
    """
    base = root or DEFAULT_ROOT
    tree, mistakes = _read_and_check(base)
    if (base / FOLDER).is_dir():
        is_own = base.resolve() == DEFAULT_ROOT.resolve()
        mistakes += check_catalogs(base, base.parent if is_own else None, _sentences(tree))
    return sorted(mistakes)


def check_without_catalogs(root: Path | None = None) -> list[Mistake]:
    """Mistakes in plans, items, rules and laws alone, in a tenth of the time: catalogs are checked against
    the whole program, which nobody changes on a server.
    """
    _, mistakes = _read_and_check(root or DEFAULT_ROOT)
    return sorted(mistakes)


def _read_and_check(root: Path) -> tuple[Tree, list[Mistake]]:
    tree, mistakes = read_tree(root)
    if not mistakes:
        mistakes = [
            *(mistake for file, item in tree.items.items() for mistake in _item(tree, file, item)),
            *(mistake for file, pack in tree.packs.items() for mistake in _pack(tree, file, pack)),
            *check_reports(tree),
            *_emergencies(tree),
            *check_texts(tree),
        ]
    return tree, mistakes


def _sentences(tree: Tree) -> list[Use] | None:
    """The keys of sentences that the rules of reminding and of mail name; None where that file is broken."""
    if not tree.reminders:
        return None
    mail = [
        Use(REMINDERS, tree.lines[REMINDERS](("mail", index, "says")), key)
        for index, rule in enumerate(tree.mail)
        for key in rule.sentences
    ]
    return mail + [
        Use(REMINDERS, tree.lines[REMINDERS](("reminders", index, "text")), key)
        for index, rule in enumerate(tree.reminders)
        for key in rule.sentences
    ]


def _emergencies(tree: Tree) -> Found:
    for name, number, sentence in tree.emergencies.faults() if tree.emergencies else ():
        place: Place = (name,) if name == "spelt" else (name, number)
        yield Mistake(EMERGENCIES, tree.lines[EMERGENCIES](place), sentence)


def _item(tree: Tree, file: str, item: CheckItem) -> Found:
    kinds = ", ".join(DEPARTMENT_KINDS)
    if item.department not in DEPARTMENT_KINDS:
        yield tree.mistake(
            file, ("department",), "mistake-no-department-kind", kind=item.department, known=kinds
        )
    for number, kind in enumerate(item.also):
        if kind not in DEPARTMENT_KINDS:
            yield tree.mistake(file, ("also", number), "mistake-no-department-kind", kind=kind, known=kinds)
    for index, question in enumerate(item.questions):
        yield from _question(tree, file, ("questions", index), question)


def _question(tree: Tree, file: str, place: Place, question: Question) -> Found:
    if question.level is Level.danger and question.stop is None:
        at: Place = (*place, "level")
        yield tree.mistake(file, at, "mistake-danger-no-stop", question=question.code, shape=TEXT_SHAPE)
    if question.level is not Level.danger and question.stop is not None:
        yield tree.mistake(file, (*place, "stop"), "mistake-stop-no-danger", question=question.code)
    evidence = question.evidence
    if evidence.kind != "none" and evidence.what is None:
        at = (*place, "evidence")
        yield tree.mistake(file, at, "mistake-evidence-no-what", question=question.code, shape=TEXT_SHAPE)
    if evidence.kind == "none" and (evidence.required or evidence.fresh):
        yield tree.mistake(
            file, (*place, "evidence", "kind"), "mistake-evidence-no-kind", question=question.code
        )
    laws = {law.code: law for law in tree.laws}
    for noun in ("law", "penalty"):
        for number, ref in enumerate(getattr(question, noun)):
            law = laws[ref.law]
            if not law.in_force:
                at = (*place, noun, number, "law")
                if law.replaced_by:
                    yield tree.mistake(
                        file,
                        at,
                        "mistake-law-replaced",
                        question=question.code,
                        law=law.code,
                        instead=law.replaced_by,
                    )
                else:
                    yield tree.mistake(
                        file, at, "mistake-law-not-in-force", question=question.code, law=law.code
                    )


def _pack(tree: Tree, file: str, pack: Pack) -> Found:
    before = None
    for index, phase in enumerate(pack.phases):
        if phase.start is None:
            continue
        if before and before.start and day_key(phase.start) < day_key(before.start):
            yield tree.mistake(
                file,
                ("phases", index, "start"),
                "mistake-phase-order",
                phase=phase.code,
                start=str(phase.start),
                before=before.code,
                earlier=str(before.start),
                years=before.start.year + 1,
            )
        before = phase
    yield from check_plan(tree, file, pack)
    for index, duty in enumerate(pack.duties):
        if duty.to is None and duty.rhythm is not Rhythm.standing:
            yield tree.mistake(file, ("duties", index, "to"), "mistake-duty-to-nobody", duty=duty.code)
    laws = {law.code: law for law in tree.laws}
    for index, cited in enumerate(pack.cites):
        if cited.now is not None and not laws[cited.now].in_force:
            instead = laws[cited.now].replaced_by or "null"
            place: Place = ("cites", index, "now")
            yield tree.mistake(file, place, "mistake-cited-not-in-force", law=cited.now, instead=instead)
