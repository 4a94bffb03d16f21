"""The full name of an office and the number of its papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    for name, length in (('full_name', 60), ('number_pattern', 48)):
        op.add_column(
            'jurisdictions', sa.Column(name, sa.String(length=length), nullable=False, server_default='')
        )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_column('jurisdictions', 'number_pattern')
    op.drop_column('jurisdictions', 'full_name')
