"""Checks everything content may get wrong, for those who write it; the program itself only needs `loader`."""

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
    tree, mistakes = read_tree(base)
    if not mistakes:
        mistakes = [
            *(mistake for file, item in tree.items.items() for mistake in _item(tree, file, item)),
            *(mistake for file, pack in tree.packs.items() for mistake in _pack(tree, file, pack)),
            *check_reports(tree),
            *_emergencies(tree),
            *check_texts(tree),
        ]
    if (base / FOLDER).is_dir():
        is_own = base.resolve() == DEFAULT_ROOT.resolve()
        mistakes += check_catalogs(base, base.parent if is_own else None, _sentences(tree))
    return sorted(mistakes)


def _sentences(tree: Tree) -> list[Use]:
    """The keys of the catalog that the rules of reminding and of mail are said with."""
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
    for name, number, message in tree.emergencies.faults() if tree.emergencies else ():
        yield tree.mistake(EMERGENCIES, (name,) if name == "spelt" else (name, number), message)


def _item(tree: Tree, file: str, item: CheckItem) -> Found:
    kinds = ", ".join(DEPARTMENT_KINDS)
    if item.department not in DEPARTMENT_KINDS:
        message = f"there is no kind of department '{item.department}'; write one of {kinds}"
        yield tree.mistake(file, ("department",), message)
    for number, kind in enumerate(item.also):
        if kind not in DEPARTMENT_KINDS:
            message = f"there is no kind of department '{kind}'; write one of {kinds}"
            yield tree.mistake(file, ("also", number), message)
    for index, question in enumerate(item.questions):
        yield from _question(tree, file, ("questions", index), question)


def _question(tree: Tree, file: str, place: Place, question: Question) -> Found:
    if question.level is Level.danger and question.stop is None:
        message = f"{question.code} is a danger and says not what to stop first; write stop: {{zh: …, en: …}}"
        yield tree.mistake(file, (*place, "level"), message)
    if question.level is not Level.danger and question.stop is not None:
        message = f"{question.code} is no danger, so nobody sees 'stop'; write level: danger, or drop it"
        yield tree.mistake(file, (*place, "stop"), message)
    evidence = question.evidence
    if evidence.kind != "none" and evidence.what is None:
        message = f"{question.code} says not what to show; write what: {{zh: …, en: …}}, or kind: none"
        yield tree.mistake(file, (*place, "evidence"), message)
    if evidence.kind == "none" and (evidence.required or evidence.fresh):
        message = f"{question.code} wants evidence of kind none; write kind: photo or kind: document"
        yield tree.mistake(file, (*place, "evidence", "kind"), message)
    laws = {law.code: law for law in tree.laws}
    for noun in ("law", "penalty"):
        for number, ref in enumerate(getattr(question, noun)):
            law = laws[ref.law]
            if not law.in_force:
                instead = f"write '{law.replaced_by}'" if law.replaced_by else "write a law in force"
                message = f"{question.code} rests on '{law.code}', which is not in force; {instead}"
                yield tree.mistake(file, (*place, noun, number, "law"), message)


def _pack(tree: Tree, file: str, pack: Pack) -> Found:
    before = None
    for index, phase in enumerate(pack.phases):
        if phase.start is None:
            continue
        if before and before.start and day_key(phase.start) < day_key(before.start):
            message = (
                f"phase '{phase.code}' starts on {phase.start}, before '{before.code}' above it "
                f"({before.start}); put the phases in order, or roll the year on: Y+{before.start.year + 1}-…"
            )
            yield tree.mistake(file, ("phases", index, "start"), message)
        before = phase
    yield from check_plan(tree, file, pack)
    for index, duty in enumerate(pack.duties):
        if duty.to is None and duty.rhythm is not Rhythm.standing:
            message = f"duty '{duty.code}' goes to nobody; write to: a department's code, or rhythm: standing"
            yield tree.mistake(file, ("duties", index, "to"), message)
    laws = {law.code: law for law in tree.laws}
    for index, cited in enumerate(pack.cites):
        if cited.now is not None and not laws[cited.now].in_force:
            instead = laws[cited.now].replaced_by or "null"
            message = f"'{cited.now}' is not in force today; write now: {instead}"
            yield tree.mistake(file, ("cites", index, "now"), message)
