"""Checks reports.yaml: every check item in one category, departments that exist, no key twice."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.mistakes import Mistake
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
            yield tree.mistake(REPORTS, (*place, "key"), f"'{category.key}' is there twice; keep one")
        keys.add(category.key)
        for number, kind in enumerate(category.departments):
            if kind not in KINDS:
                message = f"there is no kind of department '{kind}'; write one of {', '.join(KINDS)}"
                yield tree.mistake(REPORTS, (*place, "departments", number), message)
        for number, code in enumerate(category.items):
            if code not in codes:
                message = f"there is no check item '{code}'; write one of {', '.join(sorted(codes))}"
                yield tree.mistake(REPORTS, (*place, "items", number), message)
            elif code in seen:
                message = f"'{code}' is in '{seen[code]}' already; keep it in one category"
                yield tree.mistake(REPORTS, (*place, "items", number), message)
            seen[code] = category.key
    for code in sorted(codes - set(seen)):
        yield tree.mistake(REPORTS, ("categories",), f"check item '{code}' is in no category; add it to one")
    replies = [reply.key for reply in rules.replies]
    for index, key in enumerate(replies):
        if key in replies[:index]:
            yield tree.mistake(REPORTS, ("replies", index, "key"), f"'{key}' is there twice; keep one")
