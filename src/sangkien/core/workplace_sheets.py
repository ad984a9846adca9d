"""The two sheets that tell where workplaces belong: rules by kind of workplace, and places."""

from dataclasses import dataclass
from datetime import date

from sangkien.core.sheets.columns import Column, SheetKind

RULE_TABLE = SheetKind(
    "workplace rules",
    (
        Column("marks", ("Dấu hiệu", "Từ ngữ nhận biết"), required=True),
        Column("school_levels", ("Cấp học", "Bậc học")),
        Column("line", ("Tuyến", "Hệ"), required=True),
        Column("sector_unit", ("Đơn vị ngành", "Mã đơn vị ngành")),
        Column("valid_from", ("Từ ngày",)),
        Column("valid_to", ("Đến ngày",)),
        Column("basis", ("Căn cứ", "Văn bản")),
    ),
)
PLACES = SheetKind(
    "places",
    (
        Column("place", ("Địa danh", "Địa bàn", "Xã, phường"), required=True),
        Column("unit", ("Mã đơn vị", "Mã"), required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: workplaces with one of `marks` in their name belong to `line`."""

    row: int
    marks: tuple[str, ...]
    line: str
    school_level: str = ""
    sector_unit: str = ""  # code; where the line is "sector"
    valid_from: date | None = None
    valid_to: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place and the code of the territorial unit in whose care it is."""

    row: int
    place: str
    unit: str
