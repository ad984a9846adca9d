"""Units as a sheet lists them: one value a row, and what can be wrong with the tree they form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.core.sheets.columns import UNITS
from sangkien.core.sheets.headings import column_of
from sangkien.core.sheets.problem import SheetProblem

CODE_LABEL = column_of("code", UNITS).label
PARENT_LABEL = column_of("parent", UNITS).label


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as its row says, read and checked by itself; `row` is its number in the sheet."""

    row: int
    code: str
    kind: str
    name: str
    short_name: str
    parent: str  # the code of the unit above, "" for the root
    aliases: tuple[str, ...] = ()
    line: str = "territorial"
    block: str = ""
    cluster: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    school_level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A sheet of units, read cell by cell: all rows that have a code, and what is wrong so far.

    `unplaced` are the numbers of rows whose cell for the unit above could not be read: of them it
    is not known whether they would be the root.
    """

    rows: tuple[UnitRow, ...]
    problems: tuple[SheetProblem, ...] = ()
    unplaced: frozenset[int] = frozenset()


def repeated_codes(rows: Sequence[UnitRow]) -> list[SheetProblem]:
    """Return a problem for each row whose code stands in an earlier row."""
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        if row.code in first:
            details: dict[str, str | int] = {"code": row.code, "first": first[row.code]}
            problems.append(SheetProblem(row.row, CODE_LABEL, "unit-code-twice", details))
        first.setdefault(row.code, row.row)
    return problems


def second_roots(rows: Sequence[UnitRow], *, root_elsewhere: str | None) -> list[SheetProblem]:
    """Return a problem for each row that would be a root beside another one.

    `root_elsewhere` is the code of a root that stands outside the sheet.
    """
    root, problems = root_elsewhere, []
    for row in rows:
        if row.parent:
            continue
        if root is None:
            root = row.code
        else:
            details: dict[str, str | int] = {"code": row.code, "root": root}
            problems.append(SheetProblem(row.row, PARENT_LABEL, "unit-second-root", details))
    return problems


def orphans(rows: Sequence[UnitRow], *, known: Collection[str]) -> list[UnitRow]:
    """Return the rows whose unit above is neither in the sheet nor among the `known` codes.

    >>> [row.code for row in orphans([UnitRow(2, "B", "", "B", "B", "A")], known=[])]
    ['B']
    """
    named = {row.code for row in rows}.union(known)
    return [row for row in rows if row.parent and row.parent not in named]


def cycles(rows: Sequence[UnitRow], *, above: Mapping[str, str | None]) -> list[SheetProblem]:
    """Return a problem for each row that would stand below itself, with the way round.

    `above` tells the next code upwards of every code named; None ends the way.
    """
    row_of = {row.code: row for row in rows}
    settled: set[str] = set()
    problems = []
    for start in row_of:
        way: dict[str, None] = {}  # an ordered set: the codes met, in order
        code: str | None = start
        while code is not None and code not in settled and code not in way:
            way[code] = None
            code = above.get(code)
        if code is not None and code in way:
            met = list(way)
            problems += _round_trip(met[met.index(code) :], row_of)
        settled.update(way)  # in place: `|=` with a dict's keys would copy the whole set each time
    return problems


def _round_trip(met: list[str], row_of: Mapping[str, UnitRow]) -> list[SheetProblem]:
    lineage = " → ".join([*met, met[0]])
    return [
        SheetProblem(
            row_of[code].row, PARENT_LABEL, "unit-cycle", {"code": code, "lineage": lineage}
        )
        for code in met
        if code in row_of
    ]


def generations(codes: Sequence[str], *, above: Mapping[str, str | None]) -> list[list[str]]:
    """Return the codes in generations, each below the one before; there must be no cycle.

    >>> generations(["c", "a", "b"], above={"b": "a", "c": "b"})
    [['a'], ['b'], ['c']]
    """
    wanted, depth = set(codes), dict[str, int]()
    for start in codes:
        way, code = [], start
        while code in wanted and code not in depth:
            way.append(code)
            code = above.get(code) or ""
        for below in reversed(way):
            depth[below] = depth.get(above.get(below) or "", -1) + 1
    ordered: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for code in codes:
        ordered[depth[code]].append(code)
    return ordered
