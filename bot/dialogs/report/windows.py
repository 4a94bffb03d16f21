"""The windows of an anonymous report, one question a screen. Handlers and getters are beside them."""

from __future__ import annotations

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.report import getters, handlers, placing
from bot.privacy.states import ReportSG
from bot.privacy.telltale import telltale_window
from bot.privacy.windows import Story, private_window
from bot.ui.confirmation import Confirm
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import back_to


def make_dialog() -> Dialog:
    """The dialog of ReportSG."""
    return Dialog(*_before(), *_places(), *_written(), *_sent())


def _back_and_cancel(name: str) -> Row:
    return Row(
        Tap(T("back"), f"{name}_back", handlers.on_back),
        Tap(T("report-cancel"), f"{name}_cancel", handlers.on_cancel),
    )


def _before() -> tuple[Window, ...]:
    """The windows before anything is typed."""
    return (
        private_window(
            Tap(T("report-help"), "help", handlers.on_help),
            Tap(T("report-begin"), "begin", handlers.on_begin, when="takes"),
            Tap(T("report-other-place"), "other_place", handlers.on_other_place, when="has_poster"),
            Row(
                SwitchTo(T("report-safer"), "safer", ReportSG.safer, when="takes"),
                SwitchTo(T("report-phone"), "phone", ReportSG.phone, when="takes"),
            ),
            Tap(T("report-leave"), "intro_leave", handlers.on_leave),
            Words(handlers.on_early),
            state=ReportSG.intro,
            getter=getters.intro_getter,
        ),
        private_window(
            T("report-safer-text"),
            back_to("safer_back", ReportSG.intro),
            state=ReportSG.safer,
        ),
        private_window(
            back_to("phone_back", ReportSG.intro),
            state=ReportSG.phone,
            getter=getters.phone_getter,
        ),
        private_window(
            Tap(T("report-help-on"), "help_on", handlers.on_begin, when="takes"),
            back_to("help_back", ReportSG.intro),
            state=ReportSG.help,
            getter=getters.help_getter,
        ),
        private_window(
            Choices("category", "categories", handlers.on_category, width=2),
            _back_and_cancel("category"),
            Words(handlers.on_text),
            state=ReportSG.category,
            getter=getters.category_getter,
        ),
    )


def _places() -> tuple[Window, ...]:
    """The windows of the place."""
    return (
        private_window(
            Choices("town", "choices", placing.on_town, width=2),
            Choices("firm", "firms", placing.on_enterprise),
            paging(prefix="town_"),
            Row(
                Tap(T("back"), "town_back", placing.on_town_back),
                Tap(T("join-town-here"), "town_here", placing.on_here, "at", when="may_stay"),
                Tap(T("report-cancel"), "town_cancel", handlers.on_cancel),
            ),
            Words(placing.on_find),
            state=ReportSG.town,
            getter=placing.town_getter,
        ),
        private_window(
            Choices("enterprise", "choices", placing.on_enterprise),
            paging(prefix="where_"),
            Tap(T("report-use-found"), "use_found", placing.on_place_found, when="in_vain"),
            Row(
                Tap(T("report-write-place"), "write_place", placing.on_write_place),
                Tap(T("report-no-name"), "no_name", placing.on_no_name),
            ),
            Row(
                Tap(T("back"), "where_back", handlers.on_back),
                Tap(T("join-all"), "where_all", placing.on_all, when="has_find"),
                Tap(T("report-cancel"), "where_cancel", handlers.on_cancel),
            ),
            Words(placing.on_find),
            state=ReportSG.where,
            getter=placing.where_getter,
        ),
        private_window(
            T("report-place-ask"),
            _back_and_cancel("place"),
            Words(placing.on_place, numbers_too=True),
            state=ReportSG.place,
        ),
    )


def _written() -> tuple[Window, ...]:
    """The windows of the story; every screen from here on takes further texts and photos."""
    return (
        private_window(
            _back_and_cancel("story"),
            Story(handlers.on_text, handlers.on_photo),
            state=ReportSG.story,
            getter=getters.story_getter,
        ),
        private_window(
            Tap(T("report-danger-now"), "danger_now", handlers.on_urgent, "now"),
            Tap(T("report-danger-urgent"), "danger_urgent", handlers.on_urgent, "yes"),
            Tap(T("report-danger-calm"), "danger_calm", handlers.on_urgent, "no"),
            _back_and_cancel("danger"),
            Story(handlers.on_text, handlers.on_photo),
            state=ReportSG.danger,
            getter=getters.danger_getter,
        ),
        private_window(
            Choices("since", "choices", handlers.on_since, width=2),
            _back_and_cancel("since"),
            Story(handlers.on_text, handlers.on_photo),
            state=ReportSG.since,
            getter=getters.since_getter,
        ),
        private_window(
            Confirm(T("report-submit"), "submit", handlers.on_submit),
            Row(
                Tap(T("report-fix-category"), "fix_category", handlers.on_fix, "category"),
                Tap(T("report-fix-place"), "fix_place", handlers.on_fix, "where"),
            ),
            Row(
                Tap(T("report-rewrite"), "rewrite", handlers.on_rewrite),
                Tap(T("report-no-photos"), "no_photos", handlers.on_no_photos, when="has_photos"),
            ),
            Tap(T("report-danger-now"), "hurry", handlers.on_urgent, "now", when="may_hurry"),
            Tap(Given("urgency"), "urgency", handlers.on_urgent, "other_urgency"),
            Tap(T("report-cancel"), "review_cancel", handlers.on_cancel),
            Story(handlers.on_text, handlers.on_photo),
            state=ReportSG.review,
            getter=getters.review_getter,
        ),
        telltale_window(ReportSG.telltale, ReportSG.review, handlers.on_submit),
    )


def _sent() -> tuple[Window, ...]:
    """The window of the receipt, and the statement that it came in."""
    return (
        private_window(
            Tap(T("report-written-down"), "written_down", handlers.on_written_down),
            Row(
                SwitchTo(T("report-proof-button"), "proof", ReportSG.proof),
                Tap(T("report-keep"), "keep", handlers.on_keep),
            ),
            state=ReportSG.sent,
            getter=getters.sent_getter,
        ),
        private_window(
            back_to("proof_back", ReportSG.sent),
            state=ReportSG.proof,
            getter=getters.proof_getter,
        ),
    )
