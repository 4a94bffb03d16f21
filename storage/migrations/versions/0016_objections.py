"""Separates the reviewer's objection from the owner's measure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. The reviewer's words kept as a measure so far become the objection; the measure is open again."""
    op.add_column('rectifications', sa.Column('objection', sa.Text(), server_default='', nullable=False))
    op.execute("""
        UPDATE rectifications SET objection = measure, measure = ''
        WHERE EXISTS (
            SELECT 1 FROM findings f
            JOIN reviews r ON r.self_check_id = f.self_check_id
            JOIN review_items i ON i.review_id = r.id AND i.question = f.question
            WHERE f.id = rectifications.finding_id AND i.verdict = 'overturn' AND i.comment = rectifications.measure)""")


def downgrade() -> None:
    """Revert the schema; where the owner wrote no measure, the reviewer's words are put back."""
    op.execute("UPDATE rectifications SET measure = objection WHERE measure = ''")
    op.drop_column('rectifications', 'objection')
