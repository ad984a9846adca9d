"""`sangkien demo`: load the example campaigns and make log-ins to look around with."""

import json
import secrets
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sangkien.actions.accounts import open_account, set_password
from sangkien.actions.journal import By
from sangkien.core.permissions import Role
from sangkien.core.sentences import N_
from sangkien.management.sheet_files import day_asked
from sangkien.management.word import Word
from sangkien.queries.campaigns import campaign_by_slug
from sangkien.queries.people import account_by_login
from sangkien.queries.units import unit_by_code

EXAMPLE = settings.PROJECT / "example"
CLOSED = EXAMPLE / "lai-chau-2022"
OPEN = EXAMPLE / "open-campaign"

# log-in, role, unit, post
LOGINS = (
    ("tinh", Role.PROVINCIAL_OFFICER, "LC", "Cán bộ LĐLĐ tỉnh Lai Châu"),
    ("thanuyen", Role.UPPER_OFFICER, "LC-THU", "Cán bộ LĐLĐ huyện Than Uyên"),
    ("doanvien", Role.MEMBER, "LC-THU", "Đoàn viên huyện Than Uyên"),
    ("quantri", Role.ACCOUNT_ADMIN, "LC", "Quản trị tài khoản tỉnh Lai Châu"),
)


class Command(Word):
    help = N_(
        "Load the Lai Châu 2022 example, an open campaign, and four log-ins. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", help=_("today, for the open campaign; dd/mm/yyyy"))

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                _("The demo is never loaded into production: its log-ins stand in a file.")
            )
        today = day_asked(options["on"])
        if campaign_by_slug("lai-chau-2022") is None or campaign_by_slug(OPEN_SLUG) is None:
            load_examples(today)
        for login, password in demo_logins(settings.VAR / "demo-logins.json").items():
            self.stdout.write(f"  {login:<10} {password}   {POST_OF[login]}")


OPEN_SLUG = "sang-kien-lai-chau"
POST_OF = {login: post for login, _, _, post in LOGINS}


def load_examples(today: date) -> None:
    """Load every example file by the commands an operator would use."""
    call_command("units", "import", str(CLOSED / "units.csv"))
    call_command("units", "rules", str(CLOSED / "rules" / "school-lines.csv"), "--owner", "LC")
    call_command("units", "places", str(CLOSED / "rules" / "places.csv"), "--owner", "LC")
    call_command("campaign", "load", str(CLOSED / "campaign.toml"))
    call_command("targets", "import", str(CLOSED / "targets.csv"), "--campaign", "lai-chau-2022")
    call_command(
        "initiatives", "import", str(CLOSED / "submissions.csv"), "--campaign", "lai-chau-2022"
    )
    call_command("moves", "import", str(CLOSED / "moves.csv"), "--campaign", "lai-chau-2022")
    call_command("campaign", "load", str(OPEN / "campaign.toml"), "--on", today.isoformat())
    call_command("targets", "import", str(OPEN / "targets.csv"), "--campaign", OPEN_SLUG)


def demo_logins(remembered: Path) -> dict[str, str]:
    """Return the demo log-ins with their passwords, making what is missing.

    Passwords are made at install and kept readable beside the database: demo data, loopback only.
    """
    known = _known(remembered)
    by = By(None, now(), is_system=True)
    for login, role, code, post in LOGINS:
        account, unit = account_by_login(login), unit_by_code(code)
        if account and login in known:
            continue
        known[login] = secrets.token_urlsafe(9)
        if account:
            set_password(account, known[login], by=by)
        elif unit:
            open_account(login, known[login], role=role, unit=unit, label=post, is_demo=True, by=by)
    remembered.touch(mode=0o600)
    remembered.write_text(json.dumps(known, indent=1))
    return known


def _known(remembered: Path) -> dict[str, str]:
    """Return the passwords written down; none where the file is missing or was cut off."""
    try:
        known: dict[str, str] = json.loads(remembered.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return known
