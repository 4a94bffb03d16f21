"""Reviews, spot checks, escalations; what the queue of reviews is ordered by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state = 'open'")
GOING_ON = sa.text("state IN ('open', 'second')")


def upgrade() -> None:
    """Forward."""
    op.create_table('spot_checks',
    sa.Column('id', KEY, nullable=False),
    sa.Column('campaign_id', KEY, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('seed', sa.String(length=32), nullable=False),
    sa.Column('among', sa.Integer(), nullable=False),
    sa.Column('self_checks', sa.JSON(), nullable=False),
    sa.Column('drawn_by', KEY, nullable=True),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_spot_checks_campaign_id')),
    sa.ForeignKeyConstraint(['drawn_by'], ['people.id'], name=op.f('fk_spot_checks_drawn_by')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_spot_checks_jurisdiction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spot_checks'))
    )
    with op.batch_alter_table('spot_checks', schema=None) as batch_op:
        batch_op.create_index('ix_spot_checks_place', ['jurisdiction_id', 'campaign_id'], unique=False)
    op.create_table('note_digests',
    sa.Column('self_check_id', KEY, nullable=False),
    sa.Column('question', sa.String(length=8), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['self_check_id'], ['self_checks.id'], name=op.f('fk_note_digests_self_check_id')),
    sa.PrimaryKeyConstraint('self_check_id', 'question', name=op.f('pk_note_digests'))
    )
    with op.batch_alter_table('note_digests', schema=None) as batch_op:
        batch_op.create_index('ix_note_digests_digest', ['digest'], unique=False)
    op.create_table('reviews',
    sa.Column('id', KEY, nullable=False),
    sa.Column('self_check_id', KEY, nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('submission', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('reviewer_id', KEY, nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verdict', sa.String(length=12), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('second_id', KEY, nullable=True),
    sa.ForeignKeyConstraint(['reviewer_id'], ['people.id'], name=op.f('fk_reviews_reviewer_id')),
    sa.ForeignKeyConstraint(['second_id'], ['people.id'], name=op.f('fk_reviews_second_id')),
    sa.ForeignKeyConstraint(['self_check_id'], ['self_checks.id'], name=op.f('fk_reviews_self_check_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('self_check_id', 'round', name=op.f('uq_reviews_self_check_id_round'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index('ix_reviews_reviewer', ['reviewer_id'], unique=False, sqlite_where=GOING_ON, postgresql_where=GOING_ON)
        batch_op.create_index('uq_reviews_open', ['self_check_id'], unique=True, sqlite_where=GOING_ON, postgresql_where=GOING_ON)
    op.create_table('escalations',
    sa.Column('id', KEY, nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.Column('self_check_id', KEY, nullable=False),
    sa.Column('finding_id', KEY, nullable=True),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('warned', sa.Integer(), nullable=False),
    sa.Column('raised', sa.Integer(), nullable=False),
    sa.Column('decision', sa.String(length=12), nullable=True),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', KEY, nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_escalations_decided_by')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_escalations_enterprise_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['findings.id'], name=op.f('fk_escalations_finding_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_escalations_jurisdiction_id')),
    sa.ForeignKeyConstraint(['self_check_id'], ['self_checks.id'], name=op.f('fk_escalations_self_check_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalations')),
    sa.UniqueConstraint('key', name=op.f('uq_escalations_key'))
    )
    with op.batch_alter_table('escalations', schema=None) as batch_op:
        batch_op.create_index('ix_escalations_finding', ['finding_id'], unique=False)
        batch_op.create_index('ix_escalations_place', ['jurisdiction_id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table('review_items',
    sa.Column('id', KEY, nullable=False),
    sa.Column('review_id', KEY, nullable=False),
    sa.Column('question', sa.String(length=8), nullable=False),
    sa.Column('verdict', sa.String(length=8), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('judged_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_items_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_items')),
    sa.UniqueConstraint('review_id', 'question', name=op.f('uq_review_items_review_id_question'))
    )
    op.create_table('review_questions',
    sa.Column('id', KEY, nullable=False),
    sa.Column('review_id', KEY, nullable=False),
    sa.Column('question', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('asked_by', KEY, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by', KEY, nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_review_questions_answered_by')),
    sa.ForeignKeyConstraint(['asked_by'], ['people.id'], name=op.f('fk_review_questions_asked_by')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_questions_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_questions'))
    )
    with op.batch_alter_table('review_questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_questions_review_id'), ['review_id'], unique=False)
    op.create_table('photo_bands',
    sa.Column('evidence_id', KEY, nullable=False),
    sa.Column('band', sa.String(length=5), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_photo_bands_evidence_id')),
    sa.PrimaryKeyConstraint('evidence_id', 'band', name=op.f('pk_photo_bands'))
    )
    with op.batch_alter_table('photo_bands', schema=None) as batch_op:
        batch_op.create_index('ix_photo_bands_band', ['band'], unique=False)
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_bytes', ['original_sha256'], unique=False)
    with op.batch_alter_table('findings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('closed_by', KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_findings_closed_by'), 'people', ['closed_by'], ['id'])
    with op.batch_alter_table('rectifications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rejections', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('rejected_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('rejection', sa.Text(), server_default='', nullable=False))
    with op.batch_alter_table('self_checks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('priority', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('reasons', sa.JSON(), server_default='{}', nullable=False))
        batch_op.create_index('ix_self_checks_risk', ['campaign_id', 'state', 'priority', 'id'], unique=False)


def downgrade() -> None:
    """Revert the schema."""
    op.execute("UPDATE rectifications SET state = 'done' WHERE state = 'accepted'")
    with op.batch_alter_table('self_checks', schema=None) as batch_op:
        batch_op.drop_index('ix_self_checks_risk')
        batch_op.drop_column('reasons')
        batch_op.drop_column('priority')
    with op.batch_alter_table('rectifications', schema=None) as batch_op:
        batch_op.drop_column('rejection')
        batch_op.drop_column('rejected_at')
        batch_op.drop_column('rejections')
    with op.batch_alter_table('findings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_findings_closed_by'), type_='foreignkey')
        batch_op.drop_column('closed_by')
        batch_op.drop_column('closed_at')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_bytes')
    with op.batch_alter_table('photo_bands', schema=None) as batch_op:
        batch_op.drop_index('ix_photo_bands_band')
    op.drop_table('photo_bands')
    with op.batch_alter_table('review_questions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_questions_review_id'))
    op.drop_table('review_questions')
    op.drop_table('review_items')
    with op.batch_alter_table('escalations', schema=None) as batch_op:
        batch_op.drop_index('ix_escalations_place', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index('ix_escalations_finding')
    op.drop_table('escalations')
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.drop_index('uq_reviews_open', sqlite_where=GOING_ON, postgresql_where=GOING_ON)
        batch_op.drop_index('ix_reviews_reviewer', sqlite_where=GOING_ON, postgresql_where=GOING_ON)
    op.drop_table('reviews')
    with op.batch_alter_table('note_digests', schema=None) as batch_op:
        batch_op.drop_index('ix_note_digests_digest')
    op.drop_table('note_digests')
    with op.batch_alter_table('spot_checks', schema=None) as batch_op:
        batch_op.drop_index('ix_spot_checks_place')
    op.drop_table('spot_checks')
