"""Who may do what with a report: only people of a department that holds it, in its place or above. Deny by
default, and deny alike: a report that is not one's own is answered as one that does not exist.

Whoever acts for the reported enterprise is shut out, whatever seat they have besides.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, and_, bindparam, false, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Actor
from storage.errors import NotFound
from storage.jurisdictions import Jurisdiction
from storage.people import Contact
from storage.reports import Report, ReportDepartment
from storage.reports_sealing import Intake
from storage.rights import holders, require_person
from storage.staff import Staff


def _reach_cte() -> CTE:
    """A recursive query of `id`, `role`, `department`: all places a person's active seats reach."""
    start = (
        select(Staff.jurisdiction_id.label("id"), Staff.role, Staff.department, literal(0).label("depth"))
        .where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
        .cte("reach", recursive=True)
    )
    return start.union_all(
        select(Jurisdiction.id, start.c.role, start.c.department, start.c.depth + 1).join(
            start, Jurisdiction.parent_id == start.c.id
        )
    )


def _may(right: str, reach: CTE) -> ColumnElement[bool]:
    return or_(
        false(),
        *(
            and_(reach.c.role == role, reach.c.department.in_(sorted(departments)))
            for role, departments in holders(right).items()
        ),
    )


def reached(right: str) -> Any:
    """A query of (report_id, jurisdiction_id, department) that the person bound as `person_id` holds with
    `right`."""
    reach = _reach_cte()
    return (
        select(ReportDepartment.report_id, ReportDepartment.jurisdiction_id, ReportDepartment.department)
        .join(
            reach,
            (reach.c.id == ReportDepartment.jurisdiction_id)
            & (reach.c.department == ReportDepartment.department),
        )
        .where(_may(right, reach))
        .distinct()
    )


async def own_tags(db: AsyncConnection, intake: Intake, person_id: int) -> list[bytes]:
    """Tags of the enterprises a person acts for."""
    rows = await db.execute(select(Contact.enterprise_id).where(Contact.person_id == person_id))
    return [intake.tag_enterprise(enterprise_id) for enterprise_id in rows.scalars()]


def visible(tags: list[bytes]) -> ColumnElement[bool]:
    """What offices are shown: what a batch has brought, of other enterprises than `tags`."""
    return and_(
        Report.state != "received",
        or_(Report.enterprise_tag.is_(None), Report.enterprise_tag.not_in(tags)),
    )


async def held(
    db: AsyncConnection, intake: Intake, actor: Actor, right: str, report_id: int, *, change: bool = False
) -> tuple[Row[Any], tuple[tuple[int, str], ...]]:
    """A report that the actor's department holds, and by which of its (place, department); with `change` held
    until commit.

    Raises:
        NotFound: there is none, or it is not theirs: which of the two is not said.
        NotAllowed: not a person. The command line and the system have no right here either.
    """
    person_id = require_person(actor)
    tags = await own_tags(db, intake, person_id)
    query = reached(right).where(ReportDepartment.report_id == report_id)
    by = tuple((row[1], row[2]) for row in await db.execute(query, {"person_id": person_id}))
    wanted = select(Report).where(Report.id == report_id, visible(tags))
    if change:
        wanted = wanted.with_for_update()
    report = (await db.execute(wanted)).one_or_none()
    if report is None or not by:
        raise NotFound
    return report, by
