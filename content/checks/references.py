"""Checks what the rules rely on: codes unique, references found, one core question an item, whole dates. No
I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content.checks.mistakes import Mistake
from content.checks.parts import TRUE_OF_A_PART
from content.checks.reminders import find_mail_mistakes, find_reminder_mistakes
from content.model.base import TEXT_SHAPE, PlanDay
from content.model.pack import Pack
from content.model.questions import CheckItem, Question
from content.profile_facts import DERIVED_FACTS
from content.sentences import Sentence
from content.tree import INDUSTRIES, LAWS, NOTICES, PROFILE, REMINDERS, SUBSTANCES, Place, Tree

Found = Iterator[Mistake]


def find_loose_ends(tree: Tree) -> list[Mistake]:
    """Mistakes that would break a rule later on, in no particular order."""
    return [
        *_duplicates(tree),
        *(mistake for file, item in tree.items.items() for mistake in _item(tree, file, item)),
        *(mistake for file, pack in tree.packs.items() for mistake in _pack(tree, file, pack)),
        *(mistake for mistake in (*_lists(tree), *_parts(tree)) if _stays(tree, mistake)),
        *(() if REMINDERS in tree.broken else (*find_reminder_mistakes(tree), *find_mail_mistakes(tree))),
    ]


def _parts(tree: Tree) -> Found:
    """Mistakes in the sound parts of items and packs of the wrong shape."""
    for file, part in tree.parts.items():
        if isinstance(part.model, CheckItem):
            yield from _twice(tree, "question", _questions(file, part.model))
            yield from _item(tree, file, part.model)
        elif isinstance(part.model, Pack):
            yield from _duplicates_within(tree, file, part.model)
            yield from _pack(tree, file, part.model)


def _stays(tree: Tree, mistake: Mistake) -> bool:
    """Whether it is one, however the entries that are left out will be mended."""
    part, sentence = tree.parts.get(mistake.file), mistake.sentence
    if part is None:
        return True
    held = {one.code for item in tree.items.values() if item.code in part.lost for one in item.questions}
    code = dict(sentence.values).get("code")
    is_lost = sentence.key == "mistake-unknown" and code in part.lost | held
    return sentence.key in TRUE_OF_A_PART and not is_lost


def day_key(day: PlanDay) -> tuple[int, int, int]:
    """Sort key of a plan's days; the last of a month comes after all its days."""
    return day.year, day.month, day.day or 99


def _duplicates(tree: Tree) -> Found:
    items = [(file, ("code",), item.code) for file, item in tree.items.items()]
    yield from _twice(tree, "item", items)
    yield from _twice(tree, "pack", [(file, ("code",), pack.code) for file, pack in tree.packs.items()])
    prefixes = [(file, ("number_prefix",), pack.number_prefix) for file, pack in tree.packs.items()]
    yield from _twice(tree, "number prefix", prefixes)
    questions = [one for file, item in tree.items.items() for one in _questions(file, item)]
    yield from _twice(tree, "question", questions)
    for file, pack in tree.packs.items():
        yield from _duplicates_within(tree, file, pack)
    laws = [(LAWS, ("laws", i, "code"), law.code) for i, law in enumerate(tree.laws)]
    yield from _twice(tree, "law", laws)
    keys = [(INDUSTRIES, ("industries", i, "key"), one.key) for i, one in enumerate(tree.industries)]
    yield from _twice(tree, "industry", keys)
    keys = [(PROFILE, ("profile", i, "key"), one.key) for i, one in enumerate(tree.profile)]
    yield from _twice(tree, "profile question", keys)
    keys = [(NOTICES, ("notices", i, "code"), one.code) for i, one in enumerate(tree.notices)]
    yield from _twice(tree, "notice", keys)
    numbers = [
        (SUBSTANCES, ("substances", i, "number"), str(one.number))
        for i, one in enumerate(tree.substances)
        if one.number is not None
    ]
    yield from _twice(tree, "substance number", numbers)


def _questions(file: str, item: CheckItem) -> Iterator[tuple[str, Place, str]]:
    """The codes of an item's questions, with their places."""
    for index, question in enumerate(item.questions):
        yield file, ("questions", index, "code"), question.code


def _duplicates_within(tree: Tree, file: str, pack: Pack) -> Found:
    for noun, singular in _PARTS.items():
        entries = [(file, (noun, i, "code"), one.code) for i, one in enumerate(getattr(pack, noun))]
        yield from _twice(tree, singular, entries)
    rows = [(file, ("items", i, "number"), row.number) for i, row in enumerate(pack.items)]
    yield from _twice(tree, "row", rows)
    checks = [
        (file, ("items", row, "checks", part), code)
        for row, item in enumerate(pack.items)
        for part, code in enumerate(item.checks)
    ]
    yield from _twice(tree, "check item", checks, "mistake-twice-in-rows")


_PARTS = {"phases": "phase", "duties": "duty", "departments": "department", "rules": "rule"}
_NOUNS = {
    "item": "mistake-noun-item",
    "pack": "mistake-noun-pack",
    "number prefix": "mistake-noun-number-prefix",
    "question": "mistake-noun-question",
    "phase": "mistake-noun-phase",
    "duty": "mistake-noun-duty",
    "department": "mistake-noun-department",
    "rule": "mistake-noun-rule",
    "row": "mistake-noun-row",
    "check item": "mistake-noun-check-item",
    "law": "mistake-noun-law",
    "industry": "mistake-noun-industry",
    "profile question": "mistake-noun-profile-question",
    "notice": "mistake-noun-notice",
    "substance number": "mistake-noun-substance-number",
    "fact": "mistake-noun-fact",
    "option": "mistake-noun-option",
}
"""Kinds of things referred to by a code, and the sentences that name them."""


def _twice(
    tree: Tree, noun: str, entries: Iterable[tuple[str, Place, str]], says: str = "mistake-twice"
) -> Found:
    first: dict[str, tuple[str, Place]] = {}
    for file, place, code in entries:
        if code in first:
            there, at = first[code]
            where = f"{there}:{tree.lines[there](at)}"
            yield tree.mistake(file, place, says, noun=Sentence(_NOUNS[noun]), code=code, where=where)
        first.setdefault(code, (file, place))


_HOLDS = {"law": LAWS, "industry": INDUSTRIES, "fact": PROFILE, "option": PROFILE}
"""Files that define the codes of each kind."""


def _unknown(tree: Tree, file: str, place: Place, noun: str, code: str | None, known: Iterable[str]) -> Found:
    names = sorted(known)
    if _HOLDS.get(noun) in tree.broken or (noun == "check item" and f"items/{code}.yaml" in tree.broken):
        return
    if code is not None and code not in names:
        known_names = ", ".join(names)
        yield tree.mistake(
            file, place, "mistake-unknown", noun=Sentence(_NOUNS[noun]), code=code, known=known_names
        )


def _named_after(tree: Tree, file: str, code: str) -> Found:
    folder, _, name = file.partition("/")
    if name != f"{code}.yaml":
        own = f"{folder}/{code}.yaml"
        yield tree.mistake(file, ("code",), "mistake-file-name", code=code, own=own, name=name[:-5])


def _facts(tree: Tree) -> frozenset[str]:
    """The facts that some option or rule can make true."""
    options = (option for question in tree.profile for option in question.options)
    return DERIVED_FACTS.union(*(option.facts for option in options))


def _item(tree: Tree, file: str, item: CheckItem) -> Found:
    yield from _named_after(tree, file, item.code)
    cores = [question.code for question in item.questions if question.core]
    if not cores:
        yield tree.mistake(file, ("questions",), "mistake-no-core", item=item.code)
    elif len(cores) > 1:
        yield tree.mistake(file, ("questions",), "mistake-cores", questions=", ".join(cores))
    codes = [question.code for question in item.questions]
    for number, code in enumerate(item.must):
        yield from _unknown(tree, file, ("must", number), "question", code, codes)
    for index, question in enumerate(item.questions):
        place: Place = ("questions", index)
        if question.code[1:3] != item.code[1:]:
            yield tree.mistake(
                file,
                (*place, "code"),
                "mistake-stray-question",
                question=question.code,
                item=item.code,
                own=f"Q{item.code[1:]}.{index + 1}",
            )
        openers = [one.code for one in item.questions if one is not question and not one.closed_by]
        for number, closing in enumerate(question.closed_by):
            at = (*place, "closed_by", number, "question")
            yield from _unknown(tree, file, at, "question", closing.question, openers)
        if question.later is not None:
            others = [one.code for one in item.questions if one is not question and one.later is None]
            at = (*place, "later", "after")
            yield from _unknown(tree, file, at, "question", question.later.after, others)
            if not question.evidence.fresh:
                yield tree.mistake(file, (*place, "later"), "mistake-later-not-fresh", question=question.code)
        yield from _question(tree, file, place, question)


def _question(tree: Tree, file: str, place: Place, question: Question) -> Found:
    laws, facts = [law.code for law in tree.laws], _facts(tree)
    industries = [industry.key for industry in tree.industries]
    for noun in ("law", "penalty"):
        for number, ref in enumerate(getattr(question, noun)):
            yield from _unknown(tree, file, (*place, noun, number, "law"), "law", ref.law, laws)
    for number, fact in enumerate(question.skip.unless if question.skip else ()):
        yield from _unknown(tree, file, (*place, "skip", "unless", number), "fact", fact, facts)
    for number, reason in enumerate(question.na_reasons):
        for part, fact in enumerate(reason.unless):
            at: Place = (*place, "na_reasons", number, "unless", part)
            yield from _unknown(tree, file, at, "fact", fact, facts)
    for number, key in enumerate(question.industries):
        yield from _unknown(tree, file, (*place, "industries", number), "industry", key, industries)
    if question.industries and not question.industries_reason:
        yield tree.mistake(file, (*place, "industries"), "mistake-industries-no-reason", shape=TEXT_SHAPE)


def _pack(tree: Tree, file: str, pack: Pack) -> Found:
    yield from _named_after(tree, file, pack.code)
    departments = [department.code for department in pack.departments]
    phases = [phase.code for phase in pack.phases]
    items = [item.code for item in tree.items.values()]
    laws = [law.code for law in tree.laws]
    industries = [industry.key for industry in tree.industries]
    for row, plan_item in enumerate(pack.items):
        for part, code in enumerate(plan_item.checks):
            yield from _unknown(tree, file, ("items", row, "checks", part), "check item", code, items)
        own = [item for item in tree.items.values() if item.code in plan_item.checks]
        if len(own) == len(plan_item.checks):
            asked = [question.code for item in own for question in item.questions]
            for number, code in enumerate(plan_item.must):
                yield from _unknown(tree, file, ("items", row, "must", number), "question", code, asked)
    for index, scope in enumerate(pack.scope.industries):
        at: Place = ("scope", "industries", index, "key")
        yield from _unknown(tree, file, at, "industry", scope.key, industries)
    for index, cited in enumerate(pack.cites):
        yield from _unknown(tree, file, ("cites", index, "now"), "law", cited.now, laws)
    for index, duty in enumerate(pack.duties):
        place: Place = ("duties", index)
        who = ["enterprise", *departments]
        yield from _unknown(tree, file, (*place, "who"), "department", duty.who, who)
        yield from _unknown(tree, file, (*place, "to"), "department", duty.to, departments)
        yield from _unknown(tree, file, (*place, "phase"), "phase", duty.phase, phases)
    if not any(duty.who == "enterprise" and duty.what == "form" for duty in pack.duties):
        yield tree.mistake(file, ("duties",), "mistake-no-form-duty")
    for index, department in enumerate(pack.departments):
        if department.kind == "enterprise" and department.at != "outside":
            yield tree.mistake(
                file, ("departments", index, "at"), "mistake-no-office", department=department.code
            )
    if not any(department.kind == "safety" for department in pack.departments):
        # Items of a kind that no office of the plan holds go to the safety office, so there has to be one.
        yield tree.mistake(file, ("departments",), "mistake-no-safety")
    yield from _rows(tree, file, pack)
    yield from _rungs(tree, file, pack)
    yield from _rates(tree, file, pack)
    yield from _dates(tree, file, pack)


def _rows(tree: Tree, file: str, pack: Pack) -> Found:
    held = [code for plan_item in pack.items for code in plan_item.checks]
    for index, department in enumerate(pack.departments):
        for number, code in enumerate(department.rows):
            yield from _unknown(tree, file, ("departments", index, "rows", number), "check item", code, held)


def _rungs(tree: Tree, file: str, pack: Pack) -> Found:
    departments = [department.code for department in pack.departments]
    for index, rung in enumerate(pack.ladder):
        yield from _unknown(tree, file, ("ladder", index, "by"), "department", rung.by, departments)


def _rates(tree: Tree, file: str, pack: Pack) -> Found:
    """Check that a share of workers has a question that asks for their numbers, in a row that does, and a
    name."""
    counted = [code for row in pack.items if row.numbers for code in row.checks]
    asked = [
        question.code
        for item in tree.items.values()
        if item.code in counted
        for question in item.questions
        if question.numbers
    ]
    for index, rule in enumerate(pack.rules):
        place: Place = ("rules", index, "question")
        yield from _unknown(tree, file, place, "question", rule.question, asked)
        if rule.question is not None and (rule.percent is None or rule.rate is None):
            yield tree.mistake(file, place, "mistake-rule-no-rate", rule=rule.code)


def _dates(tree: Tree, file: str, pack: Pack) -> Found:
    for index, phase in enumerate(pack.phases):
        start, end = phase.start, phase.end
        if start is None and end is None:
            continue
        if start is None or end is None:
            has, lacks = ("end", "start") if start is None else ("start", "end")
            at: Place = ("phases", index, has)
            yield tree.mistake(file, at, "mistake-phase-half", phase=phase.code, has=has, lacks=lacks)
        elif day_key(end) < day_key(start):
            yield tree.mistake(
                file,
                ("phases", index, "end"),
                "mistake-phase-backwards",
                phase=phase.code,
                end=str(end),
                start=str(start),
                instead=_roll(end, start),
            )
    for index, duty in enumerate(pack.duties):
        due, grace = duty.due, duty.grace_until
        if grace and not due:
            yield tree.mistake(file, ("duties", index, "grace_until"), "mistake-grace-alone", duty=duty.code)
        elif grace and due and day_key(grace) < day_key(due):
            yield tree.mistake(
                file,
                ("duties", index, "grace_until"),
                "mistake-grace-early",
                duty=duty.code,
                grace=str(grace),
                due=str(due),
                instead=_roll(grace, due),
            )


def _roll(late: PlanDay, early: PlanDay) -> Sentence:
    """A suggestion for a day that comes too early: an earlier month usually belongs to the next year."""
    if late.month >= early.month:
        return Sentence("mistake-write-later", day=str(early))
    next_year = late.model_copy(update={"year": early.year + 1})
    return Sentence("mistake-write-next-year", day=str(next_year))


def _lists(tree: Tree) -> Found:
    facts, laws = _facts(tree), [law.code for law in tree.laws]
    uses = [option.key for asked in tree.profile if asked.key == "uses" for option in asked.options]
    for index, law in enumerate(tree.laws):
        yield from _unknown(tree, LAWS, ("laws", index, "replaced_by"), "law", law.replaced_by, laws)
    numbers = [str(substance.number) for substance in tree.substances if substance.number is not None]
    for index, industry in enumerate(tree.industries):
        place: Place = ("industries", index)
        for number, fact in enumerate(industry.facts):
            yield from _unknown(tree, INDUSTRIES, (*place, "facts", number), "fact", fact, facts)
        for number, use in enumerate(industry.uses):
            yield from _unknown(tree, INDUSTRIES, (*place, "uses", number), "option", use, uses)
        for number, hazard in enumerate(industry.hazards):
            known = SUBSTANCES not in tree.broken
            if known and hazard.substance is not None and str(hazard.substance) not in numbers:
                yield tree.mistake(
                    INDUSTRIES,
                    (*place, "hazards", number, "substance"),
                    "mistake-no-substance",
                    number=hazard.substance,
                    file=SUBSTANCES,
                )
    for index, question in enumerate(tree.profile):
        if (question.kind == "choices") != bool(question.options):
            says = "mistake-no-options" if question.kind == "choices" else "mistake-options"
            yield tree.mistake(PROFILE, ("profile", index, "kind"), says, question=question.key)
        for option_index, option in enumerate(question.options):
            for number, fact in enumerate(option.not_facts):
                at: Place = ("profile", index, "options", option_index, "not_facts", number)
                yield from _unknown(tree, PROFILE, at, "fact", fact, facts)
