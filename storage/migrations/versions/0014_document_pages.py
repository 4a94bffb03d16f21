"""A PDF as evidence: how many pages it has, and the picture of its first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward; what is there are photos and voice messages, which have neither."""
    op.add_column('evidence', sa.Column('pages', sa.Integer(), nullable=True))
    op.add_column('evidence', sa.Column('preview_sha256', sa.String(64), nullable=True))


def downgrade() -> None:
    """Revert the schema; a PDF stays a file without a picture."""
    op.drop_column('evidence', 'preview_sha256')
    op.drop_column('evidence', 'pages')
