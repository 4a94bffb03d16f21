"""Templates of notices: filled with whatever a campaign gives they are whole, and fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.checks.all import check
from content.loader import load
from content.model.notices import ALWAYS, SOMETIMES, NoticeTemplate
from content.telegram_html import MAX_CAPTION, escape, over, seen, units
from tests.content.small_tree import SmallTree

TEMPLATES = load().notices
names = st.text(min_size=1, max_size=16).filter(lambda text: text.strip() == text)


def test_the_four_notices_of_a_campaign_are_there() -> None:
    assert [one.title.zh for one in TEMPLATES] == ["动员部署", "自查提醒", "复查通知", "情况通报"]


@given(
    st.sampled_from(TEMPLATES),
    st.sampled_from(["zh", "en"]),
    st.fixed_dictionaries(
        dict.fromkeys(sorted(ALWAYS), names), optional=dict.fromkeys(sorted(SOMETIMES), names)
    ),
)
def test_a_filled_notice_is_whole_and_fits_beside_a_picture(
    template: NoticeTemplate, language: str, values: dict[str, str]
) -> None:
    text = template.fill(language, values)
    shown = seen(text)
    assert over(text, MAX_CAPTION) == 0
    assert values["office"] in shown or template.code == "none"
    bare = template.fill(language, {**dict.fromkeys(values, "x"), **dict.fromkeys(ALWAYS, "x")})
    assert "{" not in bare
    assert "}" not in bare
    for tag in re.findall(r"<(/?\w+)>", bare):
        assert tag in ("b", "/b")
    assert bare.count("<b>") == bare.count("</b>")


def test_what_has_no_value_is_not_spoken_of() -> None:
    reminder = next(one for one in TEMPLATES if one.code == "reminder")
    values = dict.fromkeys(ALWAYS, "x")
    assert "另行通知" in reminder.fill("zh", values)
    dated = reminder.fill("zh", {**values, "due": "2026年11月20日", "left": 18})
    assert "请在2026年11月20日前交" in dated
    assert "另行通知" not in dated
    late = reminder.fill("zh", {**values, "due": "2026年11月20日", "over": 3, "grace": "2026年11月25日"})
    assert "已过交表日期 3 天" in late
    assert "2026年11月25日前还可以交" in late


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("needs: [due]", "needs: [duo]", "no field 'duo'"),
        ("{due}前", "{duu}前", "'{duu}' has no value"),
        ("- needs: [due]\n        text", "- text", "'{due}' has no value"),
        ("[not_submitted]", "[asleep]", "not_submitted"),
        ("code: reminder", "code: Re-minder", "code"),
        ("请在", "请" * 1100, "write at most 1024"),
    ],
)
def test_a_mistake_in_a_notice_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("notices.yaml", old, new)
    mistakes = check(tmp_path)
    assert mistakes
    assert all(one.file == "notices.yaml" for one in mistakes)
    assert any(says in str(one.sentence) for one in mistakes), mistakes


def test_a_code_twice_is_a_mistake(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    text = (tmp_path / "notices.yaml").read_text("utf-8")
    tree.write("notices.yaml", text + text.split("\n", 1)[1])
    assert len(check(tmp_path)) == 1


# --- Telegram's HTML


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a <b>b</b>", "a b"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;b&gt; &amp;amp; &quot; &#20013; &nbsp; &copy;", '<b> &amp; " 中 &nbsp; &copy;'),
        ('<a href="https://x.cn/?a=1">链接</a>\n', "链接"),
        ("  两边  ", "两边"),
    ],
)
def test_what_is_seen_of_html(source: str, shown: str) -> None:
    assert seen(source) == shown


@given(st.text())
def test_an_escaped_text_is_seen_as_it_was(text: str) -> None:
    assert seen(escape(text)) == text.strip()


def test_emoji_count_twice_as_telegram_counts_them() -> None:
    assert units("字😀") == 3
    assert over("😀" * 512 + "字", MAX_CAPTION) == 1
