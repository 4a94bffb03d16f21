"""All kinds of events of an enterprise's record.

A new kind: a `Kind` in one of the modules below (or in a new one, listed here), and its
sentence in both catalogs.
"""

from __future__ import annotations

from storage.history import office_kinds, own_kinds

KINDS = (*own_kinds.KINDS, *office_kinds.KINDS)
"""Kinds in the order in which events of one instant are shown, the cause first."""
FOR_OWNER = tuple(kind for kind in KINDS if kind.owner)
