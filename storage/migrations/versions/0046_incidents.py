"""Accidents: the record, who was told when, the four things to show, files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'incidents',
        sa.Column('id', KEY, nullable=False),
        sa.Column('enterprise_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('place', sa.String(length=60), nullable=False),
        sa.Column('what', sa.Text(), nullable=False),
        sa.Column('substance', sa.String(length=60), nullable=False),
        sa.Column('hurt', sa.Integer(), nullable=True),
        sa.Column('dead', sa.Integer(), nullable=True),
        sa.Column('recorded_by', KEY, nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by_enterprise', sa.Boolean(), nullable=False),
        sa.Column('changes', sa.Integer(), nullable=False),
        sa.Column('inquiry', sa.String(length=60), nullable=False),
        sa.Column('inquiry_on', sa.Date(), nullable=True),
        sa.Column('result', sa.Text(), nullable=False),
        sa.Column('result_on', sa.Date(), nullable=True),
        sa.Column('published', sa.Text(), nullable=False),
        sa.Column('published_on', sa.Date(), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_incidents_enterprise_id')),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_incidents_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['recorded_by'], ['people.id'], name=op.f('fk_incidents_recorded_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incidents')),
        sa.UniqueConstraint('token', name=op.f('uq_incidents_token')),
    )
    op.create_index('ix_incidents_place', 'incidents', ['jurisdiction_id', 'state'])
    op.create_index('ix_incidents_enterprise', 'incidents', ['enterprise_id'])
    op.create_table(
        'incident_tellings',
        sa.Column('incident_id', KEY, nullable=False),
        sa.Column('party', sa.String(length=20), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('noted_by', KEY, nullable=True),
        sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['incident_id'], ['incidents.id'], name=op.f('fk_incident_tellings_incident_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['noted_by'], ['people.id'], name=op.f('fk_incident_tellings_noted_by')),
        sa.PrimaryKeyConstraint('incident_id', 'party', name=op.f('pk_incident_tellings')),
    )
    op.create_table(
        'incident_points',
        sa.Column('incident_id', KEY, nullable=False),
        sa.Column('code', sa.String(length=20), nullable=False),
        sa.Column('sentence', sa.String(length=300), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=True),
        sa.Column('noted_by', KEY, nullable=True),
        sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['incident_id'], ['incidents.id'], name=op.f('fk_incident_points_incident_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['noted_by'], ['people.id'], name=op.f('fk_incident_points_noted_by')),
        sa.PrimaryKeyConstraint('incident_id', 'code', name=op.f('pk_incident_points')),
    )
    op.create_table(
        'incident_files',
        sa.Column('id', KEY, nullable=False),
        sa.Column('incident_id', KEY, nullable=False),
        sa.Column('point', sa.String(length=20), nullable=False),
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
            ['incident_id'], ['incidents.id'], name=op.f('fk_incident_files_incident_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_incident_files_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_files')),
        sa.UniqueConstraint(
            'incident_id',
            'point',
            'original_sha256',
            name=op.f('uq_incident_files_incident_id_point_original_sha256'),
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    for table in ('incident_files', 'incident_points', 'incident_tellings', 'incidents'):
        op.drop_table(table)
