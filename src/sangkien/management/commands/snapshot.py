"""`sangkien snapshot take|show|list`: tables frozen as they were published."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sangkien.actions.journal import By
from sangkien.actions.snapshots import take_snapshot
from sangkien.core.progress.table import Basis
from sangkien.core.reading.numbers import format_date, format_moment
from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    place_to_write,
    refused,
    takes_basis,
    takes_campaign,
    takes_day,
    takes_kind,
    takes_out,
    write_out,
)
from sangkien.management.word import Word
from sangkien.queries.campaigns import Campaign
from sangkien.queries.scope import OPERATOR
from sangkien.queries.snapshots import snapshot_by_id, visible_snapshots
from sangkien.reports.from_snapshot import rendered
from sangkien.reports.progress import REPORT


class Command(Word):
    help = N_(
        "Freeze a table with its moment, rule version and SHA-256; list and show such tables."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        take = words.add_parser("take", help=_("freeze the table of a day"))
        show = words.add_parser("show", help=_("write a frozen table as it was frozen"))
        listing = words.add_parser("list", help=_("list the frozen tables"))
        for each in (take, show, listing):
            takes_campaign(each)
        takes_day(take)
        take.add_argument("--unit", help=_("code of the unit whose members are the rows"))
        takes_basis(take)
        takes_kind(take)
        show.add_argument("number", type=int, help=_("number of the frozen table"))
        formats = sorted(REPORT.formats)
        show.add_argument("--format", default="table", choices=formats, help=_("how it is written"))
        takes_out(show)

    def handle(self, *_args: Any, **asked: Any) -> None:
        campaign = asked_campaign(asked["campaign"])
        {"take": self._take, "show": self._show, "list": self._list}[asked["word"]](campaign, asked)

    def _take(self, campaign: Campaign, asked: dict[str, Any]) -> None:
        try:
            snapshot = take_snapshot(
                campaign,
                asked_unit(campaign, asked["unit"]),
                asked_day(campaign, asked["on"]),
                By(account=None, now=now(), is_system=True),
                basis=Basis(asked["target"]) if asked["target"] else None,
                kind=asked["kind"],
            )
        except Refusal as refusal:
            raise CommandError(refused(refusal)) from refusal
        self.stdout.write(f"{snapshot.id}  {snapshot.sha256}")

    def _show(self, campaign: Campaign, asked: dict[str, Any]) -> None:
        place_to_write(asked["out"])
        snapshot = snapshot_by_id(OPERATOR, campaign, asked["number"])
        if snapshot is None:
            raise CommandError(
                _("number: this campaign has no frozen table %(number)s. See `snapshot list`.")
                % {"number": asked["number"]}
            )
        try:
            written = rendered(snapshot, asked["format"])
        except Refusal as refusal:
            raise CommandError(_(refusal.sentence).format(**refusal.details)) from refusal
        if asked["out"]:
            write_out(asked["out"], written, tell=self.stdout)
        else:
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()

    def _list(self, campaign: Campaign, _asked: dict[str, Any]) -> None:
        for one in visible_snapshots(OPERATOR, campaign).defer("canonical"):
            day, taken_at = format_date(one.day), format_moment(one.taken_at)
            self.stdout.write(f"{one.id}  {day}  {one.unit}  {taken_at}  {one.sha256}")
