"""One module a task of one person. ALL_DIALOGS is the only list of them."""

from bot.dialogs import (
    extension,
    finding,
    home,
    join,
    notice_write,
    notices,
    office,
    overview,
    profile,
    receipt,
    received,
    report,
    self_check,
    share,
    staff_join,
    submit,
    tasks,
)

ALL_DIALOGS = (
    self_check.make_dialog,
    finding.make_dialog,
    home.make_dialog,
    overview.make_dialog,
    submit.make_dialog,
    tasks.make_dialog,
    profile.make_dialog,
    join.make_dialog,
    share.make_dialog,
    office.make_dialog,
    office.extensions.make_dialog,
    extension.make_dialog,
    staff_join.make_dialog,
    received.make_dialog,
    notices.make_dialog,
    notice_write.make_dialog,
    report.make_dialog,
    receipt.make_dialog,
)
"""Makers: a Router belongs to one dispatcher. The busiest first: they are asked in turn."""
