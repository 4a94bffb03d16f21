"""Checks reports.yaml: every check item in one category, departments that exist, no key twice."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.mistakes import Mistake
from content.sentences import Sentence
from content.tree import REPORTS, Place, Tree

KINDS = ("safety", "health", "labour", "union")


def check_reports(tree: Tree) -> Iterator[Mistake]:
    """Mistakes in what the content says about reports; none where it says nothing."""
    rules = tree.reports
    if rules is None:
        return
    codes = {item.code for item in tree.items.values()}
    seen: dict[str, str] = {}
    keys: set[str] = set()
    for index, category in enumerate(rules.categories):
        place: Place = ("categories", index)
        if category.key in keys:
            yield tree.mistake(REPORTS, (*place, "key"), "mistake-entry-twice", key=category.key)
        keys.add(category.key)
        for number, kind in enumerate(category.departments):
            if kind not in KINDS:
                at: Place = (*place, "departments", number)
                yield tree.mistake(
                    REPORTS, at, "mistake-no-department-kind", kind=kind, known=", ".join(KINDS)
                )
        for number, code in enumerate(category.items):
            if code not in codes:
                noun = Sentence("mistake-noun-check-item")
                yield tree.mistake(
                    REPORTS,
                    (*place, "items", number),
                    "mistake-unknown",
                    noun=noun,
                    code=code,
                    known=", ".join(sorted(codes)),
                )
            elif code in seen:
                at = (*place, "items", number)
                yield tree.mistake(REPORTS, at, "mistake-item-in-categories", item=code, category=seen[code])
            seen[code] = category.key
    for code in sorted(codes - set(seen)):
        yield tree.mistake(REPORTS, ("categories",), "mistake-item-no-category", item=code)
    replies = [reply.key for reply in rules.replies]
    for index, key in enumerate(replies):
        if key in replies[:index]:
            yield tree.mistake(REPORTS, ("replies", index, "key"), "mistake-entry-twice", key=key)
