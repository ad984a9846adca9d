"""The progress table of the units below one, as of a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sangkien.core.facts import Window
from sangkien.core.progress.notes import NoteFacts, TickedWrong, WrongDates, notes
from sangkien.core.progress.table import (
    Basis,
    ProgressTable,
    Role,
    Row,
    ordered,
    total_of,
)
from sangkien.core.standing import Column
from sangkien.models import Campaign, Unit
from sangkien.queries.goals import ASSIGNED, Aim, aim_for
from sangkien.queries.progress import WHOLE, Counts, counts_by_unit
from sangkien.queries.shortcomings import Questioned, own_copies, questioned_entries
from sangkien.queries.units import children_of

__all__ = ["Unit", "progress_table"]

TYPICAL_KINDS = 3  # as many kinds of workplace a note names


def progress_table(
    campaign: Campaign,
    unit: Unit,
    *,
    on: date,
    basis: Basis | None = None,
    kind: str = ASSIGNED,
) -> ProgressTable:
    """Return the table of the units directly below `unit` at the end of the day.

    Counts are of entries filed in the period of the target, `basis` (see goals.aim_for). The
    rows sum up to the total at every level: entries at `unit` itself have a line of their own.
    The number of queries does not grow with the number of units.
    """
    children = children_of(unit)
    units = [unit, *children]
    aim = aim_for(campaign, units, on=on, basis=basis, kind=kind)
    counts = counts_by_unit(campaign, units, on=on, period=aim.period)
    rows = ordered(_rows(unit, children, counts, aim, on))
    own_target = aim.values.get(unit.id)
    total = total_of(rows, own_target=own_target)
    return ProgressTable(
        campaign_slug=campaign.slug,
        campaign_title=campaign.title,
        unit_code=unit.code,
        unit_name=unit.short_name,
        day=on,
        goal=aim.goal,
        goal_clock=aim.goal_clock,
        clocks=aim.clocks,
        rows=rows,
        total=total,
        notes=notes(_note_facts(campaign, unit, children, rows, total, aim, on)),
        rules_version=campaign.rules_version,
    )


def _rows(
    unit: Unit, children: Sequence[Unit], counts: dict[int, Counts], aim: Aim, on: date
) -> list[Row]:
    rows = [
        Row(
            child.short_name,
            aim.values.get(child.id),
            _columns(counts[child.id].settled + counts[child.id].open),
            _columns(counts[child.id].open),
            code=child.code,
        )
        for child in children
    ]
    standing = {
        row.code
        for child, row in zip(children, rows, strict=True)
        if _exists_on(child, on) or row.gross or row.target is not None
    }
    own = Row(
        f"Trực tiếp {unit.short_name}",
        None,
        _own(counts[unit.id].settled + counts[unit.id].open, [row.columns for row in rows]),
        _own(counts[unit.id].open, [row.undecided for row in rows]),
        code=unit.code,
        role=Role.DIRECT,
    )
    return [row for row in rows if row.code in standing] + ([own] if any(own.columns) else [])


def _columns(counted: Counter[Column]) -> tuple[int, ...]:
    return tuple(counted[column] for column in Column)


def _own(whole: Counter[Column], parts: list[tuple[int, ...]]) -> tuple[int, ...]:
    """What the unit counts beyond its children."""
    return tuple(whole[column] - sum(part[column - 1] for part in parts) for column in Column)


def _exists_on(unit: Unit, day: date) -> bool:
    has_opened = unit.opens_on is None or unit.opens_on <= day
    return has_opened and (unit.closes_on is None or day <= unit.closes_on)


def _note_facts(
    campaign: Campaign,
    unit: Unit,
    children: Sequence[Unit],
    rows: tuple[Row, ...],
    total: Row,
    aim: Aim,
    on: date,
) -> NoteFacts:
    filed = None if aim.period == WHOLE else aim.window
    questioned = questioned_entries(campaign, unit, on=on, filed=filed)
    is_whole_campaign = unit.id == campaign.owner_id
    everything = counts_by_unit(campaign, [unit], on=on)[unit.id].gross
    return NoteFacts(
        goal=aim.goal,
        rows=rows,
        total=total,
        own_copies=own_copies(campaign, on=on, filed=filed) if is_whole_campaign else None,
        wrong_units=_ticked_wrong(questioned),
        wrong_dates=_wrong_dates(questioned, campaign.window, unit, children, rows),
        outside_period=everything - total.gross,
        own_target=aim.values.get(unit.id),
        own_name=unit.short_name,
    )


def _ticked_wrong(questioned: Sequence[Questioned]) -> tuple[TickedWrong, ...]:
    """Group by the unit that was ticked, the most frequent first."""
    wrong = [one for one in questioned if one.is_moved or one.is_unmoved]
    ticked = Counter((one.ticked, one.ticked_path) for one in wrong)
    groups = []
    for (name, path), _ in sorted(ticked.items(), key=lambda item: (-item[1], item[0][1])):
        group = [one for one in wrong if one.ticked_path == path]
        kinds = Counter(one.workplace_kind for one in group if one.workplace_kind)
        most = sorted(kinds, key=lambda kind: (-kinds[kind], kind))[:TYPICAL_KINDS]
        moved = sum(one.is_moved for one in group)
        groups.append(TickedWrong(name, moved, len(group) - moved, tuple(most)))
    return tuple(groups)


def _wrong_dates(
    questioned: Sequence[Questioned],
    window: Window,
    unit: Unit,
    children: Sequence[Unit],
    rows: Sequence[Row],
) -> WrongDates:
    here = [one for one in questioned if one.has_wrong_date and one.unit_path.startswith(unit.path)]
    shown = [one for one in here if one.column == Column.WRONG_DATE]
    code_of = {child.path: child.code for child in children}
    counts = Counter(
        next((code for path, code in code_of.items() if one.unit_path.startswith(path)), unit.code)
        for one in shown
    )
    return WrongDates(
        window=window,
        by_unit=tuple((row.brief, counts[row.code]) for row in rows if counts[row.code]),
        in_other_columns=len(here) - len(shown),
    )
