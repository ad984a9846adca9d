"""`sangkien units import|export|rules|places`: the organisation, in and out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sangkien.actions.units import import_units
from sangkien.actions.workplace_rules import import_places, import_workplace_rules
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.inputs.unit import read_units
from sangkien.inputs.workplace_rule import read_places, read_rules
from sangkien.jobs.rekeying import start_rekeying
from sangkien.management.asked import place_to_write, write_out
from sangkien.management.sheet_files import found, operator, rows_of, takes_sheet, telling
from sangkien.management.word import Word
from sangkien.queries.unit_sheet import root_unit
from sangkien.queries.units import unit_by_code
from sangkien.reports.unit_list import units_csv, units_xlsx

NO_UNIT = N_("No unit has the code “%(key)s”.")


class Command(Word):
    help = N_("Load the units of the organisation, their workplace rules and places; export units.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        load = words.add_parser("import", help=_("load a sheet of units"))
        export = words.add_parser("export", help=_("write the units as a sheet"))
        export.add_argument(
            "--under", help=_("code of the unit to begin with; the root without it")
        )
        export.add_argument("--out", required=True, help=_("file to write: .csv or .xlsx"))
        rules = words.add_parser("rules", help=_("load the rules about workplaces"))
        places = words.add_parser("places", help=_("load the places of workplaces"))
        for each in (load, rules, places):
            takes_sheet(each)
        for each in (rules, places):
            each.add_argument("--owner", required=True, help=_("code of the federation"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        words = {"import": self._import, "export": self._export}
        words |= {"rules": self._rules, "places": self._places}
        words[asked["word"]](asked)

    def _import(self, asked: dict[str, Any]) -> None:
        rows = rows_of(asked["file"])
        with telling(asked["file"]):
            loaded = import_units(read_units(rows, today=localdate()), operator())
        if loaded.renamed:
            start_rekeying()
        self.stdout.write(
            _("Units: %(created)s new, %(changed)s changed, %(unchanged)s unchanged.")
            % {
                "created": format_number(loaded.created),
                "changed": format_number(loaded.changed),
                "unchanged": format_number(loaded.unchanged),
            }
        )

    def _export(self, asked: dict[str, Any]) -> None:
        code, out = asked["under"], Path(asked["out"])
        unit = found(unit_by_code, code, NO_UNIT) if code else root_unit()
        if unit is None:
            raise CommandError(_("There are no units yet."))
        writers = {".csv": units_csv, ".xlsx": units_xlsx}
        place_to_write(out)
        if out.suffix not in writers:
            raise CommandError(_("--out: the file must end in .csv or .xlsx."))
        write_out(out, writers[out.suffix](unit), tell=self.stdout)

    def _rules(self, asked: dict[str, Any]) -> None:
        owner, rows = found(unit_by_code, asked["owner"], NO_UNIT), rows_of(asked["file"])
        with telling(asked["file"]):
            count = import_workplace_rules(owner, read_rules(rows, today=localdate()), operator())
        self.stdout.write(_("Workplace rules: %(count)s.") % {"count": format_number(count)})

    def _places(self, asked: dict[str, Any]) -> None:
        owner, rows = found(unit_by_code, asked["owner"], NO_UNIT), rows_of(asked["file"])
        with telling(asked["file"]):
            count = import_places(owner, read_places(rows, today=localdate()), operator())
        self.stdout.write(_("Places: %(count)s.") % {"count": format_number(count)})
