"""Rights on reports: only people of a department that holds one, in its place or above. Deny by default, and
deny alike: a report without a right to it is answered as one that does not exist.

People who act or acted for the reported enterprise (`recusals`) are shut out, whatever seat they have
besides. A report that names no enterprise of the list is shut to people who act for one of its place, above
or below it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, and_, bindparam, false, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rights import holders, require_person
from storage.offices import recusals
from storage.reports.sealing import Intake
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.reports import Report, ReportDepartment


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


@dataclass(frozen=True, slots=True)
class Shut:
    """Reports that a person must not see: those with one of `tags`, and those without a tag in one of
    `places`."""

    tags: Collection[bytes] = ()
    places: Collection[int] = ()

    def covers(self, tag: bytes | None, jurisdiction_id: int) -> bool:
        """Whether a report is shut."""
        return jurisdiction_id in self.places if tag is None else bytes(tag) in self.tags


async def shut_to(db: AsyncConnection, intake: Intake, person_id: int) -> Shut:
    """The reports a person must not see, because of the enterprises they act for."""
    own = await recusals.tied_enterprises(db, person_id)
    if not own:
        return Shut()
    tags = [intake.tag_enterprise(enterprise_id) for enterprise_id in sorted(own)]
    return Shut(tags, sorted(await recusals.tied_lines(db, person_id)))


async def shut_out(
    db: AsyncConnection, intake: Intake, tag: bytes | None, jurisdiction_id: int
) -> frozenset[int]:
    """The officers who must not see a report with that tag, of that place."""
    ties = await recusals.officers_with_ties(db)
    return frozenset([one for one in ties if (await shut_to(db, intake, one)).covers(tag, jurisdiction_id)])


def visible(shut: Shut) -> ColumnElement[bool]:
    """SQL condition for the reports an officer sees: released by a batch and not shut to them."""
    return and_(
        Report.state != "received",
        or_(
            Report.enterprise_tag.not_in(shut.tags),
            and_(Report.enterprise_tag.is_(None), Report.jurisdiction_id.not_in(shut.places)),
        ),
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
    shut = await shut_to(db, intake, person_id)
    wanted = select(Report).where(Report.id == report_id, visible(shut))
    if change:
        wanted = wanted.with_for_update()
    report = (await db.execute(wanted)).one_or_none()
    # After the lock: a colleague may have handed it on.
    query = reached(right).where(ReportDepartment.report_id == report_id)
    by = tuple((row[1], row[2]) for row in await db.execute(query, {"person_id": person_id}))
    if report is None or not by:
        raise NotFound
    return report, by
