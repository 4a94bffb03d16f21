"""Rights of a seat reach the places below it, as the table of rights says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from storage.base import rights
from storage.base.audit import Actor
from storage.offices import staff
from storage.people import contacts
from storage.tables.offices import Staff
from tests.storage.conftest import CLI
from tests.storage.membership.tree import Tree, tree

__all__ = ["tree"]

PLACES = ("city", "east", "west", "town", "park")
REACH = {
    "city": set(PLACES),
    "east": {"east", "town", "park"},
    "west": {"west"},
    "town": {"town"},
    "park": {"park"},
}
seats = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(rights.ROLES),
    st.sampled_from(rights.DEPARTMENTS),
    st.booleans(),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(seats, max_size=4, unique_by=lambda one: one[0]),
    right=st.sampled_from(rights.RIGHTS),
    place=st.sampled_from(PLACES),
)
async def test_a_right_reaches_as_far_as_the_table_says(
    tree: Tree, held: list[tuple[str, str, str, bool]], right: str, place: str
) -> None:
    expected = any(
        not revoked and place in REACH[own] and rights.allows(right, role, department)
        for own, role, department, revoked in held
    )
    async with tree.database.begin() as db:
        await db.execute(text("DELETE FROM staff"))
        person_id = await contacts.ensure_person(db, tree.clock.now(), 77, "zh")
        if held:
            rows = [
                {
                    "person_id": person_id,
                    "jurisdiction_id": tree.ids[own],
                    "role": role,
                    "department": department,
                    "name": "",
                    "joined_at": tree.clock.now(),
                    "revoked_at": tree.clock.now() if revoked else None,
                }
                for own, role, department, revoked in held
            ]
            await db.execute(insert(Staff), rows)
        assert (
            await staff.may(db, Actor("person", person_id), right, tree.ids[place], of=(), campaign=0)
            == expected
        )
        for other in (Actor("person", person_id + 1), Actor("nobody", person_id), Actor("")):
            assert not await staff.may(db, other, right, tree.ids[place], of=(), campaign=0)
        assert not await staff.may(db, Actor("person", person_id), right, 999, of=(), campaign=0)
        assert await staff.may(db, CLI, right, tree.ids[place], of=(), campaign=0)


def test_the_table_of_rights_denies_what_it_does_not_name() -> None:
    with pytest.raises(KeyError):
        rights.allows("office.burn", "head", "safety")
    for right in rights.RIGHTS:
        assert not rights.allows(right, "boss", "safety")
        assert not rights.allows(right, "head", "police")
        assert not rights.allows(right, "", "")
        held = rights.holders(right)
        for role in rights.ROLES:
            for department in rights.DEPARTMENTS:
                assert rights.allows(right, role, department) == (department in held.get(role, ()))
