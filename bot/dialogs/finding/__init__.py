"""Findings: questions that were not passed, from the first decision to the last picture. Texts are in
finding.ftl."""

from bot.dialogs.finding.windows import make_dialog

__all__ = ["make_dialog"]
