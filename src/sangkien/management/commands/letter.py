"""`sangkien letter reminder --campaign … --on … --out DIR`: an official letter as DOCX and PDF."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sangkien.actions.journal import By
from sangkien.actions.letters import draft_reminder, preview_files
from sangkien.core.letters.lint import lint
from sangkien.core.progress.table import Basis
from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    refused,
    takes_basis,
    takes_campaign,
    takes_day,
    write_out,
)
from sangkien.management.system_errors import system_error
from sangkien.management.word import Word
from sangkien.queries.letters import Letter, file_stem, layout_of, text_of


class Command(Word):
    help = N_("Draft a letter from the frozen table of a day and write it as DOCX and PDF.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        reminder = words.add_parser("reminder", help=_("remind the units of their targets"))
        takes_campaign(reminder)
        takes_day(reminder)
        reminder.add_argument("--unit", help=_("code of the unit whose members are reminded"))
        takes_basis(reminder)
        reminder.add_argument(
            "--full-annex", action="store_true", help=_("add every column as a second annex")
        )
        reminder.add_argument("--out", type=Path, required=True, help=_("folder for both files"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        campaign = asked_campaign(asked["campaign"])
        try:
            letter = draft_reminder(
                campaign,
                asked_unit(campaign, asked["unit"]),
                asked_day(campaign, asked["on"]),
                By(account=None, now=now(), is_system=True),
                basis=Basis(asked["target"]) if asked["target"] else None,
                full_annex=asked["full_annex"],
            )
            self._write(letter, asked["out"])
        except Refusal as refusal:
            raise CommandError(refused(refusal)) from refusal

    def _write(self, letter: Letter, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(system_error(error, folder)) from error
        files = preview_files(letter)
        for suffix, content in ((".docx", files.docx), (".pdf", files.pdf)):
            path = folder / f"{file_stem(letter)}{suffix}"
            write_out(path, content, tell=self.stdout)
        self._tell_deviations(letter)

    def _tell_deviations(self, letter: Letter) -> None:
        problems = lint(text_of(letter), layout_of(letter))
        if not problems:
            self.stdout.write(_("Layout and spelling keep the rules that can be checked here."))
        for problem in problems:
            self.stdout.write(_(problem.sentence).format(part=problem.part, words=problem.words))
