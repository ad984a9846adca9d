"""`sangkien search rebuild` and `sangkien search verify`: the words that entries are found by."""

import sys
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from sangkien.actions.indexing import rebuild_search
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.management.word import Word
from sangkien.queries.search_check import entries_not_found, index_faults

MOST_NAMED = 20  # entries that verify names one by one


class Command(Word):
    help = N_("Make anew by which words entries are found, or check that all are found.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("rebuild", help=_("read the words of all entries anew"))
        words.add_parser("verify", help=_("compare with the entries as they are"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        if asked["word"] == "rebuild":
            entries = format_number(sum(rebuild_search()))
            self.stdout.write(_("Read anew: %(entries)s entries.") % {"entries": entries})
            return
        faults = list(index_faults())
        missed = list(islice(entries_not_found(), MOST_NAMED))
        for fault in faults:
            self.stderr.write(_("The index is damaged: %(fault)s.") % {"fault": fault})
        for entry_id in missed:
            said = _("Entry %(number)s is found by other words than it holds.")
            self.stderr.write(said % {"number": entry_id})
        if faults or missed:
            self.stderr.write(_("Run `search rebuild`."))
            sys.exit(1)
        self.stdout.write(_("Every entry is found by the words it holds."))
