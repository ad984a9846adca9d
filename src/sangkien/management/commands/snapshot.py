"""`sangkien snapshot take|show|list`: tables frozen as they were published."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sangkien.actions.journal import By
from sangkien.actions.snapshots import take_snapshot
from sangkien.core.progress.table import Basis
from sangkien.core.reading.numbers import format_date, format_moment
from sangkien.core.refusal import Refusal
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    place_to_write,
    refused,
    write_out,
)
from sangkien.queries.campaigns import Campaign
from sangkien.queries.goals import ASSIGNED, KINDS
from sangkien.queries.snapshots import snapshot_by_id, snapshots_of
from sangkien.reports.from_snapshot import rendered
from sangkien.reports.progress import REPORT


class Command(BaseCommand):
    help = "Freeze a table with its moment, rule version and SHA-256; list and show such tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        take, show, listing = (words.add_parser(word) for word in ("take", "show", "list"))
        for each in (take, show, listing):
            each.add_argument("--campaign", required=True)
        take.add_argument("--on", help="dd/mm/yyyy or yyyy-mm-dd")
        take.add_argument("--unit")
        take.add_argument("--target", choices=[str(basis) for basis in Basis])
        take.add_argument("--kind", choices=KINDS, default=ASSIGNED)
        show.add_argument("number", type=int)
        show.add_argument("--format", default="table", choices=sorted(REPORT.formats))
        show.add_argument("--out", type=Path)

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
        snapshot = snapshot_by_id(campaign, asked["number"])
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
            write_out(asked["out"], written)
        else:
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()

    def _list(self, campaign: Campaign, _asked: dict[str, Any]) -> None:
        for one in snapshots_of(campaign):
            day, taken_at = format_date(one.day), format_moment(one.taken_at)
            self.stdout.write(f"{one.id}  {day}  {one.unit}  {taken_at}  {one.sha256}")
