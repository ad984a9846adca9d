"""`sangkien report progress --campaign … --on …`: a report to the shell or into a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sangkien.core.progress.table import Basis
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    place_to_write,
    write_out,
)
from sangkien.queries.goals import ASSIGNED, KINDS
from sangkien.queries.progress_table import progress_table
from sangkien.reports.catalogue import load_reports

REPORTS = load_reports()
FORMATS = sorted({word for report in REPORTS.values() for word in report.formats})


class Command(BaseCommand):
    help = "Print a report: table, CSV, XLSX or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", choices=REPORTS)
        parser.add_argument("--campaign", required=True)
        parser.add_argument("--on", help="dd/mm/yyyy or yyyy-mm-dd")
        parser.add_argument("--unit", help="code of the unit whose members are the rows")
        parser.add_argument("--format", default="table", choices=FORMATS)
        parser.add_argument("--target", choices=[str(basis) for basis in Basis])
        parser.add_argument("--kind", choices=KINDS, default=ASSIGNED)
        parser.add_argument("--out", type=Path)

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
            write_out(asked["out"], written)
            self.stderr.write(_("Written: %(file)s") % {"file": asked["out"]})
        else:
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()
