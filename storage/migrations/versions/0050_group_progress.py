"""Kept progress by industry and hazards."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WAS, IS = 'state, jurisdiction_id', 'state, jurisdiction_id, industry, hazards'
KEYS = 'campaign_id, jurisdiction_id, industry, hazards'


def upgrade() -> None:
    """Forward: what is kept of each enterprise is summed by group, also of campaigns that have ended."""
    for name, kind, default in (('industry', sa.String(length=40), ''), ('hazards', sa.Text(), '[]')):
        op.add_column('campaign_progress', sa.Column(name, kind, server_default=default, nullable=False))
    op.create_table(
        'group_progress',
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('industry', sa.String(length=40), nullable=False),
        sa.Column('hazards', sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ('enterprises', 'submitted', 'reviewed', 'unsettled')
        ),
        sa.ForeignKeyConstraint(
            ['campaign_id'], ['campaigns.id'], name=op.f('fk_group_progress_campaign_id')
        ),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_group_progress_jurisdiction_id')
        ),
        sa.PrimaryKeyConstraint(
            'campaign_id', 'jurisdiction_id', 'industry', 'hazards', name=op.f('pk_group_progress')
        ),
    )
    of = 'FROM enterprises e WHERE e.id = campaign_progress.enterprise_id'
    op.execute(
        f"UPDATE campaign_progress SET industry = (SELECT e.industry {of}),"  # noqa: S608
        f" hazards = (SELECT CAST(e.hazards AS TEXT) {of}) WHERE EXISTS (SELECT 1 {of})"
    )
    op.execute(
        f"INSERT INTO group_progress ({KEYS}, enterprises, submitted, reviewed, unsettled)"  # noqa: S608
        f" SELECT {KEYS}, sum(enterprises), sum(submitted), sum(reviewed), sum(undecided + to_do + done)"
        f" FROM campaign_progress GROUP BY {KEYS}"
    )
    _watch(IS)


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('group_progress')
    for name in ('industry', 'hazards'):
        op.drop_column('campaign_progress', name)
    _watch(WAS)


def _watch(columns: str) -> None:
    """Have enterprises marked when one of these columns changes."""
    for statement in _statements(columns):
        op.execute(statement)


def _statements(columns: str) -> Iterator[str]:
    if op.get_bind().dialect.name == 'sqlite':
        mark = 'INSERT INTO progress_marks (enterprise_id) VALUES'
        yield 'DROP TRIGGER progress_enterprises_changed'
        yield (
            f'CREATE TRIGGER progress_enterprises_changed AFTER UPDATE OF {columns} ON enterprises'
            f' BEGIN {mark} (OLD.id); {mark} (NEW.id); END'
        )
        return
    yield 'DROP TRIGGER progress_enterprises ON enterprises'
    yield (
        f'CREATE TRIGGER progress_enterprises AFTER INSERT OR DELETE OR UPDATE OF {columns} ON enterprises'
        ' FOR EACH ROW EXECUTE FUNCTION progress_mark_id()'
    )
