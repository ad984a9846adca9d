"""`sangkien targets import|check`: the numbers units are to reach."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from sangkien.actions.targets import import_targets
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.core.targets import KIND_WORDS
from sangkien.inputs.target import read_targets
from sangkien.management.asked import takes_campaign
from sangkien.management.commands.campaign import NO_CAMPAIGN
from sangkien.management.sheet_files import (
    day_asked,
    found,
    operator,
    rows_of,
    takes_sheet,
    telling,
)
from sangkien.management.word import Word
from sangkien.queries.campaigns import campaign_by_slug
from sangkien.queries.targets import SumCheck, sum_checks


class Command(Word):
    help = N_("Load targets from a sheet; compare the targets of units with the sums below them.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        load = words.add_parser("import", help=_("load a sheet of targets"))
        takes_sheet(load)
        check = words.add_parser("check", help=_("compare targets with the sums of those below"))
        for each in (load, check):
            takes_campaign(each)
            each.add_argument("--on", help=_("the day asked, or that “today” means; dd/mm/yyyy"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        {"import": self._import, "check": self._check}[asked["word"]](asked)

    def _import(self, asked: dict[str, Any]) -> None:
        campaign = found(campaign_by_slug, asked["campaign"], NO_CAMPAIGN)
        rows = rows_of(asked["file"])
        with telling(asked["file"]):
            targets = read_targets(rows, today=day_asked(asked["on"]))
            loaded = import_targets(campaign, targets, operator())
        said = _("Targets: %(created)s set, %(unchanged)s held already.")
        told = {"created": loaded.created, "unchanged": loaded.unchanged}
        self.stdout.write(said % {name: format_number(count) for name, count in told.items()})

    def _check(self, asked: dict[str, Any]) -> None:
        campaign = found(campaign_by_slug, asked["campaign"], NO_CAMPAIGN)
        for check in sum_checks(campaign, day=day_asked(asked["on"])):
            self.stdout.write(_told(check))


def _told(check: SumCheck) -> str:
    period = check.phase or check.year or ""
    said = _("%(unit)s, %(kind)s %(period)s: target %(own)s, below it %(sum)s, difference %(gap)s.")
    return said % {
        "unit": check.unit,
        "kind": KIND_WORDS[check.kind],
        "period": period,
        "own": format_number(check.sum.own),
        "sum": format_number(check.sum.children),
        "gap": format_number(check.sum.difference),
    }
