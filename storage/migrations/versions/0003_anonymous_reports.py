"""Anonymous reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table('reports',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('case_number', sa.String(length=9), nullable=False),
    sa.Column('receipt_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('worker_public', sa.LargeBinary(length=32), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('enterprise_tag', sa.LargeBinary(length=32), nullable=True),
    sa.Column('text_tag', sa.LargeBinary(length=32), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('pending', sa.Boolean(), nullable=False),
    sa.Column('wish', sa.String(length=8), nullable=True),
    sa.Column('result', sa.String(length=10), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('handler_id', KEY, nullable=True),
    sa.ForeignKeyConstraint(['handler_id'], ['people.id'], name=op.f('fk_reports_handler_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_reports_jurisdiction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reports')),
    sa.UniqueConstraint('case_number', name=op.f('uq_reports_case_number')),
    sa.UniqueConstraint('receipt_hash', name=op.f('uq_reports_receipt_hash')),
    sqlite_with_rowid=False,
    )
    op.create_index('ix_reports_pending', 'reports', ['urgent'], unique=False, sqlite_where=sa.text('pending'), postgresql_where=sa.text('pending'))
    op.create_index('ix_reports_state', 'reports', ['state', 'received_on'], unique=False)
    op.create_table('report_departments',
    sa.Column('report_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('department', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_report_departments_jurisdiction_id')),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name=op.f('fk_report_departments_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'jurisdiction_id', 'department', name=op.f('pk_report_departments')),
    sqlite_with_rowid=False,
    )
    op.create_index('ix_report_departments_place', 'report_departments', ['jurisdiction_id', 'department'], unique=False)
    op.create_table('report_messages',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('report_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('author', sa.String(length=6), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('released', sa.Boolean(), nullable=False),
    sa.Column('key_id', sa.String(length=8), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('key_office', sa.LargeBinary(length=80), nullable=False),
    sa.Column('key_worker', sa.LargeBinary(length=80), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name=op.f('fk_report_messages_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_messages')),
    sqlite_with_rowid=False,
    )
    op.create_index('uq_report_messages_position', 'report_messages', ['report_id', 'position'], unique=True)
    op.create_table('report_files',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('report_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key_id', sa.String(length=8), nullable=False),
    sa.Column('key_office', sa.LargeBinary(length=80), nullable=False),
    sa.Column('key_worker', sa.LargeBinary(length=80), nullable=True),
    sa.Column('photo_tag', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['report_messages.id'], name=op.f('fk_report_files_message_id')),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name=op.f('fk_report_files_report_id')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_report_files')),
    sqlite_with_rowid=False,
    )
    op.create_index(op.f('ix_report_files_photo_tag'), 'report_files', ['photo_tag'], unique=False)
    op.create_index(op.f('ix_report_files_report_id'), 'report_files', ['report_id'], unique=False)
    op.create_table('report_batches',
    sa.Column('slot', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('slot', name=op.f('pk_report_batches')),
    sqlite_with_rowid=False,
    )
    op.create_table('posters',
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_posters_enterprise_id')),
    sa.PrimaryKeyConstraint('enterprise_id', name=op.f('pk_posters')),
    sa.UniqueConstraint('code', name=op.f('uq_posters_code')),
    )
    op.create_table('inspections',
    sa.Column('id', KEY, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('department', sa.String(length=12), nullable=False),
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_inspections_enterprise_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_inspections_jurisdiction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspections')),
    )
    op.create_index('uq_inspections_visit', 'inspections', ['enterprise_id', 'jurisdiction_id', 'department', 'planned_on'], unique=True)
    op.create_index('ix_inspections_place', 'inspections', ['jurisdiction_id', 'state', 'planned_on'], unique=False)
    op.create_table('tip_subscribers',
    sa.Column('telegram_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.PrimaryKeyConstraint('telegram_id', name=op.f('pk_tip_subscribers')),
    sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Revert the schema."""
    for table in ('tip_subscribers', 'inspections', 'posters', 'report_batches', 'report_files', 'report_messages', 'report_departments', 'reports'):
        op.drop_table(table)
