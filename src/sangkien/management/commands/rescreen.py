"""`sangkien rescreen --campaign SLUG [--rule CODE]`: screen entries again after a rule changed."""

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from sangkien.actions.rescreening import rescreen_by
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_
from sangkien.management.asked import asked_campaign
from sangkien.management.sheet_files import operator
from sangkien.queries.initiatives import count_of, id_chunks

KINDS = {
    "opened": N_("newly found"),
    "lapsed": N_("no longer found"),
    "reopened": N_("found again"),
}


class Command(BaseCommand):
    help = "Screen every entry of a campaign again and say what that changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--campaign", required=True)
        parser.add_argument("--rule", choices=sorted(RULES))

    def handle(self, *_args: Any, **asked: Any) -> None:
        campaign = asked_campaign(asked["campaign"])
        changed: Counter[tuple[str, str]] = Counter()
        total = count_of(campaign)
        # tqdm writes to stderr, so that the result can go into a file
        with tqdm(total=total, unit=" " + _("entries"), disable=not sys.stderr.isatty()) as bar:
            for ids in id_chunks(campaign):
                for one in rescreen_by(campaign, ids, rule=asked["rule"], by=operator()):
                    changed[one.rule, one.kind] += 1
                bar.update(len(ids))
        self.stdout.write(_("Screened again: %(count)s entries.") % {"count": format_number(total)})
        for (rule, kind), count in sorted(changed.items()):
            self.stdout.write(f"{rule}: {_(KINDS[kind])} {format_number(count)}")
        if not changed:
            self.stdout.write(_("Nothing changed."))
