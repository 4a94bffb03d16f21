"""Routes a report to departments and places: the nearest office that has readers for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.rights import allows
from storage.offices.jurisdictions import above_cte
from storage.tables.offices import Staff
from storage.tables.reports import ReportDepartment

_above = above_cte(bindparam("leaf"))
_staffed = (
    select(_above.c.depth, Staff.jurisdiction_id, Staff.department, Staff.role)
    .join(_above, _above.c.id == Staff.jurisdiction_id)
    .where(Staff.revoked_at.is_(None), Staff.person_id.not_in(bindparam("shut_out", expanding=True)))
    .distinct()
    .order_by(_above.c.depth)
)


async def route(
    db: AsyncConnection, jurisdiction_id: int, departments: Sequence[str], shut_out: Collection[int]
) -> tuple[tuple[int, str], ...]:
    """Departments and places that hold a report of that place: for each of `departments` the nearest place,
    itself or above, where a person of it may read reports, `shut_out` not counted. If there is none: the
    nearest readers of any department; without any: the place itself, so that people who join there
    or above find it."""
    rows = (await db.execute(_staffed, {"leaf": jurisdiction_id, "shut_out": sorted(shut_out)})).all()
    readers = [
        (depth, place, department)
        for depth, place, department, role in rows
        if allows("report.read", role, department)
    ]
    nearest: dict[str, int] = {}
    for _, place, department in readers:
        if department in departments:
            nearest.setdefault(department, place)
    if nearest:
        return tuple((place, department) for department, place in sorted(nearest.items()))
    if readers:
        least = readers[0][0]
        return tuple(sorted({(place, kind) for depth, place, kind in readers if depth == least}))
    return tuple((jurisdiction_id, department) for department in sorted(set(departments)))


async def hold(db: AsyncConnection, report_id: int, holders: Sequence[tuple[int, str]]) -> None:
    """Store the holders of a report."""
    await db.execute(
        insert(ReportDepartment),
        [
            {"report_id": report_id, "jurisdiction_id": place, "department": department}
            for place, department in holders
        ],
    )
