"""Windows of accidents."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.incident import getters as get
from bot.dialogs.incident import handlers as on
from bot.states.exchange import IncidentSG
from bot.ui.confirmation import Confirm
from bot.ui.incoming_files import PAPERS
from bot.ui.widgets import Choices, Media, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_home, to_office


def make_dialog() -> Dialog:
    """The dialog of IncidentSG."""
    return Dialog(
        house_window(
            Tap(T("incident-report"), "report", on.on_report, "item", when="can_report"),
            SwitchTo(T("incident-aid"), "aid", IncidentSG.aid),
            SwitchTo(T("incident-to-own"), "to_one", IncidentSG.one, when="shown"),
            Tap(T("back"), "first_back", on.on_home),
            state=IncidentSG.first,
            getter=get.first_getter,
        ),
        house_window(
            back_to("aid_back", IncidentSG.first),
            state=IncidentSG.aid,
            getter=get.aid_getter,
        ),
        house_window(
            Choices("one", "choices", on.on_one),
            paging("page"),
            to_office("to_office"),
            state=IncidentSG.list,
            getter=get.list_getter,
        ),
        house_window(
            Choices("own", "choices", on.on_one),
            paging("own_page", "own_"),
            to_home("to_home"),
            state=IncidentSG.own,
            getter=get.own_getter,
        ),
        house_window(
            Row(
                Tap(T("incident-set-what"), "what", on.asking("what"), when="writes"),
                SwitchTo(T("incident-set-when"), "to_when", IncidentSG.when, when="writes"),
                Tap(T("incident-set-place"), "place", on.asking("place"), when="writes"),
            ),
            Row(
                SwitchTo(T("incident-set-people"), "to_people", IncidentSG.people, when="writes"),
                Tap(T("incident-set-substance"), "substance", on.asking("substance"), when="writes"),
                SwitchTo(T("incident-to-told"), "to_told", IncidentSG.told),
            ),
            Row(
                SwitchTo(T("incident-to-points"), "to_points", IncidentSG.points, when="sees"),
                Tap(T("incident-set-inquiry"), "inquiry", on.asking("inquiry"), when="keeps"),
                Tap(T("incident-set-result"), "result", on.asking("result"), when="keeps"),
            ),
            Row(
                Tap(T("incident-publish"), "publish", on.asking("publish"), when="concluded"),
                Tap(T("incident-lesson-button"), "lesson", on.on_lesson, when="keeps"),
                Tap(T("incident-paper"), "paper", on.on_paper, when="sees"),
            ),
            Row(
                Confirm(T("incident-close"), "close", on.on_close, "id", when="may_close"),
                Tap(T("incident-void"), "void", on.asking("void"), when="may_void"),
                Confirm(T("incident-reopen"), "reopen", on.on_reopen, "id", when="may_reopen"),
                Tap(T("record-see-files"), "files", on.on_files, when="has_files"),
                SwitchTo(T("incident-to-numbers"), "to_numbers", IncidentSG.first, when="is_own"),
            ),
            Tap(T("back"), "one_back", on.on_back),
            Media(on.on_file, PAPERS),
            state=IncidentSG.one,
            getter=get.one_getter,
        ),
        house_window(
            Confirm(T("incident-publish-this"), "publish_this", on.on_publish, "item", when="is_publication"),
            back_to("text_back", IncidentSG.one),
            Words(on.on_text),
            state=IncidentSG.text,
            getter=get.text_getter,
        ),
        house_window(
            T("incident-ask-when"),
            back_to("when_back", IncidentSG.one),
            Words(on.on_time, numbers_too=True, pickers=get.moment_picked),
            state=IncidentSG.when,
        ),
        house_window(
            T("incident-ask-people"),
            back_to("people_back", IncidentSG.one),
            Words(on.on_people, numbers_too=True, pickers=get.people_picked),
            state=IncidentSG.people,
        ),
        house_window(
            paging("told_part", "told_"),
            Choices("tell", "to_tell", on.on_party),
            back_to("told_back", IncidentSG.one),
            state=IncidentSG.told,
            getter=get.told_getter,
        ),
        house_window(
            Tap(T("incident-told-now"), "told_now", on.on_told_now, "party"),
            back_to("told_at_back", IncidentSG.told),
            Words(on.on_told_at, numbers_too=True, pickers=get.moment_picked),
            state=IncidentSG.told_at,
            getter=get.told_at_getter,
        ),
        house_window(
            Choices("point", "choices", on.on_point),
            back_to("points_back", IncidentSG.one),
            state=IncidentSG.points,
            getter=get.points_getter,
        ),
        house_window(
            Tap(T("record-see-files"), "point_files", on.on_point_files, "item", when="has_files"),
            Confirm(T("incident-settle"), "settle", on.on_settle, "item", when="may_settle"),
            Confirm(T("incident-unsettle"), "unsettle", on.on_unsettle, "item", when="may_unsettle"),
            Tap(T("back"), "point_back", on.on_points_back),
            Words(on.on_shown),
            Media(on.on_point_file, PAPERS),
            state=IncidentSG.point,
            getter=get.point_getter,
        ),
    )
