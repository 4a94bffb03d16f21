"""Ways through a self-check by its buttons, as an owner takes them.."""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping

from PIL import Image

from content.model.form import Form, FormItem
from content.model.questions import Question
from simulator.client import Person, Seen

VERDICTS = {"pass": "符合", "fail": "不符合", "na": "不涉及"}
_shades = itertools.count()


def picture(width: int = 320, height: int = 240, kind: str = "JPEG") -> bytes:
    """A picture unlike any other."""
    shade = next(_shades)
    image = Image.new("RGB", (width, height), (shade % 251, shade // 251 % 251, 90))
    image.paste((255 - shade % 251, 120, 30), (shade % 97, 10, shade % 97 + 60, 90))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def labels(seen: Seen) -> list[str]:
    """Texts of the buttons, row by row."""
    return [label for row in seen.buttons for label in row]


def has(seen: Seen, beginning: str) -> bool:
    """Whether there is a button that begins so, an emoji before it allowed."""
    return any(label.lstrip("☑ ").startswith(beginning) for label in labels(seen))


async def window(person: Person) -> Seen:
    """The window that is open: the newest message with buttons."""
    return next(one for one in reversed(await person.messages()) if one.buttons)


async def dialog_window(person: Person) -> Seen:
    """The window of a dialog that is open, also where something was delivered below it meanwhile."""
    return next(one for one in reversed(await person.messages()) if _is_of_dialog(one))


def _is_of_dialog(seen: Seen) -> bool:
    """Whether a button's data begin with a dialog's id; those of delivered messages begin with `go:`."""
    return any("\x1d" in one for one in _data(seen))


def _data(seen: Seen) -> list[str]:
    rows = seen.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [str(button.get("callback_data", "")) for row in rows for button in row]


def is_delivered(seen: Seen) -> bool:
    """Whether the scheduler sent it: all its buttons are of delivered messages."""
    data = _data(seen)
    return bool(data) and all(one.startswith("go:") for one in data)


def question_shown(seen: Seen, form: Form, language: str = "zh") -> str | None:
    """Code of the question in a window; None if it shows none."""
    for code, (_, question) in form.by_code.items():
        if question.text.say(language) in seen.text:
            return code
    return None


def is_question(seen: Seen) -> bool:
    """The window of a question itself, with its three verdicts."""
    return has(seen, "符合") and has(seen, "不涉及") and has(seen, "为什么问")


def needs(item: FormItem, question: Question) -> tuple[bool, bool]:
    """Whether 符合 asks for a photo, and whether a verdict asks for numbers."""
    return question.evidence.required, bool(item.numbers and question.numbers)


async def answer(
    person: Person, form: Form, verdict: str, *, photo: bool = True, reason: str = "厂里没有这个"
) -> str:
    """Answer the question shown; return its code. A photo where one is required, all of all where numbers
    are."""
    code = question_shown(await window(person), form)
    assert code is not None, (await person.last()).text
    wants_photo, wants_numbers = needs(*form.by_code[code])
    if verdict == "pass" and wants_photo and photo:
        await person.photo(picture())
    await person.click(VERDICTS[verdict])
    if verdict == "na":
        await person.send(reason)
    elif wants_numbers:
        await person.send("18/18" if verdict == "pass" else "3/18")
    return code


async def answer_all(person: Person, form: Form, verdicts: Mapping[str, str]) -> dict[str, str]:
    """Answer every question that is shown until the summary; 符合 where `verdicts` says nothing."""
    given: dict[str, str] = {}
    while is_question(await person.last()):
        code = question_shown(await person.last(), form)
        assert code is not None
        assert code not in given, f"{code} is asked again"
        given[code] = verdicts.get(code, "pass")
        await answer(person, form, given[code])
    return given


async def begin(person: Person) -> Seen:
    """Go from /start to the first open question."""
    await person.send("/start")
    home = await person.last()
    await person.click("开始自查" if has(home, "开始自查") else "继续自查")
    return await person.last()
