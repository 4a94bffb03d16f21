"""Measures (停产整顿, 处罚, 提请关闭, 拒不整改): an office follows a decision until it is carried out, and
answers requests to resume work; the list of enterprises to be named in public."""

from bot.dialogs.measures.windows import make_dialog

__all__ = ["make_dialog"]
