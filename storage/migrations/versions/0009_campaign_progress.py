"""How far enterprises are is kept and summed by place; triggers mark whose progress has changed."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
COUNTS = ('enterprises', 'joined', 'started', 'submitted', 'reviewed', 'closed', 'undecided', 'to_do', 'done', 'settled')
WATCHED = {
    'enterprises': ('id', 'state, jurisdiction_id'),
    'contacts': ('enterprise_id', 'enterprise_id'),
    'self_checks': ('enterprise_id', 'state, enterprise_id, campaign_id'),
    'findings': ('enterprise_id', 'state, enterprise_id, self_check_id'),
    'rectifications': ('enterprise_id', 'state, enterprise_id, finding_id'),
}
FOR_ALL = {'campaigns': 'INSERT', 'jurisdictions': 'UPDATE OF parent_id'}
MARK = 'INSERT INTO progress_marks (enterprise_id)'
EVERYBODY = 'INSERT INTO progress_marks (enterprise_id) SELECT id FROM enterprises'


def upgrade() -> None:
    """Forward. Whatever is there is counted by the next ticks."""
    op.create_table('campaign_progress',
    sa.Column('enterprise_id', KEY, autoincrement=False, nullable=False),
    sa.Column('campaign_id', KEY, autoincrement=False, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
    sa.PrimaryKeyConstraint('enterprise_id', 'campaign_id', name=op.f('pk_campaign_progress'))
    )
    op.create_table('place_progress',
    sa.Column('campaign_id', KEY, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_place_progress_campaign_id')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_place_progress_jurisdiction_id')),
    sa.PrimaryKeyConstraint('campaign_id', 'jurisdiction_id', name=op.f('pk_place_progress'))
    )
    op.create_table('progress_marks',
    sa.Column('id', KEY, nullable=False),
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_marks'))
    )
    with op.batch_alter_table('progress_marks', schema=None) as batch_op:
        batch_op.create_index('ix_progress_marks_enterprise', ['enterprise_id'], unique=False)
    for statement in _sqlite() if op.get_bind().dialect.name == 'sqlite' else _postgresql():
        op.execute(statement)
    op.execute(EVERYBODY)


def downgrade() -> None:
    """Revert the schema."""
    if op.get_bind().dialect.name == 'sqlite':
        for table in WATCHED:
            for name in ('new', 'gone', 'changed'):
                op.execute(f'DROP TRIGGER progress_{table}_{name}')
        for table in FOR_ALL:
            op.execute(f'DROP TRIGGER progress_{table}')
    else:
        for table in (*WATCHED, *FOR_ALL):
            op.execute(f'DROP TRIGGER progress_{table} ON {table}')
        for name in ('id', 'enterprise_id', 'everybody'):
            op.execute(f'DROP FUNCTION progress_mark_{name}()')
    op.drop_table('progress_marks')
    op.drop_table('place_progress')
    op.drop_table('campaign_progress')


def _sqlite() -> Iterator[str]:
    make = 'CREATE TRIGGER IF NOT EXISTS progress_'
    for table, (column, changes) in WATCHED.items():
        for name, when, rows in (
            ('new', 'INSERT', ('NEW',)),
            ('gone', 'DELETE', ('OLD',)),
            ('changed', f'UPDATE OF {changes}', ('OLD', 'NEW')),
        ):
            marks = ' '.join(f'{MARK} VALUES ({row}.{column});' for row in rows)
            yield f'{make}{table}_{name} AFTER {when} ON {table} BEGIN {marks} END'
    for table, when in FOR_ALL.items():
        yield f'{make}{table} AFTER {when} ON {table} BEGIN {EVERYBODY}; END'


def _postgresql() -> Iterator[str]:
    for column in ('id', 'enterprise_id'):
        then = f'{MARK} VALUES'
        yield _function(
            column,
            f"IF TG_OP <> 'INSERT' THEN {then} (OLD.{column}); END IF;"
            f" IF TG_OP <> 'DELETE' THEN {then} (NEW.{column}); END IF;",
        )
    yield _function('everybody', f'{EVERYBODY};')
    make = 'CREATE OR REPLACE TRIGGER progress_'
    for table, (column, changes) in WATCHED.items():
        when = f'INSERT OR DELETE OR UPDATE OF {changes}'
        yield f'{make}{table} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION progress_mark_{column}()'
    for table, when in FOR_ALL.items():
        yield f'{make}{table} AFTER {when} ON {table} EXECUTE FUNCTION progress_mark_everybody()'


def _function(name: str, does: str) -> str:
    head = f'CREATE OR REPLACE FUNCTION progress_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS'
    return f'{head} $$ BEGIN {does} RETURN NULL; END $$'
