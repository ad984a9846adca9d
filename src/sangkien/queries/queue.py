"""The queue of an officer's desk: open findings of the own part of the tree, by kind, age, unit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, CharField, Count, QuerySet, Value, When

from sangkien.core.desk import LOOKED_BACK, Age, Ages
from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, Finding
from sangkien.queries.finding_list import FindingFilter, Stage, of_age, open_findings
from sangkien.queries.unit_choices import Unit, units_to_choose

LEVELS = 4  # units of the first levels stand in columns of their own, see models.unit
Cell = tuple[str, Age, str]  # rule, age, code of the unit ("" where it has no list of its own)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, each finding in one cell.

    A cell of one of the `tops` holds what counts at that unit itself, a cell of any other unit all
    that counts at or below it.
    """

    cells: Mapping[Cell, int]
    units: Sequence[Unit]
    tops: frozenset[str]  # codes
    came_in: int  # in the last LOOKED_BACK days, whatever became of it
    settled: int  # in the last LOOKED_BACK days, and not open again
    from_below: int = 0  # of the cells those that were passed up to the reader
    passed: int = 0  # waiting on a desk above, in no cell
    answered: int = 0  # passed up and decided there, which nobody at the desk has read

    @property
    def by_rule(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (rule, _, _), n in self.cells.items():
            found[rule] += n
        return found


def queue_of(account: Account | None, campaign: Campaign, ages: Ages) -> Queue:
    """Return what waits in the account's part of the tree. Seven queries, however much there is."""
    units = units_to_choose(account, campaign, Verb.SEE_ENTRIES)
    tops = [unit for unit in units if unit.parent_id not in {other.id for other in units}]
    found = open_findings(account, campaign, FindingFilter())
    cells: Counter[Cell] = Counter()
    for rule, age, place, n in _counted(found, ages, tops):
        cells[rule, Age(age), _code(place, units, tops)] += n
    since = ages.today - timedelta(days=LOOKED_BACK)
    return Queue(
        cells=cells,
        units=units,
        tops=frozenset(unit.code for unit in tops),
        came_in=_number(account, campaign, FindingFilter(stage=Stage.ANY, opened_since=since)),
        settled=_number(account, campaign, FindingFilter(stage=Stage.SETTLED, settled_since=since)),
        from_below=_number(account, campaign, FindingFilter(stage=Stage.FROM_BELOW)),
        passed=_number(account, campaign, FindingFilter(stage=Stage.PASSED)),
        answered=_number(account, campaign, FindingFilter(stage=Stage.ANSWERED)),
    )


def _counted(
    found: QuerySet[Finding], ages: Ages, tops: Sequence[Unit]
) -> QuerySet[Finding, tuple[str, str, object, int]]:
    """Rule, age, place and number of findings; the place is a unit's id, or a path."""
    age = Case(
        *(When(of_age(each, ages), then=Value(str(each))) for each in (Age.OVERDUE, Age.TODAY)),
        When(of_age(Age.WEEK, ages), then=Value(str(Age.WEEK))),
        default=Value(str(Age.OLDER)),
        output_field=CharField(),
    )
    place = _column(tops)
    rows = found.order_by().annotate(aged=age).values("rule", "aged", place)
    return rows.annotate(n=Count("id")).values_list("rule", "aged", place, "n")


def _column(tops: Sequence[Unit]) -> str:
    """The column that tells the unit below the one top, so that few rows come back."""
    level = tops[0].level + 1 if len(tops) == 1 else LEVELS + 1
    return f"initiative__unit__l{level}" if level <= LEVELS else "initiative__unit_path"


def _code(place: object, units: Sequence[Unit], tops: Sequence[Unit]) -> str:
    """The code of the unit that has a list for the place: the top itself, or one right below."""
    if isinstance(place, str):
        above = [unit for unit in units if place.startswith(unit.path)]
        return max(above, key=lambda unit: unit.level).code if above else ""
    if place is None:
        return tops[0].code
    return next((unit.code for unit in units if unit.id == place), "")


def _number(account: Account | None, campaign: Campaign, asked: FindingFilter) -> int:
    return open_findings(account, campaign, asked).count()
