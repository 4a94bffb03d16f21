"""The list of whom to name in public: whole, in messages that Telegram takes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from content.catalog import Catalog
from content.loader import load
from documents.papers.exposures import exposure_paper, exposure_texts
from storage.offices.letterheads import Letterhead
from storage.reviews.measure_views import Exposed

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_long_list_is_several_messages_and_leaves_nobody_out() -> None:
    exposed = [Exposed(f"第{number}厂", "", "某镇", "拒不整改，" * 60, AT) for number in range(40)]
    head = Letterhead("某市")
    paper = exposure_paper(exposed, "yangzhou", head, date(2026, 11, 29), load(), Catalog.load())
    messages = exposure_texts(paper)
    assert all(len(one) <= 4096 for one in messages)
    whole = "\n".join(messages)
    assert all(f"{number + 1}. 第{number}厂（某镇）：" in whole for number in range(40))
    assert whole.startswith(paper.title)
    assert whole.endswith("某市 2026年11月29日")
