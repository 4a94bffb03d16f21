"""Anonymous reports in their office: the list, one report, operations on it. Texts in case.ftl."""

from bot.dialogs.report_case.windows import make_dialog

__all__ = ["make_dialog"]
