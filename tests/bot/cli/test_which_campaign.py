"""Commands that list things of campaigns: the only open one is meant; of several, one has to be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.office_with_work import TODAY
from tests.bot.cli.test_review import played
from tests.bot.conftest import Chenan

__all__ = ["played"]

LISTS = [
    ("review", "queue"),
    ("review", "queue", "--jurisdiction", "HL"),
    ("review", "sample", "--count", "1"),
    ("review", "done", "--jurisdiction", "HL"),
    ("review", "tasks", "--jurisdiction", "HL"),
    ("overview",),
    ("summary", "list"),
    ("summary", "case"),
    ("enterprise", "list", "--jurisdiction", "HL", "--step", "submitted"),
    ("export", "ledger", "--out", "ledger.xlsx"),
    ("export", "forms", "--out", "forms.zip"),
    ("export", "summary", "--out", "summary.pdf"),
]


@pytest.fixture
def several(played: Chenan) -> Chenan:
    """A second campaign is open at the same place."""
    start = TODAY.isoformat()
    assert played("campaign", "open", "yangzhou", "--jurisdiction", "HL", "--start", start).code == 0
    return played


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_the_only_open_campaign_need_not_be_named(
    played: Chenan, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    without, named = played(*command, "--json"), played(*command, "--campaign", "1", "--json")
    assert (without.code, named.code) == (0, 0), without.err
    if command[1:2] != ("sample",):  # which is drawn by chance
        assert without.json == named.json


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_of_several_open_campaigns_one_has_to_be_named(
    several: Chenan, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = several(*command)
    assert refused.code == 2
    assert "several campaigns are open there" in refused.err
    named = ("1: Dust and toxics campaign, Hailing district, 海陵区", "2: Dust and toxics campaign, Yangzhou")
    assert "; ".join(named) in " ".join(refused.err.split())
    assert not [one for one in tmp_path.iterdir() if one.is_file()], "nothing is written"
    assert several(*command, "--campaign", "1").code == 0


def test_each_campaign_lists_its_own(several: Chenan) -> None:
    def number(command: tuple[str, ...], campaign: int) -> int:
        return len(several(*command, "--campaign", str(campaign), "--json").json)

    assert [number(("review", "queue"), one) for one in (1, 2)] == [1, 0]
    assert [number(("review", "done", "--jurisdiction", "HL"), one) for one in (1, 2)] == [1, 0]
    so_far = ("enterprise", "list", "--jurisdiction", "HL", "--step")
    assert [number((*so_far, "submitted"), one) for one in (1, 2)] == [1, 0]
    assert [number((*so_far, "not_started"), one) for one in (1, 2)] == [0, 2]


def test_an_ended_campaign_is_meant_only_by_its_number(several: Chenan) -> None:
    assert several("campaign", "close", "2").code == 0
    assert len(several("review", "queue", "--json").json) == 1
    assert several("campaign", "close", "1").code == 0
    refused = several("review", "queue")
    assert refused.code == 2
    assert "no campaign is open there" in refused.err
    assert several("overview", "--campaign", "1").code == 0
    assert several("review", "done", "--jurisdiction", "HL").code == 0, "what waits is listed all the same"
    assert several("overview", "--campaign", "9").code == 1


def test_a_campaign_above_or_below_the_place_is_found(several: Chenan) -> None:
    assert several("campaign", "close", "2").code == 0
    assert several("jurisdiction", "add", "hl-x", "城东街道", "--parent", "HL").code == 0
    assert several("overview", "--jurisdiction", "hl-x").code == 0
