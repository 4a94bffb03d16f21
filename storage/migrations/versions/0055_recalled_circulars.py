"""Circulars can be recalled, or corrected by another one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = ("corrects_id", "recall_reason", "recalled_by", "recalled_at")


def upgrade() -> None:
    """Forward."""
    op.add_column("circulars", sa.Column("recalled_at", sa.DateTime(timezone=True)))
    op.add_column("circulars", sa.Column("recalled_by", KEY))
    op.add_column("circulars", sa.Column("recall_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("circulars", sa.Column("corrects_id", KEY))
    op.create_index("uq_circulars_corrects", "circulars", ["corrects_id"], unique=True)


def downgrade() -> None:
    """Back."""
    op.drop_index("uq_circulars_corrects", "circulars")
    for name in COLUMNS:
        op.drop_column("circulars", name)
