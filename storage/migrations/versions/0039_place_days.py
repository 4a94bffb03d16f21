"""Figures of each day are kept by place; an office may switch the ranking of the places below it off.

Of days before nothing was kept, and forms that were taken back or sent back left no trace of a day: nothing is
made up. Of campaigns that have ended, the figures of their last day are kept and go over as they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = (
    "enterprises",
    "joined",
    "started",
    "submitted",
    "reviewed",
    "closed",
    "undecided",
    "to_do",
    "done",
    "settled",
    "overdue",
)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "place_days",
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_place_days_campaign_id")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_place_days_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "day", "jurisdiction_id", name=op.f("pk_place_days")),
    )
    op.add_column("jurisdictions", sa.Column("ranked", sa.Boolean(), server_default=sa.true(), nullable=False))
    kept = ", ".join(COUNTS)
    of = ", ".join(f"p.{name}" for name in COUNTS)
    op.execute(
        f"INSERT INTO place_days (campaign_id, day, jurisdiction_id, {kept})"  # noqa: S608  our own columns
        f" SELECT p.campaign_id, c.closed_on, p.jurisdiction_id, {of} FROM place_progress p"
        " JOIN campaigns c ON c.id = p.campaign_id"
        " WHERE c.state = 'closed' AND c.closed_on IS NOT NULL AND p.enterprises > 0"
    )


def downgrade() -> None:
    """Back."""
    op.drop_column("jurisdictions", "ranked")
    op.drop_table("place_days")
