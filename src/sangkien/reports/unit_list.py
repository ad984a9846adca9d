"""The organisation as a file: the sheet it can be loaded from again."""

from sangkien.adapters.spreadsheet_out import OutColumn, write_csv, write_xlsx
from sangkien.models import Unit
from sangkien.queries.unit_sheet import LABELS, export_units

_WIDTHS = {"Tên đầy đủ": 46, "Tên ngắn": 30, "Tên gọi khác": 40, "Loại": 20}
_DAYS = {"Ngày thành lập", "Ngày kết thúc"}


def units_csv(unit: Unit) -> bytes:
    """Return the unit and all below it as CSV that Excel opens with its letters whole."""
    return write_csv([LABELS, *export_units(unit)], bom=True)


def units_xlsx(unit: Unit) -> bytes:
    """Return the unit and all below it as a workbook."""
    columns = [
        OutColumn(label, "date" if label in _DAYS else "text", _WIDTHS.get(label, 14))
        for label in LABELS
    ]
    return write_xlsx(columns, export_units(unit), sheet_name="Đơn vị")
