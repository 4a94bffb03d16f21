"""An enterprise in two campaigns is reminded of both forms, also on the same day."""

from __future__ import annotations

from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

_OLD = 'uq_reminders_rule_subject_subject_id_planned_on_person_id'
_WHO = ['rule', 'subject', 'subject_id', 'planned_on', 'person_id']


def upgrade() -> None:
    """Forward: a campaign's reminder is one of its own."""
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(_OLD), type_='unique')
        batch_op.create_index('uq_reminders_once', [*_WHO, 'campaign_id'], unique=True)


def downgrade() -> None:
    """Revert the schema; of two campaigns' reminders on one day the first stays."""
    op.execute("""
        DELETE FROM reminders WHERE EXISTS (
            SELECT 1 FROM reminders x
            WHERE x.rule = reminders.rule AND x.subject = reminders.subject
              AND x.subject_id = reminders.subject_id AND x.planned_on = reminders.planned_on
              AND x.person_id = reminders.person_id AND x.id < reminders.id)""")
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_index('uq_reminders_once')
        batch_op.create_unique_constraint(op.f(_OLD), _WHO)
