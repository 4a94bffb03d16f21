"""Former contacts of enterprises, and merged doubles: both keep officers away (回避)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MERGED = sa.text('merged_into IS NOT NULL')


def upgrade() -> None:
    """Upgrade the schema. Merged doubles and former contacts are read from the audit trail."""
    op.create_table('former_contacts',
    sa.Column('person_id', KEY, nullable=False),
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_former_contacts_enterprise_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_former_contacts_jurisdiction_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_former_contacts_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'enterprise_id', 'jurisdiction_id', name=op.f('pk_former_contacts'))
    )
    op.create_index(op.f('ix_former_contacts_enterprise_id'), 'former_contacts', ['enterprise_id'], unique=False)
    # No batch mode: that would copy the table on SQLite, and lose its triggers.
    op.add_column('enterprises', sa.Column('merged_into', KEY, nullable=True))
    op.create_index('ix_enterprises_merged', 'enterprises', ['merged_into'], unique=False, sqlite_where=MERGED, postgresql_where=MERGED)
    _fill()


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_enterprises_merged', 'enterprises')
    op.execute('ALTER TABLE enterprises DROP COLUMN merged_into')
    op.drop_index(op.f('ix_former_contacts_enterprise_id'), 'former_contacts')
    op.drop_table('former_contacts')


def _fill() -> None:
    enterprises = sa.table('enterprises', sa.column('id'), sa.column('jurisdiction_id'), sa.column('merged_into'))
    audit = sa.table(
        'audit', sa.column('id'), sa.column('at', sa.DateTime(timezone=True)), sa.column('person_id'),
        sa.column('action'), sa.column('subject'), sa.column('subject_id'), sa.column('detail', sa.JSON()),
    )
    former = sa.table(
        'former_contacts', sa.column('person_id'), sa.column('enterprise_id'), sa.column('jurisdiction_id'),
        sa.column('left_at', sa.DateTime(timezone=True)),
    )
    db = op.get_bind()
    of = sa.select(audit.c.subject_id, audit.c.detail).where(audit.c.action == 'merge', audit.c.subject == 'enterprise')
    for double, detail in db.execute(of.order_by(audit.c.id)).all():
        if into := (detail or {}).get('into'):
            which = (enterprises.c.id == double) | (enterprises.c.merged_into == double)
            db.execute(sa.update(enterprises).where(which).values(merged_into=into))
    people = sa.table('people', sa.column('id'))
    gone = (
        sa.select(audit.c.person_id, enterprises.c.id, enterprises.c.jurisdiction_id, sa.func.max(audit.c.at))
        .join(enterprises, enterprises.c.id == audit.c.subject_id)
        .join(people, people.c.id == audit.c.person_id)
        .where(audit.c.action == 'leave', audit.c.subject == 'enterprise')
        .group_by(audit.c.person_id, enterprises.c.id, enterprises.c.jurisdiction_id)
    )
    db.execute(sa.insert(former).from_select(['person_id', 'enterprise_id', 'jurisdiction_id', 'left_at'], gone))
