"""`sangkien journal verify|seal|newest|guard`: the seals over the journal."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.actions.seals import restore_guard, seal_days
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.seals import SENTENCES, Fault, Kept, kept_in, kept_words
from sangkien.core.sentences import N_
from sangkien.management.asked import place_to_write, takes_out, write_out
from sangkien.management.sheet_files import operator
from sangkien.management.word import Word
from sangkien.queries.journal_check import journal_faults
from sangkien.queries.seals import newest_seal, seal_is_due, unsealed

PATIENCE = 60.0  # seconds that writers are waited for


class Command(Word):
    help = N_("Seal the journal day by day, check that nobody changed it, print the newest seal.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        verify = words.add_parser("verify", help=_("check every line and every seal"))
        verify.add_argument(
            "--kept",
            action="append",
            default=[],
            help=_("a seal that was kept outside, as `newest` printed it, or a file with some"),
        )
        words.add_parser("seal", help=_("seal the days that have ended; the worker does it daily"))
        takes_out(words.add_parser("newest", help=_("print the newest seal, to keep it elsewhere")))
        words.add_parser("guard", help=_("let the database refuse changes again"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        if asked["word"] == "verify":
            self._verify(asked["kept"])
        elif asked["word"] == "seal":
            self._seal()
        elif asked["word"] == "newest":
            self._newest(asked["out"])
        else:
            restore_guard(operator())
            self.stdout.write(_("The database refuses changes of the journal and of its seals."))

    def _verify(self, kept: list[str]) -> None:
        faults = 0
        for fault in journal_faults([one for said in kept for one in _kept(said)]):
            self.stderr.write(_sentence(fault))
            faults += 1
        self._say_what_is_open()
        if faults:
            sys.exit(1)
        newest = newest_seal()
        if newest:
            self.stdout.write(
                _("The journal is whole up to %(day)s (seal %(number)s, line %(line)s).")
                % {
                    "day": format_date(newest.head.day),
                    "number": newest.head.number,
                    "line": newest.head.last_id,
                }
            )

    def _say_what_is_open(self) -> None:
        lines, since = unsealed()
        if lines and since:
            text = ngettext(
                "%(lines)s line since %(day)s is not sealed yet.",
                "%(lines)s lines since %(day)s are not sealed yet.",
                lines,
            )
            told = {"lines": format_number(lines), "day": format_date(localdate(since))}
            self.stdout.write(text % told)
        if seal_is_due(now()):
            self.stderr.write(
                _("A day has ended without a seal. Start the worker, or run `journal seal`.")
            )

    def _seal(self) -> None:
        done = seal_days(operator(), patience=PATIENCE)
        if done.is_waiting:
            raise CommandError(
                _("Somebody's work of before is not at its end yet. Run this again in a while.")
            )
        for seal in done.seals:
            self.stdout.write(kept_words(seal.head))
        if not done.seals:
            self.stdout.write(_("Every day that has ended is sealed."))

    def _newest(self, out: Path | None) -> None:
        place_to_write(out)
        newest = newest_seal()
        if newest is None:
            raise CommandError(_("There is no seal yet. Run `journal seal` first."))
        words = f"{kept_words(newest.head)}\n"
        if out:
            write_out(out, words.encode(), tell=self.stdout)
        else:
            self.stdout.write(words)


def _kept(said: str) -> list[Kept]:
    """The seals that were typed, or that stand in the file of that name."""
    path = Path(said)
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else said
    except (OSError, UnicodeDecodeError):
        text = ""
    if kept := kept_in(text):
        return kept
    raise CommandError(
        _(
            "--kept: “%(said)s” holds no seal. Write it as `journal newest` printed it:"
            " “sangkien seal”, number, day, line and 64 digits."
        )
        % {"said": said[:100]}
    )


def _sentence(fault: Fault) -> str:
    return _(SENTENCES[fault.code]).format(
        number=fault.number,
        day=format_date(fault.day) if fault.day else "",
        line=fault.line_id,
    )
