"""Rectifications: fix a finding at once, or by a plan (措施、责任人、资金、期限)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case

from storage.tables.findings import Rectification


def matter() -> Any:
    """SQL expression for the name of a rectification in messages: its measure; while there is none, the
    reviewer's objection."""
    return case((Rectification.measure == "", Rectification.objection), else_=Rectification.measure)
