"""Files of circulars between offices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'circular_files',
        sa.Column('id', KEY, nullable=False),
        sa.Column('circular_id', KEY, nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('original_sha256', sa.String(length=64), nullable=False),
        sa.Column('mime', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('preview_sha256', sa.String(length=64), nullable=True),
        sa.Column('added_by', KEY, nullable=True),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['circular_id'], ['circulars.id'], name=op.f('fk_circular_files_circular_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_circular_files_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_circular_files')),
        sa.UniqueConstraint(
            'circular_id', 'original_sha256', name=op.f('uq_circular_files_circular_id_original_sha256')
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('circular_files')
