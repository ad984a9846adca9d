"""An empty sheet of submissions to fill in, with lists to choose from."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from sangkien.core.sheets import SUBMISSIONS, column_letters
from sangkien.queries.campaigns import Campaign
from sangkien.queries.units import member_units

ROWS = 2_000  # prepared with lists and formats
LISTS = "Danh mục"  # name of the hidden sheet
WIDTHS = {"title": 45, "description": 45, "effect": 40, "workplace": 32, "ticked_unit": 28}
REQUIRED = frozenset({"title", "authors", "workplace", "ticked_unit", "applied_on"})
LEFT_OUT = frozenset({"row_key", "occurred_at"})
RECOGNISED_BY = ("Hội đồng sáng kiến", "Thủ trưởng đơn vị")
HINTS = {
    "authors": "Nhiều tác giả: Nguyễn Văn A (60%); Trần Thị B (40%).",
    "applied_on": "Viết ngày dạng dd/mm/yyyy, ví dụ 05/09/2021.",
    "recognised_on": "Viết ngày dạng dd/mm/yyyy. Chưa được công nhận thì để trống.",
    "benefit": "Ghi cả đơn vị, ví dụ 25 triệu đồng/năm.",
    "secret": "Chọn “có” nếu nội dung là bí mật kinh doanh.",
}


def template_workbook(campaign: Campaign) -> bytes:
    """Return the workbook: our headings, drop-down lists of units, fields and kinds of member.

    Every cell is text, so that a spreadsheet program turns no date or number into another.
    """
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet("Sáng kiến")
    lists = workbook.add_worksheet(LISTS)
    lists.hide()
    look = {"bold": True, "bg_color": "#E3ECF5", "border": 1, "text_wrap": True}
    heading = workbook.add_format({**look, "valign": "vcenter"})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    choices = _choices(campaign)
    columns = [column for column in SUBMISSIONS.columns if column.field not in LEFT_OUT]
    for index, column in enumerate(columns):
        star = " *" if column.field in REQUIRED else ""
        sheet.set_column(index, index, WIDTHS.get(column.field, 18), text)
        sheet.write_string(0, index, column.label + star, heading)
        rule = _rule(lists, index, choices.get(column.field, ()))
        if column.field in HINTS:
            rule |= {"input_title": column.label[:32], "input_message": HINTS[column.field]}
        if rule:
            sheet.data_validation(1, index, ROWS, index, {"validate": "any", **rule})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    workbook.close()
    return out.getvalue()


def _choices(campaign: Campaign) -> dict[str, Sequence[str]]:
    return {
        "ticked_unit": [unit.short_name for unit in member_units(campaign.owner)],
        "field": [choice["name"] for choice in campaign.fields],
        "member_kind": [choice["name"] for choice in campaign.member_kinds],
        "recognised_by": RECOGNISED_BY,
        "secret": ("không", "có"),
    }


def _rule(lists: Any, index: int, choices: Sequence[str]) -> dict[str, object]:
    """Write the choices into column `index` of the hidden sheet; return the drop-down on them."""
    if not choices:
        return {}
    for row, choice in enumerate(choices):
        lists.write_string(row, index, choice)
    letter = column_letters(index)
    return {
        "validate": "list",
        "source": f"='{LISTS}'!${letter}$1:${letter}${len(choices)}",
        # a school's own union may stand there too: asked, not forbidden
        "error_type": "warning",
        "error_title": "Không có trong danh mục",
        "error_message": "Hãy chọn một dòng trong danh mục, hoặc ghi đúng tên hay mã đơn vị.",
    }
