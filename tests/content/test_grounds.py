"""Citations of articles: marked where they were not read, with their notes."""

from content.grounds import grounds, notes
from content.loader import load
from content.model.base import LawRef, Mark

LIBRARY = load()
QUESTIONS = {question.code: question for item in LIBRARY.items.values() for question in item.questions}
UNREAD = "（条文未核对）"


def _cited(code: str) -> tuple[str, ...]:
    return grounds(QUESTIONS[code].law, LIBRARY.laws, "zh", UNREAD)


def test_an_article_that_was_not_read_is_marked_and_one_that_was_is_not() -> None:
    cited = _cited("Q12.2")
    assert "《职业病防治法》第二十四条第二款" in cited
    assert f"《工作场所职业卫生管理规定》第十五条{UNREAD}" in cited


def test_an_article_is_no_better_known_than_its_law() -> None:
    ref = LawRef(law="order_49", article="第十一条", mark=Mark.verified)
    assert grounds([ref], LIBRARY.laws, "zh", UNREAD) == (
        f"《用人单位职业健康监护监督管理办法》第十一条{UNREAD}",
    )


def test_what_is_no_law_today_is_left_out() -> None:
    ref = LawRef(law="order_23", article="第五条", mark=Mark.verified)
    assert grounds([ref], LIBRARY.laws, "zh", UNREAD) == ()
    assert notes([ref], LIBRARY.laws, "zh") == ()


def test_notes_say_how_far_a_law_was_read_once() -> None:
    said = notes([*QUESTIONS["Q12.2"].law, *QUESTIONS["Q12.4"].law], LIBRARY.laws, "zh")
    assert [one for one in said if "2002年文本" in one] == [
        "《使用有毒物品作业场所劳动保护条例》：2024-12-06修订，2025-01-20起施行；"
        "只读到修订后的第十四条，其余各条按2002年文本。"
    ]
    assert any("严重职业病危害的岗位" in one for one in said)


def test_articles_say_what_they_are_cited_for() -> None:
    """Funds are in articles 21 and 41, the licence is in the rules on toxic substances."""
    assert _cited("Q01.3") == ("《职业病防治法》第二十一条", "《职业病防治法》第四十一条")
    assert all("职业病防治法" not in one for one in _cited("Q19.6"))
    assert all("全文" not in one for one in _cited("Q12.2"))
