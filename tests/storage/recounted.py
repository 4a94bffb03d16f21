"""Rules that hold whatever people, places and states do, checked by loops over all rows: nothing is open
without somebody who may act on it, nothing is queued to somebody who may not see it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.base.database import Connection
from storage.tables import metadata

ACTS = {"inspector", "head"}
ASKS = (
    "outbox-extension",
    "outbox-escalation",
    "outbox-review-second",
    "outbox-review-asked",
    "outbox-review-answered",
)
"""Messages that ask somebody for an operation which the end of the campaign makes impossible."""
TABLES = (
    "jurisdictions staff contacts former_contacts enterprises campaigns self_checks reviews"
    " extensions escalations findings finding_guests outbox reminders notice_copies notice_targets"
)


async def read(db: Connection) -> Recounted:
    """Load all rows of TABLES."""
    rows = {}
    for table in TABLES.split():
        rows[table] = list(await db.execute(select(metadata.tables[table])))
    return Recounted(rows)


@dataclass(frozen=True)
class Recounted:
    """All rows, by table."""

    rows: dict[str, list[Any]]

    def faults(self) -> list[str]:
        """Violations of the rules, in words; empty where all hold."""
        return [*self._orphans(), *self._leaks(), *self._lines(), *self._copies()]

    def _line(self, place: int) -> set[int]:
        above = {row.id: row.parent_id for row in self.rows["jurisdictions"]}
        found: set[int] = set()
        at: int | None = place
        while at is not None:
            found.add(at)
            at = above[at]
        return found

    def _root(self, enterprise: int) -> int:
        row = self._unit(enterprise)
        root: int = row.merged_into or row.id
        return root

    def _unit(self, enterprise: int) -> Any:
        return next(row for row in self.rows["enterprises"] if row.id == enterprise)

    def _tied(self, enterprise: int) -> set[int]:
        rows = [*self.rows["contacts"], *self.rows["former_contacts"]]
        return {row.person_id for row in rows if self._root(row.enterprise_id) == self._root(enterprise)}

    def _able(self, place: int, enterprise: int, roles: set[str] = ACTS) -> set[int]:
        line = self._line(place)
        seats = [row for row in self.rows["staff"] if row.revoked_at is None]
        there = {row.person_id for row in seats if row.jurisdiction_id in line and row.role in roles}
        return there - self._tied(enterprise)

    def _acts_for(self, enterprise: int) -> set[int]:
        return {row.person_id for row in self.rows["contacts"] if row.enterprise_id == enterprise}

    def _guests(self, enterprise: int) -> set[int]:
        found = {row.id for row in self.rows["findings"] if row.enterprise_id == enterprise}
        return {row.person_id for row in self.rows["finding_guests"] if row.finding_id in found}

    def _orphans(self) -> list[str]:
        faults = []
        checks = {row.id: row for row in self.rows["self_checks"]}
        for row in self.rows["reviews"]:
            unit = self._unit(checks[row.self_check_id].enterprise_id)
            able = self._able(unit.jurisdiction_id, unit.id)
            works = unit.state == "active" and row.reviewer_id in able
            if row.state == "open" and row.reviewer_id and not works:
                faults.append(f"review {row.id} of {unit.name} lies with {row.reviewer_id}")
            second = self._able(unit.jurisdiction_id, unit.id, {"head"}) - {row.reviewer_id}
            if row.state == "second" and (unit.state == "merged" or not second):
                faults.append(f"nobody confirms review {row.id}")
        for row in self.rows["self_checks"]:
            held = [one for one in self.rows["reviews"] if one.self_check_id == row.id]
            if row.state == "in_review" and not any(one.state in ("open", "second") for one in held):
                faults.append(f"form {row.id} is in nobody's review")
        for row in self.rows["escalations"]:
            unit = self._unit(row.enterprise_id)
            if row.state == "open" and unit.state == "merged":
                faults.append(f"task {row.id} of a double")
            if row.state == "open" and unit.state == "active":
                if row.jurisdiction_id not in self._line(unit.jurisdiction_id):
                    faults.append(f"task {row.id} is decided beside {unit.name}")
                if not self._able(row.jurisdiction_id, unit.id):
                    faults.append(f"nobody decides task {row.id}")
        faults += [
            f"question {row.id} of a double"
            for row in self.rows["extensions"]
            if row.state == "asked" and self._unit(row.enterprise_id).state == "merged"
        ]
        return faults

    def _leaks(self) -> list[str]:
        by_name = {row.name: row for row in self.rows["enterprises"]}
        (campaign,) = self.rows["campaigns"]
        faults = []
        for row in self.rows["outbox"]:
            if row.state not in ("pending", "retry", "failed"):
                continue
            said = row.values
            said = json.loads(said) if isinstance(said, str) else said
            about = f"{row.text_key} to {row.person_id}: {row.dedupe_key}"
            if campaign.state == "closed" and row.text_key in ASKS:
                faults.append(f"after the end: {about}")
            if row.dedupe_key.startswith("office:"):
                faults += [] if self._office_reads(row, said, by_name) else [about]
            elif (unit := by_name.get(said.get("enterprise", ""))) is not None:
                root = unit if unit.merged_into is None else self._unit(unit.merged_into)
                readers = self._acts_for(unit.id) | self._guests(unit.id) | self._acts_for(root.id)
                if row.text_key == "outbox-review-answered":
                    readers = self._able(root.jurisdiction_id, root.id)
                if row.text_key.startswith("outbox-join"):
                    readers = {row.person_id}
                if row.text_key != "outbox-enterprise-closed" and root.state != "active":
                    readers = set()
                faults += [] if row.person_id in readers else [about]
        return faults

    def _office_reads(self, row: Any, said: dict[str, Any], by_name: dict[str, Any]) -> bool:
        office = int(row.dedupe_key.split(":")[1])
        seats = [one for one in self.rows["staff"] if one.revoked_at is None]
        mine = {one.jurisdiction_id for one in seats if one.person_id == row.person_id}
        unit = by_name.get(said.get("enterprise", ""))
        gone = row.text_key in ("outbox-moved-out", "outbox-merged-office")
        if unit is None or gone:
            return bool(mine & self._line(office))
        root = unit if unit.merged_into is None else self._unit(unit.merged_into)
        heads = row.text_key == "outbox-review-second"
        able = self._able(root.jurisdiction_id, root.id, {"head"} if heads else ACTS)
        return root.state == "active" and row.person_id in able

    def _lines(self) -> list[str]:
        unsent = {
            row.topic_id
            for row in self.rows["outbox"]
            if row.topic == "digest" and row.state in ("pending", "retry")
        }
        found = {row.id: row for row in self.rows["findings"]}
        tasks = {row.id: row for row in self.rows["escalations"]}
        faults = []
        for row in self.rows["reminders"]:
            if not (row.state == "waiting" or (row.state == "queued" and row.digest_id in unsent)):
                continue
            if row.subject == "finding":
                unit = self._unit(found[row.subject_id].enterprise_id)
                readers = self._acts_for(unit.id) | self._guests(unit.id)
            else:
                unit = self._unit(tasks[row.subject_id].enterprise_id)
                readers = self._able(tasks[row.subject_id].jurisdiction_id, unit.id)
            if unit.state != "active" or row.person_id not in readers:
                faults.append(f"line {row.id} about {row.subject} of {unit.name} for {row.person_id}")
        return faults

    def _copies(self) -> list[str]:
        targets: dict[int, set[int]] = {}
        for row in self.rows["notice_targets"]:
            root = self._root(row.enterprise_id)
            targets.setdefault(row.notice_id, set()).update(self._acts_for(root))
        return [
            f"copy {row.id} for {row.person_id}"
            for row in self.rows["notice_copies"]
            if row.state in ("queued", "out") and row.person_id not in targets.get(row.notice_id, set())
        ]
