"""What a member is asked to repair, read from the form on the page of the entry."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sangkien.core.reading.days import read_day
from sangkien.core.reading.numbers import format_date
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.screening.run import RULES
from sangkien.core.text import tidy
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of
from sangkien.inputs.review import read_reason

NOTE, DUE, ABOUT = "repair-note", "repair-due", "repair-rule"


@dataclass(frozen=True, slots=True)
class ToRepair:
    rules: tuple[str, ...]
    note: str
    due_on: date


def read_request(sent: Mapping[str, str], ticked: Collection[str], *, today: date) -> ToRepair:
    """Return what is asked and until when; raise BadInput with every field that cannot be read.

    The day is one to come: nobody can repair until a day that is over, or nearly so.
    """
    problems: list[FieldProblem] = []
    note = ""
    try:
        note = read_reason(sent, NOTE)
    except BadInput as bad:
        problems += bad.errors
    else:
        if not note:
            problems.append(FieldProblem(NOTE, "repair-note-missing"))
    due_on = _day(sent, today, problems)
    if problems or due_on is None:
        raise BadInput(tuple(problems))
    return ToRepair(tuple(code for code in RULES if code in ticked), note, due_on)


def _day(sent: Mapping[str, str], today: date, problems: list[FieldProblem]) -> date | None:
    try:
        day = read_day(tidy(sent.get(DUE, "")), today=today)
    except Unreadable as why:
        problems.append(problem_of(DUE, why))
        return None
    if day <= today:
        details = {"today": format_date(today)}
        problems.append(FieldProblem(DUE, "repair-due-past", details))
    return day
