"""`sangkien initiatives import FILE --campaign SLUG` and `sangkien initiatives undo BATCH`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override
from tqdm import tqdm

from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import preview, run_import, sha256_of
from sangkien.actions.journal import By
from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_
from sangkien.inputs.imports import SubmissionRows
from sangkien.inputs.problem import told
from sangkien.management.asked import asked_campaign, asked_unit, place_to_write, takes_campaign
from sangkien.management.sheet_files import operator, telling
from sangkien.management.word import Word
from sangkien.queries.campaigns import Campaign
from sangkien.queries.imports import (
    ImportBatch,
    Unit,
    batch_by_id,
    refused_rows,
    unfinished_batch,
)
from sangkien.queries.scope import OPERATOR
from sangkien.reports.import_result import VERDICT_NAMES, result_workbook

ASIDE = {
    "known": N_("Received before: %(count)s of the readable rows."),
    "totals": N_("Rows of totals, not counted: %(count)s."),
}
MOST_TOLD = 50  # refused rows named on the screen; the result workbook names all


class Command(Word):
    help = N_("Bring in a sheet of initiatives, or take one back; safe to run again.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        read = words.add_parser("import", help=_("register the rows of a sheet"))
        read.add_argument("file", type=Path, help=_("the sheet: .xlsx, .xls or .csv"))
        takes_campaign(read)
        read.add_argument("--unit", help=_("code of the importing unit; else the campaign's owner"))
        read.add_argument(
            "--on-behalf", default="", help=_("for whom and why, kept with each entry")
        )
        read.add_argument(
            "--result", type=Path, help=_("write the sheet back with each row's verdict")
        )
        read.add_argument("--dry-run", action="store_true", help=_("only say what would be read"))
        undo = words.add_parser("undo", help=_("take an import back: its entries count nowhere"))
        undo.add_argument("batch", type=int, help=_("number of the import"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        {"import": self._import, "undo": self._undo}[asked["word"]](asked)

    def _import(self, asked: dict[str, Any]) -> None:
        campaign, by, path = asked_campaign(asked["campaign"]), operator(), asked["file"]
        place_to_write(asked["result"])
        if not path.is_file():
            raise CommandError(_("There is no file “%(file)s”.") % {"file": path})
        batch = _batch_of(path, campaign, asked_unit(campaign, asked["unit"]), by)
        if asked["dry_run"]:
            self._tell_preview(batch)
            return
        batch = _run(batch, by, on_behalf=asked["on_behalf"], quiet=asked["verbosity"] == 0)
        self._tell_result(batch)
        if asked["result"]:
            with override(settings.LANGUAGE_CODE):  # an office reads it, whatever the screen speaks
                result_workbook(batch, asked["result"], told=told, translate=_)

    def _undo(self, asked: dict[str, Any]) -> None:
        batch = batch_by_id(OPERATOR, asked["batch"])
        if batch is None:
            raise CommandError(_("There is no import no. %(batch)s.") % {"batch": asked["batch"]})
        try:
            undone = undo_import(batch, operator())
        except Refusal as why:
            raise CommandError(told(why.code, why.details)) from why
        self.stdout.write(
            _("Import no. %(batch)s was taken back: %(undone)s entries count no more.")
            % {"batch": batch.id, "undone": format_number(undone)}
        )

    def _tell_preview(self, batch: ImportBatch) -> None:
        self._tell_problems(batch)
        self.stdout.write(
            _("%(readable)s rows can be read, %(refused)s cannot. Nothing was registered.")
            % {name: format_number(batch.counts.get(name, 0)) for name in ("readable", "refused")}
        )
        for name, sentence in ASIDE.items():
            if count := batch.counts.get(name):
                self.stdout.write(_(sentence) % {"count": format_number(count)})

    def _tell_result(self, batch: ImportBatch) -> None:
        self._tell_problems(batch)
        rows = format_number(batch.rows_total)
        self.stdout.write(
            _("Import no. %(batch)s: %(rows)s rows.") % {"batch": batch.id, "rows": rows}
        )
        for verdict, name in VERDICT_NAMES.items():
            if count := batch.counts.get(verdict):
                self.stdout.write(f"  {_(name)}: {format_number(count)}")

    def _tell_problems(self, batch: ImportBatch) -> None:
        for row in refused_rows(batch, limit=MOST_TOLD):
            for problem in row.problems:
                place = [batch.file_name, _("row %(row)s") % {"row": row.row_number}]
                if problem["column"]:
                    place.append(_("column “%(column)s”") % {"column": problem["column"]})
                sentence = told(problem["code"], problem["details"])
                self.stderr.write(f"{', '.join(place)}: {sentence}")


def _batch_of(path: Path, campaign: Campaign, unit: Unit, by: By) -> ImportBatch:
    """The batch of the same file that was not brought to its end, else a new one."""
    with path.open("rb") as stream:
        file = File(stream, name=path.name)
        if begun := unfinished_batch(OPERATOR, campaign, unit, sha256_of(file)):
            return begun
        file.seek(0)
        try:
            with telling(str(path)):
                return preview(campaign, unit, file, by, read=SubmissionRows)
        except NotASheet as why:
            raise CommandError(_(why.sentence).format(**why.details)) from why


def _run(batch: ImportBatch, by: By, *, on_behalf: str, quiet: bool) -> ImportBatch:
    with tqdm(total=batch.rows_total, unit=" rows", disable=True if quiet else None) as bar:

        def advance(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        return run_import(batch.id, by, read=SubmissionRows, on_behalf=on_behalf, progress=advance)
