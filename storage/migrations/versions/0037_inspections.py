"""Inspections with a record: what was asked and seen, by whom, with files; their faults are findings.

Planned visits stay what they are. A finding may come of a visit (`inspection_id`): then it counts though the
form was never handed in, and no answer withdraws it. A form may be opened by an office for what it found.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.add_column('findings', sa.Column('inspection_id', KEY, nullable=True))
    op.add_column(
        'self_checks', sa.Column('by_office', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column('inspections', sa.Column('announced', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('inspections', sa.Column('campaign_id', KEY, nullable=True))
    op.add_column('inspections', sa.Column('form_digest', sa.String(length=32), nullable=True))
    op.add_column(
        'inspections', sa.Column('industry', sa.String(length=40), server_default='', nullable=False)
    )
    op.add_column('inspections', sa.Column('facts', sa.JSON(), server_default='{}', nullable=False))
    op.add_column('inspections', sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('inspections', sa.Column('done_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('inspections', sa.Column('done_by', KEY, nullable=True))
    op.add_column('inspections', sa.Column('done_on', sa.Date(), nullable=True))
    op.add_column(
        'inspections', sa.Column('present', sa.String(length=64), server_default='', nullable=False)
    )
    op.add_column('inspections', sa.Column('due_on', sa.Date(), nullable=True))
    op.add_column('inspections', sa.Column('ordered', sa.Boolean(), server_default=sa.false(), nullable=False))
    for page in ('CaseSG:visits', 'CaseSG:visit'):  # windows that are gone: the list of inspections has them
        op.execute(
            f"""UPDATE dialog_states SET data = replace(data, '"state":"{page}"', '"state":"HomeSG:main"')"""
            f""" WHERE data LIKE '%"state":"{page}"%'"""
        )
    op.execute("UPDATE inspections SET done_on = planned_on WHERE state = 'done'")
    op.create_index('ix_inspections_campaign', 'inspections', ['campaign_id', 'state', 'enterprise_id'])
    visit = sa.ForeignKeyConstraint
    op.create_table(
        'inspection_departments',
        sa.Column('inspection_id', KEY, nullable=False),
        sa.Column('department', sa.String(length=12), nullable=False),
        visit(
            ['inspection_id'],
            ['inspections.id'],
            name=op.f('fk_inspection_departments_inspection_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('inspection_id', 'department', name=op.f('pk_inspection_departments')),
    )
    op.create_table(
        'inspection_officers',
        sa.Column('inspection_id', KEY, nullable=False),
        sa.Column('person_id', KEY, nullable=False),
        sa.Column('department', sa.String(length=12), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        visit(
            ['inspection_id'],
            ['inspections.id'],
            name=op.f('fk_inspection_officers_inspection_id'),
            ondelete='CASCADE',
        ),
        visit(['person_id'], ['people.id'], name=op.f('fk_inspection_officers_person_id')),
        sa.PrimaryKeyConstraint('inspection_id', 'person_id', name=op.f('pk_inspection_officers')),
    )
    op.create_table(
        'inspection_answers',
        sa.Column('id', KEY, nullable=False),
        sa.Column('inspection_id', KEY, nullable=False),
        sa.Column('question', sa.String(length=8), nullable=False),
        sa.Column('verdict', sa.String(length=4), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('answered_by', KEY, nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
        visit(
            ['inspection_id'],
            ['inspections.id'],
            name=op.f('fk_inspection_answers_inspection_id'),
            ondelete='CASCADE',
        ),
        visit(['answered_by'], ['people.id'], name=op.f('fk_inspection_answers_answered_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_answers')),
        sa.UniqueConstraint(
            'inspection_id', 'question', name=op.f('uq_inspection_answers_inspection_id_question')
        ),
    )
    op.create_table(
        'inspection_files',
        sa.Column('id', KEY, nullable=False),
        sa.Column('inspection_id', KEY, nullable=False),
        sa.Column('question', sa.String(length=8), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('original_sha256', sa.String(length=64), nullable=False),
        sa.Column('mime', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('preview_sha256', sa.String(length=64), nullable=True),
        sa.Column('width', sa.Integer(), nullable=True),
        sa.Column('height', sa.Integer(), nullable=True),
        sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('likeness', sa.String(length=16), nullable=True),
        sa.Column('added_by', KEY, nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        visit(
            ['inspection_id'],
            ['inspections.id'],
            name=op.f('fk_inspection_files_inspection_id'),
            ondelete='CASCADE',
        ),
        visit(['added_by'], ['people.id'], name=op.f('fk_inspection_files_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_files')),
        sa.UniqueConstraint(
            'inspection_id',
            'question',
            'original_sha256',
            name=op.f('uq_inspection_files_inspection_id_question_original_sha256'),
        ),
    )


def downgrade() -> None:
    """Back."""
    for table in (
        'inspection_files',
        'inspection_answers',
        'inspection_officers',
        'inspection_departments',
    ):
        op.drop_table(table)
    op.drop_index('ix_inspections_campaign', 'inspections')
    for column in (
        'announced',
        'campaign_id',
        'form_digest',
        'industry',
        'facts',
        'begun_at',
        'done_at',
        'done_by',
        'done_on',
        'present',
        'due_on',
        'ordered',
    ):
        op.drop_column('inspections', column)
    op.drop_column('self_checks', 'by_office')
    op.drop_column('findings', 'inspection_id')
