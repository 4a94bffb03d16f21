"""Importing an office's list of enterprises: every row checked, all or nothing, repeated without doubling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.questions import Industry
from content.typed.credit_code import CreditCodeError, parse_credit_code
from content.typed.industries import find_industries
from content.typed.numerals import parse_headcount
from content.typed.place_names import PlaceNames
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid
from storage.enterprises import registry as enterprises
from storage.offices import jurisdictions, staff
from storage.offices.jurisdictions import Place
from storage.people import contacts
from storage.tables.enterprises import Enterprise
from storage.tables.people import Contact

RIGHT = "enterprise.keep"
FIRST = 3
_CODE_PROBLEMS = {"length": "code-length", "character": "code-character", "check": "code-check"}
"""Problems of a credit code, by what is wrong with it."""
_PORTION = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list as text, with its number in its sheet; `oddities`: columns that cannot be taken.

    `several`: the list has more sheets than this one.
    """

    number: int
    cells: Mapping[str, str]
    oddities: Mapping[str, str]
    sheet: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a row. `problem` picks the sentence: import-<problem>, with `values`."""

    row: int
    column: str
    problem: str
    values: Mapping[str, str | int]
    sheet: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """Result of an import, or with faults of a trial of it. `new` and `changed` and `unchanged` rows.

    `places`: rows by the name of their place; `first`: the names of the first FIRST enterprises; `phoneless`:
    rows without a telephone.
    """

    new: int
    changed: int
    unchanged: int
    faults: tuple[Fault, ...] = ()
    places: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    first: tuple[str, ...] = field(default=(), compare=False)
    phoneless: int = field(default=0, compare=False)


async def run(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    jurisdiction_id: int,
    rows: Sequence[Listed],
    industries: Mapping[str, Industry],
    *,
    dry: bool = False,
    shown: Imported | None = None,
) -> Imported:
    """Import rows into a place and the places below it, all of them or, with any fault, none; with `dry` only
    look. The same list again changes nothing.

    `shown`: what a look before said it would do; it is done only if that is still so.

    Of an enterprise whose people are in the bot only contact and telephone are taken over.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches the place, nor the command line. Recused: the
            list would change what stands of the actor's own enterprise.
        Conflict: "import-changed" it would do something else than was shown.
    """
    await staff.require(db, actor, RIGHT, jurisdiction_id, of=())
    checking = _Checking(await _places(db, jurisdiction_id), jurisdiction_id, industries)
    known = await _known(db, [checking.code_of(row) for row in rows], hold=not dry)
    seen: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    changed: list[tuple[int, dict[str, Any]]] = []
    unchanged = 0
    for row in rows:
        values = checking.values(row)
        if values is None:
            continue
        seen.append(values)
        there = known.get(values["credit_code"])
        if there is None:
            new.append(values)
            continue
        if there.jurisdiction_id not in checking.ids:
            checking.fault(row, "credit_code", "elsewhere")
        elif there.state != "active":
            checking.fault(row, "credit_code", "closed")
        elif different := _different(there, values):
            changed.append((there.id, different))
        else:
            unchanged += 1
    await staff.require(db, actor, RIGHT, jurisdiction_id, of=[one for one, _ in changed])
    made = Imported(
        len(new),
        len(changed),
        unchanged,
        tuple(checking.faults),
        checking.by_place(seen),
        tuple(values["name"] for values in seen[:FIRST]),
        sum(not values["phone"] for values in seen),
    )
    if shown is not None and not checking.faults and made != shown:
        raise Conflict("error-conflict-import-changed")
    if checking.faults or dry:
        return made
    await _write_new(db, now, new)
    for enterprise_id, values in changed:
        await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(**values))
    if new or changed:
        detail = {"new": len(new), "changed": len(changed), "unchanged": unchanged}
        await audit.write(db, actor, now, "import", "jurisdiction", jurisdiction_id, detail)
    return made


async def _write_new(db: AsyncConnection, now: datetime, new: Sequence[dict[str, Any]]) -> None:
    """Put enterprises on the list.

    Raises:
        Conflict: "import-changed": somebody has registered one of them meanwhile.
    """
    fixed: dict[str, Any] = {"facts": {}, "hazards": [], "state": "active", "registered_at": now}
    for portion in _portions(sorted(new, key=itemgetter("credit_code"))):
        written = await db.execute(
            upsert(db, Enterprise)
            .on_conflict_do_nothing(index_elements=["credit_code"])
            .returning(Enterprise.id),
            [{**one, **fixed} for one in portion],
        )
        if len(written.all()) != len(portion):
            raise Conflict("error-conflict-import-changed")


def _path(place: Place, places: Mapping[int, Place]) -> tuple[str, ...]:
    """Names from a place upwards, itself first, ending where `places` end."""
    at, names = places.get(place.id), []
    while at is not None:
        names.append(at.name)
        at = places.get(at.parent_id or 0)
    return tuple(names)


class _Checking:
    """Rows checked one by one; collects what is wrong."""

    def __init__(self, places: Sequence[Place], own: int, industries: Mapping[str, Industry]) -> None:
        self.faults: list[Fault] = []
        self.ids = {place.id for place in places}
        self._own = own
        self._codes = {place.code.casefold(): place.id for place in places}
        self._names: dict[str, list[int]] = {}
        self._titles = {place.id: place.name for place in places}
        above = {place.id: place for place in places}
        for place in places:
            self._names.setdefault(place.name, []).append(place.id)
        self._written = PlaceNames((place.id, _path(place, above)) for place in places)
        self._industries = industries
        self._found: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, Listed] = {}

    def fault(self, row: Listed, column: str, problem: str, **values: str | int) -> None:
        """Note a fault."""
        self.faults.append(Fault(row.number, column, problem, values, row.sheet, row.several))

    def by_place(self, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
        """The number of rows of each place, by its name, the most first."""
        counted = Counter(self._titles[values["jurisdiction_id"]] for values in rows)
        return tuple(counted.most_common())

    def code_of(self, row: Listed) -> str:
        """The credit code of a row, "" where it is none; nothing is noted."""
        try:
            return parse_credit_code(row.cells.get("credit_code", ""))
        except CreditCodeError:
            return ""

    def values(self, row: Listed) -> dict[str, Any] | None:
        """The columns of a row in stored form; None where the row has a fault."""
        before = len(self.faults)
        for column, problem in row.oddities.items():
            self.fault(row, column, problem)
        checks: dict[str, tuple[str, Callable[[Listed], Any]]] = {
            "name": ("name", partial(self._checked, "name", enterprises.check_name)),
            "credit_code": ("credit_code", self._code),
            "jurisdiction_id": ("place", self._place),
            "industry": ("industry", self._industry),
            "address": ("address", partial(self._checked, "address", enterprises.check_address)),
            "headcount": ("headcount", self._headcount),
            "contact_name": ("contact_name", partial(self._checked, "contact_name", contacts.check_name)),
            "phone": ("phone", partial(self._checked, "phone", enterprises.check_phone)),
        }
        values = {
            name: None if column in row.oddities else check(row) for name, (column, check) in checks.items()
        }
        return values if len(self.faults) == before else None

    def _checked(self, column: str, check: Any, row: Listed) -> Any:
        try:
            return check(row.cells.get(column, ""))
        except Invalid:
            return self.fault(row, column, column)

    def _code(self, row: Listed) -> str | None:
        typed = row.cells.get("credit_code", "")
        try:
            code = parse_credit_code(typed)
        except CreditCodeError as error:
            where = {"position": error.position or 0, "length": len(typed)}
            self.fault(row, "credit_code", _CODE_PROBLEMS[error.kind], **where)
            return None
        if (first := self._rows.get(code)) is not None:
            other = {"first_sheet": first.sheet} if first.sheet != row.sheet else {}
            self.fault(row, "credit_code", "code-twice", first=first.number, **other)
            return None
        self._rows[code] = row
        return code

    def _place(self, row: Listed) -> int | None:
        typed = row.cells.get("place", "")
        if not typed:  # a sheet for each town bears its name
            own = self._names.get(row.sheet.strip(), []) if row.several else []
            return own[0] if len(own) == 1 else self._own
        if (by_code := self._codes.get(typed.casefold())) is not None:
            return by_code
        named = self._names.get(typed) or sorted(self._written.find(typed, self._own))
        if len(named) == 1:
            return named[0]
        self.fault(row, "place", "place-several" if named else "place", typed=typed)
        return None

    def _industry(self, row: Listed) -> str | None:
        typed = row.cells.get("industry", "")
        if typed in self._industries:
            return typed
        if typed not in self._found:
            exact = tuple(
                key
                for key, one in self._industries.items()
                if typed in (*one.name.sentences, *one.written, *one.also)
            )
            self._found[typed] = exact or (find_industries(typed, self._industries) if typed else ())
        found = self._found[typed]
        if len(found) == 1:
            return found[0]
        names = "、".join(self._industries[key].name.zh for key in found[:4])
        problem = "industry-several" if found else "industry" if typed else "industry-empty"
        self.fault(row, "industry", problem, typed=typed, names=names)
        return None

    def _headcount(self, row: Listed) -> int | None:
        typed = row.cells.get("headcount", "")
        try:
            return enterprises.check_headcount(parse_headcount(typed))
        except (Invalid, ValueError):
            self.fault(row, "headcount", "headcount", typed=typed)
            return None


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    state: str
    jurisdiction_id: int
    joined: bool
    columns: Mapping[str, Any]


_KEPT = ("name", "jurisdiction_id", "industry", "address", "headcount", "contact_name", "phone")


async def _known(db: AsyncConnection, codes: Sequence[str], *, hold: bool) -> dict[str, _Known]:
    """The enterprises of these codes; `hold` keeps others from changing them."""
    joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
    columns = [getattr(Enterprise, name) for name in _KEPT]
    found: dict[str, _Known] = {}
    for portion in _portions([code for code in codes if code]):
        query = select(Enterprise.id, Enterprise.credit_code, Enterprise.state, joined, *columns)
        query = query.where(Enterprise.credit_code.in_(portion)).order_by(Enterprise.id)
        rows = await db.execute(query.with_for_update(key_share=True, of=Enterprise) if hold else query)
        for row in rows:
            kept = dict(zip(_KEPT, row[4:], strict=True))
            found[row[1]] = _Known(row[0], row[2], kept["jurisdiction_id"], row[3], kept)
    return found


def _different(there: _Known, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the list that differ from the stored ones; empty cells are ignored."""
    own = ("contact_name", "phone") if there.joined else _KEPT
    return {name: values[name] for name in own if values[name] not in ("", None, there.columns[name])}


async def _places(db: AsyncConnection, jurisdiction_id: int) -> list[Place]:
    below = await jurisdictions.below(db, jurisdiction_id)
    return [place for place in await jurisdictions.list_tree(db) if place.id in below]


def _portions(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _PORTION):
        yield rows[start : start + _PORTION]
