"""Which campaign each place takes part in: the newest open one of its own, else of the nearest above.

The same rule as `campaigns.campaign_for`, for all places below one at once.
"""

from __future__ import annotations

from sqlalchemy import CTE, bindparam, func, select

from storage.campaign_tables import Campaign, running
from storage.jurisdictions import Jurisdiction, above_cte


def places_cte(root: str = "root") -> CTE:
    """A recursive query of `id` and `campaign_id`: the place bound as `root` and all below it, each with the
    open campaign its enterprises are in, or NULL."""
    above = above_cte(bindparam(root))
    inherited = (
        select(Campaign.id)
        .join(above, above.c.id == Campaign.jurisdiction_id)
        .where(running())
        .order_by(above.c.depth, Campaign.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    start = (
        select(Jurisdiction.id, inherited.label("campaign_id"))
        .where(Jurisdiction.id == bindparam(root))
        .cte("places", recursive=True)
    )
    child = Jurisdiction.__table__.alias("child")
    own = (
        select(Campaign.id)
        .where(Campaign.jurisdiction_id == child.c.id, running())
        .order_by(Campaign.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return start.union_all(
        select(child.c.id, func.coalesce(own, start.c.campaign_id)).join(
            start, child.c.parent_id == start.c.id
        )
    )
