"""Measures in force after a decision, requests to resume work, and their photos.

A decision (an escalation that is decided) makes one measure: 停产整顿 lasts until a request of the enterprise
(resumption, with words and photos) is agreed to; 处罚 has number, kind and amount and ends when it is paid;
提请关闭 ends when the enterprise is closed. 拒不整改 is a measure that an officer states about
an open task, which stays open. A task remembers the day of its last warning: not put right so many days
later is a refusal too.

Existing decisions get their measure, with the day they were decided.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state = 'open'")
ASKING = sa.text("state IN ('draft', 'asked')")


def upgrade() -> None:
    """Forward."""
    op.add_column('escalations', sa.Column('warned_on', sa.Date(), nullable=True))
    op.create_table(
        'measures',
        sa.Column('id', KEY, nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('escalation_id', KEY, nullable=False),
        sa.Column('enterprise_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('number', sa.String(length=60), nullable=False),
        sa.Column('penalty', sa.String(length=12), nullable=False),
        sa.Column('amount_fen', sa.BigInteger(), nullable=True),
        sa.Column('since_on', sa.Date(), nullable=False),
        sa.Column('made_by', KEY, nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.Column('ended_by', KEY, nullable=True),
        sa.ForeignKeyConstraint(['escalation_id'], ['escalations.id'], name=op.f('fk_measures_escalation_id')),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_measures_enterprise_id')),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_measures_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['made_by'], ['people.id'], name=op.f('fk_measures_made_by')),
        sa.ForeignKeyConstraint(['ended_by'], ['people.id'], name=op.f('fk_measures_ended_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_measures')),
        sa.UniqueConstraint('escalation_id', 'kind', name=op.f('uq_measures_escalation_id_kind')),
    )
    op.create_index(
        'ix_measures_open', 'measures', ['enterprise_id', 'kind'], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index('ix_measures_enterprise', 'measures', ['enterprise_id'])
    op.create_table(
        'resumptions',
        sa.Column('id', KEY, nullable=False),
        sa.Column('measure_id', KEY, nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_by', KEY, nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('decided_by', KEY, nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_resumptions_measure_id')),
        sa.ForeignKeyConstraint(['written_by'], ['people.id'], name=op.f('fk_resumptions_written_by')),
        sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_resumptions_decided_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resumptions')),
    )
    op.create_index(
        'uq_resumptions_asking',
        'resumptions',
        ['measure_id'],
        unique=True,
        sqlite_where=ASKING,
        postgresql_where=ASKING,
    )
    op.create_index('ix_resumptions_measure', 'resumptions', ['measure_id'])
    op.create_table(
        'resumption_photos',
        sa.Column('id', KEY, nullable=False),
        sa.Column('resumption_id', KEY, nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('original_sha256', sa.String(length=64), nullable=False),
        sa.Column('mime', sa.String(length=60), nullable=False),
        sa.Column('added_by', KEY, nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['resumption_id'], ['resumptions.id'], name=op.f('fk_resumption_photos_resumption_id')
        ),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_resumption_photos_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resumption_photos')),
        sa.UniqueConstraint(
            'resumption_id',
            'original_sha256',
            name=op.f('uq_resumption_photos_resumption_id_original_sha256'),
        ),
    )
    op.execute(
        'INSERT INTO measures (kind, escalation_id, enterprise_id, jurisdiction_id, state, reason, number,'
        ' penalty, since_on, made_by, made_at)'
        " SELECT decision, id, enterprise_id, jurisdiction_id, 'open', reason, '', '',"
        ' COALESCE(date(decided_at), made_on), decided_by, decided_at FROM escalations'
        " WHERE state = 'decided' AND decision IN ('suspend', 'penalty', 'closure') AND decided_at IS NOT NULL"
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('resumption_photos')
    op.drop_table('resumptions')
    op.drop_table('measures')
    op.drop_column('escalations', 'warned_on')
