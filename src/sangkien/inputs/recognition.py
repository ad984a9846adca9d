"""A recognition that an officer enters afterwards, read from the form of the entry's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sangkien.core.reading import Unreadable, read_date
from sangkien.core.text import tidy
from sangkien.inputs.attachment import Upload, read_attachment
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of

RECOGNISERS = ("council", "head")
LONGEST_NUMBER = 80  # characters, as the entry holds them


@dataclass(frozen=True, slots=True)
class Recognition:
    """By whom, under which number and when; the file as (content, kind), None where none came."""

    recognised_by: str  # of RECOGNISERS
    number: str
    day: date
    attachment: tuple[bytes, str] | None = None


def read_recognition(sent: Mapping[str, str], upload: Upload | None, *, today: date) -> Recognition:
    """Return the recognition; raise BadInput with every field that cannot be read."""
    problems: list[FieldProblem] = []
    who = sent.get("recognised_by", "")
    if who not in RECOGNISERS:
        problems.append(FieldProblem("recognised_by", "recogniser-empty"))
    number = tidy(sent.get("recognition_number", ""))
    if len(number) > LONGEST_NUMBER:
        details = {"limit": LONGEST_NUMBER, "length": len(number)}
        problems.append(FieldProblem("recognition_number", "too-long", details))
    day = _day(sent.get("recognised_on", ""), today, problems)
    attachment = _attachment(upload, problems)
    if problems or day is None:
        raise BadInput(tuple(problems))
    return Recognition(who, number, day, attachment)


def _day(typed: str, today: date, problems: list[FieldProblem]) -> date | None:
    try:
        read = read_date(typed, today=today)
        if read.precision != "day":
            raise Unreadable("date-not-a-day", typed=typed)  # noqa: TRY301 - told as the others
    except Unreadable as why:
        problems.append(problem_of("recognised_on", why))
        return None
    if read.day > today:
        problems.append(FieldProblem("recognised_on", "recognition-ahead"))
    return read.day


def _attachment(upload: Upload | None, problems: list[FieldProblem]) -> tuple[bytes, str] | None:
    if upload is None:
        return None
    try:
        return read_attachment(upload, field="recognition_file")
    except BadInput as bad:
        problems += bad.errors
        return None
