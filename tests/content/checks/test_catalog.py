"""Catalogs are checked against each other and against the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.catalog import Catalog, CatalogError
from content.checks.catalogs import check_catalogs

ZH = """\
# 问候
greeting = 您好，{ $name }
back = 返回
left = 还剩 { $count } 项
due = { $day } 前
"""
EN = """\
greeting = Hello { $name }
back = Back
left = { $count ->
    [one] one item left
   *[other] { $count } items left
 }
due = by { $day }
"""


class Catalogs:
    """Catalog files and a program's source below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("catalogs/zh/common.ftl", ZH)
        self.write("catalogs/en/common.ftl", EN)

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def messages(self, *, with_source: bool = False) -> list[str]:
        return [str(mistake) for mistake in check_catalogs(self.root, self.root if with_source else None)]


@pytest.fixture
def catalogs(tmp_path: Path) -> Catalogs:
    return Catalogs(tmp_path)


@pytest.fixture
def catalog(catalogs: Catalogs) -> Catalog:
    return Catalog.load(catalogs.root)


def test_sentence_is_said_in_both_languages_without_isolating_signs(catalog: Catalog) -> None:
    assert catalog.say("greeting", "zh", name="王师傅") == "您好，王师傅"
    assert catalog.say("greeting", "en", name="Wang") == "Hello Wang"
    assert catalog.say("back", "en") == catalog.say("back", "en") == "Back"


@pytest.mark.parametrize(("count", "said"), [(1, "one item left"), (2027, "2027 items left")])
def test_whole_number_chooses_the_plural_and_is_not_grouped(catalog: Catalog, count: int, said: str) -> None:
    assert catalog.say("left", "en", count=count) == said


def test_date_is_said_as_the_project_writes_dates(catalog: Catalog) -> None:
    assert catalog.say("due", "zh", day=date(2027, 4, 30)) == "2027-04-30 前"


def test_variables_called_key_and_language_do_not_clash(catalogs: Catalogs) -> None:
    catalogs.write("catalogs/zh/other.ftl", "odd = { $key } { $language }\n")
    assert Catalog.load(catalogs.root).say("odd", "zh", key="a", language="b") == "a b"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sentence_a_language_lacks_is_said_in_chinese(catalogs: Catalogs, language: str) -> None:
    catalogs.write("catalogs/zh/other.ftl", "only-chinese = 只有中文\n")
    assert Catalog.load(catalogs.root).say("only-chinese", language) == "只有中文"


def test_key_nobody_has_raises(catalog: Catalog) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        catalog.say("nowhere", "zh")


@pytest.mark.parametrize("values", [{}, {"nam": "王"}])
def test_variable_not_given_raises_and_says_which(catalog: Catalog, values: dict[str, str]) -> None:
    with pytest.raises(KeyError, match=r"greeting.*name"):
        catalog.say("greeting", "zh", **values)


def test_file_with_a_syntax_error_is_refused_with_its_line(catalogs: Catalogs) -> None:
    catalogs.write("catalogs/en/common.ftl", EN + "broken = { $\n")
    with pytest.raises(CatalogError, match=r"^catalogs/en/common\.ftl:\d+: "):
        Catalog.load(catalogs.root)


def test_catalogs_of_the_program_load_and_speak() -> None:
    assert Catalog.load().say("back", "zh") == "‹ 返回"


# --- the check --------------------------------------------------------------------------------------


def test_catalogs_that_fit_have_no_mistake(catalogs: Catalogs) -> None:
    assert catalogs.messages() == []


def test_syntax_error_is_told_with_its_line(catalogs: Catalogs) -> None:
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/other.ftl", "fine = x\nbroken { $name }\n")
    first, second = catalogs.messages()
    assert second == (
        "catalogs/zh/other.ftl:2: Expected token: \"=\"; write 'key = sentence', further lines indented, "
        "variables as { $name }"
    )
    assert first == second.replace("/zh/", "/en/")


@pytest.mark.parametrize(("has", "lacks"), [("zh", "en"), ("en", "zh")])
def test_key_missing_in_a_language_is_told(catalogs: Catalogs, has: str, lacks: str) -> None:
    catalogs.write(f"catalogs/{has}/other.ftl", "\nextra = x\n")
    there = f"catalogs/{lacks}/other.ftl"
    assert catalogs.messages() == [
        f"catalogs/{has}/other.ftl:2: 'extra' has no '{lacks}' sentence; write it in {there}"
    ]


def test_variable_of_one_language_only_is_told(catalogs: Catalogs) -> None:
    catalogs.write("catalogs/en/common.ftl", EN.replace("back = Back", "back = Back to { $where }"))
    assert catalogs.messages() == [
        "catalogs/en/common.ftl:2: 'back' uses $where, catalogs/zh/common.ftl:3 does not; "
        "write it in both or in neither"
    ]


def test_key_written_twice_is_told(catalogs: Catalogs) -> None:
    catalogs.write("catalogs/zh/other.ftl", "back = 回去\n")
    assert catalogs.messages() == [
        "catalogs/zh/other.ftl:1: 'back' is already at catalogs/zh/common.ftl:3; keep one of them"
    ]


def test_reference_to_a_sentence_that_is_not_there_is_told(catalogs: Catalogs) -> None:
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/other.ftl", "menu = { bakc } { -brand }\n")
    assert catalogs.messages() == [
        f"catalogs/{language}/other.ftl:1: 'menu' refers to '{name}', which '{language}' does not have; "
        "write that sentence too"
        for language in ("en", "zh")
        for name in ("-brand", "bakc")
    ]


def test_sentence_without_a_value_is_told(catalogs: Catalogs) -> None:
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/other.ftl", "field =\n    .hint = x\n")
    assert catalogs.messages() == [
        f"catalogs/{language}/other.ftl:1: 'field' has only attributes, which nothing uses; "
        "write 'field = sentence'"
        for language in ("en", "zh")
    ]


SOURCE = """\
def window(catalog, language, kind):
    T("back")
    catalog.say("greeting", language, name="x")
    send(text_key="left")
    return catalog.say("due", language, **kind)
"""


def test_program_that_names_every_key_has_no_mistake(catalogs: Catalogs) -> None:
    catalogs.write("bot/ui/window.py", SOURCE)
    assert catalogs.messages(with_source=True) == []


def test_key_no_source_names_is_told(catalogs: Catalogs) -> None:
    catalogs.write("bot/ui/window.py", SOURCE.replace('T("back")', "pass"))
    assert catalogs.messages(with_source=True) == [
        "catalogs/zh/common.ftl:3: nothing uses 'back'; use it in the program, or drop it in every language"
    ]


def test_no_key_is_called_unused_while_the_rules_that_name_keys_cannot_be_read(catalogs: Catalogs) -> None:
    catalogs.write("bot/ui/window.py", SOURCE.replace('T("back")', "pass"))
    assert check_catalogs(catalogs.root, catalogs.root, None) == []


@pytest.mark.parametrize(
    "call",
    ['T("nowhere-else")', 'catalog.say("nowhere-else", language)', 'send(text_key="nowhere-else")',
     'Error(key="nowhere-else")', 'T("back" if kind else "nowhere-else")'],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["bot/dialogs", "documents", "scheduler", "storage"])
def test_key_of_the_source_that_no_catalog_has_is_told(catalogs: Catalogs, folder: str, call: str) -> None:
    catalogs.write("bot/ui/window.py", SOURCE)
    catalogs.write(f"{folder}/odd.py", f"def odd(kind):\n    {call}\n")
    assert catalogs.messages(with_source=True) == [
        f"{folder}/odd.py:2: there is no sentence 'nowhere-else'; write it in the catalogs"
    ]


def test_words_that_are_no_keys_are_left_alone(catalogs: Catalogs) -> None:
    catalogs.write(
        "bot/ui/window.py", SOURCE + 'text.say("zh")\nField(key="n_workers")\nsorted([], key=len)\n'
    )
    assert catalogs.messages(with_source=True) == []


@pytest.mark.parametrize(
    "call",
    [
        'T(f"error-{kind}")',
        'T("error-" + kind)',
        'say("back" if kind else f"{kind}-past")',
        'send(text_key=f"error-{kind}")',
        'Invalid(f"error-{kind}")',
    ],
)
def test_a_key_put_together_from_pieces_is_told(catalogs: Catalogs, call: str) -> None:
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/error.ftl", "error-past = x\nerror-beyond = y\n")
    named = 'KINDS = {"past": "error-past", "beyond": "error-beyond"}\nT(KINDS[kind])\n'
    catalogs.write("bot/ui/window.py", f"{SOURCE}{named}")
    assert catalogs.messages(with_source=True) == []
    catalogs.write("bot/ui/window.py", f"{SOURCE}{named}{call}\n")
    assert catalogs.messages(with_source=True) == [
        "bot/ui/window.py:8: a key is put together from pieces; write a table of whole keys, "
        "or a sentence that chooses"
    ]


def test_a_table_of_keys_with_one_that_is_no_key_is_told(catalogs: Catalogs) -> None:
    table = 'KINDS = {"a": "error-past", "b": "nowhere-else"}\n'
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/error.ftl", "error-past = x\n")
    catalogs.write("bot/ui/window.py", SOURCE + table + 'STYLES = {"a": "font-weight", "b": "font-size"}\n')
    assert catalogs.messages(with_source=True) == [
        "bot/ui/window.py:6: there is no sentence 'nowhere-else'; write it in the catalogs"
    ]


def test_an_error_is_made_with_the_key_of_its_sentence_or_has_another_one(catalogs: Catalogs) -> None:
    catalogs.write("storage/odd.py", 'raise Invalid("error-past")\n')
    catalogs.write("bot/ui/window.py", SOURCE)
    assert catalogs.messages(with_source=True) == [
        "storage/odd.py:1: there is no sentence 'error-past'; write it in the catalogs"
    ]
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/cli.ftl", "cli-error-past = x\n")
    catalogs.write("bot/cli.py", 'SENTENCES = {"error-past": "cli-error-past"}\n')
    assert catalogs.messages(with_source=True) == []


@pytest.mark.parametrize(
    "call",
    ['tree.mistake(file, (), "nowhere-else")', 'mistake(file, 1, "nowhere-else")',
     'Sentence("nowhere-else")', 'raise WrongValue("nowhere-else")'],
)  # fmt: skip
def test_a_mistake_is_made_with_the_key_of_its_sentence(catalogs: Catalogs, call: str) -> None:
    catalogs.write("bot/ui/window.py", SOURCE)
    catalogs.write("content/odd.py", f"def odd(file):\n    {call}\n")
    assert catalogs.messages(with_source=True) == [
        "content/odd.py:2: there is no sentence 'nowhere-else'; write it in the catalogs"
    ]
    catalogs.write("content/odd.py", f"def odd(file):\n    {call.replace('nowhere-else', 'greeting')}\n")
    assert catalogs.messages(with_source=True) == [
        "content/odd.py:2: 'greeting' needs $name; write say(…, name=…)"
    ]


def test_variables_of_a_call_have_to_be_those_of_the_sentence(catalogs: Catalogs) -> None:
    catalogs.write("bot/ui/window.py", SOURCE.replace('name="x"', 'nmae="x"'))
    assert catalogs.messages(with_source=True) == [
        "bot/ui/window.py:3: 'greeting' has no $nmae; write it in catalogs/zh/common.ftl:2, or drop nmae=",
        "bot/ui/window.py:3: 'greeting' needs $name; write say(…, name=…)",
    ]


def test_variables_of_a_sentence_referred_to_are_needed_too(catalogs: Catalogs) -> None:
    for language in ("zh", "en"):
        catalogs.write(f"catalogs/{language}/other.ftl", "twice = { greeting } { greeting }\n")
    catalogs.write("bot/ui/window.py", SOURCE + 'catalog.say("twice", "zh")\n')
    assert catalogs.messages(with_source=True) == [
        "bot/ui/window.py:6: 'twice' needs $name; write say(…, name=…)"
    ]


def test_variables_of_sentences_within_a_sentence_are_its_own() -> None:
    assert "kind" in Catalog.load().variables("outbox-escalation", "zh")
