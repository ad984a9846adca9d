"""`sangkien moves import FILE --campaign SLUG`: moves made elsewhere, as of their moments."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from sangkien.actions.moves import import_moves
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.inputs.moves import read_moves
from sangkien.management.asked import asked_campaign, takes_campaign
from sangkien.management.sheet_files import operator, rows_of, takes_sheet, telling
from sangkien.management.word import Word


class Command(Word):
    help = N_("Bring in moves of entries between units; running it twice moves nothing twice.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        read = words.add_parser("import", help=_("load a sheet of moves"))
        takes_sheet(read)
        takes_campaign(read)

    def handle(self, *_args: Any, **asked: Any) -> None:
        campaign, rows, by = asked_campaign(asked["campaign"]), rows_of(asked["file"]), operator()
        with telling(asked["file"]):
            loaded = import_moves(read_moves(rows, now=by.now), campaign, by)
        self.stdout.write(
            _("Moves: %(moved)s made, %(known)s made before.")
            % {"moved": format_number(loaded.moved), "known": format_number(loaded.known)}
        )
