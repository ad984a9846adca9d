"""A sheet of moves: which entries another register moved from one unit to another, and when."""

from dataclasses import dataclass
from datetime import datetime

from sangkien.core.sheets.columns import Column, SheetKind

MOVES = SheetKind(
    "moves",
    (
        Column(
            "entry", ("Mã gửi", "Mã phiếu", "Mã sáng kiến", "Số biên nhận", "Mã SK"), required=True
        ),
        Column("from", ("Từ đơn vị", "Đơn vị cũ", "Đơn vị chuyển")),
        Column("to", ("Đến đơn vị", "Đơn vị mới", "Đơn vị nhận"), required=True),
        Column("moved_at", ("Ngày chuyển", "Thời điểm chuyển", "Ngày"), required=True),
        Column("reason", ("Lý do", "Lý do chuyển")),
    ),
)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move as a sheet tells it: an entry by its sender's key or receipt, units by name."""

    row: int  # as the spreadsheet numbers it
    entry: str
    came_from: str  # "" where the sheet does not say
    to: str
    moved_at: datetime
    reason: str
