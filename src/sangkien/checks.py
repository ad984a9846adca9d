"""What the installation gets wrong, said at start-up with an id and a way out."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from sangkien.adapters.private_folder import make_private
from sangkien.management.word import INSTALLATION


@register(INSTALLATION)
def installation(**_: Any) -> list[CheckMessage]:
    """Return what does not fit together in the settings; empty when all is well."""
    found: list[CheckMessage] = []
    if settings.PRODUCTION and settings.SECRET_KEY == "not-yet-installed":  # noqa: S105
        found.append(
            Error(
                "There is no secret key.",
                hint="Set SANGKIEN_SECRET_KEY, or run `sangkien install` once to make one in VAR.",
                id="sangkien.E001",
            )
        )
    if settings.PRODUCTION and not settings.DATABASE_URL:
        found.append(
            Warning(
                "Production on SQLite: one province on one machine, nothing larger.",
                hint="Set DATABASE_URL=postgresql://… for more than one machine.",
                id="sangkien.W001",
            )
        )
    if settings.PRODUCTION and settings.DEBUG:
        found.append(
            Error(
                "Debug pages would show other people's data.",
                hint="Unset SANGKIEN_DEBUG.",
                id="sangkien.E002",
            )
        )
    if settings.PRODUCTION and not settings.SECOND_FACTOR:
        found.append(
            Warning(
                "A password alone opens the accounts of provincial officers.",
                hint="Unset SANGKIEN_SECOND_FACTOR.",
                id="sangkien.W002",
            )
        )
    if not _writable(settings.VAR):
        found.append(
            Error(
                f"{settings.VAR} cannot be written.",
                hint="Point SANGKIEN_VAR to a folder this user may write, or change its owner.",
                id="sangkien.E003",
            )
        )
    return found


def _writable(folder: Path) -> bool:
    try:
        make_private(folder)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True
