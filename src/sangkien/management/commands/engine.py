"""`sangkien engine scan|batch|train|rekey|verify`: duplicates in files, campaigns; models; keys."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from tqdm import tqdm

from sangkien.actions.rekeying import refile, rekey
from sangkien.adapters.engine import engine
from sangkien.adapters.engine_files import EntryFile, NotEntries
from sangkien.adapters.engine_results import Found
from sangkien.adapters.engine_scan import scan
from sangkien.adapters.spreadsheet_in import NotASheet
from sangkien.core.duplicates import EVIDENCE_SENTENCES, Evidence
from sangkien.core.engine.scanning import SCANNED
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.management.asked import asked_campaign
from sangkien.management.engine_check import differences
from sangkien.management.engine_training import takes_training, train
from sangkien.management.sheet_files import operator, problem_line
from sangkien.management.system_errors import system_error
from sangkien.management.word import Word
from sangkien.queries.features import count_outdated
from sangkien.reports.engine.batch import batch


class Command(Word):
    help = N_("Find duplicates in files and campaigns; learn from labels; bring keys up to date.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        scanning = words.add_parser(
            "scan", help=_("find the duplicates in files of entries: .csv, .xlsx, .xls, .parquet")
        )
        scanning.add_argument("files", nargs="+", type=Path, help=_("the files"))
        over = words.add_parser("batch", help=_("find the duplicates of campaigns, across years"))
        over.add_argument(
            "--campaign",
            action="append",
            required=True,
            help=_("address of the campaign, such as lai-chau-2022; several: said several times"),
        )
        for each in (scanning, over):
            each.add_argument(
                "--out",
                type=Path,
                required=True,
                help=_(
                    "folder for pairs.csv, clusters.csv, units.csv and summary.json; made if there"
                    " is none"
                ),
            )
        takes_training(words.add_parser("train", help=_("learn a new model from labelled entries")))
        again = words.add_parser(
            "rekey", help=_("read entries again that another version has read")
        )
        which = again.add_mutually_exclusive_group()
        which.add_argument(
            "--left", action="store_true", help=_("only say how many are left to read")
        )
        which.add_argument(
            "--misfiled",
            action="store_true",
            help=_("instead those that are not found under their keys, see verify"),
        )
        words.add_parser(
            "verify", help=_("compare the keys, rows and findings that are kept with the entries")
        )

    def handle(self, *_args: Any, **asked: Any) -> None:
        words = {
            "scan": self._scan,
            "batch": self._batch,
            "rekey": self._rekey,
            "train": self._train,
            "verify": self._verify,
        }
        try:
            words[asked["word"]](asked)
        except OSError as why:  # a file that may not be read, a disk that is full
            raise CommandError(system_error(why, asked.get("out") or "")) from why

    def _scan(self, asked: dict[str, Any]) -> None:
        _require_once(asked["files"])
        files = [EntryFile(_existing(path), today=localdate()) for path in asked["files"]]
        out = _folder(asked["out"])
        bar = tqdm(unit=" " + _("entries"), disable=not sys.stderr.isatty())
        try:
            with bar:
                found = scan(files, out, engine(), tell=in_words, progress=bar.update)
        except NotASheet as why:
            raise CommandError(_(why.sentence).format(**why.details)) from why
        except NotEntries as bad:
            lines = [problem_line(bad.filename, problem) for problem in bad.problems]
            if any(problem.code in {"column-missing", "no-header"} for problem in bad.problems):
                lines.append(
                    _("Only the titles are needed, headed “Tên sáng kiến”; all else helps.")
                )
            raise CommandError("\n".join(lines)) from bad
        self._say(found, out)
        counts = (
            (_("Left out, without a title: %(count)s rows."), [f.left_out for f in files]),
            (_("Days that could not be read: %(count)s."), [f.unread_days for f in files]),
            (
                _(
                    "Ids that another row has, too: %(count)s rows. In what is written they cannot"
                    " be told apart; give each row an id of its own."
                ),
                [found.repeated_ids],
            ),
        )
        for sentence, of_files in counts:
            if count := sum(of_files):
                self.stdout.write(sentence % {"count": format_number(count)})
        self._tell_columns(files)
        for file in filter(lambda file: file.unread_sheets, files):
            told = _(
                "Of “%(file)s” the first sheet was read, and not: %(sheets)s. To read them too,"
                " save each as a file of its own."
            )
            sheets = ", ".join(f"“{name}”" for name in file.unread_sheets)
            self.stderr.write(told % {"file": file.path.name, "sheets": sheets})

    def _tell_columns(self, files: Sequence[EntryFile]) -> None:
        for file in files:
            read = {field: heading for heading, field in file.columns.items() if field}
            told = [f"“{read[c.field]}” = {c.label}" for c in SCANNED.columns if c.field in read]
            said = _("Of “%(file)s” were read: %(columns)s.")
            self.stderr.write(said % {"file": file.path.name, "columns": ", ".join(told)})
            unread = [f"“{heading}”" for heading, field in file.columns.items() if not field]
            if unread:
                said = _("Not read of “%(file)s”: %(columns)s. Rename a column if it matters.")
                self.stderr.write(said % {"file": file.path.name, "columns": ", ".join(unread)})
            if file.left_out_rows:
                said = _("Without a title in “%(file)s”, rows: %(rows)s.")
                rows = ", ".join(map(str, file.left_out_rows))
                if file.left_out > len(file.left_out_rows):
                    rows += ", …"
                self.stderr.write(said % {"file": file.path.name, "rows": rows})

    def _batch(self, asked: dict[str, Any]) -> None:
        campaigns = [asked_campaign(slug) for slug in dict.fromkeys(asked["campaign"])]
        out = _folder(asked["out"])
        with tqdm(unit=" " + _("entries"), disable=not sys.stderr.isatty()) as bar:
            found = batch(campaigns, out, tell=in_words, progress=bar.update)
        self._say(found, out)

    def _say(self, found: Found, out: Path) -> None:
        self.stdout.write(
            _("Entries: %(entries)s. Copies: %(duplicates)s. Works copied: %(clusters)s.")
            % {
                "entries": format_number(found.entries),
                "duplicates": format_number(found.duplicates),
                "clusters": format_number(found.clusters),
            }
        )
        self.stdout.write(_("Written to %(folder)s.") % {"folder": out})

    def _train(self, asked: dict[str, Any]) -> None:
        train(asked, self.stdout)

    def _rekey(self, asked: dict[str, Any]) -> None:
        left = count_outdated(engine().version)
        if asked["left"]:
            told = _("Left to read again for the search for duplicates: %(count)s entries.")
            self.stdout.write(told % {"count": format_number(left)})
            return
        bar = tqdm(total=left, unit=" " + _("entries"), disable=not sys.stderr.isatty())
        with bar:
            count = (
                refile(operator()) if asked["misfiled"] else rekey(operator(), progress=bar.update)
            )
        told = _("Read again for the search for duplicates: %(count)s entries.")
        self.stdout.write(told % {"count": format_number(count)})

    def _verify(self, _asked: dict[str, Any]) -> None:
        found = list(differences())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write(_("Each entry is found under its keys, and findings name the copies."))


def in_words(fact: Evidence) -> str:
    """Return a piece of evidence as a sentence in the language of the screen."""
    return _(EVIDENCE_SENTENCES[fact.code]).format(**fact.details)


def _require_once(paths: Sequence[Path]) -> None:
    """Raise CommandError where a file is given twice: each entry would be a copy of itself."""
    known = [path.resolve() for path in paths]
    for path in paths:
        if known.count(path.resolve()) > 1:
            raise CommandError(
                _("“%(file)s” is given twice. Name each file once.") % {"file": path}
            )


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise CommandError(_("There is no file “%(file)s”.") % {"file": path})
    return path


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(system_error(error, path)) from error
    return path
