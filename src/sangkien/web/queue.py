"""The queue on an officer's first page: what waits by kind, age and unit, each number a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core.desk import AGE_NAMES, LOOKED_BACK, Age
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.run import RULES
from sangkien.queries.campaigns import Campaign
from sangkien.queries.finding_list import Stage
from sangkien.queries.queue import Cell, Queue
from sangkien.queries.wrong_units import MoveGroup
from sangkien.web.group_words import address_of, common_words
from sangkien.web.next_steps import room

GROUPS_TOLD = 3
SHOWN = tuple(reversed(Age))  # what is overdue first: a narrow screen shows the first columns
Number = tuple[int, str]  # how many, and the address of the list of just these ("" for none)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of finding or one unit: how many wait of each age, overdue first, and in all."""

    label: str
    numbers: tuple[Number, ...]
    total: Number
    parts: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The queue as the page tells it; empty `kinds` mean that nothing waits."""

    ages: tuple[str, ...]
    kinds: tuple[Line, ...]
    units: tuple[Line, ...]
    total: Number
    overdue: Number
    came_in: Number
    settled: Number
    notes: tuple[tuple[str, str], ...] = ()  # what passed between the levels: sentence, address
    days: int = LOOKED_BACK


def queue_shown(
    campaign: Campaign, queue: Queue, groups: Iterable[MoveGroup] = (), notices: int = 0
) -> Shown:
    """Return the queue in words and addresses: kinds with most overdue first, units as listed."""
    of = _Lines(campaign, queue)
    kinds = [of.kind(rule) for rule in RULES if queue.by_rule[rule]]
    total = of.line("", queue.cells, {})
    return Shown(
        ages=tuple(_(AGE_NAMES[age]) for age in SHOWN),
        kinds=tuple(sorted(kinds, key=lambda line: (-line.numbers[0][0], -line.total[0]))),
        units=of.units(queue.cells, {}),
        total=total.total,
        overdue=total.numbers[0],
        came_in=(queue.came_in, room("findings", campaign, stage="any", moved="in")),
        settled=(queue.settled, room("findings", campaign, stage="settled", moved="out")),
        notes=(
            *_notes(campaign, queue),
            *_groups(campaign, groups),
            *_notices(campaign, notices),
        ),
    )


def _notes(campaign: Campaign, queue: Queue) -> Iterator[tuple[str, str]]:
    """What was passed up to this desk, what came back to it, and what waits above."""
    told = (
        (
            Stage.FROM_BELOW,
            queue.from_below,
            ngettext(
                "%(count)s of them was passed up to you: the level below was unsure.",
                "%(count)s of them were passed up to you: the level below was unsure.",
                queue.from_below,
            ),
        ),
        (
            Stage.ANSWERED,
            queue.answered,
            ngettext(
                "%(count)s finding you passed up was answered above.",
                "%(count)s findings you passed up were answered above.",
                queue.answered,
            ),
        ),
        (
            Stage.PASSED,
            queue.passed,
            ngettext(
                "%(count)s finding you passed up waits above.",
                "%(count)s findings you passed up wait above.",
                queue.passed,
            ),
        ),
    )
    for stage, count, said in told:
        if count:
            words = said % {"count": format_number(count)}
            yield words, room("findings", campaign, stage=str(stage))


def _groups(campaign: Campaign, groups: Iterable[MoveGroup]) -> Iterator[tuple[str, str]]:
    """The largest groups that ticked the wrong unit, each with its page."""
    for group in islice(groups, GROUPS_TOLD):
        yield common_words(group), address_of(campaign, group)


def _notices(campaign: Campaign, count: int) -> Iterator[tuple[str, str]]:
    """Moves to or from the own unit that nobody there has read."""
    if count:
        said = ngettext(
            "%(count)s move to or from your unit is unread.",
            "%(count)s moves to or from your unit are unread.",
            count,
        )
        yield said % {"count": format_number(count)}, room("move-notices", campaign)


class _Lines:
    """Lines of the tables, with the filters that their lists need."""

    def __init__(self, campaign: Campaign, queue: Queue) -> None:
        self.campaign = campaign
        self.queue = queue

    def kind(self, rule: str) -> Line:
        cells = [cell for cell in self.queue.cells if cell[0] == rule]
        line = self.line(_(RULES[rule].title), cells, {"rule": rule})
        return Line(line.label, line.numbers, line.total, self.units(cells, {"rule": rule}))

    def units(self, cells: Iterable[Cell], query: dict[str, str]) -> tuple[Line, ...]:
        by_code: dict[str, list[Cell]] = {}
        for cell in cells:
            by_code.setdefault(cell[2], []).append(cell)
        known = {unit.code: unit for unit in self.queue.units} | {"": None}
        lines = []
        for code, unit in known.items():
            if code in by_code:
                alone = {"only": "1"} if code in self.queue.tops else {}
                name = unit.short_name if unit else _("other units")
                label = _("%(unit)s itself") % {"unit": name} if alone else name
                asked = {**query, "unit": code, **alone} if unit else None
                lines.append(self.line(label, by_code[code], asked))
        return tuple(lines)

    def line(self, label: str, cells: Iterable[Cell], query: dict[str, str] | None) -> Line:
        """A line of the cells; without a query its numbers lead nowhere."""
        counts = dict.fromkeys(SHOWN, 0)
        for cell in cells:
            counts[cell[1]] += self.queue.cells[cell]
        numbers = tuple(
            (n, self._list({**query, "age": str(age)}) if query is not None and n else "")
            for age, n in counts.items()
        )
        return Line(
            label, numbers, (sum(counts.values()), self._list(query) if query is not None else "")
        )

    def _list(self, query: dict[str, str]) -> str:
        # without a question the list would open the reader's own saved search
        query = query or {"stage": "open"}
        return room("findings", self.campaign, **query)
