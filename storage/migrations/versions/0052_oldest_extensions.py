"""An index of undecided extensions in the order in which offices are shown them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None

ASKED = sa.text("state = 'asked'")


def upgrade() -> None:
    """Forward."""
    op.create_index(
        'ix_extensions_oldest', 'extensions', ['from_on', 'id'], sqlite_where=ASKED, postgresql_where=ASKED
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_extensions_oldest', 'extensions')
