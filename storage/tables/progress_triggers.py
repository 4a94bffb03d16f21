"""The triggers that mark enterprises whose progress has changed; made with the tables.

A migration that alters one of these tables on SQLite copies it and loses them: it has to make them again (a
test compares what the migrations give with what is made here).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, event

from storage.base.schema import Base

_WATCHED = {
    "enterprises": ("id", "state, jurisdiction_id, industry, hazards"),
    "self_checks": ("enterprise_id", "state, enterprise_id, campaign_id"),
    "findings": ("enterprise_id", "state, enterprise_id, self_check_id"),
    "rectifications": ("enterprise_id", "state, due_on, enterprise_id, finding_id"),
    "owed_photos": ("enterprise_id", "state, enterprise_id, self_check_id"),
}
"""Tables with the column that names the enterprise, and those whose change counts."""
# A person who acts for several enterprises is counted once: those are marked together.
_OF_PERSON = "INSERT INTO progress_marks (enterprise_id) SELECT enterprise_id FROM contacts WHERE person_id ="
_FOR_ALL = {"campaigns": "INSERT", "jurisdictions": "UPDATE OF parent_id"}
"""Tables whose changes concern every enterprise: a new campaign, another tree."""
_MARK = "INSERT INTO progress_marks (enterprise_id)"
_EVERYBODY = "INSERT INTO progress_marks (enterprise_id) SELECT id FROM enterprises"


def statements(dialect: str) -> Iterator[str]:
    """Statements that create the triggers on a database of that kind."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> Iterator[str]:
    make = "CREATE TRIGGER IF NOT EXISTS progress_"
    for table, (column, changes) in _WATCHED.items():
        for name, when, rows in (
            ("new", "INSERT", ("NEW",)),
            ("gone", "DELETE", ("OLD",)),
            ("changed", f"UPDATE OF {changes}", ("OLD", "NEW")),
        ):
            marks = " ".join(f"{_MARK} VALUES ({row}.{column});" for row in rows)
            yield f"{make}{table}_{name} AFTER {when} ON {table} BEGIN {marks} END"
    left, came = (
        f"{_MARK} VALUES (OLD.enterprise_id); {_OF_PERSON} OLD.person_id;",
        f"{_OF_PERSON} NEW.person_id;",
    )
    yield f"{make}contacts_new AFTER INSERT ON contacts BEGIN {came} END"
    yield f"{make}contacts_gone AFTER DELETE ON contacts BEGIN {left} END"
    changes = "UPDATE OF enterprise_id, person_id"
    yield f"{make}contacts_changed AFTER {changes} ON contacts BEGIN {left} {came} END"
    yield (
        f"{make}people AFTER UPDATE OF unreachable_at ON people"
        f" WHEN OLD.unreachable_at IS NOT NEW.unreachable_at BEGIN {_OF_PERSON} NEW.id; END"
    )
    for table, when in _FOR_ALL.items():
        yield f"{make}{table} AFTER {when} ON {table} BEGIN {_EVERYBODY}; END"


def _postgresql() -> Iterator[str]:
    for column in ("id", "enterprise_id"):
        then = f"{_MARK} VALUES"
        yield _function(
            column,
            f"IF TG_OP <> 'INSERT' THEN {then} (OLD.{column}); END IF;"
            f" IF TG_OP <> 'DELETE' THEN {then} (NEW.{column}); END IF;",
        )
    # Two who add contacts of one person at once wait for each other: the second sees what the first added.
    old, new = (
        f"PERFORM FROM people WHERE id = {row}.person_id FOR NO KEY UPDATE;" for row in ("OLD", "NEW")
    )
    yield _function(
        "contact",
        f"IF TG_OP <> 'INSERT' THEN {old} {_MARK} VALUES (OLD.enterprise_id);"
        f" {_OF_PERSON} OLD.person_id; END IF;"
        f" IF TG_OP <> 'DELETE' THEN {new} {_OF_PERSON} NEW.person_id; END IF;",
    )
    yield _function("person", f"{_OF_PERSON} NEW.id;")
    yield _function("everybody", f"{_EVERYBODY};")
    make = "CREATE OR REPLACE TRIGGER progress_"
    for table, (column, changes) in _WATCHED.items():
        when = f"INSERT OR DELETE OR UPDATE OF {changes}"
        yield f"{make}{table} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION progress_mark_{column}()"
    yield (
        f"{make}contacts AFTER INSERT OR DELETE OR UPDATE OF enterprise_id, person_id ON contacts"
        " FOR EACH ROW EXECUTE FUNCTION progress_mark_contact()"
    )
    yield (
        f"{make}people AFTER UPDATE OF unreachable_at ON people FOR EACH ROW"
        " WHEN (OLD.unreachable_at IS DISTINCT FROM NEW.unreachable_at)"
        " EXECUTE FUNCTION progress_mark_person()"
    )
    for table, when in _FOR_ALL.items():
        yield f"{make}{table} AFTER {when} ON {table} EXECUTE FUNCTION progress_mark_everybody()"


def _function(name: str, does: str) -> str:
    head = f"CREATE OR REPLACE FUNCTION progress_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS"
    return f"{head} $$ BEGIN {does} RETURN NULL; END $$"


@event.listens_for(Base.metadata, "after_create")
def _make(_metadata: MetaData, connection: Connection, **_: Any) -> None:
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
