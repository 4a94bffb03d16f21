"""Getting ready for inspectors (迎检准备): what an office has to show, and what an enterprise has."""

from bot.dialogs.readiness.windows import make_dialog

__all__ = ["make_dialog"]
