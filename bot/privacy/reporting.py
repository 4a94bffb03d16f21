"""Parts of a process for anonymous reports: rules, keys, the locked photos."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.model.reports import ReportRules
from storage.reports import keys as reports_keys
from storage.reports.files import ReportFiles
from storage.reports.keys import KeyFile
from storage.reports.sealing import Intake, Keyring

if TYPE_CHECKING:
    from bot.config import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reporting:
    """`intake` seals; `keyring` opens what staff open, and is empty where reports are only taken in."""

    rules: ReportRules
    intake: Intake
    keyring: Keyring
    files: ReportFiles


def load_reporting(settings: Settings) -> Reporting | None:
    """The parts from the settings; None without a key file.

    Raises:
        KeyProblem: the file cannot be used as it is.
    """
    if settings.report_key_file is None:
        return None
    from content.loader import report_rules

    file = unlocked(settings, reports_keys.load(settings.report_key_file))
    if not file.opens:
        log.warning("no private report key here: reports are taken in, and cannot be opened")
    return Reporting(report_rules(), Intake(file), Keyring(file), ReportFiles(settings.reports_dir))


def unlocked(settings: Settings, file: KeyFile) -> KeyFile:
    """The key file with its keys unlocked, if its passphrase is known.

    Raises:
        KeyProblem: it is another one.
    """
    if not file.locked:
        return file
    if settings.report_passphrase_file is not None:
        try:
            text = settings.report_passphrase_file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise reports_keys.KeyProblem(
                "cli-error-passphrase-unread", path=settings.report_passphrase_file
            ) from None
        return reports_keys.unlock(file, text.rstrip("\r\n"))
    if sys.stdin is not None and sys.stdin.isatty():
        import getpass

        return reports_keys.unlock(file, getpass.getpass("passphrase of the report key: "))
    return file
