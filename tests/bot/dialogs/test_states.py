"""State names are stored with every conversation under way: they change with care or not at all."""

from __future__ import annotations

import inspect

from aiogram.fsm.state import StatesGroup

import bot.states.people
from bot.states.people import ALL_GROUPS

FROZEN = """
HomeSG: main more language privacy help plan enterprises tip anonymity past campaigns
JoinSG: choose invited code name credit_code industry town address headcount confirm phone own_phone ask_phone
NudgesSG: main ask code
ShareSG: main code details edit_name edit_address edit_headcount leave edit_phone
ProfileSG: uses materials workers exposed situations result
SelfCheckSG: question why example na_reason put_off numbers files note date lapsed
OverviewSG: items left_out
SubmitSG: summary submitted withdraw
FindingSG: stop choose at_once measure responsible funds due beyond confirm view after files comment share
TasksSG: list done
OfficeSG: main seats league campaigns sheets
StaffJoinSG: invited
NoticesSG: list one sure reading unread unreached why correct corrected give_back
NoticeWriteSG: template text files main audience places industries hazards search when day time confirm
NoticeWriteSG: until until_time own own_one own_text own_title
ReceivedSG: list
ReportSG: intro safer phone help category town where place story danger since review telltale sent proof
ReceiptSG: enter view said add telltale proof close
ExtensionSG: day calendar reason asked
ExtensionsSG: list one day refuse several several_refuse
MeasuresSG: list one refuse number kind amount day ended
ResumptionSG: main words
CaseSG: list closed figures help one spam ask answer result result_text confirm
CaseSG: department place reason day enterprise
DutiesSG: list one done below standing
RecordSG: one day reason handed_in answered reported
OwnDutiesSG: list one
CircularSG: list one answer sent answers recall kind text whom day confirm
IncidentSG: first aid list own one text when people told told_at points point
MeetingSG: list one who day clock agenda whom confirm attendance minutes points party due
OfficeRulesSG: list one preview
UnitsSG: list one bring sure keep name place close devices merge merge_sure filter erase phone
BreakdownSG: place industries hazards items
JoinRequestsSG: list one
StaffSG: list member role sure invites deeds devices
StaffInviteSG: place department role link
UpkeepSG: list one day
DevicesSG: main link pin sure
HistorySG: main call
ReviewSG: queue draw sample case signs item overturn object ask verdict day calendar comment confirm
InspectionSG: list made find day sure one departments shift drop item note items scope rows present
InspectionSG: due dues due_one finish void void_reason void_sure
VerifySG: list one reject
EscalationSG: list one reason
ReferralSG: list one to wanted day reason number outcome answer_day answer answer_from
CampaignSG: pack start calendar days edit reason sends plan part since sure close
CampaignSG: close_reason reopen phone hotlines
CampaignSG: letterhead full_name number_pattern
SubmitSG: signed
ReviewSG: signed
MeasuresSG: papers paper places place place_reason
MeasuresSG: withdraw withdraw_text withdraw_day withdrawal_number withdrawal_text
SummariesSG: list one write cases case sure filings
ReadinessSG: office own
AskedSG: one
"""
FROZEN_NAMES = frozenset(
    f"{group}:{state}"
    for group, _, states in (line.partition(": ") for line in FROZEN.strip().splitlines())
    for state in states.split()
)


def names() -> frozenset[str]:
    """All state names as they are stored."""
    return frozenset(str(state.state) for group in ALL_GROUPS for state in group.__all_states__)


def test_no_state_was_renamed_or_removed() -> None:
    gone = sorted(FROZEN_NAMES - names())
    assert not gone, (
        f"{gone} are gone from bot/states. People who stand in these windows have the names stored. "
        "Keep the old name (a State whose attribute is new may keep it: State('old', group_name='Group')), "
        "or purge dialog_states in a migration; then take the name out of the list in this file."
    )


def test_every_new_state_is_on_the_list() -> None:
    new = sorted(names() - FROZEN_NAMES)
    assert not new, f"{new} are new: add them to the list in this file, so that nobody renames them unawares."


def test_every_group_is_registered() -> None:
    written = {
        one
        for one in vars(bot.states.people).values()
        if inspect.isclass(one) and issubclass(one, StatesGroup) and one is not StatesGroup
    }
    assert written == set(ALL_GROUPS)
