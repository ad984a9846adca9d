"""`sangkien report progress --campaign … --on …`: a report to the shell or into a file."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.progress.table import Basis
from sangkien.core.sentences import N_
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    place_to_write,
    takes_basis,
    takes_campaign,
    takes_day,
    takes_kind,
    takes_out,
    write_out,
)
from sangkien.management.word import Word
from sangkien.queries.progress_table import progress_table
from sangkien.reports.catalogue import load_reports

REPORTS = load_reports()
FORMATS = sorted({word for report in REPORTS.values() for word in report.formats})


class Command(Word):
    help = N_("Print a report: table, CSV, XLSX or JSON.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", choices=REPORTS, help=_("which report"))
        takes_campaign(parser)
        takes_day(parser)
        parser.add_argument("--unit", help=_("code of the unit whose members are the rows"))
        parser.add_argument(
            "--format", default="table", choices=FORMATS, help=_("how it is written")
        )
        takes_basis(parser)
        takes_kind(parser)
        takes_out(parser)

    def handle(self, *_args: Any, **asked: Any) -> None:
        report = REPORTS[asked["report"]]
        place_to_write(asked["out"])
        campaign = asked_campaign(asked["campaign"])
        table = progress_table(
            campaign,
            asked_unit(campaign, asked["unit"]),
            on=asked_day(campaign, asked["on"]),
            basis=Basis(asked["target"]) if asked["target"] else None,
            kind=asked["kind"],
        )
        written = report.formats[asked["format"]].render(table)
        if asked["out"]:
            write_out(asked["out"], written, tell=self.stdout)
        else:
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()
