"""What commands are asked about: a campaign, a unit, a day, a place; or how to ask right."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sangkien.core.progress.days import DAY_REFUSALS
from sangkien.core.progress.table import Basis
from sangkien.core.reading.dates import read_date
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.refusal import Refusal
from sangkien.management.system_errors import system_error
from sangkien.queries.campaigns import Campaign, all_campaigns, campaign_by_slug
from sangkien.queries.goals import ASSIGNED, KINDS
from sangkien.queries.progress_table import Unit
from sangkien.queries.units import unit_by_code


def takes_campaign(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--campaign", required=True, help=_("address of the campaign, such as lai-chau-2022")
    )


def takes_day(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        help=_("day of the figures, dd/mm/yyyy; without it the campaign's usual day, else today"),
    )


def takes_basis(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--target",
        choices=[str(basis) for basis in Basis],
        help=_("period of the targets; without it the first of these that has targets"),
    )


def takes_kind(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--kind",
        choices=KINDS,
        default=ASSIGNED,
        help=_("which targets: assigned from above (without it), registered, planned"),
    )


def takes_out(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help=_("file to write; without it to the screen"))


def asked_campaign(slug: str) -> Campaign:
    campaign = campaign_by_slug(slug)
    if campaign is None:
        known = ", ".join(each.slug for each in all_campaigns()) or "–"
        raise CommandError(
            _("--campaign: there is no campaign “%(slug)s”. Known: %(known)s.")
            % {"slug": slug, "known": known}
        )
    return campaign


def asked_unit(campaign: Campaign, code: str | None) -> Unit:
    """Return the unit of that code within the campaign; without a code the campaign's owner."""
    if code is None:
        return campaign.owner
    unit = unit_by_code(code)
    if unit is None or not unit.path.startswith(campaign.owner.path):
        raise CommandError(
            _("--unit: no unit of this campaign has the code “%(code)s”.") % {"code": code}
        )
    return unit


def asked_day(campaign: Campaign, typed: str | None) -> date:
    """Return the day as typed; without one the day the campaign is seen at, else today."""
    today = localdate()
    if typed is None:
        return campaign.default_day or today
    try:
        read = read_date(typed, today=today)
    except Unreadable as why:
        raise CommandError(f"--on: {_(why.sentence).format(**why.details)}") from why
    if read.precision != "day":
        raise CommandError(_("--on: “%(typed)s” is no single day.") % {"typed": typed})
    return read.day


def refused(refusal: Refusal) -> str:
    """Return the refusal in words, with the option before it where it is about the day."""
    sentence = _(refusal.sentence).format(**refusal.details)
    return f"--on: {sentence}" if refusal.code in DAY_REFUSALS else sentence


def place_to_write(path: Path | None) -> None:
    """Raise CommandError where `path` can be no file; ask before any work is done."""
    if path is None:
        return
    if not path.resolve().parent.is_dir():
        problem = _(
            "There is no folder “%(folder)s” to write to. Make it first, or choose another place."
        )
        raise CommandError(problem % {"folder": path.parent})
    if path.is_dir():
        problem = _("“%(folder)s” is a folder. Name the file to write in it.")
        raise CommandError(problem % {"folder": path})


def write_out(path: Path, content: bytes, *, tell: OutputWrapper) -> None:
    """Write `content` to `path` and tell so; CommandError where it fails."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(system_error(error, path)) from error
    tell.write(_("Written: %(file)s") % {"file": path})
