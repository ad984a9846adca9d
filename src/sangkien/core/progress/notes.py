"""The notes below the table: each from findings, with units and numbers, and nothing else.

Source: the three notes of letter 878, which named the faults but could not count them. The
sentences are Vietnamese by nature: they are printed below a Vietnamese table and in letters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sangkien.core.facts import Window
from sangkien.core.progress.table import Goal, Note, Row
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.standing import Column

MOST_NAMED = 12  # units a note names one by one
NAMED = 8  # of more units, the largest


@dataclass(frozen=True, slots=True)
class TickedWrong:
    """Entries that ticked `ticked` and belong elsewhere."""

    ticked: str
    moved: int  # count where they belong by now
    unmoved: int  # their finding still stands
    kinds: tuple[str, ...] = ()  # typical workplaces, the most frequent first


@dataclass(frozen=True, slots=True)
class WrongDates:
    """Entries applied outside the window; those that are also copies stand in other columns."""

    window: Window
    by_unit: tuple[tuple[str, int], ...]  # (name, count > 0) in the order of the table
    in_other_columns: int = 0


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """All that the notes may say of one table."""

    goal: Goal
    rows: tuple[Row, ...]
    total: Row
    own_copies: int | None = None  # duplicates of the same person; None: not counted
    wrong_units: tuple[TickedWrong, ...] = ()
    wrong_dates: WrongDates | None = None
    outside_period: int = 0  # entries of the campaign filed outside the period of the table
    own_target: int | None = None  # of the upper unit itself
    own_name: str = ""


def notes(facts: NoteFacts) -> tuple[Note, ...]:
    """Return the notes that have something to say, in the order of the letter."""
    found = [
        Note("duplicate", _duplicates(facts)),
        *(Note("wrong-unit", _wrong_unit(group)) for group in facts.wrong_units),
        Note("wrong-date", _wrong_dates(facts.wrong_dates)),
        Note("undecided", _undecided(facts.rows)),
        Note("target", _target_gap(facts)),
        Note("period", _outside(facts)),
    ]
    return tuple(note for note in found if note.text)


def _duplicates(facts: NoteFacts) -> str:
    count = facts.total[Column.DUPLICATE]
    if not count:
        return ""
    units = _by_unit((row.brief, row[Column.DUPLICATE]) for row in facts.rows)
    head = f"Có {_whole(count)} lượt sáng kiến cập nhật bị trùng"
    return f"{head}{_cause(count, facts.own_copies)}: {units}."


def _cause(count: int, own_copies: int | None) -> str:
    if not own_copies or own_copies > count:
        return ""
    if own_copies == count:
        return ", do đoàn viên cập nhật nhiều lần"
    return f" (trong đó {_whole(own_copies)} lượt do cùng một đoàn viên cập nhật nhiều lần)"


def _wrong_unit(group: TickedWrong) -> str:
    kinds = f" (chủ yếu: {', '.join(group.kinds)})" if group.kinds else ""
    parts = []
    if group.moved:
        parts.append(f"đã chuyển về đúng đơn vị {_whole(group.moved)} lượt")
    if group.unmoved:
        parts.append(f"chưa chuyển {_whole(group.unmoved)} lượt")
    if not parts:
        return ""
    count = _whole(group.moved + group.unmoved)
    return (
        f"Có {count} lượt tích chọn {group.ticked} nhưng nơi làm việc thuộc đơn vị khác{kinds}: "
        f"{', '.join(parts)}."
    )


def _wrong_dates(dates: WrongDates | None) -> str:
    if dates is None:
        return ""
    here = sum(count for _, count in dates.by_unit)
    count = here + dates.in_other_columns
    if not count:
        return ""
    opens_on, closes_on = dates.window.opens_on, dates.window.closes_on
    window = f"từ {format_date(opens_on)} đến {format_date(closes_on)}, không sau ngày nộp"
    said = f"Có {_whole(count)} lượt ghi thời gian áp dụng chưa đúng điều kiện dự thi ({window})"
    if here:
        said += f": {_by_unit(dates.by_unit)}"
    if dates.in_other_columns:
        joint = "; " if here else ", "
        said += f"{joint}{_whole(dates.in_other_columns)} lượt đã xếp ở cột khác"
    return f"{said}."


def _undecided(rows: Sequence[Row]) -> str:
    words = (
        (Column.DUPLICATE, "trùng"),
        (Column.WRONG_UNIT, "sai đơn vị"),
        (Column.WRONG_DATE, "sai thời gian"),
        (Column.OTHER, "lý do khác"),
    )
    parts = [
        f"{_whole(count)} lượt {word} ({_by_unit(_open(rows, column))})"
        for column, word in words
        if (count := sum(row.open_in(column) for row in rows))
    ]
    return f"Chưa kết luận: {'; '.join(parts)}." if parts else ""


def _open(rows: Sequence[Row], column: Column) -> Iterable[tuple[str, int]]:
    return ((row.brief, row.open_in(column)) for row in rows)


def _target_gap(facts: NoteFacts) -> str:
    total, own = facts.total.target, facts.own_target
    if own is None or total is None or own == total:
        return ""
    return (
        f"Cộng chỉ tiêu các đơn vị được {_whole(total)}, chỉ tiêu của {facts.own_name} là "
        f"{_whole(own)}: chênh {_whole(abs(own - total))}."
    )


def _outside(facts: NoteFacts) -> str:
    if not facts.outside_period:
        return ""
    return (
        f"Bảng đếm các lượt nộp trong {facts.goal.period}; {_whole(facts.outside_period)} lượt "
        "nộp ngoài kỳ này không tính ở đây."
    )


def _by_unit(counts: Iterable[tuple[str, int]]) -> str:
    """Return "Than Uyên 60, Phong Thổ 8"; of a long list the largest, and the rest as a sum."""
    named = [(name, count) for name, count in counts if count]
    rest: list[tuple[str, int]] = []
    if len(named) > MOST_NAMED:
        by_count = sorted(named, key=lambda pair: -pair[1])
        named, rest = by_count[:NAMED], by_count[NAMED:]
    said = ", ".join(f"{name} {_whole(count)}" for name, count in named)
    if not rest:
        return said
    others = sum(count for _, count in rest)
    return f"{said} và {_whole(len(rest))} đơn vị khác {_whole(others)}"


_whole: Callable[[int], str] = format_number
