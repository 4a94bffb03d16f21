"""One module a task of one person. ALL_DIALOGS is the only list of them."""

from bot.dialogs import (
    campaign,
    escalation,
    finding,
    home,
    join,
    notice_write,
    notices,
    office,
    profile,
    receipt,
    report,
    report_case,
    review,
    self_check,
    share,
    staff_join,
    summary,
    tasks,
    upkeep,
)
from bot.dialogs.finding import extension
from bot.dialogs.notices import received
from bot.dialogs.review import asked
from bot.dialogs.self_check import handing_in
from bot.dialogs.self_check import items as overview

ALL_DIALOGS = (
    self_check.make_dialog,
    finding.make_dialog,
    home.make_dialog,
    overview.make_dialog,
    handing_in.make_dialog,
    tasks.make_dialog,
    profile.make_dialog,
    join.make_dialog,
    share.make_dialog,
    office.make_dialog,
    office.extensions.make_dialog,
    office.duties.make_dialog,
    office.rules.make_dialog,
    office.units.make_dialog,
    office.joining.make_dialog,
    office.people.make_dialog,
    office.inviting.make_dialog,
    extension.make_dialog,
    staff_join.make_dialog,
    received.make_dialog,
    notices.make_dialog,
    notice_write.make_dialog,
    report.make_dialog,
    receipt.make_dialog,
    report_case.make_dialog,
    upkeep.make_dialog,
    review.make_dialog,
    review.make_verify_dialog,
    escalation.make_dialog,
    asked.make_dialog,
    summary.make_dialog,
    campaign.make_dialog,
    office.records.make_dialog,
    office.own_duties.make_dialog,
    office.circulars.make_dialog,
)
"""Makers: a Router belongs to one dispatcher. The busiest first: they are asked in turn."""
