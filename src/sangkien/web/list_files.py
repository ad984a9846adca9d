"""Any list as a workbook: the same rows as the page with the same filter, all its pages."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from sangkien.adapters.spreadsheet_out import OutColumn, Value, write_xlsx
from sangkien.core.reading.numbers import format_moment, format_number
from sangkien.queries.campaigns import Campaign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 100_000  # rows of one workbook


def as_workbook(
    campaign: Campaign | None,
    *,
    stem: str,
    title: str,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Value]],
    is_cut: bool = False,
) -> HttpResponse:
    """Return the answer that hands out the rows as a workbook, made as they come.

    `campaign` is the one it is of, if it is of one; `stem` begins the file's name. `is_cut` says
    that `rows` end at MOST_EXPORTED and there are more: the workbook says so.
    """
    made_at = now()
    cut = _("At most %(most)s rows stand in one workbook; filter for fewer to see the rest.")
    workbook = write_xlsx(
        columns,
        rows,
        title_lines=[
            *([campaign.title] if campaign else []),
            _("%(title)s, as of %(moment)s") % {"title": title, "moment": format_moment(made_at)},
        ],
        notes=[cut % {"most": format_number(MOST_EXPORTED)}] if is_cut else [],
    )
    of = f"-{slugify(campaign.slug)}" if campaign else ""
    name = f"{stem}{of}-{localtime(made_at):%Y%m%d-%H%M}.xlsx"
    answer = HttpResponse(workbook, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
