"""`sangkien tally rebuild` and `sangkien tally verify`: the counts that are kept."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from sangkien.actions.standing import rebuild_tally
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.sentences import N_
from sangkien.core.standing import COLUMN_NAMES
from sangkien.management.asked import asked_campaign, takes_campaign
from sangkien.management.word import Word
from sangkien.queries.tally_check import Disagreement, tally_disagreements


class Command(Word):
    help = N_("Count anew what the tallies hold, or compare them with a fresh count.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        takes_campaign(words.add_parser("rebuild", help=_("count all entries anew")))
        takes_campaign(words.add_parser("verify", help=_("compare with a fresh count")))

    def handle(self, *_args: Any, **asked: Any) -> None:
        campaign = asked_campaign(asked["campaign"])
        if asked["word"] == "rebuild":
            entries = format_number(rebuild_tally(campaign))
            self.stdout.write(_("Counted anew: %(entries)s entries.") % {"entries": entries})
            return
        found = tally_disagreements(campaign)
        for one in found:
            self.stderr.write(_sentence(one))
        if found:
            sys.exit(1)
        self.stdout.write(_("The tallies agree with the entries and the journal."))


def _sentence(one: Disagreement) -> str:
    return _(
        "%(unit)s, %(day)s, %(column)s (phase %(phase)s, year %(year)s, undecided: %(is_open)s):"
        " kept %(kept)s, counted %(counted)s."
    ) % {
        "unit": one.unit,
        "day": format_date(one.day),
        "column": _(COLUMN_NAMES[one.column]),
        "phase": one.phase,
        "year": one.year,
        "is_open": _("yes") if one.is_open else _("no"),
        "kept": format_number(one.kept),
        "counted": format_number(one.counted),
    }
