"""What commands that load sheets share: the file, its problems line by line, the summary."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.core.management.base import CommandError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sangkien.actions.journal import By
from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet
from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sheets import SheetProblem, SheetRow
from sangkien.core.sheets.bad_rows import BadRows

T = TypeVar("T")


def takes_sheet(parser: ArgumentParser) -> None:
    parser.add_argument("file", help=_("the sheet: .xlsx, .xls or .csv"))


def operator() -> By:
    """Return who acts when a command does: the machine's operator, now."""
    return By(account=None, now=now(), is_system=True)


def rows_of(file: str) -> list[SheetRow]:
    """Return the rows of the file's first sheet; CommandError where it cannot be opened."""
    path = Path(file)
    if not path.is_file():
        raise CommandError(_("There is no file “%(file)s”.") % {"file": file})
    try:
        return list(open_sheet(path, filename=path.name).rows())
    except NotASheet as why:
        raise CommandError(_(why.sentence).format(**why.details)) from why


@contextmanager
def telling(file: str) -> Iterator[None]:
    """Turn BadRows into a CommandError that names every problem on a line of its own."""
    try:
        yield
    except BadRows as bad:
        lines = [problem_line(Path(file).name, problem) for problem in bad.problems]
        lines.append(_("Nothing was loaded."))
        raise CommandError("\n".join(lines)) from bad


def problem_line(name: str, problem: SheetProblem) -> str:
    """Return the problem with its place: FILE, row 7, column “Mã”: sentence."""
    place = [name]
    if problem.row is not None:
        place.append(_("row %(row)s") % {"row": problem.row})
    if problem.column is not None:
        place.append(_("column “%(column)s”") % {"column": problem.column})
    return f"{', '.join(place)}: {_(problem.sentence).format(**problem.details)}"


def day_asked(typed: str | None) -> date:
    """Return the day that --on names, today without it."""
    if not typed:
        return localdate()
    try:
        return read_day(typed, today=localdate())
    except Unreadable as why:
        raise CommandError(f"--on: {_(why.sentence).format(**why.details)}") from why


def found(lookup: Callable[[str], T | None], key: str, problem: str) -> T:
    """Return what `lookup` finds under `key`; CommandError with `problem` where it finds none."""
    thing = lookup(key)
    if thing is None:
        raise CommandError(_(problem) % {"key": key})
    return thing
