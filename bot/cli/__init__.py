"""The command line `chenan`: names its commands, imports one when it is called, turns errors into a line."""

from __future__ import annotations

import importlib
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import click

from bot.cli.language import Group, Option, language, say

_COMMANDS = {
    "demo": ("bot.cli.demo:demo", "cli-list-demo"),
    "run": ("bot.cli.run:run_all", "cli-list-run"),
    "bot": ("bot.cli.run:run_bot", "cli-list-bot"),
    "scheduler": ("bot.cli.run:run_scheduler", "cli-list-scheduler"),
    "simulator": ("bot.cli.simulator:simulator", "cli-list-simulator"),
    "db": ("bot.cli.db:db", "cli-list-db"),
    "evidence": ("bot.cli.evidence:evidence", "cli-list-evidence"),
    "content": ("bot.cli.content.command:content", "cli-list-content"),
    "campaign": ("bot.cli.campaign:campaign", "cli-list-campaign"),
    "jurisdiction": ("bot.cli.jurisdiction:jurisdiction", "cli-list-jurisdiction"),
    "staff": ("bot.cli.staff:staff", "cli-list-staff"),
    "operator": ("bot.cli.operator:operator", "cli-list-operator"),
    "status": ("bot.cli.status:status", "cli-list-status"),
    "audit": ("bot.cli.audit:audit", "cli-list-audit"),
    "enterprise": ("bot.cli.enterprise.command:enterprise", "cli-list-enterprise"),
    "overview": ("bot.cli.overview:overview", "cli-list-overview"),
    "export": ("bot.cli.export:export", "cli-list-export"),
    "circular": ("bot.cli.exchange.circulars:circular", "cli-list-circular"),
    "duty": ("bot.cli.exchange.duties:duty", "cli-list-duty"),
    "summary": ("bot.cli.summary:summary", "cli-list-summary"),
    "review": ("bot.cli.review.command:review", "cli-list-review"),
    "incident": ("bot.cli.exchange.incidents:incident", "cli-list-incident"),
    "inspection": ("bot.cli.review.inspections:inspection", "cli-list-inspection"),
    "extension": ("bot.cli.review.extensions:extension", "cli-list-extension"),
    "referral": ("bot.cli.review.referrals:referral", "cli-list-referral"),
    "meeting": ("bot.cli.exchange.meetings:meeting", "cli-list-meeting"),
    "notice": ("bot.cli.notice:notice", "cli-list-notice"),
    "reminder": ("bot.cli.reminder:reminder", "cli-list-reminder"),
    "nudge": ("bot.cli.outbox.nudge:nudge", "cli-list-nudge"),
    "outbox": ("bot.cli.outbox.command:outbox", "cli-list-outbox"),
    "keys": ("bot.cli.keys:keys", "cli-list-keys"),
    "doctor": ("bot.cli.doctor.command:doctor", "cli-list-doctor"),
}


class LazyGroup(Group):
    """A group that knows its commands by name and imports a command's module only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order a newcomer needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now; None where there is no such name."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        try:
            command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise click.ClickException(say("cli-error-no-command-here", name=cmd_name)) from error
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{attribute} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, so that help imports none of them."""
        with formatter.section(say("cli-click-commands")):
            formatter.write_dl([(name, say(key)) for name, (_, key) in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, help="cli-chenan")
@click.version_option(
    package_name="chenan",
    prog_name="chenan",
    message="%(prog)s %(version)s",
    cls=Option,
    help="cli-click-version",
)
def chenan() -> None:
    """Telegram bot for campaigns against dust and highly toxic substances at work."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process: 0 success, 2 bad use, 1 failure.

    A user's mistake is one readable line on stderr, and so is an error of the program itself: a traceback
    would hold statements, texts and tokens.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Chinese also where the locale is C
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = chenan.main(args=arguments, prog_name="chenan", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        fail(_sentence(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        fail(say("cli-error-stopped"), 130)
    except BrokenPipeError:  # the reader of our output went away: `chenan … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else _last(error), 1)
    except Exception as error:  # noqa: BLE001 - the outermost place
        _end(error)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _end(error: Exception) -> NoReturn:
    """Leave with what an error says, or with a line about a mistake of the program."""
    from content.checks.mistakes import ContentError
    from storage.base.errors import ChenanError, Invalid, OperatorError

    if isinstance(error, ChenanError):  # refused by a command itself, outside of its transaction
        from bot.cli.support import sentence_of

        fail(sentence_of(error), 2 if isinstance(error, Invalid) else 1)
    if isinstance(error, (OperatorError, ContentError)):
        fail(error.say(language()), error.exit_code)
    exit_code = getattr(error, "exit_code", None)
    if isinstance(exit_code, int):
        fail(str(error), exit_code)
    fail(_last(error), 1)


_TROUBLES = {
    "full": ("cli-error-trouble-full", "cli-error-mend-full"),
    "readonly": ("cli-error-trouble-readonly", "cli-error-mend-readonly"),
    "locked": ("cli-error-trouble-locked", "cli-error-mend-locked"),
    "damaged": ("cli-error-trouble-damaged", "cli-error-mend-damaged"),
    "away": ("cli-error-trouble-away", "cli-error-mend-away"),
}


def _last(error: Exception) -> str:
    """The line about an uncaught error: how to mend it, or where it happened."""
    from bot.logs import last_words
    from storage.base.diagnosis import full_temporary_folder, kind_of

    if (kind := kind_of(error)) is not None:
        if kind == "full" and (temporary := full_temporary_folder()) is not None:
            problem = say("cli-error-trouble-full-temporary", folder=temporary)
            return say("cli-error-mended", problem=problem, mend=say("cli-error-mend-full-temporary"))
        trouble, mend = _TROUBLES[kind]
        return say("cli-error-mended", problem=say(trouble), mend=say(mend))
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return last_words(error)


def _sentence(error: click.ClickException) -> str:
    """click's message on one line, with where to find help for bad use."""
    message = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return say("cli-error-see-help", message=message, command=context.command_path) if context else message


def fail(message: str, exit_code: int) -> NoReturn:
    """Print a readable error to stderr and leave with `exit_code`."""
    click.echo(f"chenan: {message}", err=True)
    sys.exit(exit_code)
