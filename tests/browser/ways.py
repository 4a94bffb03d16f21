"""Walks through the page: joining, the profile, a self-check."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.phone import Phone, photo

Look = Callable[[str, Phone], None]
_ROW = re.compile(r"第 (\d+)/(\d+) 项")


def ignore(name: str, phone: Phone) -> None:
    """Look at nothing."""


def register(phone: Phone, name: str, code: str, look: Look = ignore) -> None:
    """Go from the first message to the registered enterprise."""
    phone.begin()
    look("stranger", phone)
    phone.tap("我是企业")
    look("join", phone)
    phone.tap("企业登记")
    look("name", phone)
    phone.type(name)
    look("credit-code", phone)
    phone.type(code)
    look("industry", phone)
    phone.type("鞋")
    look("industry-found", phone)
    phone.tap("制鞋")
    look("town", phone)
    phone.tap("城东街道")
    look("address", phone)
    phone.tap("跳过")
    look("headcount", phone)
    phone.type("十八")
    look("phone", phone)
    phone.tap("跳过")
    look("confirm", phone)
    phone.tap("登记")


def fill_profile(phone: Phone, look: Look = ignore) -> None:
    """The five screens of the profile, to its result."""
    look("profile-uses", phone)
    phone.tap("下一步")
    look("profile-materials", phone)
    phone.type("白胶 天那水")
    look("profile-materials-known", phone)
    phone.tap("下一步")
    look("profile-workers", phone)
    phone.tap("18")
    look("profile-exposed", phone)
    phone.type("11")
    look("profile-situations", phone)
    phone.tap("填好了")
    look("profile-result", phone)


def is_question(phone: Phone) -> bool:
    """Whether the window asks for a verdict."""
    return phone.has("为什么问")


def answer_all(
    phone: Phone,
    failing: frozenset[int] = frozenset(),
    look: Look = ignore,
    *,
    skipping: frozenset[int] = frozenset(),
    before: int = 99,
    picture: Callable[[], bytes] = photo,
) -> int:
    """Answer until the summary or row `before`, with a `picture` where one is a must.

    Rows in `failing` are planned, those in `skipping` passed over. Returns how many questions were answered.
    """
    planned: set[int] = set()
    count = 0
    while is_question(phone):
        found = _ROW.search(phone.text)
        assert found, phone.text
        row = int(found[1])
        if row >= before:
            break
        if row in skipping:
            phone.tap("先跳过")
            continue
        count += 1
        look(f"question-{count:02}", phone)
        if row in failing - planned:
            planned.add(row)
            phone.tap("不符合")
            plan(phone, look if len(planned) == 1 else ignore)
            continue
        if "必交" in phone.text:
            phone.send_photo(picture())
            look(f"question-{count:02}-photo", phone)
        phone.tap("符合")
        if phone.has("全部 "):
            look(f"question-{count:02}-numbers", phone)
            phone.tap("全部 ")
    return count


def plan(phone: Phone, look: Look = ignore) -> None:
    """Go from a fault to its plan with the usual choices."""
    if phone.has("已停"):
        look("finding-stop", phone)
        phone.tap("已停")
    for number, button in enumerate(("要几天", "就这么改", "本人", "不花钱", "日（", "就这么定")):
        look(f"finding-{number}", phone)
        phone.tap(button)
