"""The annexes of a reminder: the table of letter 878, its notes, and the table in full."""

from collections.abc import Callable, Iterable

from sangkien.core.letters.dates import (
    letter_number,
    long_day,
    percent,
    roman,
    short_day,
    whole,
)
from sangkien.core.letters.facts import ReminderFacts, ReminderRow, WrongUnitNote
from sangkien.core.letters.model import Annex, Column, Row, Table

NOTES_HEADING = "Ghi chú: Qua tổng hợp theo dõi, có một số tồn tại như sau:"


def annexes(facts: ReminderFacts) -> tuple[Annex, ...]:
    """Return the annex with five columns, and the full one behind it where it is asked for."""
    count = 2 if facts.full_annex else 1
    first = Annex(
        label=_label(1, of=count),
        title_lines=(
            "DANH SÁCH CÁC ĐƠN VỊ CẬP NHẬT SÁNG KIẾN THAM GIA DỰ THI",
            facts.campaign.upper(),
        ),
        reference=_reference(facts),
        as_of=_as_of(facts),
        table=_short_table(facts),
        notes_heading=NOTES_HEADING if _has_notes(facts) else "",
        notes=tuple(_notes(facts)),
    )
    return (first, _full(facts)) if facts.full_annex else (first,)


def unit_counts(rows: tuple[ReminderRow, ...], count: Callable[[ReminderRow], int]) -> str:
    """Return "Than Uyên 60, Phong Thổ 8": the units where the count is not 0, in table order."""
    return ", ".join(f"{row.short_unit} {whole(count(row))}" for row in rows if count(row))


def applied_window(facts: ReminderFacts) -> str:
    """Return the window of first application as words, or "" where it is not known."""
    if facts.applied_from is None:
        return ""
    until = f"ngày {short_day(facts.applied_to)}" if facts.applied_to else "nay"
    return f"từ ngày {short_day(facts.applied_from)} đến {until}"


def _label(position: int, *, of: int) -> str:
    return "Phụ lục" if of == 1 else f"Phụ lục {roman(position)}"


def _reference(facts: ReminderFacts) -> str:
    number = f"{letter_number(facts.number)}/{facts.office.symbol}"
    return (
        f"(Kèm theo Công văn số {number} {long_day(facts.issued_on)} của {facts.office.full_name})"
    )


def _as_of(facts: ReminderFacts) -> str:
    return f"Số liệu tính đến hết ngày {short_day(facts.day)}"


def _short_table(facts: ReminderFacts) -> Table:
    columns = (
        Column("TT", 0.06, "center"),
        Column("Tên đơn vị", 0.35),
        Column(facts.target_name, 0.15, "right"),
        Column("Số lượt sáng kiến cập nhật dự thi", 0.18, "right"),
        Column("Ghi chú", 0.26, "center"),
    )
    rows = [
        Row((_place(tt, row), row.unit, _target(row), whole(row.gross), row.remark))
        for tt, row in enumerate(facts.rows, start=1)
    ]
    total = facts.total
    rows.append(Row(("", total.unit, _target(total), whole(total.gross), ""), "total"))
    return Table(columns, tuple(rows))


def _place(tt: int, row: ReminderRow) -> str:
    return "" if row.is_direct else str(tt)


def _target(row: ReminderRow) -> str:
    return "" if row.target is None else whole(row.target)


def _has_notes(facts: ReminderFacts) -> bool:
    return any(True for _ in _notes(facts))


def _notes(facts: ReminderFacts) -> Iterable[str]:
    if facts.notes:
        yield from (note.text for note in facts.notes)
        return
    yield from _duplicate_note(facts)
    yield from (_wrong_unit_note(note) for note in facts.wrong_units if note.moved + note.unmoved)
    yield from _wrong_date_note(facts)


def _duplicate_note(facts: ReminderFacts) -> Iterable[str]:
    total = facts.total
    if total.duplicates:
        named = unit_counts(facts.rows, lambda row: row.duplicates)
        undecided = _undecided(total.duplicates, total.open_duplicates)
        yield f"Có {whole(total.duplicates)} lượt sáng kiến cập nhật bị trùng ({named}){undecided}."


def _undecided(count: int, still_open: int) -> str:
    if still_open == 0:
        return ""
    return ", chưa kết luận" if still_open == count else f", {whole(still_open)} lượt chưa kết luận"


def _wrong_unit_note(note: WrongUnitNote) -> str:
    where = f" (chủ yếu là {', '.join(note.workplaces)})" if note.workplaces else ""
    outcome = [
        f"{whole(note.moved)} lượt đã được chuyển về đúng đơn vị" if note.moved else "",
        f"{whole(note.unmoved)} lượt chưa chuyển" if note.unmoved else "",
    ]
    said = ", ".join(part for part in outcome if part)
    return (
        f"Có {whole(note.moved + note.unmoved)} lượt chọn đơn vị thành viên chưa chính xác, "
        f"tích chọn {note.ticked_unit}{where}: {said}."
    )


def _wrong_date_note(facts: ReminderFacts) -> Iterable[str]:
    total, window = facts.total, applied_window(facts)
    if total.wrong_date:
        named = unit_counts(facts.rows, lambda row: row.wrong_date)
        rule = f" tham gia dự thi ({window})" if window else ""
        undecided = _undecided(total.wrong_date, total.open_wrong_date)
        yield (
            f"Có {whole(total.wrong_date)} lượt ghi thời gian áp dụng sáng kiến "
            f"chưa đúng điều kiện{rule}: {named}{undecided}."
        )


def _full(facts: ReminderFacts) -> Annex:
    return Annex(
        label=_label(2, of=2),
        title_lines=("KẾT QUẢ CẬP NHẬT VÀ RÀ SOÁT SÁNG KIẾN CỦA CÁC ĐƠN VỊ",),
        reference=_reference(facts),
        as_of=_as_of(facts),
        table=_full_table(facts),
        landscape=True,
    )


def _full_table(facts: ReminderFacts) -> Table:
    columns = (
        Column("TT", 0.035, "center"),
        Column("Tên đơn vị", 0.2),
        Column(facts.target_name, 0.06, "right"),
        *(
            Column(header, 0.057, "right")
            for header in ("Số lượt", "Trùng", "Sai đơn vị", "Sai thời gian")
        ),
        *(Column(header, 0.057, "right") for header in ("Lý do khác", "Chờ xét", "Hợp lệ")),
        *(Column(header, 0.07, "right") for header in ("Tỷ lệ lượt", "Tỷ lệ hợp lệ")),
        Column("Ghi chú", 0.17),
    )
    rows = [Row((_place(tt, row), *_full_cells(row))) for tt, row in enumerate(facts.rows, start=1)]
    rows.append(Row(("", *_full_cells(facts.total)), "total"))
    return Table(columns, tuple(rows))


def _full_cells(row: ReminderRow) -> tuple[str, ...]:
    counts = (row.gross, row.duplicates, row.wrong_unit, row.wrong_date)
    states = (row.other, row.pending, row.valid)
    rates = (_rate(row.gross, row.target), _rate(row.valid, row.target))
    numbers = tuple(whole(count) for count in (*counts, *states))
    return (row.unit, _target(row), *numbers, *rates, _remark(row))


def _rate(count: int, target: int | None) -> str:
    return percent(count, target) if target else ""


def _remark(row: ReminderRow) -> str:
    undecided = (
        (row.open_duplicates, "trùng"),
        (row.open_wrong_unit, "sai đơn vị"),
        (row.open_wrong_date, "sai thời gian"),
        (row.open_other, "lý do khác"),
    )
    said = ", ".join(f"{whole(count)} {kind}" for count, kind in undecided if count)
    return f"{row.remark} Chưa kết luận: {said}.".strip() if said else row.remark
