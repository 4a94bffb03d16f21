"""Decides which campaigns are running: the condition for queries, and the lock for changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select

from storage.tables.campaigns import Campaign

FORM_DUTY = "self_check_form"
"""Code, in every pack, of the enterprises' duty to hand in the form."""


def running() -> ColumnElement[bool]:
    """Whether a campaign is open, as a condition on `Campaign`: in one that has ended nothing is asked,
    changed or reminded of. Every query asks here."""
    return Campaign.state == "open"


def held(query: Select[Any]) -> Select[Any]:
    """The same query of campaigns for who changes something of theirs: on PostgreSQL an end waits until this
    transaction is over, and this query until an end that goes on is. Deeds do not wait for one another."""
    return query.with_for_update(read=True, key_share=True, of=Campaign)


RUNNING = "k.state = 'open'"
"""The same in SQL written out, on `campaigns k`."""
