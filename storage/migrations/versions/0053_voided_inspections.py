"""Faults of visits, and visits, can be voided; a voided visit leaves its day free for the right one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDS = sa.text("state <> 'voided'")
VISIT = ["enterprise_id", "jurisdiction_id", "department", "planned_on"]
TABLES = ("inspections", "inspection_answers")


def upgrade() -> None:
    """Forward."""
    for table in TABLES:
        op.add_column(table, sa.Column("voided_at", sa.DateTime(timezone=True)))
        op.add_column(table, sa.Column("voided_by", KEY))
        op.add_column(table, sa.Column("voided_on", sa.Date()))
        op.add_column(table, sa.Column("void_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("inspection_answers", sa.Column("before", sa.JSON()))
    op.drop_index("uq_inspections_visit", "inspections")
    op.create_index(
        "uq_inspections_visit",
        "inspections",
        VISIT,
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def downgrade() -> None:
    """Back: what was voided is again as if it had been called off."""
    op.execute(
        "DELETE FROM inspection_answers WHERE voided_at IS NOT NULL"
        " OR inspection_id IN (SELECT id FROM inspections WHERE state = 'voided')"
    )
    for table in ("inspection_departments", "inspection_officers", "inspection_files"):
        op.execute(
            f"DELETE FROM {table} WHERE inspection_id IN"  # noqa: S608  our own tables
            " (SELECT id FROM inspections WHERE state = 'voided')"
        )
    op.execute("DELETE FROM inspections WHERE state = 'voided'")
    op.drop_index("uq_inspections_visit", "inspections")
    op.create_index("uq_inspections_visit", "inspections", VISIT, unique=True)
    op.drop_column("inspection_answers", "before")
    for table in TABLES:
        for name in ("void_reason", "voided_on", "voided_by", "voided_at"):
            op.drop_column(table, name)
