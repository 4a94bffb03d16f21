"""Kept progress by standing: who can be reached, state of the form, the earliest day due."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYS = "campaign_id, jurisdiction_id, reach, check_state, started"
MARK = "INSERT INTO progress_marks (enterprise_id)"
OF_PERSON = f"{MARK} SELECT enterprise_id FROM contacts WHERE person_id ="
ONE = "FROM contacts c JOIN people p ON p.id = c.person_id WHERE c.enterprise_id = e.enterprise_id"
REACHED = f"{ONE} AND p.unreachable_at IS NULL"
OTHERS = "SELECT 1 FROM contacts o WHERE o.person_id = c.person_id AND o.enterprise_id <> c.enterprise_id"
FORM = "FROM self_checks s WHERE s.enterprise_id = e.enterprise_id AND s.campaign_id = e.campaign_id"
DUE = """FROM self_checks s CROSS JOIN findings f CROSS JOIN rectifications r
    WHERE s.enterprise_id = e.enterprise_id AND s.campaign_id = e.campaign_id
    AND f.self_check_id = s.id AND f.state = 'open' AND r.finding_id = f.id AND r.state = 'open'
    AND (s.submitted_at IS NOT NULL OR f.inspection_id IS NOT NULL)"""
"""CROSS JOIN: SQLite would begin with all that is open."""


def upgrade() -> None:
    """Forward: what is kept of each enterprise says its standing, and is summed by it."""
    for column in (
        sa.Column("reach", sa.String(length=12), server_default="unregistered", nullable=False),
        sa.Column("check_state", sa.String(length=10), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), server_default="9999-12-31", nullable=False),
        sa.Column("people", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shared", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column("campaign_progress", column)
    op.create_table(
        "standing_progress",
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("reach", sa.String(length=12), nullable=False),
        sa.Column("check_state", sa.String(length=10), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("unfixed", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("enterprises", "people", "shared")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_standing_progress_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_standing_progress_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint(
            *("campaign_id", "jurisdiction_id", "reach", "check_state", "started", "unfixed", "due_on"),
            name=op.f("pk_standing_progress"),
        ),
    )
    op.execute(
        f"""UPDATE campaign_progress AS e SET
        reach = CASE WHEN NOT EXISTS (SELECT 1 {ONE}) THEN 'unregistered'
            WHEN EXISTS (SELECT 1 {REACHED}) THEN 'reachable' ELSE 'blocked' END,
        check_state = coalesce((SELECT s.state {FORM}), ''),
        due_on = coalesce((SELECT min(r.due_on) {DUE}), '9999-12-31'),
        people = (SELECT count(*) {REACHED}),
        shared = (SELECT count(*) {REACHED} AND EXISTS ({OTHERS}))"""  # noqa: S608
    )
    op.execute(
        f"""INSERT INTO standing_progress ({KEYS}, unfixed, due_on, enterprises, people, shared)
        SELECT {KEYS}, CASE WHEN undecided + to_do > 0 THEN 1 ELSE 0 END, due_on,
            sum(enterprises), sum(people), sum(shared)
        FROM campaign_progress GROUP BY {KEYS}, CASE WHEN undecided + to_do > 0 THEN 1 ELSE 0 END, due_on"""  # noqa: S608
    )
    for name, table, columns, where in (
        (
            "ix_campaign_progress_shared",
            "campaign_progress",
            ["campaign_id", "jurisdiction_id"],
            "shared > 0",
        ),
        ("ix_standing_progress_empty", "standing_progress", ["campaign_id"], "enterprises = 0"),
    ):
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    _run(_watch_sqlite(), _watch_postgresql())


def downgrade() -> None:
    """Revert the schema."""
    _run(_unwatch_sqlite(), _unwatch_postgresql())
    op.drop_table("standing_progress")
    op.drop_index("ix_campaign_progress_shared", table_name="campaign_progress")
    for name in ("reach", "check_state", "due_on", "people", "shared"):
        op.drop_column("campaign_progress", name)


def _run(sqlite: Iterator[str], postgresql: Iterator[str]) -> None:
    for statement in sqlite if op.get_bind().dialect.name == "sqlite" else postgresql:
        op.execute(statement)


def _watch_sqlite() -> Iterator[str]:
    left, came = (
        f"{MARK} VALUES (OLD.enterprise_id); {OF_PERSON} OLD.person_id;",
        f"{OF_PERSON} NEW.person_id;",
    )
    changed = "UPDATE OF enterprise_id, person_id"
    for name, when, marks in (
        ("new", "INSERT", came),
        ("gone", "DELETE", left),
        ("changed", changed, f"{left} {came}"),
    ):
        yield f"DROP TRIGGER progress_contacts_{name}"
        yield f"CREATE TRIGGER progress_contacts_{name} AFTER {when} ON contacts BEGIN {marks} END"
    yield (
        "CREATE TRIGGER progress_people AFTER UPDATE OF unreachable_at ON people"
        f" WHEN OLD.unreachable_at IS NOT NEW.unreachable_at BEGIN {OF_PERSON} NEW.id; END"
    )
    yield from _rectifications_sqlite("state, due_on, enterprise_id, finding_id")


def _unwatch_sqlite() -> Iterator[str]:
    for name, when, rows in (
        ("new", "INSERT", ("NEW",)),
        ("gone", "DELETE", ("OLD",)),
        ("changed", "UPDATE OF enterprise_id", ("OLD", "NEW")),
    ):
        marks = " ".join(f"{MARK} VALUES ({row}.enterprise_id);" for row in rows)
        yield f"DROP TRIGGER progress_contacts_{name}"
        yield f"CREATE TRIGGER progress_contacts_{name} AFTER {when} ON contacts BEGIN {marks} END"
    yield "DROP TRIGGER progress_people"
    yield from _rectifications_sqlite("state, enterprise_id, finding_id")


def _rectifications_sqlite(columns: str) -> Iterator[str]:
    marks = " ".join(f"{MARK} VALUES ({row}.enterprise_id);" for row in ("OLD", "NEW"))
    yield "DROP TRIGGER progress_rectifications_changed"
    yield (
        f"CREATE TRIGGER progress_rectifications_changed AFTER UPDATE OF {columns} ON rectifications"
        f" BEGIN {marks} END"
    )


def _watch_postgresql() -> Iterator[str]:
    old, new = (f"PERFORM FROM people WHERE id = {row}.person_id FOR NO KEY UPDATE;" for row in ("OLD", "NEW"))
    yield _function(
        "contact",
        f"IF TG_OP <> 'INSERT' THEN {old} {MARK} VALUES (OLD.enterprise_id);"
        f" {OF_PERSON} OLD.person_id; END IF;"
        f" IF TG_OP <> 'DELETE' THEN {new} {OF_PERSON} NEW.person_id; END IF;",
    )
    yield _function("person", f"{OF_PERSON} NEW.id;")
    yield from _contacts_postgresql("enterprise_id, person_id", "contact")
    yield (
        "CREATE TRIGGER progress_people AFTER UPDATE OF unreachable_at ON people FOR EACH ROW"
        " WHEN (OLD.unreachable_at IS DISTINCT FROM NEW.unreachable_at)"
        " EXECUTE FUNCTION progress_mark_person()"
    )
    yield from _rectifications_postgresql("state, due_on, enterprise_id, finding_id")


def _unwatch_postgresql() -> Iterator[str]:
    yield from _contacts_postgresql("enterprise_id", "enterprise_id")
    yield "DROP TRIGGER progress_people ON people"
    yield from _rectifications_postgresql("state, enterprise_id, finding_id")
    for name in ("contact", "person"):
        yield f"DROP FUNCTION progress_mark_{name}()"


def _contacts_postgresql(columns: str, function: str) -> Iterator[str]:
    yield "DROP TRIGGER progress_contacts ON contacts"
    yield (
        f"CREATE TRIGGER progress_contacts AFTER INSERT OR DELETE OR UPDATE OF {columns} ON contacts"
        f" FOR EACH ROW EXECUTE FUNCTION progress_mark_{function}()"
    )


def _rectifications_postgresql(columns: str) -> Iterator[str]:
    yield "DROP TRIGGER progress_rectifications ON rectifications"
    yield (
        f"CREATE TRIGGER progress_rectifications AFTER INSERT OR DELETE OR UPDATE OF {columns}"
        " ON rectifications FOR EACH ROW EXECUTE FUNCTION progress_mark_enterprise_id()"
    )


def _function(name: str, does: str) -> str:
    head = f"CREATE FUNCTION progress_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS"
    return f"{head} $$ BEGIN {does} RETURN NULL; END $$"
