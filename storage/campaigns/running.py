"""Decides which campaigns are running: the condition for queries, and the lock for changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select

from storage.tables.campaigns import Campaign

FORM_DUTY = "self_check_form"
"""Code, in every pack, of the enterprises' duty to hand in the form."""


def running() -> ColumnElement[bool]:
    """Whether a campaign is open, as a condition on `Campaign`. Nothing is asked, changed or reminded of
    in a campaign that has ended; every query uses this condition."""
    return Campaign.state == "open"


def held(query: Select[Any]) -> Select[Any]:
    """Lock the campaigns of a query for a change: on PostgreSQL the end of a campaign waits until this
    transaction is over, and this query waits for an end in progress. Operations do not wait for one
    another."""
    return query.with_for_update(read=True, key_share=True, of=Campaign)


RUNNING = "k.state = 'open'"
"""The condition `running` as SQL text, on `campaigns k`."""
