"""`sangkien rescreen --campaign SLUG [--rule CODE]`: screen entries again after a rule changed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from tqdm import tqdm

from sangkien.actions.rescreening import run_rescreening, start_rescreening
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_
from sangkien.management.asked import asked_campaign, takes_campaign
from sangkien.management.sheet_files import operator
from sangkien.management.word import Word

KINDS = {
    "opened": N_("newly found"),
    "lapsed": N_("no longer found"),
    "reopened": N_("found again"),
}


class Command(Word):
    help = N_("Screen every entry of a campaign again and say what that changed.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        takes_campaign(parser)
        parser.add_argument("--rule", choices=sorted(RULES), help=_("one rule; all without it"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        by = operator()
        run = start_rescreening(asked_campaign(asked["campaign"]), by, rule=asked["rule"] or "")
        # tqdm writes to stderr, so that the result can go into a file
        with tqdm(total=run.total, unit=" " + _("entries"), disable=not sys.stderr.isatty()) as bar:
            run = run_rescreening(
                run.id, by, progress=lambda done, _total: bar.update(done - bar.n)
            )
        count = format_number(run.done)
        self.stdout.write(_("Screened again: %(count)s entries.") % {"count": count})
        for rule, kinds in run.changes.items():
            for kind, changed in kinds.items():
                self.stdout.write(f"{rule}: {_(KINDS[kind])} {format_number(changed)}")
        if not run.changes:
            self.stdout.write(_("Nothing changed."))
